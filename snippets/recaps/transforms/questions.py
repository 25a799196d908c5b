"""A question with its choices, each with its reason.

:::question[Does it rise?]          a Question with its text, and of each choice
- [x] Yes.                     →    its text, whether it is right, and the reason

Each value is larger.
:::
"""

import hashlib
from collections.abc import Iterable

from recaps.directives import Spec, directive
from recaps.document import Block, Choices, Directive, Document, Question
from recaps.parse import parse_inline
from recaps.site import Site

question = "question"


@directive(
    Spec(
        question,
        "block",
        "A list of choices, `- [ ]` or `- [x]`, each with its reason as an indented paragraph. "
        "Review page and Anki deck know it by its page and its words: change a word, and it is a "
        "new one.",
        "the question",
    )
)
def _question(asked: Directive, document: Document, site: Site) -> Iterable[Block]:
    match asked.blocks:
        case (Choices(line=line, choices=choices),):
            if not any(choice.right for choice in choices):
                raise document.error(line, "the question has no right choice (- [x])")
            return [Question(asked.line, parse_inline(asked.label, asked.line), choices)]
    raise document.error(asked.line, "a question holds one list of choices, and nothing else")


def card_id(page: str, kind: str, words: str) -> str:
    """Eight hexadecimal digits, the same as long as the page's name and the words are."""
    known_by = [page, words] if kind == "question" else [page, kind, words]
    return hashlib.sha256("\n".join(known_by).encode()).hexdigest()[:8]
