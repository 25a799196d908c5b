"""Results are kept by content: only what changed runs again, and sections keep their own."""

from recaps.build import build, expand_all
from recaps.project import HERE
from recaps.run import run_snippets
from recaps.sections import read_snippets

SNIPPET = "snippets/chapter_0/line.py"


def ran(capsys) -> bool:
    return "ran in" in capsys.readouterr().err


def test_each_section_has_its_own_output_and_figure(project):
    results = expand_all(project).results["chapter_0/line.py"]
    assert results["total"].output == "1.5\n"
    assert results["total"].figure is None
    assert results["figure"].output == ""
    assert results["figure"].figure.startswith("<svg")


def test_a_pipeline_has_as_many_results_as_sections():
    snippets = read_snippets(HERE)
    sections = run_snippets(snippets, HERE)["chapter_0/pipeline.py"]
    assert sections.keys() == snippets["chapter_0/pipeline.py"].sections.keys()
    assert sections["loss"].output == "2.7421577700550976\n"


def test_nothing_runs_twice(project, capsys):
    build(project)
    assert ran(capsys)
    build(project)
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
    assert not list(project.pages.rglob("*.svg"))
    assert not (project.programs / "chapter-0/line.md").exists()


def test_nothing_of_a_snippet_reaches_the_next(project, edit):
    """Imports, random state and settings stay in the process of the snippet that made them."""
    (project.snippets / "chapter_0/meddler.py").write_text(
        "# --8<-- [start:meddle]\n"
        "import builtins, random, decimal\n"
        "builtins.sum = max; random.seed(1); decimal.getcontext().prec = 3\n"
        "# --8<-- [end:meddle]\n"
    )
    edit(
        "docs/chapter-0/index.md",
        "[RECAPS]",
        '```python\n--8<-- "chapter_0/meddler.py:meddle"\n```',
    )
    assert expand_all(project).results["chapter_0/line.py"]["total"].output == "1.5\n"
