"""Turn a matplotlib figure into an SVG in the style of the page.

Snippets name colours as any matplotlib user does: "C0" to "C5", "k" or
"black" for ink, "w" or "white" for paper, "gray" for what stands back.
"""

import io

import matplotlib
import matplotlib.backends.backend_svg  # which savefig would import in each process
from matplotlib.figure import Figure

from recaps.execution.scrapers.svg import PALETTE, for_page

SERIES = [stand_in for name, (stand_in, _) in PALETTE.items() if name[-1].isdigit()]

STYLE = {
    "figure.figsize": (5, 3.3),
    "figure.facecolor": "none",
    "figure.constrained_layout.use": True,
    "axes.facecolor": "none",
    "axes.prop_cycle": "cycler('color', [" + ", ".join(f"'{c}'" for c in SERIES) + "])",
    "axes.grid": True,
    "axes.axisbelow": True,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlesize": "medium",
    "axes.labelsize": "medium",
    "font.size": 11.5,
    "grid.color": PALETTE["--fig-grid"][0],
    "grid.linewidth": 0.8,
    "legend.frameon": False,
    "lines.linewidth": 2,
    "svg.fonttype": "none",
    "patch.edgecolor": "none",
}


MOST = 300_000  # characters of one figure, which a phone has to load


def is_empty(figure: Figure) -> bool:
    """Whether nothing is drawn in it."""
    return not figure.texts and not any(
        axes.has_data() or axes.texts or axes.tables for axes in figure.axes
    )


def to_svg(figure: Figure, name: str) -> str:
    """Draw `figure` as inline SVG.

    `name` seeds the ids, which must be unique among the figures of a page.
    Raises ValueError for a colour outside the palette, and for a figure that is too large.
    """
    buffer = io.StringIO()
    with matplotlib.rc_context({"svg.hashsalt": name}):
        figure.savefig(buffer, format="svg", metadata={"Date": None})
    svg = for_page(buffer.getvalue())
    if len(svg) > MOST:
        raise ValueError(
            f"the figure has {len(svg):,} characters, {MOST:,} are the most: draw fewer points, or "
            "make a picture of them (rasterized=True)"
        )
    return svg
