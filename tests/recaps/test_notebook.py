"""One page, one notebook: self-contained, valid, equal for equal pages."""

import nbformat

from recaps.build import build, expand_all
from recaps.notebook import to_notebook


def test_a_notebook_holds_the_page(project):
    page = expand_all(project).pages["chapter-0/line.md"]
    notebook = nbformat.reads(to_notebook(page.lines), as_version=4)
    nbformat.validate(notebook)
    code = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    assert "\n".join(code) == page.program.strip()
    prose = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    assert "# A line" in prose and "The result is 1.50." in prose
    assert "chapter_0" not in "".join(code)
    assert "href" not in prose and "](" not in prose


def test_cell_ids_are_fixed(project):
    lines = expand_all(project).pages["chapter-0/line.md"].lines
    assert to_notebook(lines) == to_notebook(lines)


def test_downloads_are_written_only_where_they_change(project, edit):
    build(project)
    files = sorted(path for path in project.downloads.rglob("*") if path.is_file())
    before = [path.stat().st_mtime_ns for path in files]
    build(project)
    assert [path.stat().st_mtime_ns for path in files] == before
    assert [path.name for path in files] == ["line.ipynb", "line.py", "test_line.py"]
