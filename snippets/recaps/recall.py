"""Check the blanks of recall mode: what a reader covers up and tries to remember."""

import re

from recaps.expanded import Expanded
from recaps.project import SourceError

BLANK = re.compile(r"<!-- blank: (.+) -->")


def add_blank(expanded: Expanded, number: int, text: str) -> None:
    """Append the blank `text` of the fence directly above line `number`.

    Raises SourceError where no fence stands above, or its code doesn't hold
    `text` exactly once.
    """
    page = expanded.page
    above = page.lines[number - 2]
    if above != "```" and not BLANK.fullmatch(above):
        raise SourceError(page.place, number, "a blank stands directly below its fence")
    times = expanded.blocks[-1].code.count(text)
    if times != 1:
        raise SourceError(
            page.place, number, f"the fence above holds '{text}' {times} times, a blank stands once"
        )
    expanded.blanks.append(text)
    expanded.lines += ["", f"<!-- blank: {text} -->", ""]


def check_blanks(expanded: Expanded) -> None:
    """Every recap that has code has a blank."""
    page = expanded.page
    if page.is_recap and expanded.blocks and not expanded.blanks:
        reason = "the recap has no blank (<!-- blank: … --> below a fence)"
        raise SourceError(page.place, page.body_from, reason)
