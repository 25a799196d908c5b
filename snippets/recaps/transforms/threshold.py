"""The threshold lab below a figure: scores of two classes, and what a threshold makes of them.

::threshold[Try it: …]{scores=chapter_3/lab.py:scores}   →   <threshold-lab scores="0.9 1,…">
"""

import html
import re
from collections.abc import Iterable

from recaps.directives import Spec, directive
from recaps.document import Block, Directive, Document, Html
from recaps.site import Site
from recaps.transforms.lab import check_place

threshold = "threshold"
ROW = re.compile(r"(?:0|1|[01]\.\d+) [01]")


@directive(
    Spec(
        threshold,
        "line",
        "The threshold lab, below a figure, folded under the sentence.",
        "sentence",
        options={
            "scores": "the section that prints, a point a line, its probability and its class",
            "start": "the threshold to begin with, 0.5 if none is given",
        },
    )
)
def _threshold(stands: Directive, document: Document, site: Site) -> Iterable[Block]:
    check_place(document, stands)
    source = stands.options.get("scores", "")
    name, _, section = source.partition(":")
    if name not in site.snippets or section not in site.snippets[name].sections:
        raise document.error(
            stands.line, f"threshold: there is no section {source or '(scores=…)'}"
        )
    rows = site.results[name][section].output.splitlines()
    for row in rows:
        if not ROW.fullmatch(row) or not 0 <= float(row.split()[0]) <= 1:
            reason = f"threshold: {source} prints '{row[:40]}', not a probability and a class"
            raise document.error(stands.line, reason)
    if len({row[-1] for row in rows}) != 2:
        raise document.error(stands.line, f"threshold: {source} prints points of one class only")
    start = stands.options.get("start", "0.5")
    if not re.fullmatch(r"0|1|0\.\d\d?", start):
        reason = f"threshold: start is from 0 to 1, of two digits, not '{start}'"
        raise document.error(stands.line, reason)
    words = html.escape(stands.label or "", quote=False)
    scores = ",".join(rows)
    element = f'<threshold-lab start="{start}" scores="{scores}">{words}</threshold-lab>'
    return [Html(stands.line, element, ((name, section),))]
