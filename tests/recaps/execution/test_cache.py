"""Results are kept by content: only what changed runs again, and nothing that changed does not."""

import site
from pathlib import Path

import pytest

from recaps.build import build
from recaps.execution import cache
from recaps.execution.runner import run_snippets
from recaps.snippets import read_snippets

SNIPPET = "snippets/chapter_0/line.py"


def ran(capsys) -> bool:
    return "ran in" in capsys.readouterr().err


def run(project):
    return run_snippets(read_snippets(project), project)["chapter_0/line.py"]


def test_nothing_runs_twice(cold, capsys):
    build(cold)
    assert ran(capsys)
    build(cold)
    assert not ran(capsys)


def test_prose_runs_nothing(project, edit, capsys):
    build(project)
    capsys.readouterr()
    edit("docs/chapter-0/line.md", "The result", "The one result")
    assert build(project) == {"chapter-0/line.md"}
    assert not ran(capsys)


def test_a_changed_snippet_runs_and_changes_its_page_only(project, edit, capsys):
    build(project)
    capsys.readouterr()
    edit(SNIPPET, "plt.plot([1, 2, 3]", "plt.plot([1, 2, 4]")
    assert build(project) == {"chapter-0/line.md"}
    assert ran(capsys)


def test_a_changed_module_runs_the_snippets_that_import_it(project, edit, capsys):
    build(project)
    capsys.readouterr()
    edit("snippets/chapter_0/data.py", "[1, 2, 3]", "[1, 2, 4]")
    build(project)
    assert ran(capsys)


def test_an_undone_change_runs_nothing(project, edit, capsys):
    build(project)
    edit("docs/chapter-0/line.md", "1.50", "1.51")
    edit("docs/chapter-0/line.md", "1.51", "1.50")
    capsys.readouterr()
    assert build(project) == set()
    assert not ran(capsys)


def test_results_of_a_snippet_that_is_gone_are_dropped(project, edit):
    build(project)
    (project.root / SNIPPET).unlink()
    text = (project.docs / "chapter-0/index.md").read_text()
    (project.docs / "chapter-0/line.md").write_text(text.replace("# Chapter", "# A line"))
    build(project)
    assert not list(project.results.rglob("*.json"))
    assert not list(project.downloads.rglob("line.*"))
    assert not list(project.markdown.rglob("*.svg"))
    assert not (project.programs / "chapter-0/line.md").exists()


PACKAGES = {
    "a package": ("from shapes import SIDES", "shapes/__init__.py", {}),
    "a module of a package": ("from shapes.square import SIDES", "shapes/square.py", {}),
    "a package's relative import": (
        "from shapes import SIDES", "shapes/numbers.py",
        {"shapes/__init__.py": "from .numbers import SIDES"},
    ),
    "a module's relative import": (
        "from chapter_0.helper import SIDES", "chapter_0/numbers.py",
        {"chapter_0/helper.py": "from .numbers import SIDES"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", PACKAGES)
def test_a_changed_file_behind_an_import_shows(case, project, edit):
    statement, changed, others = PACKAGES[case]
    edit(SNIPPET, "print(total / 4)", f"{statement}; print(SIDES)")
    for name, text in {changed: "SIDES = 3", **others}.items():
        (project.snippets / name).parent.mkdir(exist_ok=True)
        (project.snippets / name).write_text(text)
    assert run(project)["total"].output == "3\n"
    (project.snippets / changed).write_text("SIDES = 41")
    assert run(project)["total"].output == "41\n"


def test_a_new_file_that_hides_an_imported_one_shows(project, edit):
    edit(SNIPPET, "print(total / 4)", "from shapes import SIDES; print(SIDES)")
    (project.snippets / "shapes.py").write_text("SIDES = 3")
    assert run(project)["total"].output == "3\n"
    (project.snippets / "shapes").mkdir()
    (project.snippets / "shapes/__init__.py").write_text("SIDES = 4")
    assert run(project)["total"].output == "4\n"


@pytest.fixture
def scipy(tmp_path_factory) -> Path:
    """A folder in which another scipy is installed."""
    folder = tmp_path_factory.mktemp("site-packages")
    (folder / "scipy-0.1.dist-info").mkdir()
    cache._engine.cache_clear()
    yield folder
    cache._engine.cache_clear()


def test_another_version_of_a_library_runs_again(project, scipy, capsys, monkeypatch):
    """Imported by the snippet or not: one library imports another."""
    run(project)
    capsys.readouterr()
    folders = [*site.getsitepackages(), str(scipy)]
    monkeypatch.setattr(site, "getsitepackages", lambda: folders)
    cache._engine.cache_clear()
    run(project)
    assert ran(capsys)


def test_what_the_process_has_imported_runs_nothing_again(project, scipy, capsys, monkeypatch):
    """setuptools, which torch may import, adds a folder of distributions to sys.path."""
    run(project)
    capsys.readouterr()
    monkeypatch.syspath_prepend(scipy)
    cache._engine.cache_clear()
    run(project)
    assert not ran(capsys)


def test_another_python_runs_again(project, capsys, monkeypatch):
    run(project)
    capsys.readouterr()
    monkeypatch.setattr("platform.python_version", lambda: "3.99")
    cache._engine.cache_clear()
    run(project)
    cache._engine.cache_clear()
    assert ran(capsys)


def test_the_engine_counts_by_what_runs_and_draws():
    names = {file.name for file in cache.engine_files()}
    assert {"worker.py", "runner.py", "figure.py", "svg.py", "snippets.py", "project.py"} <= names
    assert not {"build.py", "expand.py", "pages.py"} & names


def test_results_know_no_folder(project, tmp_path):
    """Two builds of one commit are equal in another folder too."""
    key = cache.key_of(read_snippets(project)["chapter_0/line.py"], project)
    moved = type(project)(project.root.rename(tmp_path.with_name(tmp_path.name + "-moved")))
    assert cache.key_of(read_snippets(moved)["chapter_0/line.py"], moved) == key
