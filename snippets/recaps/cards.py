"""What Today asks: the questions, blanks and predictions of a recap, each known by its words."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markdown.extensions.toc import slugify

from recaps.document import Block, Box, Code, Document, Prediction, Question, Text
from recaps.project import SourceError
from recaps.site import Site
from recaps.transforms.questions import card_id
from recaps.transforms.traps import Trap

HEADING = re.compile(r"##+ ([^\n{]+)")


@dataclass(frozen=True)
class Card:
    """One thing to ask: its kind ("question", "blank" or "predict") and the words it is known by.

    `asked` is the question or the prediction, `code` what a blank or a prediction is about, and
    `anchor` the id of the heading or trap on the page that the code stands under, "" for its top.
    """

    page: str
    kind: str
    words: str
    asked: Question | Prediction | None = None
    code: Code | None = None
    anchor: str = ""

    @property
    def id(self) -> str:
        """What the reader's record knows it by; a question's note in the Anki deck has the same."""
        return card_id(self.page, self.kind, self.words)


def cards(recap: Document) -> Iterator[Card]:
    """The cards of a page, in its order; a blank that comes twice is asked once."""
    blanks: set[str] = set()
    for asked in recap.questions:
        yield Card(recap.name, "question", asked.text.markdown, asked)
    for code, anchor in _placed(recap.blocks):
        for blank in code.blanks:
            if blank in blanks:
                continue
            blanks.add(blank)
            yield Card(recap.name, "blank", blank, None, code, anchor)
        for asked in code.predictions:
            yield Card(recap.name, "predict", asked.text.markdown, asked, code, anchor)


def _placed(blocks: Iterable[Block], anchor: str = "") -> Iterator[tuple[Code, str]]:
    """Each piece of code with the id that it stands under."""
    for block in blocks:
        if isinstance(block, Text) and (heading := HEADING.fullmatch(block.markdown)):
            anchor = slugify(heading[1], "-")
        elif isinstance(block, Code):
            yield block, anchor
        elif isinstance(block, Box):
            inner = Trap(block).anchor if block.kind == "trap" else anchor
            yield from _placed(block.blocks, inner)


def former_ids(recap: Document) -> dict[str, str]:
    """What cards of this page were known by, each with what they are known by now.

    Its front matter says it: `was: {"new words": "old words"}`; with `page: old-name` there, all
    cards come from that page. Raises SourceError for words that no card has.
    """
    present = {card.words: card for card in cards(recap)}
    for new in recap.was.keys() - present.keys() - {"page"}:
        raise SourceError(recap.place, 1, f"was: no card of this page says '{new}'")
    page = recap.name
    if "page" in recap.was:
        page = f"{recap.name.rpartition('/')[0]}/{recap.was['page']}.md"
    former = {
        card_id(page, card.kind, recap.was.get(words, words)): card.id
        for words, card in present.items()
    }
    return {old: new for old, new in former.items() if old != new}


def check_cards(site: Site) -> None:
    """No two cards are known by one id. Raises SourceError for the second."""
    known: dict[str, Card] = {}
    for recap in site.recaps():
        former_ids(recap)
        for card in cards(recap):
            if other := known.get(card.id):
                reason = f"one id for two cards, '{other.words}' of {other.page} and '{card.words}'"
                raise SourceError(recap.place, recap.body_from, reason)
            known[card.id] = card
