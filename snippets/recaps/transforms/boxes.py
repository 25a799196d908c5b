"""Blocks with a frame or a layout.

:::trap[Two shapes that fit]       →   a box with its title and what stands in it
…
:::
"""

import re
from collections.abc import Iterable

from recaps.directives import REGISTRY, Spec, directive
from recaps.document import Block, Box, Code, Directive, Document, texts, walk
from recaps.parse import parse_inline
from recaps.site import Site

trap = "trap"
fold = "fold"
twins = "twins"
columns = "columns"


FIX = re.compile(r"\bFix:\s+(.+)", re.DOTALL)
# What a reader sees who is caught, in the order of the page of all traps.
SYMPTOMS = {
    "error": "An error or a warning",
    "flat": "The loss stays where it is",
    "swings": "The loss swings or grows",
    "nan": "The loss becomes inf or nan",
    "good": "The result is too good",
    "changes": "The result changes from run to run, or from call to call",
    "wrong": "Nothing is raised, and the result is wrong",
}


@directive(
    Spec(
        trap,
        "block",
        "The wrong code, which must print what happens, and what to write instead: `Fix: …`. An "
        "exception is caught and printed. If it no longer comes, the build stops.",
        "what goes wrong",
        options={"symptom": f"under which it is found ({', '.join(SYMPTOMS)})"},
    )
)
def _trap(box: Directive, document: Document, site: Site) -> Iterable[Block]:
    symptom = box.options.get("symptom", "")
    if symptom not in ("", *SYMPTOMS):
        reason = f"no symptom '{symptom}': there are {', '.join(SYMPTOMS)}"
        raise document.error(box.line, reason)
    if not any(FIX.search(text.prose) for block in walk(box.blocks) for text in texts(block)):
        raise document.error(box.line, "the trap says no fix (Fix: …)")
    return [Box(box.line, trap, parse_inline(box.label, box.line), box.blocks, symptom)]


@directive(
    Spec(fold, "block", "What a reader may open, under its title; on paper it is open.", "title")
)
def _fold(box: Directive, document: Document, site: Site) -> Iterable[Block]:
    return [Box(box.line, fold, parse_inline(box.label, box.line), box.blocks)]


@directive(
    Spec(
        twins,
        "block",
        "Two pieces of code side by side, on a phone one below the other, each under its title.",
        "title | title",
    )
)
def _twins(box: Directive, document: Document, site: Site) -> Iterable[Block]:
    if len(box.blocks) != 2 or not all(isinstance(block, Code) for block in box.blocks):
        raise document.error(box.line, "twins are two fences, and nothing else")
    titles = [parse_inline(title.strip(), box.line) for title in box.label.split("|")]
    if len(titles) != 2:
        raise document.error(box.line, f"twins have two titles: {REGISTRY[twins].usage}")
    halves = tuple(
        Box(code.line, "twin", title, (code,))
        for title, code in zip(titles, box.blocks, strict=True)
    )
    return [Box(box.line, "twins", None, halves)]


@directive(Spec(columns, "block", "Two columns on paper, for the cheat sheets."))
def _columns(box: Directive, document: Document, site: Site) -> Iterable[Block]:
    return [Box(box.line, "columns", None, box.blocks)]
