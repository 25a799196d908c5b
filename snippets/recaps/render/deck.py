"""Make an Anki deck from questions, equal byte for byte for equal questions."""

import hashlib
import os
import posixpath
import re
import sqlite3
import zipfile
from html import escape
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from markdown_it import MarkdownIt

from recaps.document import Document, Edit, Question, Text
from recaps.installed import version
from recaps.links import without_links
from recaps.output import Costly, Files
from recaps.parse import parse_inline
from recaps.site import Site, chapter_title
from recaps.transforms.questions import card_id
from recaps.transforms.review import deck_name

SITE = "Torch Recaps"
MODEL_ID = 1_763_921_704
FIRST_SECOND = 1_600_000_000
PLACE = re.compile("\ue000(\\d+)\ue001")
TOOLS = ["genanki", "markdown-it-py"]
FRONT = '<div class="recap">{{Recap}}</div><div class="key">{{Question}}</div>{{Choices}}'
BACK = '{{FrontSide}}<hr id="answer"><div class="key">{{Right}}</div>{{Reasons}}'
CSS = """\
.card { max-width: 34em; margin: auto; font-family: sans-serif; line-height: 1.4; }
.recap { font-size: 0.8em; }
.key { font-weight: bold; }
ol { padding-left: 1.6em; list-style: upper-alpha; }
"""

_markdown = MarkdownIt("commonmark", {"html": True})


class Note(NamedTuple):
    """A question with the recap that asks it."""

    recap: Document
    question: Question

    @property
    def id(self) -> str:
        """What the question is known by."""
        return card_id(self.recap.name, "question", self.question.text.markdown)


def render(site: Site) -> Files:
    """The deck of each chapter whose questions a page gathers."""
    asking = {question.asked_by for document in site for question in document.questions}
    chapters = {recap.chapter for recap in site.recaps() if recap.name in asking}
    return {
        posixpath.join("docs", deck_name(chapter)): _deck(chapter, site) for chapter in chapters
    }


def _deck(chapter: str, site: Site) -> Costly:
    notes = [
        Note(recap, question) for recap in site.recaps(chapter) for question in recap.questions
    ]
    asked = [(note.id, note.recap.title, note.question) for note in notes]
    tools = [version(tool) for tool in TOOLS]
    of = f"{chapter} {asked} {_second()} {tools} {Path(__file__).read_text('utf-8')}"
    return Costly(of, lambda: _zipped(_database(chapter, notes)))


def _second() -> int:
    """The time of every note: the commit's, if given. Anki updates a note only from a newer one."""
    return int(os.environ.get("SOURCE_DATE_EPOCH") or FIRST_SECOND)


def _zipped(database: bytes) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr(zipfile.ZipInfo("collection.anki2"), database)
        package.writestr(zipfile.ZipInfo("media"), "{}")
    return file.getvalue()


def _database(chapter: str, notes: list[Note]) -> bytes:
    """Anki's collection, an SQLite file."""
    import genanki

    number = int(hashlib.sha256(f"{SITE} {chapter}".encode()).hexdigest()[:7], 16)
    deck = genanki.Deck(2**30 + number, f"{SITE}::{chapter_title(chapter)}")
    for place, note in enumerate(notes):
        fields = _fields(note)
        model = genanki.Model(
            MODEL_ID,
            f"{SITE}: question",
            fields=[{"name": name} for name in fields],
            templates=[{"name": "Question", "qfmt": FRONT, "afmt": BACK}],
            css=CSS,
        )
        tags = [chapter, f"{chapter}::{PurePosixPath(note.recap.name).stem}"]
        guid = genanki.guid_for(SITE, note.id)
        deck.add_note(genanki.Note(model, list(fields.values()), tags=tags, guid=guid, due=place))
    numbers = [FIRST_SECOND * 1000 + int(note.id, 16) for note in notes]
    rows = (number for number in numbers for _ in ("note", "card"))
    connection = sqlite3.connect(":memory:")
    genanki.Package(deck).write_to_db(connection.cursor(), _second(), rows)
    connection.commit()
    return connection.serialize()


def _fields(note: Note) -> dict[str, str]:
    """What a note holds, as HTML."""
    choices = [
        (_html(choice.text), choice.right, [_html(paragraph) for paragraph in choice.reason])
        for choice in note.question.choices
    ]
    reasons = [
        _paragraphs([text, f"<strong>{'Right' if right else 'No'}.</strong> {first}", *more])
        for text, right, (first, *more) in choices
    ]
    return {
        "Question": _paragraphs([_html(note.question.text)]),
        "Recap": _paragraphs([_html(parse_inline(note.recap.title, 1))]),
        "Choices": _list([text for text, _, _ in choices]),
        "Right": _paragraphs([text for text, right, _ in choices if right]),
        "Reasons": _list(reasons),
    }


def _list(items: list[str]) -> str:
    return "\n".join(["<ol>", *(f"<li>{item}</li>" for item in items), "</ol>"])


def _paragraphs(texts: list[str]) -> str:
    return "\n".join(f"<p>{text}</p>" for text in texts)


def _html(text: Text) -> str:
    r"""The text without links, each formula as Anki's MathJax wants it: \(…\)."""
    formulas: list[str] = []
    edits = []
    for span in text.spans:
        if span.kind == "formula":
            latex = escape(span.value.strip(), quote=False)
            edits.append(Edit(span.start, span.end, f"\ue000{len(formulas)}\ue001"))
            formulas.append(rf'<span class="arithmatex">\({latex}\)</span>')
    html = _markdown.renderInline(without_links(text.edited(edits)))
    return PLACE.sub(lambda place: formulas[int(place[1])], html)
