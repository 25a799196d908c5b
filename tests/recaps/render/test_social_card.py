"""The card of a page: its size, its figure, its text within its room."""

import io

import pytest
from PIL import Image

from recaps.build import build, finish, read
from recaps.render.social_card import BESIDE_FIGURE, MARGIN, card_name, draw_card

PAGE = "chapter-0/line.md"
RIGHT_HALF = (MARGIN + BESIDE_FIGURE, 0, 1200, 630)


def card(project, name: str) -> Image.Image:
    png = draw_card(finish(read(project)).documents[name], "Small")
    return Image.open(io.BytesIO(png)).convert("RGB")


def test_a_card_shows_the_figure_beside_the_text(project):
    drawn = card(project, PAGE)
    assert drawn.size == (1200, 630)
    colours = {colour for _, colour in drawn.crop(RIGHT_HALF).getcolors(1 << 20)}
    assert (0xC2, 0x41, 0x0C) in colours
    assert card(project, "glossary.md").crop(RIGHT_HALF).getcolors() == [
        (580 * 630, (255, 255, 255))
    ]


@pytest.mark.parametrize(
    ("page", "name"),
    [
        ("index.md", "card.png"),
        ("chapter-0/index.md", "chapter-0/card.png"),
        (PAGE, "chapter-0/line/card.png"),
    ],
)
def test_a_card_lies_where_its_page_is_served(project, page, name):
    assert card_name(page) == name
    build(project)
    assert (project.finished / name).exists()


def test_a_long_title_keeps_to_its_side(project, edit):
    edit(f"docs/{PAGE}", "# A line", "# " + "Words that go on " * 4)
    left = card(project, PAGE).crop((MARGIN + BESIDE_FIGURE, 0, MARGIN + BESIDE_FIGURE + 30, 630))
    assert left.getcolors() == [(30 * 630, (255, 255, 255))]


def test_a_card_is_drawn_again_only_for_a_changed_page(project, edit):
    build(project)
    path = project.finished / card_name(PAGE)
    first, at = path.read_bytes(), path.stat().st_mtime_ns
    build(project)
    assert path.stat().st_mtime_ns == at
    edit(f"docs/{PAGE}", "# A line", "# Another line")
    build(project)
    assert path.read_bytes() != first
