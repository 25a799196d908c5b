"""A builder that runs no hooks refuses pages that are unfinished, or no longer true."""

import subprocess
import sys

from recaps.build import build

SHOW = """\
import sys
from markdown import Markdown
print(Markdown(extensions=["recaps.adapters.guard"]).convert(sys.stdin.read()))
"""


def show(project, page):
    """The page as a builder reads it, in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", SHOW],
        cwd=project.root,
        input=page.read_text().split("---\n", 2)[2],
        capture_output=True,
        text=True,
    )


def test_a_finished_page_is_shown(project):
    build(project)
    run = show(project, project.finished / "chapter-0/line.md")
    assert "The result is 1.50." in run.stdout and run.returncode == 0


def test_a_page_changed_after_the_engine_ran_is_refused(project, edit):
    build(project)
    edit("docs/chapter-0/line.md", "The result", "A result")
    run = show(project, project.finished / "chapter-0/line.md")
    assert run.returncode == 1
    assert "changed since `python -m recaps` ran" in run.stderr


def test_a_page_as_its_author_wrote_it_is_refused(project):
    build(project)
    run = show(project, project.docs / "chapter-0/line.md")
    assert run.returncode == 1
    assert 'an unfinished page: build with build/mkdocs.yml (--8<-- "chapter_0' in run.stderr
