"""A blank is a piece of the code above it that recall mode covers.

```python                                  the code, with
--8<-- "chapter_0/line.py:total"     →     blanks=("sum([1, 2, 3])",)
```
::blank[sum([1, 2, 3])]
"""

from collections.abc import Iterable
from dataclasses import replace

from recaps.directives import Spec, directive
from recaps.document import Block, Code, Directive, Document
from recaps.site import Site
from recaps.transforms.below_fences import attached

SPEC = Spec(
    "blank",
    "line",
    "Recall mode covers this piece of the code above, which must hold it exactly once. "
    "It stands directly below its fence; every recap has one.",
    "code",
)


def blanks(document: Document, site: Site) -> Document:
    """The page with each blank in the code above it. Raises SourceError where there is none."""

    def attach(blank: Directive, above: Code) -> Code:
        if blank.line != above.last + 1 + len(above.blanks):
            raise document.error(blank.line, "a blank stands directly below its fence")
        times = above.code.count(blank.label)
        if times != 1:
            reason = f"the fence above holds '{blank.label}' {times} times, a blank stands once"
            raise document.error(blank.line, reason)
        return replace(above, blanks=(*above.blanks, blank.label))

    return attached(document, SPEC.name, attach)


@directive(SPEC)
def _attached_above(blank: Directive, document: Document, site: Site) -> Iterable[Block]:
    raise AssertionError("blanks attaches every blank")
