"""Turn a Graphviz graph, such as torchviz makes, into an SVG in the style of the page."""

import re
import subprocess
import sysconfig
from pathlib import Path

from recaps.execution.scrapers.svg import PALETTE, for_page

MOST_NODES = 30

INK, MUTED = PALETTE["--fig-ink"][0], PALETTE["--fig-muted"][0]
# What a fill means in torchviz -> the colour of the palette that says it here.
FILLS = {
    "lightblue": PALETTE["--fig-0"][0],  # a leaf tensor
    "darkolivegreen1": PALETTE["--fig-2"][0],  # the output
    "lightgrey": MUTED,  # an operation
    "orange": PALETTE["--fig-4"][0],  # a tensor that is kept for the way back
}
STYLE = f"""
    graph [bgcolor=transparent nodesep=0.3 ranksep=0.3]
    node [shape=box style="filled,rounded" fontname=Arial fontsize=12 height=0.3 margin="0.12,0.05"
        color="{MUTED}" fillcolor="{MUTED}22" fontcolor="{INK}"]
    edge [color="{INK}" arrowsize=0.7]
"""


def to_svg(source: str) -> str:
    """Draw the DOT `source`.

    Raises ValueError for a graph that is too large to read, or a fill that
    has no meaning here.
    """
    nodes = source.count("[label=")
    if nodes > MOST_NODES:
        raise ValueError(
            f"a graph of {nodes} nodes is too large to read, {MOST_NODES} are the most"
        )
    dot = Path(sysconfig.get_path("scripts"), "graphviz-pure")
    drawn = subprocess.run(
        [dot, "-Tsvg"], input=_restyled(_renumbered(source)), capture_output=True, text=True
    )
    if drawn.returncode:
        raise ValueError(f"Graphviz cannot draw the graph: {drawn.stderr.strip()}")
    return for_page(drawn.stdout)


def _renumbered(source: str) -> str:
    """`source` with its nodes numbered as they come, not by their place in memory."""
    numbers: dict[str, str] = {}
    return re.sub(
        r"\b\d{9,}\b", lambda match: numbers.setdefault(match[0], f"n{len(numbers)}"), source
    )


def _restyled(source: str) -> str:
    def fill(match: re.Match[str]) -> str:
        if match[1] not in FILLS:
            raise ValueError(f"a node is filled {match[1]}: use one of {', '.join(FILLS)}")
        return f'color="{FILLS[match[1]]}" fillcolor="{FILLS[match[1]]}33"'

    source = re.sub(r"^\s*(graph|node|edge) \[.*\]$", "", source, flags=re.MULTILINE)
    return re.sub(r"\bfillcolor=(\w+)", fill, source).replace("{", "{" + STYLE, 1)
