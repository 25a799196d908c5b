"""The picture of a page in a shared link (Open Graph): title, takeaway and its own figure."""

import re
from collections.abc import Iterator
from html import escape
from importlib.util import find_spec
from pathlib import Path

from recaps.document import Document
from recaps.output import Costly, Files
from recaps.site import Site, chapter_title

WIDTH, HEIGHT, MARGIN = 1200, 630, 60  # pixels, as Open Graph's readers show it uncropped
BESIDE_FIGURE = 560  # the width of the text
# Matplotlib brings them; importing it would slow down every build.
FONTS = Path(find_spec("matplotlib").origin).with_name("mpl-data") / "fonts/ttf"
REGULAR, BOLD = FONTS / "DejaVuSans.ttf", FONTS / "DejaVuSans-Bold.ttf"


def card_name(page: str) -> str:
    """Where the card of a page lies: beside the page, in its own folder."""
    folder = page.removesuffix(".md").removesuffix("index").rstrip("/")
    return f"{folder}/card.png".lstrip("/")


def render(document: Document, site: Site) -> Files:
    """The card of a page."""
    figure = document.figures[0].svg if document.figures else ""
    of = [site.title, document.name, document.title, document.takeaway, figure]
    of = f"{of} {Path(__file__).read_text('utf-8')}"
    return {f"docs/{card_name(document.name)}": Costly(of, lambda: draw_card(document, site.title))}


def draw_card(document: Document, site: str) -> bytes:
    """The card as PNG; `site` is the name of the site."""
    import resvg_py  # here, as a build that draws no card would wait for it

    return resvg_py.svg_to_bytes(
        svg_string=_svg(document, site),
        skip_system_fonts=True,
        font_files=[str(REGULAR), str(BOLD)],
        font_family="DejaVu Sans",
    )


def _svg(document: Document, site: str) -> str:
    figure = next((figure.svg for figure in document.figures), "")
    width = BESIDE_FIGURE if figure else WIDTH - 2 * MARGIN
    y = MARGIN + 28
    chapter = document.chapter
    where = f"{site} · {chapter_title(chapter)}" if chapter else site
    parts = [_text(where, 24, y, "#5b6270")]
    y += 36
    for size, font, color, text in (
        (46, BOLD, "#17335c", document.title),
        (29, REGULAR, "#1d2433", document.takeaway),
    ):
        for line in _wrapped(text, font, size, width):
            y += round(1.3 * size)
            parts.append(_text(line, size, y, color, "bold" if font == BOLD else "normal"))
        y += 24
    if figure:
        x = MARGIN + BESIDE_FIGURE + 30
        parts.append(
            re.sub(r"var\(--[\w-]+, (#\w+)\)", r"\1", figure).replace(
                "<svg ", f'<svg x="{x}" y="90" width="{WIDTH - MARGIN - x}" height="480" ', 1
            )
        )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}">'
        f'<rect width="100%" height="100%" fill="#ffffff"/>'
        f'<rect width="14" height="100%" fill="#b03a08"/>{"".join(parts)}</svg>'
    )


def _text(line: str, size: int, y: int, color: str, weight: str = "normal") -> str:
    return (
        f'<text x="{MARGIN}" y="{y}" font-size="{size}" fill="{color}" font-weight="{weight}">'
        f"{escape(line)}</text>"
    )


def _wrapped(text: str, font: Path, size: int, width: int) -> Iterator[str]:
    """`text` in lines that are at most `width` pixels long."""
    from PIL import ImageFont  # here, too

    length = ImageFont.truetype(font, size).getlength
    line = ""
    for word in text.replace("`", "").split():
        if line and length(f"{line} {word}") > width:
            yield line
            line = word
        else:
            line = f"{line} {word}".strip()
    yield line
