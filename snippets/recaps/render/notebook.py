"""A page as a notebook: its prose as Markdown cells, its code as code cells without outputs."""

import json
import re
from collections.abc import Iterable, Iterator

from recaps.document import Block, Box, Code, Document, Figure, Formula, Html, Question, Text
from recaps.installed import version
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
    """The notebook as JSON, equal for equal pages.

    Its fields are those of https://nbformat.readthedocs.io/en/latest/format_description.html;
    importing the library nbformat would take a tenth of a second of every build.
    """
    versions = {package: version(package) for package in PACKAGES}
    notebook = {
        "cells": [_cell(place, *cell) for place, cell in enumerate(_cells(document))],
        "metadata": METADATA | {"versions": versions},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _cell(place: int, kind: str, source: str) -> dict[str, object]:
    """A cell without outputs."""
    run = {"execution_count": None, "outputs": []} if kind == "code" else {}
    lines = source.splitlines(keepends=True)
    return {"cell_type": kind, "id": f"cell-{place}", "metadata": {}, "source": lines} | run


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
