"""Turn a matplotlib figure into an SVG in the style of the page.

Snippets name colours as any matplotlib user does: "C0" to "C5", "k" or
"black" for ink, "w" or "white" for paper, "gray" for what stands back.
"""

import io

import matplotlib
import matplotlib.backends.backend_svg  # which savefig would import in each process
import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

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
    """Whether nothing is drawn in it; lines and points that lie nowhere (nan) are nothing."""
    return not (figure.texts or figure.images or figure.artists) and not any(
        axes.texts or axes.tables or (axes.has_data() and not _lies_nowhere(axes))
        for axes in figure.axes
    )


def _lies_nowhere(axes: Axes) -> bool:
    artists = [*axes.lines, *axes.collections, *axes.patches, *axes.images]
    only_points = all(isinstance(artist, Line2D | PathCollection) for artist in artists)
    return only_points and not np.isfinite(axes.dataLim.get_points()).any()


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
