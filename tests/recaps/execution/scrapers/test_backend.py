"""The picture on the page is the one that the code shows, or the build stops."""

import pytest

from recaps.execution.runner import run_snippets
from recaps.project import SourceError
from recaps.snippets import read_snippets

SNIPPET = "snippets/chapter_0/line.py"
DRAWN = 'plt.plot([1, 2, 3], color="C1")\nplt.show()\n'


def figure(project) -> str | None:
    return run_snippets(read_snippets(project), project)["chapter_0/line.py"]["figure"].figure


@pytest.mark.parametrize(
    "show",
    [
        "plt.show()",
        "plt.show(block=False)",
        "from matplotlib.pyplot import show; show()",
        "shown = plt.show; shown()",
        "plt.gcf().show()",
        "plt.gcf().canvas.manager.show()",
        "def ready():\n    plt.show()\nready()",
    ],
)
def test_however_it_is_shown(show, project, edit):
    plain = figure(project)
    edit(SNIPPET, "plt.show()", show)
    assert figure(project) == plain


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("plt.plot([1])\nplt.figure()\nplt.plot([2])\nplt.show()",
         "2 figures are shown at once, a section shows one"),
        ("plt.show()", "no figures are shown at once"),
        ("plt.figure()\nplt.show()", "the figure that is shown is empty"),
        ("plt.subplots(2)\nplt.show()", "the figure that is shown is empty"),
        ("plt.plot([], [])\nplt.show()", "the figure that is shown is empty"),
        ("plt.plot([float('nan')] * 3)\nplt.show()", "the figure that is shown is empty"),
        ("plt.scatter([], [])\nplt.show()", "the figure that is shown is empty"),
        ("from matplotlib.animation import FuncAnimation\nplt.plot([1, 2])\n"
         "kept = FuncAnimation(plt.gcf(), lambda n: [], frames=2)\nplt.show()",
         "a page shows no animation"),
        ("plt.plot([1])\nplt.show()\nplt.plot([2])\nplt.show()", "this is its second"),
        ("plt.plot([1])\nplt.show()\nfrom graphviz import Digraph\nDigraph()",
         "this is its second"),
        ("import numpy as np\nnp.random.seed(42)\n"
         "plt.scatter(*np.random.randn(2, 50_000), s=1)\nplt.show()",
         r"the figure has [\d,]+ characters, 300,000 are the most: draw fewer points"),
        ("plt.plot([1])", "a figure is drawn but plt.show\\(\\) never shows it"),
        ("first, axes = plt.subplots()\naxes.plot([1])\nplt.figure()\nplt.plot([2])\nfirst.show()",
         "a figure is drawn but plt.show\\(\\) never shows it"),
        ("plt.plot([1])\nplt.show()\nplt.plot([2])\ntry: plt.show()\nexcept Exception: plt.close()",
         "this is its second"),
    ],
)  # fmt: skip
def test_what_is_lost_empty_or_too_much_stops_with_its_line(code, reason, project, edit):
    edit(SNIPPET, DRAWN, code + "\n")
    with pytest.raises(SourceError, match=rf"{SNIPPET}:1\d: .*{reason}"):
        figure(project)


@pytest.mark.parametrize(
    "code",
    [
        "plt.gca().add_artist(plt.Circle((0.5, 0.5), 0.2))",
        "import numpy as np\nplt.figimage(np.ones((20, 20)))",
        "plt.axhline(1)",
        "plt.plot([1, float('nan')])",
    ],
)
def test_what_shows_something_is_not_empty(code, project, edit):
    edit(SNIPPET, 'plt.plot([1, 2, 3], color="C1")', code)
    assert figure(project).startswith("<svg")


def test_what_is_shown_outside_the_sections_is_not_shown(project, edit):
    plain = figure(project)
    edit(
        SNIPPET,
        "from chapter_0",
        "import matplotlib.pyplot as plt\nfor n in (1, 2):\n    plt.plot([n])\n    plt.show()\nfrom chapter_0",
    )
    assert figure(project) == plain


def test_a_class_called_as_a_graph_is_none(project, edit):
    edit(SNIPPET, "print(total / 4)", "class Digraph: pass\nprint(total / 4)\nDigraph()")
    assert figure(project).startswith("<svg")


def test_a_figure_belongs_to_the_section_that_shows_it(project, edit):
    edit(SNIPPET, "plt.show()\n", "# --8<-- [end:figure]\n# --8<-- [start:later]\nplt.show()\n")
    edit(SNIPPET, "# --8<-- [end:figure]\n", "# --8<-- [end:figure]\n")
    text = (project.root / SNIPPET).read_text()
    (project.root / SNIPPET).write_text(text[::-1].replace("]erugif:dne[", "]retal:dne[", 1)[::-1])
    results = run_snippets(read_snippets(project), project)["chapter_0/line.py"]
    assert results["figure"].figure is None and results["later"].figure.startswith("<svg")


RC = "axes.xmargin: 0.5\nlines.markersize: 12\naxes.titleweight: bold\nfont.family: serif\n"


@pytest.mark.parametrize("place", ["MATPLOTLIBRC", "home", "XDG_CONFIG_HOME", "folder"])
def test_the_authors_settings_change_nothing(place, project, monkeypatch, tmp_path_factory):
    plain = figure(project)
    folder = tmp_path_factory.mktemp("home")
    files = {
        "home": ".config/matplotlib/matplotlibrc",
        "XDG_CONFIG_HOME": "matplotlib/matplotlibrc",
    }
    file = folder / files.get(place, "matplotlibrc")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(RC)
    monkeypatch.setenv("HOME" if place == "home" else place, str(folder))
    monkeypatch.chdir(folder)
    for kept in project.results.rglob("*.json"):
        kept.unlink()
    assert figure(project) == plain
