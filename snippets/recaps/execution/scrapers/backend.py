"""The Matplotlib backend that runs snippets: whoever shows a figure, and however, shows it here.

`plt.show()`, `show` imported or kept, and `fig.show()` all end in the backend's manager.
"""

from matplotlib.backend_bases import FigureManagerBase
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure


def show(figures: list[Figure]) -> None:
    """What to do with the figures that are shown: the worker puts its own function here."""
    raise NotImplementedError


class FigureManager(FigureManagerBase):
    """Hands figures to `show`."""

    @classmethod
    def pyplot_show(cls, *, block: bool | None = None) -> None:
        """Called by plt.show()."""
        import matplotlib.pyplot as plt

        show([plt.figure(number) for number in plt.get_fignums()])

    def show(self) -> None:
        """Called by fig.show()."""
        show([self.canvas.figure])


class FigureCanvas(FigureCanvasAgg):
    """Draws as agg does."""

    manager_class = FigureManager
