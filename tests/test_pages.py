"""Promise 1: a page is a program. Each runs alone and prints what it shows."""

import json
import subprocess
import sys

import pytest

from checkouts import ROOT, finished

FOLDER = ROOT / "build" / "programs"
PROGRAMS = sorted(FOLDER.rglob("*.md"))


def test_every_page_with_code_has_a_program():
    """Otherwise nothing would run below, and nothing fail: `python -m recaps` writes them."""
    pages = {name for name, page in finished().items() if page.code}
    assert {path.relative_to(FOLDER).as_posix() for path in PROGRAMS} == pages != set()


@pytest.fixture(scope="module")
def programs():
    """A process that runs one program after the other."""
    command = [sys.executable, "-I", ROOT / "tests" / "programs.py"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as process:
        yield process


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_page_prints_what_it_shows(program, programs, tmp_path):
    print(json.dumps([str(program), str(tmp_path)]), file=programs.stdin, flush=True)
    status, output = json.loads(programs.stdout.readline())
    assert status == 0, output
    assert "1 passed" in output
