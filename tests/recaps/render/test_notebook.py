"""One page, one notebook: self-contained, valid, equal for equal pages."""

import nbformat

from recaps.build import build, finish, read
from recaps.render.notebook import to_notebook

PAGE = "chapter-0/line.md"


def test_a_notebook_holds_the_page(project):
    page = finish(read(project)).documents[PAGE]
    notebook = nbformat.reads(to_notebook(page), as_version=4)
    nbformat.validate(notebook)
    code = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    assert "\n".join(code) == page.program.strip()
    prose = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    assert "# A line" in prose and "The result is 1.50." in prose
    assert "chapter_0" not in "".join(code)
    assert "href" not in prose and "](" not in prose


def test_cell_ids_are_fixed(project):
    page = finish(read(project)).documents[PAGE]
    assert to_notebook(page) == to_notebook(page)


def test_downloads_are_written_only_where_they_change(project, edit):
    build(project)
    files = sorted(path for path in project.downloads.rglob("*") if path.is_file())
    before = [path.stat().st_mtime_ns for path in files]
    build(project)
    assert [path.stat().st_mtime_ns for path in files] == before
    names = ["cards.js", "cards.js", "line.ipynb", "line.py", "test_line.py"]
    assert [path.name for path in files] == names
