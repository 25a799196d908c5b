"""Attach to a piece of code what stands directly below its fence: blanks, predictions."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from recaps.document import Block, Box, Code, Directive, Document

Attach = Callable[[Directive, Code], Code]


def attached(document: Document, name: str, attach: Attach) -> Document:
    """The page with each directive `name` attached to the code above it.

    Raises SourceError for one below something else.
    """
    return replace(document, blocks=tuple(_attached(document, document.blocks, name, attach)))


def _attached(
    document: Document, blocks: Iterable[Block], name: str, attach: Attach
) -> Iterable[Block]:
    done: list[Block] = []
    for block in blocks:
        if isinstance(block, Directive) and block.name == name:
            if not done or not isinstance(done[-1], Code):
                raise document.error(block.line, f"a {name} stands directly below its fence")
            done[-1] = attach(block, done[-1])
        elif isinstance(block, Box | Directive) and block.blocks:
            inner = _attached(document, block.blocks, name, attach)
            done.append(replace(block, blocks=tuple(inner)))
        else:
            done.append(block)
    return done
