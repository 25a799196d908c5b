"""Make an Anki deck from questions, equal byte for byte for equal questions."""

import hashlib
import os
import sqlite3
import zipfile
from importlib.metadata import version
from io import BytesIO
from pathlib import Path, PurePosixPath
from textwrap import indent

from markdown import Markdown

from recaps.links import without_links
from recaps.pages import chapter_title
from recaps.questions import Question

SITE = "Torch Recaps"
MODEL_ID = 1_763_921_704
FIRST_SECOND = 1_600_000_000
TOOLS = ["genanki", "Markdown", "pymdown-extensions"]
FRONT = '<div class="recap">{{Recap}}</div><div class="key">{{Question}}</div>{{Choices}}'
BACK = '{{FrontSide}}<hr id="answer"><div class="key">{{Right}}</div>{{Reasons}}'
CSS = """\
.card { max-width: 34em; margin: auto; font-family: sans-serif; line-height: 1.4; }
.recap { font-size: 0.8em; }
.key { font-weight: bold; }
ol { padding-left: 1.6em; list-style: upper-alpha; }
"""


def deck_name(questions: list[Question]) -> str:
    """The file of one chapter's questions, by its path from docs/downloads/."""
    return f"{questions[0].chapter}/questions.apkg"


def write_deck(path: Path, questions: list[Question]) -> None:
    """Write the deck of one chapter's questions to `path`, unless it is there already."""
    origin = _origin(questions)
    if not path.exists() or not path.read_bytes().endswith(origin):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_zipped(_database(questions), origin))


def _origin(questions: list[Question]) -> bytes:
    """A digest of all that a deck depends on, which is kept at the end of its file."""
    tools = [version(tool) for tool in TOOLS]
    digest = hashlib.sha256(f"{questions} {_second()} {tools}".encode())
    digest.update(Path(__file__).read_bytes())
    return digest.hexdigest().encode()


def _second() -> int:
    """The time of every note: the commit's, if given. Anki updates a note only from a newer one."""
    return int(os.environ.get("SOURCE_DATE_EPOCH") or FIRST_SECOND)


def _zipped(database: bytes, comment: bytes) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.comment = comment
        package.writestr(zipfile.ZipInfo("collection.anki2"), database)
        package.writestr(zipfile.ZipInfo("media"), "{}")
    return file.getvalue()


def _database(questions: list[Question]) -> bytes:
    """Anki's collection, an SQLite file."""
    import genanki

    chapter = questions[0].chapter
    number = int(hashlib.sha256(f"{SITE} {chapter}".encode()).hexdigest()[:7], 16)
    deck = genanki.Deck(2**30 + number, f"{SITE}::{chapter_title(chapter)}")
    for place, question in enumerate(questions):
        fields = _fields(question)
        model = genanki.Model(
            MODEL_ID,
            f"{SITE}: question",
            fields=[{"name": name} for name in fields],
            templates=[{"name": "Question", "qfmt": FRONT, "afmt": BACK}],
            css=CSS,
        )
        tags = [chapter, f"{chapter}::{PurePosixPath(question.page).stem}"]
        guid = genanki.guid_for(SITE, question.id)
        deck.add_note(genanki.Note(model, list(fields.values()), tags=tags, guid=guid, due=place))
    numbers = [FIRST_SECOND * 1000 + int(question.id, 16) for question in questions]
    rows = (number for number in numbers for _ in ("note", "card"))
    connection = sqlite3.connect(":memory:")
    genanki.Package(deck).write_to_db(connection.cursor(), _second(), rows)
    connection.commit()
    return connection.serialize()


def _fields(question: Question) -> dict[str, str]:
    """What a note holds, as HTML."""
    items = [
        f"1. {choice.text}\n\n"
        + indent(f"**{'Right' if choice.right else 'No'}.** {choice.reason}", "    ")
        for choice in question.choices
    ]
    texts = {
        "Question": question.text,
        "Recap": question.title,
        "Choices": "\n".join(f"1. {choice.text}" for choice in question.choices),
        "Right": "\n\n".join(choice.text for choice in question.choices if choice.right),
        "Reasons": "\n\n".join(items),
    }
    markdown = Markdown(
        extensions=["pymdownx.arithmatex"],
        extension_configs={"pymdownx.arithmatex": {"generic": True}},
    )
    return {name: markdown.reset().convert(without_links(text)) for name, text in texts.items()}
