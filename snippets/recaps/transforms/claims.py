"""Each sentence that a test quotes carries a mark that leads to that test.

Markup is no part of the words: `The **loss** is a [mean](mean.md).` says "The loss is a mean."
"""

import re
from dataclasses import replace
from functools import lru_cache

from recaps.document import Block, Claim, Document, Text, with_texts
from recaps.site import Site

# What is read as it is written, a link, emphasis, white space, anything else.
PART = re.compile(
    r"`(?P<code>[^`]+)`|(?P<formula>\$[^$]+\$)|\[|(?P<closes>\]\([^\s)]+(?: \"[^\"]*\")?\))"
    r"|(?P<emphasis>\*+)|(?P<space>\s+)|(?P<other>[^`$\[\]*\s]+|.)"
)


def claims(document: Document, site: Site) -> Document:
    """The page with its tested sentences marked."""
    known = site.claims_of(document.chapter)
    found: dict[Claim, None] = {}

    def marked(text: Text) -> Text:
        words, ends = _words(text.markdown)
        here = {c: words.find(c.sentence) for c in known if c.sentence in words}
        found.update(dict.fromkeys(sorted(here, key=here.get)))
        marks = {(ends[place + len(c.sentence) - 1], c.test) for c, place in here.items()}
        return replace(text, marks=tuple(sorted(marks)))

    def change(block: Block) -> list[Block]:
        return [with_texts(block, marked)]

    if not document.is_recap:
        return document
    return replace(document.changed(change), claims=tuple(found))


@lru_cache(20_000)
def _words(markdown: str) -> tuple[str, list[int]]:
    """What a reader reads, and for each character where it ends in the Markdown."""
    words, ends = "", []
    for part in PART.finditer(markdown):
        shown = part["code"] or part["formula"] or part["other"] or (" " if part["space"] else "")
        words, last = words + shown, part.end()
        ends += range(part.start() + 1, last + 1) if part["other"] else [last] * len(shown)
        if ends and (part["closes"] or part["emphasis"] and not words.endswith(" ")):
            ends[-1] = last
    return words, ends
