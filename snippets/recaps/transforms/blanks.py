"""A blank is a piece of the code above it that recall mode covers.

```python                                  the code, with
--8<-- "chapter_0/line.py:total"     →     blanks=("sum([1, 2, 3])",)
```
::blank[sum([1, 2, 3])]
"""

from collections.abc import Iterable
from dataclasses import replace

from recaps.directives import Spec, directive
from recaps.document import Block, Box, Code, Directive, Document
from recaps.site import Site

SPEC = Spec(
    "blank",
    "line",
    "Recall mode covers this piece of the code above, which must hold it exactly once. "
    "It stands directly below its fence; every recap has one.",
    "code",
)


def blanks(document: Document, site: Site) -> Document:
    """The page with each blank in the code above it. Raises SourceError where there is none."""
    return replace(document, blocks=tuple(_attached(document, document.blocks)))


@directive(SPEC)
def _misplaced(blank: Directive, document: Document, site: Site) -> Iterable[Block]:
    raise document.error(blank.line, "a blank stands directly below its fence")


def _attached(document: Document, blocks: Iterable[Block]) -> Iterable[Block]:
    done: list[Block] = []
    for block in blocks:
        if isinstance(block, Directive) and block.name == "blank":
            done[-1:] = [_with_blank(document, done[-1] if done else None, block)]
        elif isinstance(block, Box | Directive) and block.blocks:
            done.append(replace(block, blocks=tuple(_attached(document, block.blocks))))
        else:
            done.append(block)
    return done


def _with_blank(document: Document, above: Block | None, blank: Directive) -> Code:
    if not isinstance(above, Code) or blank.line != above.last + 1 + len(above.blanks):
        raise document.error(blank.line, "a blank stands directly below its fence")
    times = above.code.count(blank.label)
    if times != 1:
        reason = f"the fence above holds '{blank.label}' {times} times, a blank stands once"
        raise document.error(blank.line, reason)
    return replace(above, blanks=(*above.blanks, blank.label))
