"""Put the descent lab where a page asks for it: `[LAB learning_rate=0.9 "Try it: …"]`."""

import html
import json
import re

from recaps.expanded import Expanded
from recaps.pages import Page
from recaps.project import SourceError
from recaps.run import Results
from recaps.sections import Snippet

LAB = re.compile(r"\[LAB(.*?)(?: \"(.*)\")?\]")
FIGURE = re.compile(r" *!\[.*")
NUMBER = re.compile(r"[+-]?\d+(\.\d+)?(e-?\d+)?")
SNIPPET, PIPELINE = "chapter_0/descent_lab.py", "chapter_0/pipeline.py"
POINTS = (SNIPPET, "points")
CODE = {
    "imports": [(PIPELINE, "imports")],
    "data": [(PIPELINE, "synthetic_data"), (PIPELINE, "split")],
    "program": [(SNIPPET, name) for name in ("settings", "feature", "limit", "descend", "report")],
}
SECTIONS = [POINTS, *CODE["imports"], *CODE["data"], *CODE["program"]]
# The least and the most that a setting can be, or all that it can be.
RANGES = {
    "learning_rate": (1e-20, 1000),
    "seed": (0, 2**32 - 1),
    "b": (-1e9, 1e9),
    "w": (-1e9, 1e9),
    "updates": (0, 5000),
}
CHOICES = {
    "batch_size": ["1", "8", "16", "32", "80"],
    "feature": ["x", "x10", "standardised"],
}
WHOLE = {"seed", "updates"}


def add_lab(expanded: Expanded, number: int, settings: str, sentence: str | None) -> None:
    """Append the lab with the settings of line `number`: folded under its sentence, else open.

    Raises SourceError for a second lab, one that stands under no figure, and
    settings that the lab does not know.
    """
    page = expanded.page
    if has_lab(expanded):
        raise SourceError(page.place, number, "a second lab: both would share the page's URL")
    above = [line for line in page.lines[: number - 1] if line.strip()]
    if not FIGURE.match(above[-1]):
        raise SourceError(
            page.place, number, "the lab stands under no figure, which readers without it see"
        )
    attributes = [_attribute(page, number, setting) for setting in settings.split()]
    if not sentence:
        attributes.append(" open")
    words = html.escape(sentence or "", quote=False)
    expanded.lines.append(f"<descent-lab{''.join(attributes)}>{words}</descent-lab>")
    expanded.used.add(POINTS)


def _attribute(page: Page, number: int, setting: str) -> str:
    name, _, value = setting.partition("=")
    if name in CHOICES:
        if value not in CHOICES[name]:
            choices = ", ".join(CHOICES[name])
            raise SourceError(page.place, number, f"{name} is one of {choices}, not '{value}'")
    elif name in RANGES:
        least, most = RANGES[name]
        whole = name in WHOLE
        if not NUMBER.fullmatch(value) or (whole and not value.isdigit()):
            kind = "a whole number" if whole else "a number"
            raise SourceError(page.place, number, f"{name} is {kind}, not '{value}'")
        if not least <= float(value) <= most:
            raise SourceError(page.place, number, f"{name} is from {least} to {most}, not {value}")
    else:
        known = ", ".join([*RANGES, *CHOICES])
        raise SourceError(page.place, number, f"the lab has no setting '{name}': {known}")
    return f' {name.replace("_", "-")}="{value}"'


def has_lab(expanded: Expanded) -> bool:
    """Whether the lab stands on the page."""
    return POINTS in expanded.used


def lab_data(snippets: dict[str, Snippet], results: Results) -> str:
    """The points and the code that the lab shows, as a script."""
    name, section = POINTS
    rows = results[name][section].output.splitlines()
    code = {
        part: "\n\n".join(snippets[name].sections[section].code for name, section in sections)
        for part, sections in CODE.items()
    }
    points = [[float(value) for value in row.split(",")] for row in rows]
    return f"const descentLabData = {json.dumps({'points': points} | code)};\n"
