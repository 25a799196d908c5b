"""What a result comes from is in its key: other files of the project are refused."""

import py_compile
import subprocess
import sys

import pytest

from checkouts import ENGINE
from recaps.execution.runner import run_snippets
from recaps.project import SourceError
from recaps.snippets import read_snippets

SNIPPET = "snippets/chapter_0/line.py"


def run(project) -> str:
    return run_snippets(read_snippets(project), project)["chapter_0/line.py"]["total"].output


@pytest.fixture
def points(project):
    """A data file, a module that reads it and one that reads nothing."""
    file = project.snippets / "chapter_0/points.csv"
    file.write_text("1, 2\n")
    file.with_name("csv_points.py").write_text(
        "from pathlib import Path\ntext = Path(__file__).with_name('points.csv').read_text()\n"
    )
    file.with_name("hidden.py").write_text("text = '3, 4\\n'\n")
    return file


@pytest.mark.parametrize(
    ("code", "reads"),
    [
        ("from chapter_0 import csv_points", "chapter_0/points.csv"),
        ("print(open({file!r}).read())", "chapter_0/points.csv"),
        ("print(open({file!r}.encode(), 'r+').read())", "chapter_0/points.csv"),
        ("import os; os.chdir({folder!r}); print(open('points.csv').read())", "chapter_0/points.csv"),
        ("import numpy; print(numpy.loadtxt({file!r}, delimiter=','))", "chapter_0/points.csv"),
        ("try: open({file!r})\nexcept Exception: pass", "chapter_0/points.csv"),
        ("import importlib; importlib.import_module('chapter_0.hidden')", "chapter_0/hidden.py"),
        ("import subprocess; subprocess.run(['cat', {file!r}])", "chapter_0/points.csv"),
        ("import os; os.system('cat ' + {file!r})", "chapter_0/points.csv"),
        ("import os; os.waitpid(os.fork() or (open({file!r}), os._exit(0)), 0)", "chapter_0/points.csv"),
        ("import multiprocessing, pathlib; print(multiprocessing.Pool(1).map(pathlib.Path.read_text, [pathlib.Path({file!r})]))", "chapter_0/points.csv"),
    ],
)  # fmt: skip
def test_a_read_file_that_no_import_leads_to_is_refused(code, reads, points, project, edit):
    edit(SNIPPET, "print(total / 4)", code.format(file=str(points), folder=str(points.parent)))
    py_compile.compile(str(points.with_name("hidden.py")))  # which Python then reads instead
    with pytest.raises(SourceError) as raised:
        run(project)
    assert str(raised.value).startswith(f"{SNIPPET}:5: reads snippets/{reads}: a result is")


def test_a_file_of_the_authors_home_is_refused(project, edit, tmp_path_factory, monkeypatch):
    home = tmp_path_factory.mktemp("home")
    (home / "points.csv").write_text("3, 4")
    monkeypatch.setenv("HOME", str(home))
    edit(SNIPPET, "print(total / 4)", f"print(open({str(home / 'points.csv')!r}).read())")
    with pytest.raises(SourceError, match=r"line.py:5: reads ~/points.csv: a result is kept by"):
        run(project)


def test_data_that_lie_elsewhere_are_refused(project, edit, tmp_path_factory):
    points = tmp_path_factory.mktemp("data") / "points.csv"
    points.write_text("3, 4")
    edit(SNIPPET, "print(total / 4)", f"print(open({str(points)!r}).read())")
    with pytest.raises(SourceError, match=rf"line.py:5: reads {points}: a result is kept by"):
        run(project)


@pytest.mark.parametrize(
    ("code", "output"),
    [
        ("from chapter_0 import hidden; print(hidden.text)", "3, 4\n\n"),
        ("import inspect, chapter_0.data as d; print(inspect.getsource(d))", "points = [1, 2, 3]\n\n"),
        ("with open('a', 'w') as a: print(1, file=a)\nprint(open('a').read())", "1\n\n"),
        ("import os; print(os.read(os.open('/dev/null', 0), 1))", "b''\n"),
        (
            "import tempfile\nwith tempfile.NamedTemporaryFile('w+') as a:\n"
            "    print(1, file=a, flush=True)\n    print(open(a.name).read())", "1\n\n",
        ),
        ("from importlib.metadata import entry_points; print(len(entry_points()) > 0)", "True\n"),
    ],
)  # fmt: skip
def test_what_is_kept_or_no_part_of_the_project_can_be_read(code, output, points, project, edit):
    left = project.snippets / "torch_recaps.egg-info"
    left.mkdir()
    (left / "PKG-INFO").write_text("Name: torch-recaps\nVersion: 0\n")
    (left / "entry_points.txt").write_text("[console_scripts]\na = b:c\n")
    edit(SNIPPET, "print(total / 4)", code)
    assert run(project) == output


def test_engine_and_environment_inside_the_project_can_be_read(project, edit):
    module = project.root / ".venv/installed.py"
    module.parent.mkdir()
    module.write_text("number = 7")
    linked = project.root / "linked"
    linked.symlink_to(module.parent)
    use = (
        "import installed, os, traceback\n"
        "open(os.path.realpath(installed.__file__)).close()\n"
        "print(installed.number, 'worker.py' in ''.join(traceback.format_stack()))"
    )
    edit(SNIPPET, "print(total / 4)", use)
    code = (
        "import sys; from pathlib import Path; from recaps.project import Project\n"
        "from recaps.execution.cache import engine_files\n"
        "from recaps.execution.readable import Readable\n"
        "from recaps.execution.worker import run_snippet\n"
        "from recaps.snippets import read_snippets\n"
        f"sys.prefix = {str(linked)!r}; sys.path.append(sys.prefix)\n"
        f"project = Project(Path({str(project.root)!r}))\n"
        "snippet = read_snippets(project)['chapter_0/line.py']\n"
        "readable = Readable(project.root, project.root, engine_files() | set(project.sources(project.snippets, '*.py')))\n"
        "output = run_snippet(snippet, project, 0, readable, '/dev/null').sections['total'].output\n"
        "Path(project.root, 'output').write_text(output)\n"
    )
    path = {"PYTHONPATH": ENGINE}
    subprocess.run([sys.executable, "-c", code], env=path, check=True)
    assert (project.root / "output").read_text() == "7 True\n"
