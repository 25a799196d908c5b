"""Make an SVG one that belongs to a page: its colours, its fonts, its size.

Pictures are drawn in stand-in colours, which become CSS variables: one file
serves the light and the dark palette.
"""

import re
import xml.etree.ElementTree as ET

# CSS variable -> (stand-in that the figure is drawn in, colour outside the site)
PALETTE = {
    "--fig-ink": ("#000000", "#1d2433"),
    "--fig-paper": ("#ffffff", "#ffffff"),
    "--fig-muted": ("#808080", "#6b7385"),
    "--fig-grid": ("#d0d0d1", "#dde1ea"),
    "--fig-0": ("#0000f0", "#0b62c4"),
    "--fig-1": ("#f10000", "#c2410c"),
    "--fig-2": ("#00f200", "#15803d"),
    "--fig-3": ("#f300f3", "#7e22ce"),
    "--fig-4": ("#f4f400", "#a16207"),
    "--fig-5": ("#00f5f5", "#0e7490"),
}
# How large a figure gets where there is room: text of 11.5 units then has the size of the page's.
UNITS_PER_REM = 14
SVG = "http://www.w3.org/2000/svg"
GEOMETRY = {"d", "points", "transform", "x", "y"}
# How many points each command of matplotlib's paths has; the last is where it ends.
POINTS = {"M": 1, "L": 1, "Q": 2, "C": 3, "z": 0}
HREF = "{http://www.w3.org/1999/xlink}href"


def for_page(svg: str) -> str:
    """`svg` without its own fonts, sizes and metadata, in the colours of the page.

    Raises ValueError for a colour outside the palette.
    """
    ET.register_namespace("", SVG)
    root = ET.fromstring(svg)
    for parent in list(root.iter()):
        for child in list(parent):
            empty = child.tag == f"{{{SVG}}}path" and not child.get("d")
            if empty or child.tag in {f"{{{SVG}}}{tag}" for tag in ("metadata", "style", "title")}:
                parent.remove(child)
    used = set(re.findall(r"#([\w-]+)", ET.tostring(root, encoding="unicode")))
    for element in root.iter():
        _tidy(element, used)
    for group in root.iter(f"{{{SVG}}}g"):
        _share_style(group)
    for attribute in ("width", "height", "version"):
        root.attrib.pop(attribute, None)
    width = float(root.get("viewBox").split()[2])
    root.set("style", f"max-width: {width / UNITS_PER_REM:.1f}rem")
    root.set("fill", PALETTE["--fig-ink"][0])
    return _colours(ET.tostring(root, encoding="unicode"))


def _tidy(element: ET.Element, used: set[str]) -> None:
    """Drop ids that nothing refers to, font names and decimals that nobody sees."""
    if element.get("id") not in used:
        element.attrib.pop("id", None)
    if HREF in element.attrib:
        element.set("href", element.attrib.pop(HREF))
    element.attrib.pop("font-family", None)
    if element.get("transform", "").startswith("rotate(-0 "):
        del element.attrib["transform"]
    for key, value in element.attrib.items():
        value = re.sub(r"font-family: [^;]+(; )?", "", value)
        places = 1 if key in GEOMETRY else 2
        value = re.sub(r"-?\d+\.\d{2,}", lambda n: _rounded(n[0], places), value)
        element.set(key, _relative(value) if key == "d" else value)
    element.tail = None
    if element.text and not element.text.strip():
        element.text = None


def _share_style(group: ET.Element) -> None:
    """Say once how markers look that all look the same, to weigh a tenth less."""
    looks = {(child.tag, child.get("style")) for child in group}
    if len(group) < 2 or len(looks) > 1 or "style" in group.attrib:
        return
    tag, style = looks.pop()
    if tag == f"{{{SVG}}}use" and style:
        group.set("style", style)
        for marker in group:
            del marker.attrib["style"]


def _rounded(number: str, places: int) -> str:
    return f"{float(number):.{places}f}".rstrip("0").rstrip(".")


def _relative(path: str) -> str:
    """A path as matplotlib writes it, each point seen from the one before, to weigh half as much.

    It counts in whole tenths, so that no differences of rounding add up.
    """
    parts = [(part[0], part[1:].split()) for part in re.findall(r"[A-Za-z][^A-Za-z]*", path)]
    if not all(len(numbers) == 2 * POINTS.get(name, -1) for name, numbers in parts):
        return path
    made, at, start = [], (0, 0), (0, 0)
    for name, numbers in parts:
        tenths = [round(10 * float(number)) for number in numbers]
        points = list(zip(tenths[::2], tenths[1::2], strict=True))
        x, y = (0, 0) if name == "M" else at
        moves = [(px - x, py - y) for px, py in points]
        if name == "L" and made[-1][0] == "L" and _same_way(made[-1][1][0], moves[0]):
            (before,) = made.pop()[1]
            moves = [(before[0] + moves[0][0], before[1] + moves[0][1])]
        made.append((name, moves))
        start = points[0] if name == "M" else start
        at = points[-1] if points else start
    return "".join(_command(name, moves) for name, moves in made)


def _same_way(first: tuple[int, int], second: tuple[int, int]) -> bool:
    """Whether two moves make one straight line, so that the point between them shows nothing."""
    (x, y), (next_x, next_y) = first, second
    return x * next_y == y * next_x and x * next_x + y * next_y > 0


def _command(name: str, moves: list[tuple[int, int]]) -> str:
    numbers = " ".join(f"{tenths / 10:g}" for move in moves for tenths in move)
    return (name if name == "M" else name.lower()) + numbers.replace(" -", "-")


def _colours(svg: str) -> str:
    names = {stand_in: (name, shown) for name, (stand_in, shown) in PALETTE.items()}

    def variable(match: re.Match[str]) -> str:
        if match[0] not in names:
            raise ValueError(f"the figure uses the colour {match[0]}: use C0 to C5, k, w or gray")
        return "var({}, {})".format(*names[match[0]])

    return re.sub(r"(?<![\w(&])#[0-9a-f]{6}\b", variable, svg)
