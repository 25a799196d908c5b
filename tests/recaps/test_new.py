"""A recap or a chapter begins with every file it needs, and stops the build until it is written."""

import re
import subprocess
import sys

import pytest

from recaps.__main__ import main
from recaps.build import build
from recaps.new import begin
from recaps.project import Project, SourceError

NAV = """\
nav:
  - index.md
  - Chapter 0:
      - chapter-0/index.md
      - chapter-0/line.md
  - glossary.md
"""


@pytest.fixture
def small(project) -> Project:
    (project.root / "mkdocs.yml").write_text(NAV)
    return project


def fill(project: Project, name: str, old: str, new: str) -> None:
    path = project.root / name
    text, count = re.subn(old, new, path.read_text())
    assert count, f"{name} has no {old}"
    path.write_text(text)


def stops(project: Project) -> str:
    with pytest.raises(SourceError) as stopped:
        build(project)
    return str(stopped.value)


def test_a_recap_says_what_is_to_write_and_then_passes(small):
    files = [small.relative(path) for path in begin("chapter-0/my-idea", small)]
    page, snippet, test, settings = files
    assert page == "docs/chapter-0/my-idea.md" and settings == "mkdocs.yml"
    assert (small.root / settings).read_text() == NAV.replace(
        "line.md\n", "line.md\n      - chapter-0/my-idea.md\n"
    )
    assert stops(small).startswith(f"{page}:2: still to write: the takeaway, one sentence (and ")
    fill(small, page, "TODO: the piece of the code[^\\]]*", "sum(values)")
    fill(small, page, "TODO: ", "")
    assert stops(small).startswith(f"{snippet}:1: still to write: what the code shows")
    fill(small, snippet, "TODO: ", "")
    assert stops(small).startswith(f"{test}:1: still to write: what the page claims")
    fill(small, test, "TODO: ", "")
    assert stops(small).startswith(f"{test}:6: still to write: ")
    fill(small, test, "todo_name_of_a_claim", "the_sum")
    build(small)
    assert "recap 2 of 2" in (small.finished / "chapter-0/my-idea.md").read_text()
    program = small.programs / "chapter-0/my-idea.md"
    quiet = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "--codeblocks",
        program,
    ]
    assert subprocess.run(quiet, cwd=small.root, capture_output=True).returncode == 0


def test_a_chapter_begins_with_its_pages_and_its_pipeline(small):
    files = [small.relative(path) for path in begin("chapter-2-1", small)]
    assert files == [
        "docs/chapter-2-1/index.md",
        "docs/review/chapter-2-1.md",
        "docs/cheat-sheet/chapter-2-1.md",
        "snippets/chapter_2_1/pipeline.py",
        "mkdocs.yml",
    ]
    assert "still to write: what a reader can do after this chapter" in stops(small)
    for file in files[:-1]:
        text = (small.root / file).read_text()
        (small.root / file).write_text(text.replace("TODO: ", ""))
    assert stops(small) == "docs/chapter-2-1/index.md:10: 'chapter-2-1' has no recaps"
    begin("chapter-2-1/first", small)
    for file in ("docs/chapter-2-1/first.md", "snippets/chapter_2_1/first.py"):
        fill(small, file, "TODO: the piece of the code[^\\]]*|TODO: ", "")
    fill(small, "docs/chapter-2-1/first.md", r"::blank\[\]", "::blank[sum(values)]")
    (small.root / "tests/chapter_2_1/test_first.py").write_text("")
    build(small)
    assert "Chapter 2.1 · recap 1 of 1" in (small.finished / "chapter-2-1/first.md").read_text()


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("my-idea", "docs:1: 'my-idea' names neither a chapter"),
        ("chapter-0/My_Idea", "docs:1: 'chapter-0/My_Idea' names neither a chapter"),
        ("chapter-0/../x", "docs:1: 'chapter-0/../x' names neither a chapter"),
        ("chapter-00", "docs:1: 'chapter-00' names neither a chapter"),
        ("chapter-0/class", "docs:1: 'class' is a word of Python"),
        ("chapter-0/line", "docs/chapter-0/line.md:1: is there already"),
        ("chapter-0", "docs/chapter-0/index.md:1: is there already"),
        ("chapter-9/my-idea", "docs/chapter-9:1: there is no such chapter"),
    ],
)
def test_a_name_that_cannot_be_begun_writes_nothing(small, name, message, monkeypatch, capsys):
    before = {p: p.read_bytes() for p in small.root.rglob("*") if p.is_file()}
    monkeypatch.chdir(small.root)
    assert main(["new", name]) == 1
    assert capsys.readouterr().err.startswith(f"error: {message}")
    assert {p: p.read_bytes() for p in small.root.rglob("*") if p.is_file()} == before


def test_a_nav_that_cannot_be_added_to_says_so(project):
    with pytest.raises(SourceError, match="mkdocs.yml:1: the nav has no line"):
        begin("chapter-0/my-idea", project)
