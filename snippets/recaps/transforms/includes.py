"""Includes become code with what it printed, images become figures.

```python                                   total = sum([1, 2, 3])
--8<-- "chapter_0/line.py:total"     →      print(total / 4)
```                                         1.5

![A line.](chapter_0/line.py:figure "It rises.")  →  the figure, and its code in a fold
"""

from collections.abc import Iterable
from pathlib import PurePosixPath

from recaps.document import Block, Box, Code, Document, Figure, Image, Include
from recaps.parse import INCLUDE, parse_inline
from recaps.site import Site

DRAWN_BY = "The code that draws this figure"


def includes(document: Document, site: Site) -> Document:
    """The page with its code and figures in place. Raises SourceError for what is not there."""
    shown: set[tuple[str, str]] = set()

    def change(block: Block) -> Iterable[Block]:
        if isinstance(block, Include):
            code = _code(document, site, block)
            shown.update(code.sections)
            return [code]
        if isinstance(block, Image):
            return _figure(document, site, block, shown)
        return [block]

    return document.changed(change)


def _code(document: Document, site: Site, include: Include, draws: bool = False) -> Code:
    pieces, output = [], ""
    for line, name, section in include.sections:
        _check_exists(document, site, line, name, section)
        pieces.append(site.snippets[name].sections[section].code)
        output += site.results[name][section].output
    sections = tuple((name, section) for _, name, section in include.sections)
    code = "\n\n".join(pieces)
    return Code(include.line, include.last, code, output, sections, include.indent, draws)


def _figure(
    document: Document, site: Site, image: Image, shown: set[tuple[str, str]]
) -> Iterable[Block]:
    """The figure, and below it the code that draws it, unless the page showed it before."""
    include = INCLUDE.fullmatch(f'--8<-- "{image.source}"')
    if not include:
        reason = f"a figure is <snippet>.py:<section>, not {image.source}"
        raise document.error(image.line, reason)
    for what, text in (("description: ![…]", image.description), ('caption: "…"', image.caption)):
        if not text or (isinstance(text, str) and not text.strip()):
            raise document.error(image.line, f"the figure {image.source} has no {what}")
    name, section = include.groups()
    _check_exists(document, site, image.line, name, section)
    svg = site.results[name][section].figure
    if svg is None:
        raise document.error(image.line, f"{image.source} shows no figure")
    file = f"{PurePosixPath(document.name).stem}/{PurePosixPath(name).stem}-{section}.svg"
    yield Figure(image.line, image.description, image.caption, file, svg)
    if (name, section) not in shown:
        drawing = Include(image.line, image.line, ((image.line, name, section),))
        code = _code(document, site, drawing, draws=True)
        yield Box(image.line, "draw", parse_inline(DRAWN_BY, image.line), (code,))


def _check_exists(document: Document, site: Site, line: int, name: str, section: str) -> None:
    if name not in site.snippets:
        raise document.error(line, f"there is no snippet snippets/{name}")
    if section not in site.snippets[name].sections:
        raise document.error(line, f"snippets/{name} has no section '{section}'")
