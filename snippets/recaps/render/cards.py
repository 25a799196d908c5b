"""The cards that Today asks, as scripts: an index of all, and a file of contents for each chapter.

Scripts, because a page that lies in a folder may not fetch JSON.
"""

import json
from pathlib import Path

from markdown_it import MarkdownIt
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from recaps.cards import Card, cards, former_ids
from recaps.document import Choice, Text
from recaps.installed import version
from recaps.links import without_links
from recaps.output import Costly, Files
from recaps.render.page import formulas
from recaps.site import Site, chapter_title

INDEX = "docs/downloads/cards.js"
TOOLS = ["Pygments", "markdown-it-py", "math-core"]

_markdown = MarkdownIt("commonmark", {"html": True})


def render(site: Site) -> Files:
    """The index of all cards, and each chapter's cards."""
    chapters = dict.fromkeys(recap.chapter for recap in site.recaps())
    index = {chapter: _index(chapter, site) for chapter in chapters}
    files: Files = {INDEX: f"const practiceIndex = {_json(index)};\n"}
    tools = f"{[version(tool) for tool in TOOLS]} {Path(__file__).read_text('utf-8')}"
    for chapter in chapters:
        of = [card for recap in site.recaps(chapter) for card in cards(recap)]
        files[f"docs/downloads/{chapter}/cards.js"] = Costly(
            f"{of} {tools}", lambda chapter=chapter, of=of: _contents(chapter, of).encode()
        )
    return files


def _index(chapter: str, site: Site) -> dict[str, object]:
    """The chapter's recaps in order, each with its title and what its cards are known by."""
    recaps = {
        recap.name.removesuffix(".md"): {
            "title": recap.title,
            "cards": [card.id for card in cards(recap)],
            "was": former_ids(recap),
        }
        for recap in site.recaps(chapter)
    }
    return {"title": chapter_title(chapter), "recaps": recaps}


def _contents(chapter: str, of: list[Card]) -> str:
    contents = _json([_content(card) for card in of])
    return f"(globalThis.practiceCards ??= {{}})[{_json(chapter)}] = {contents};\n"


def _content(card: Card) -> dict[str, object]:
    content: dict[str, object] = {
        "id": card.id,
        "recap": card.page.removesuffix(".md"),
        "kind": card.kind,
    }
    if card.anchor:
        content["at"] = card.anchor
    if card.asked:
        content["ask"] = to_html(card.asked.text)
    if card.code:
        content["code"] = highlight(card.code.code, PythonLexer(), HtmlFormatter(nowrap=True))
    if card.kind == "question":
        content["choices"] = [
            _choice(choice) | {"right": choice.right} for choice in card.asked.choices
        ]
    elif card.kind == "predict":
        wrong = [_choice(choice) | {"value": _typed(choice)} for choice in card.asked.wrong]
        content |= {"answer": card.asked.answer, "wrong": wrong}
    else:
        content["blank"] = card.words
    return content


def _choice(choice: Choice) -> dict[str, object]:
    reason = "".join(f"<p>{to_html(paragraph)}</p>" for paragraph in choice.reason)
    return {"text": to_html(choice.text), "reason": reason}


def _typed(choice: Choice) -> str:
    """A wrong answer as a reader types it."""
    return choice.text.markdown.replace("`", "").replace("$", "")


def to_html(text: Text) -> str:
    """The Markdown as HTML without links, its formulas as MathML."""
    return _markdown.renderInline(without_links(text.edited(formulas(text))))


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
