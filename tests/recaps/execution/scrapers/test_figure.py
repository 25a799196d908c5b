"""Promise 3: one source gives both palettes, with real text and nothing of matplotlib's page."""

import re

import matplotlib
import matplotlib.pyplot as plt
import pytest

from recaps.execution.scrapers.figure import STYLE, to_svg
from recaps.execution.scrapers.svg import PALETTE


@pytest.fixture
def figure():
    with matplotlib.rc_context(STYLE):
        figure, axes = plt.subplots()
        axes.plot([1, 2, 3], color="C1", label="loss")
        axes.fill_between([0, 1], [1, 2], color="C0", alpha=0.2)
        axes.set_xlabel("epoch")
        axes.legend()
        yield figure
    plt.close(figure)


def test_every_colour_is_a_variable(figure):
    svg = to_svg(figure, "a")
    assert set(re.findall(r"var\((--fig-\w+)", svg)) <= PALETTE.keys()
    outside_variables = re.sub(r"var\([^)]*\)", "", svg)
    assert not re.search(
        r"#[0-9a-f]{3,8}\b(?!\))|rgb|black|white",
        re.sub(r"(href=\"|url\()#\w+", "", outside_variables),
    )


def test_text_is_text_in_the_font_of_the_page(figure):
    svg = to_svg(figure, "a")
    assert re.search(r"<text [^>]*>epoch</text>", svg)
    assert "font-family" not in svg


def test_equal_figures_are_equal_bytes(figure):
    assert to_svg(figure, "a") == to_svg(figure, "a")


def test_ids_differ_between_figures(figure):
    ids = [set(re.findall(r' id="([^"]+)"', to_svg(figure, name))) for name in "ab"]
    assert ids[0] and not ids[0] & ids[1]


def test_a_colour_outside_the_palette_is_refused(figure):
    figure.axes[0].axhline(1, color="#123456")
    with pytest.raises(ValueError, match="#123456"):
        to_svg(figure, "a")


def test_numbers_are_as_fine_as_the_eye(figure):
    """A tenth of a unit of length is a tenth of a pixel; an opacity needs more."""
    figure.axes[0].axhline(1, alpha=0.25)
    svg = to_svg(figure, "a")
    assert re.search(r' d="[^"]*\d\.\d', svg)
    assert not re.search(r' (d|x|y|transform)="[^"]*\d\.\d\d', svg)
    assert "opacity: 0.25" in svg
