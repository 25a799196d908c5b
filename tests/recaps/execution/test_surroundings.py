"""Nothing of the author's shell, home or machine reaches a snippet."""

import json
import os
import subprocess
import sys

import pytest

from checkouts import ENGINE
from recaps.execution.runner import run_snippets
from recaps.execution.surroundings import FIXED, surrounded
from recaps.project import SourceError
from recaps.snippets import read_snippets

SHOWS = """\
import locale, os, time
print(sorted(name for name in os.environ if "MINE" in name or "PYTHON" in name))
print(time.tzname, os.environ["LANG"], locale.getpreferredencoding(), os.environ["HOME"][-5:])
print(hash("a") == hash("a"), {"x", "y", "z"})
import torch
print(torch.get_num_threads(), torch.cuda.is_available(), torch.get_default_dtype())
"""


def shown(project, **environment: str) -> str:
    """What the snippet prints where the author's shell has `environment`."""
    (project.snippets / "chapter_0/line.py").write_text(
        f"# --8<-- [start:part]\n{SHOWS}# --8<-- [end:part]\n"
    )
    code = (
        "from pathlib import Path; from recaps.project import Project\n"
        "from recaps.snippets import read_snippets\n"
        "from recaps.execution.runner import run_snippets\n"
        "here = Project(Path.cwd()); import json\n"
        "results = run_snippets(read_snippets(here), here)['chapter_0/line.py']\n"
        "print(json.dumps(results['part'].output))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=project.root,
        env=os.environ | {"PYTHONPATH": ENGINE} | environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    for kept in project.results.rglob("*.json"):
        kept.unlink()
    return json.loads(done.stdout)


def test_the_authors_shell_changes_nothing(project, tmp_path_factory):
    plain = shown(project)
    assert "['PYTHONHASHSEED', 'PYTHONNOUSERSITE']" in plain and "1 False torch.float32" in plain
    home = str(tmp_path_factory.mktemp("home"))
    mine = {"MINE": "1", "TZ": "Asia/Tokyo", "LC_ALL": "C", "PYTHONHASHSEED": "7", "HOME": home}
    assert shown(project, **mine, OMP_NUM_THREADS="2", PYTHONWARNINGS="error") == plain
    assert shown(project, SNIPPETS_HASH_SEED="2") != plain  # as CI asks for


@pytest.mark.parametrize(
    "asked",
    [
        "__import__('time').strftime('%Y-%m-%d %H:%M')",
        "__import__('datetime').date.today()",
        "__import__('datetime').datetime.now().hour",
        "__import__('socket').gethostname()",
        "__import__('platform').node()",
        "__import__('platform').platform()",
        "__import__('os').uname().release",
        "__import__('getpass').getuser()",
        "__import__('os').cpu_count()",
        "len(__import__('os').sched_getaffinity(0))",
        "__import__('multiprocessing').cpu_count()",
    ],
)
def test_what_another_machine_would_say_is_noticed(asked, project, edit):
    edit("snippets/chapter_0/line.py", "print(total / 4)", f"print({asked})")
    with pytest.raises(SourceError, match="line.py:3: section 'total' prints something else"):
        run_snippets(read_snippets(project), project)


def test_how_many_cores_the_author_has_changes_no_warning(project, edit):
    loader = "torch.utils.data.DataLoader([1, 2], num_workers={})"
    file = edit("snippets/chapter_0/line.py", "total / 4", f"len({loader.format(4)})")
    file.write_text(f"import torch\n{file.read_text()}")
    assert (
        run_snippets(read_snippets(project), project)["chapter_0/line.py"]["total"].output == "2\n"
    )
    edit("snippets/chapter_0/line.py", "num_workers=4", "num_workers=5")
    with pytest.raises(SourceError, match="UserWarning: This DataLoader will create 5 worker"):
        run_snippets(read_snippets(project), project)


def test_python_without_assert_is_refused(cold):
    command = [sys.executable, "-m", "recaps"]
    env = os.environ | {"PYTHONPATH": ENGINE, "PYTHONOPTIMIZE": "1"}
    done = subprocess.run(command, cwd=cold.root, env=env, capture_output=True, text=True)
    assert done.returncode == 1
    assert "line.py:1: Python was started with -O or PYTHONOPTIMIZE" in done.stderr


def test_the_shell_is_as_before_afterwards(project, monkeypatch):
    monkeypatch.setenv("MINE", "1")
    before = dict(os.environ)
    with pytest.raises(KeyError), surrounded(project.build / "home"):
        assert {name: os.environ[name] for name in FIXED} == FIXED
        assert os.environ["PATH"] == before["PATH"]
        assert os.environ["MINE"]
    assert dict(os.environ) == before
