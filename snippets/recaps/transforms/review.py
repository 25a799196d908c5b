"""All questions of a chapter on one page.

::review[chapter-0]   →   a link to their deck, a heading for each recap, its questions
"""

from collections.abc import Iterable
from dataclasses import replace

from recaps.directives import Spec, directive
from recaps.document import Block, Directive, Document, Html, Question, with_texts
from recaps.links import link, relinked
from recaps.parse import parse_blocks
from recaps.site import Site
from recaps.transforms.questions import card_id

review = "review"
# Where docs/assets/review.js puts its buttons: what stands below must not move when they come.
PLACE = '<div class="review" id="practise"></div>'


@directive(Spec(review, "line", "Every question of a chapter, and its Anki deck.", "chapter"))
def _review(asks: Directive, document: Document, site: Site) -> Iterable[Block]:
    recaps = [recap for recap in site.recaps(asks.label) if recap.questions]
    if not recaps:
        raise document.error(asks.line, f"no recap of '{asks.label}' has a question")
    if document.is_recap:
        raise document.error(asks.line, "a recap cannot gather the questions of recaps")
    deck = link("these questions as an Anki deck", deck_name(asks.label), document.name)
    yield from parse_blocks(f"Take away: {deck}.", document.place, asks.line)
    yield Html(asks.line, PLACE)
    for recap in recaps:
        title = f"## {link(recap.title, recap.name, document.name)}"
        yield from parse_blocks(title, document.place, asks.line)
        for asked in recap.questions:
            yield _gathered(asked, recap, document)


def _gathered(asked: Question, recap: Document, reader: Document) -> Question:
    seen = with_texts(asked, lambda text: relinked(text, recap.name, reader.name))
    anchor = f"question-{card_id(recap.name, 'question', asked.text.markdown)}"
    return replace(seen, anchor=anchor, asked_by=recap.name)


def deck_name(chapter: str) -> str:
    """The file of one chapter's questions, by its path from docs/."""
    return f"downloads/{chapter}/questions.apkg"
