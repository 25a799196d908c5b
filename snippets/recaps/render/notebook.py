"""A page as a notebook: its prose as Markdown cells, its code as code cells without outputs."""

import re
from collections.abc import Iterable, Iterator

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from recaps.document import Block, Box, Code, Document, Figure, Formula, Html, Question, Text
from recaps.execution.cache import version
from recaps.links import without_links
from recaps.output import Files
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
    return {f"docs/downloads/{name}.ipynb": to_notebook(document)}


def to_notebook(document: Document) -> str:
    """The notebook as JSON, equal for equal pages."""
    cells: list[NotebookNode] = []
    prose: list[str] = []
    for piece in [*_pieces(document.blocks), None]:
        if isinstance(piece, str):
            prose.append(piece)
            continue
        text = "\n\n".join(filter(None, prose)).strip()
        if text:
            cells.append(new_markdown_cell(text, id=f"cell-{len(cells)}"))
        prose = []
        if piece:
            cells.append(new_code_cell(piece.code, id=f"cell-{len(cells)}"))
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
