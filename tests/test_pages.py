"""Promise 1: a page is a program. Each runs alone and prints what it shows."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PROGRAMS = sorted((ROOT / "build" / "programs").rglob("*.md"))


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_page_prints_what_it_shows(program, tmp_path):
    run = subprocess.run(
        [sys.executable, "-I", "-m", "pytest", "--codeblocks", "-q", "--rootdir=.", program],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert "1 passed" in run.stdout
