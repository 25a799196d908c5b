"""The descent lab below a figure, with the settings to begin with.

::lab[Try it: …]{learning_rate=0.9}   →   <descent-lab learning-rate="0.9">Try it: …
"""

import html
import re
from collections.abc import Iterable

from recaps.directives import Spec, directive
from recaps.document import Block, Box, Directive, Document, Figure, Html, block_above, walk
from recaps.site import Site

lab = "lab"
LABS = (lab, "threshold")
NUMBER = re.compile(r"[+-]?\d+(\.\d+)?(e-?\d+)?")
# What each setting can be: from the least to the most, or one of the choices. The element has this
# table with its data. The last batch size is all the points.
SETTINGS = {
    "learning_rate": {"least": 1e-20, "most": 1000, "whole": False},
    "seed": {"least": 0, "most": 2**32 - 1, "whole": True},
    "b": {"least": -1e9, "most": 1e9, "whole": False},
    "w": {"least": -1e9, "most": 1e9, "whole": False},
    "updates": {"least": 0, "most": 5000, "whole": True},
    "batch_size": {"choices": ["1", "8", "16", "32", "80"]},
    "feature": {"choices": ["x", "x10", "standardised"]},
}


@directive(
    Spec(
        lab,
        "line",
        "The descent lab, below a figure: folded under the sentence, without one open.",
        "sentence",
        optional=True,
        options=dict.fromkeys(SETTINGS, "what it begins with"),
    )
)
def _lab(stands: Directive, document: Document, site: Site) -> Iterable[Block]:
    check_place(document, stands)
    attributes = [_attribute(document, stands, *pair) for pair in stands.options.items()]
    if not stands.label:
        attributes.append(" open")
    words = html.escape(stands.label or "", quote=False)
    element = f"<descent-lab{''.join(attributes)}>{words}</descent-lab>"
    return [Html(stands.line, element, (_points(document, stands, site),))]


def check_place(document: Document, stands: Directive) -> None:
    """Raises SourceError unless a lab stands under a figure, the only one of its page."""
    labs = [b for b in walk(document.blocks) if isinstance(b, Directive) and b.name in LABS]
    if len(labs) > 1:
        raise document.error(labs[1].line, "a second lab: both would share the page's URL")
    above = block_above(document.blocks, stands)
    if not isinstance(above, Figure) and not (isinstance(above, Box) and above.kind == "draw"):
        reason = "the lab stands under no figure, which readers without it see"
        raise document.error(stands.line, reason)


def lab_page(site: Site) -> Document | None:
    """The page whose front matter says what the lab shows (`lab:`), if there is one."""
    return next((document for document in site if document.lab), None)


def _points(document: Document, stands: Directive, site: Site) -> tuple[str, str]:
    page = lab_page(site)
    if not page:
        reason = "no page says what the lab shows (lab: in its front matter)"
        raise document.error(stands.line, reason)
    for part in page.lab.values():
        for source in part:
            name, _, section = source.partition(":")
            if name not in site.snippets or section not in site.snippets[name].sections:
                raise page.error(1, f"lab: there is no section {source}")
    name, _, section = page.lab["points"][0].partition(":")
    return name, section


def _attribute(document: Document, stands: Directive, name: str, value: str) -> str:
    setting = SETTINGS[name]
    if "choices" in setting:
        if value not in setting["choices"]:
            choices = ", ".join(setting["choices"])
            reason = f"{name} is one of {choices}, not '{value}'"
            raise document.error(stands.line, reason)
        return f' {name.replace("_", "-")}="{value}"'
    whole = setting["whole"]
    if not NUMBER.fullmatch(value) or (whole and not value.isdigit()):
        kind = "a whole number" if whole else "a number"
        raise document.error(stands.line, f"{name} is {kind}, not '{value}'")
    if not setting["least"] <= float(value) <= setting["most"]:
        reason = f"{name} is from {setting['least']} to {setting['most']}, not {value}"
        raise document.error(stands.line, reason)
    return f' {name.replace("_", "-")}="{value}"'
