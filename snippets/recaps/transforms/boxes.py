"""Blocks with a frame or a layout.

:::trap[Two shapes that fit]       →   a box with its title and what stands in it
…
:::
"""

from collections.abc import Iterable

from recaps.directives import Spec, directive
from recaps.document import Block, Box, Code, Directive, Document
from recaps.parse import parse_inline
from recaps.site import Site

trap = "trap"
fold = "fold"
twins = "twins"
columns = "columns"


@directive(
    Spec(
        trap,
        "block",
        "The wrong code, which must print what happens; an exception is caught and printed. If it "
        "no longer comes, the build stops.",
        "what goes wrong",
    )
)
@directive(Spec(fold, "block", "Code that a reader may open, under its title.", "title"))
def _titled(box: Directive, document: Document, site: Site) -> Iterable[Block]:
    kind = {"fold": "setup"}.get(box.name, box.name)
    return [Box(box.line, kind, parse_inline(box.label, box.line), box.blocks)]


@directive(Spec(twins, "block", "Two pieces of code side by side, on a phone one below the other."))
def _twins(box: Directive, document: Document, site: Site) -> Iterable[Block]:
    if len(box.blocks) != 2 or not all(isinstance(block, Code) for block in box.blocks):
        raise document.error(box.line, "twins are two fences, and nothing else")
    halves = tuple(Box(code.line, "twin", None, (code,)) for code in box.blocks)
    return [Box(box.line, "twins", None, halves)]


@directive(Spec(columns, "block", "Two columns on paper, for the cheat sheets."))
def _columns(box: Directive, document: Document, site: Site) -> Iterable[Block]:
    return [Box(box.line, "columns", None, box.blocks)]
