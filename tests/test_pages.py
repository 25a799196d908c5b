"""Promise 1: a page is a program. Each runs alone and prints what it shows."""

import os
import subprocess
import sys

import pytest

from checkouts import ROOT

# Neither this project's settings nor a cache beside the programs.
QUIET = ["-c", os.devnull, "-p", "no:cacheprovider"]
PROGRAMS = sorted((ROOT / "build" / "programs").rglob("*.md"))


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
