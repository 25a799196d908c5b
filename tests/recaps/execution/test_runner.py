"""Each snippet runs in a fresh process, and sections keep their own."""

import os
import subprocess
import sys

import psutil
import pytest

from checkouts import ENGINE, ours
from recaps.build import read
from recaps.execution.runner import run_snippets
from recaps.project import SourceError
from recaps.snippets import read_snippets


def test_each_section_has_its_own_output_and_figure(project):
    results = read(project).results["chapter_0/line.py"]
    assert results["total"].output == "1.5\n"
    assert results["total"].figure is None
    assert results["figure"].output == ""
    assert results["figure"].figure.startswith("<svg")


def test_a_pipeline_has_as_many_results_as_sections():
    sections = ours().results["chapter_0/pipeline.py"]
    assert sections.keys() == ours().snippets["chapter_0/pipeline.py"].sections.keys()
    assert sections["loss"].output == "2.7421577700550976\n"


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
        "::recaps",
        '```python\n--8<-- "chapter_0/meddler.py:meddle"\n```',
    )
    assert read(project).results["chapter_0/line.py"]["total"].output == "1.5\n"


def test_processes_may_have_children_of_their_own(project, edit):
    edit(
        "snippets/chapter_0/line.py",
        "print(total / 4)",
        "import multiprocessing\n"
        "child = multiprocessing.get_context('fork').Process(target=print)\n"
        "child.start(); child.join(); print(child.exitcode)",
    )
    results = run_snippets(read_snippets(project), project)
    assert results["chapter_0/line.py"]["total"].output == "\n0\n"


@pytest.mark.parametrize(
    ("limit", "then", "message"),
    [
        (60, "", "line.py:13: it leaves a process running, sleep {}: wait for it, or end it"),
        (2, "; started.wait()", "line.py:6: did not end within its time limit of 2 s"),
    ],
)
def test_a_process_does_not_outlive_its_snippet(limit, then, message, project, edit):
    seconds = f"{600 + os.getpid() % 1000}.5"  # known by its command
    # Of low priority, so that on a busy machine it goes on for a while after it was killed.
    nice = "import os; os.setpriority(os.PRIO_PROCESS, started.pid, 19)"
    code = f"import subprocess; started = subprocess.Popen(['sleep', '{seconds}']); {nice}{then}"
    edit("snippets/chapter_0/line.py", "print(total / 4)", f"# time limit: {limit} s\n{code}")
    with pytest.raises(SourceError) as raised:
        run_snippets(read_snippets(project), project)
    assert str(raised.value) == f"snippets/chapter_0/{message.format(seconds)}"
    running = [process.info["cmdline"] for process in psutil.process_iter(["cmdline"])]
    assert ["sleep", seconds] not in running


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("import os; os._exit(0)", "line.py:5: its process died (exit 0)"),
        ("import os; os.kill(os.getpid(), 9)", "line.py:5: its process died (exit -9)"),
        ("raise KeyboardInterrupt", "line.py:5: KeyboardInterrupt: "),
    ],
)
def test_however_a_snippet_ends_it_is_told(code, message, project, edit):
    edit("snippets/chapter_0/line.py", "print(total / 4)", code)
    with pytest.raises(SourceError) as raised:
        run_snippets(read_snippets(project), project)
    assert str(raised.value) == f"snippets/chapter_0/{message}"


def test_the_first_failure_is_told_after_the_others_ran(cold, edit):
    edit("snippets/chapter_0/line.py", "total / 4", "total / 0")
    for name in ("after", "before"):
        (cold.snippets / f"{name}.py").write_text(
            f"# --8<-- [start:part]\nraise ValueError('{name}')\n# --8<-- [end:part]\n"
        )
    (cold.snippets / "good.py").write_text("# --8<-- [start:part]\n1\n# --8<-- [end:part]\n")
    with pytest.raises(SourceError, match="snippets/after.py:2: ValueError: after"):
        run_snippets(read_snippets(cold), cold)
    assert [file.name for file in cold.results.rglob("*.json")] == ["good.json"]


def test_the_process_that_waits_imports_neither_matplotlib_nor_pebble(cold):
    """Neither is cheap, and most builds run nothing."""
    code = (
        "import sys; from recaps.execution.runner import run_snippets\n"
        "assert not {'matplotlib', 'pebble', 'asyncio'} & sys.modules.keys()\n"
        "from recaps.snippets import read_snippets; from recaps.project import Project\n"
        "from pathlib import Path; here = Project(Path.cwd())\n"
        "run_snippets(read_snippets(here), here)\n"
        "assert 'pebble' in sys.modules and 'matplotlib' not in sys.modules\n"
    )
    command = [sys.executable, "-c", code]
    path = {"PYTHONPATH": ENGINE}
    done = subprocess.run(command, cwd=cold.root, env=path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "ran in" in done.stderr
