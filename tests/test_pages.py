"""Promise 1: a page is a program. Each runs alone and prints what it shows."""

import os
import subprocess
import sys

import pytest

from checkouts import ROOT, finished

# Neither this project's settings nor a cache beside the programs.
QUIET = ["-c", os.devnull, "-p", "no:cacheprovider"]
FOLDER = ROOT / "build" / "programs"
PROGRAMS = sorted(FOLDER.rglob("*.md"))


def test_every_page_with_code_has_a_program():
    """Otherwise nothing would run below, and nothing fail: `python -m recaps` writes them."""
    pages = {name for name, page in finished().items() if page.code}
    assert {path.relative_to(FOLDER).as_posix() for path in PROGRAMS} == pages != set()


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_page_prints_what_it_shows(program, tmp_path):
    run = subprocess.run(
        [sys.executable, "-I", "-m", "pytest", *QUIET, "--codeblocks", program],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert "1 passed" in run.stdout
