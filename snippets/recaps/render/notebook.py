"""A page as a notebook: its prose as Markdown cells, its code as code cells without outputs."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from recaps.document import Block, Box, Code, Document, Figure, Formula, Html, Question, Text
from recaps.installed import version
from recaps.links import without_links
from recaps.output import Costly, Files
from recaps.site import Site

# What only the site's Markdown knows: classes and ids.
ATTRIBUTES = re.compile(r"\n\{ [.#][^}\n]* \}$| \{ #[\w-]+ \}$", re.MULTILINE)
PACKAGES = ["numpy", "scikit-learn", "matplotlib", "torch", "torchviz", "graphviz-pure"]
METADATA = {
    "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
    "language_info": {"name": "python"},
}


def render(document: Document, site: Site) -> Files:
    """The notebook of a page that has code."""
    if not document.code:
        return {}
    name = document.name.removesuffix(".md")
    cells = list(_cells(document))
    of = f"{cells} {Path(__file__).read_text('utf-8')} {[version(p) for p in PACKAGES]}"
    return {f"docs/downloads/{name}.ipynb": Costly(of, lambda: _json(cells).encode())}


def to_notebook(document: Document) -> str:
    """The notebook as JSON, equal for equal pages."""
    return _json(_cells(document))


def _cells(document: Document) -> Iterator[tuple[str, str]]:
    """The kind and the source of each cell."""
    prose: list[str] = []
    for piece in [*_pieces(document.blocks), None]:
        if isinstance(piece, str):
            prose.append(piece)
            continue
        text = "\n\n".join(filter(None, prose)).strip()
        if text:
            yield "markdown", text
        prose = []
        if piece:
            yield "code", piece.code


def _json(sources: Iterable[tuple[str, str]]) -> str:
    # Imported only when a notebook is made: it is slow to import.
    import nbformat
    from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

    new_cell = {"markdown": new_markdown_cell, "code": new_code_cell}
    cells = [
        new_cell[kind](source, id=f"cell-{place}") for place, (kind, source) in enumerate(sources)
    ]
    versions = {package: version(package) for package in PACKAGES}
    notebook = new_notebook(cells=cells, metadata=METADATA | {"versions": versions})
    return nbformat.writes(notebook) + "\n"


def _pieces(blocks: Iterable[Block]) -> Iterator[str | Code]:
    for block in blocks:
        match block:
            case Code():
                yield block
            case Text():
                yield _plain(block)
            case Formula():
                yield f"$$\n{block.latex}\n$$"
            case Figure():
                yield f"*{_plain(block.caption)}*"
            case Question():
                yield from _question(block)
            case Box():
                if block.title:
                    yield f"**{'Trap: ' * (block.kind == 'trap')}{_plain(block.title)}**"
                yield from _pieces(block.blocks)
            case Html():
                pass  # it lives on the site only
            case _:
                raise TypeError(f"{type(block).__name__} is not finished")


def _question(question: Question) -> Iterator[str]:
    yield f"**{_plain(question.text)}**"
    for choice in question.choices:
        yield f"- {'[x]' if choice.right else '[ ]'} {_plain(choice.text)}"
        yield from (_plain(paragraph) for paragraph in choice.reason)


def _plain(text: Text) -> str:
    return ATTRIBUTES.sub("", without_links(text))
