"""Make a notebook from an expanded page: its prose as Markdown cells, its fences as code cells."""

import re
from collections.abc import Callable

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from recaps.links import without_links
from recaps.run import versions

FOLD = re.compile(r'(?:\?\?\?|!!!) (\w+) "(.*)"')
LAYOUT = re.compile(r"\{ \.[\w-]+ \}|</?(?:div|descent-lab).*>")
FIGURE = re.compile(r"!\[.*\]\(\S+ \"(.*)\"\)")


def to_notebook(lines: list[str]) -> str:
    """The notebook as JSON, outputs cleared, equal for equal pages."""
    cells: list[NotebookNode] = []
    fence: list[str] = []
    text: list[str] = []
    for line in lines:
        if fence:
            fence.append(line)
            if line.strip() == "```":
                if fence[0].strip() == "```python":
                    _add(cells, new_markdown_cell, text)
                    _add(cells, new_code_cell, _dedented(fence[1:-1]))
                    text = []
                fence = []
        elif line.strip().startswith("```"):
            fence = [line]
        else:
            text.append(_plain(line))
    _add(cells, new_markdown_cell, text)
    notebook = new_notebook(cells=cells, metadata=_METADATA | {"versions": versions()})
    return nbformat.writes(notebook) + "\n"


def _add(cells: list[NotebookNode], new_cell: Callable, lines: list[str]) -> None:
    source = "\n".join(lines).strip()
    if source:
        cells.append(new_cell(source, id=f"cell-{len(cells)}"))


_METADATA = {
    "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
    "language_info": {"name": "python"},
}


def _dedented(code: list[str]) -> list[str]:
    indent = len(code[0]) - len(code[0].lstrip())
    return [line[indent:] for line in code]


def _plain(line: str) -> str:
    """`line` without what only the site's Markdown knows."""
    fold = FOLD.fullmatch(line.strip())
    figure = FIGURE.fullmatch(line.strip())
    if fold:
        return f"**{'Trap: ' * (fold[1] == 'trap')}{fold[2]}**"
    if figure:
        return f"*{figure[1]}*"
    if LAYOUT.fullmatch(line.strip()):
        return ""
    return re.sub(r" \{ #[\w-]+ \}$", "", without_links(line.removeprefix("    ")))
