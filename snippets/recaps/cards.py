"""What Today asks: the questions, blanks and predictions of a recap, each known by its words."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from recaps.document import Code, Document, Prediction, Question
from recaps.project import SourceError
from recaps.site import Site


@dataclass(frozen=True)
class Card:
    """One thing to ask: its kind ("question", "blank" or "predict") and the words it is known by.

    `asked` is the question or the prediction, `code` what a blank or a prediction is about.
    """

    page: str
    kind: str
    words: str
    asked: Question | Prediction | None = None
    code: Code | None = None

    @property
    def id(self) -> str:
        """What the reader's record knows it by; a question's note in the Anki deck has the same."""
        return card_id(self.page, self.kind, self.words)


def cards(recap: Document) -> Iterator[Card]:
    """The cards of a page, in its order; a blank that comes twice is asked once."""
    blanks: set[str] = set()
    for asked in recap.questions:
        yield Card(recap.name, "question", asked.text.markdown, asked)
    for code in recap.code:
        for blank in code.blanks:
            if blank in blanks:
                continue
            blanks.add(blank)
            yield Card(recap.name, "blank", blank, code=code)
        for asked in code.predictions:
            yield Card(recap.name, "predict", asked.text.markdown, asked, code)


def card_id(page: str, kind: str, words: str) -> str:
    """Eight hexadecimal digits, the same as long as the page's name and the words are."""
    known_by = [page, words] if kind == "question" else [page, kind, words]
    return hashlib.sha256("\n".join(known_by).encode()).hexdigest()[:8]


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
