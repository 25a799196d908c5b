"""What Python-Markdown makes of formulas, figures and questions."""

import os
import subprocess
import sys

import pytest
from bs4 import BeautifulSoup
from markdown import Markdown

from recaps.build import build

EXTENSIONS = ["pymdownx.arithmatex", "pymdownx.superfences", "recaps.markdown_extension"]
CONFIG = {"pymdownx.arithmatex": {"generic": True}}


def render(text: str) -> BeautifulSoup:
    html = Markdown(extensions=EXTENSIONS, extension_configs=CONFIG).convert(text)
    return BeautifulSoup(html, "html.parser")


def test_formulas_become_mathml():
    page = render("The rate $\\eta$.\n\n$$\nb \\leftarrow b - \\eta g\n$$\n")
    assert [m.get("display") for m in page.select("math")] == [None, "block"]
    assert page.select_one("p math mi").text == "η"


def test_a_wrong_formula_is_refused():
    with pytest.raises(ValueError, match=r"\\foo"):
        render("$\\foo$")


def test_choices_open_their_reasons():
    page = render("**Why?**\n\n- [x] A.\n\n    Since *a*.\n\n- [ ] B.\n\n    Not so.\n")
    right, wrong = page.select(".choices > details")
    assert right["class"] == ["right"] and wrong["class"] == ["wrong"]
    assert right.summary.text == "A."
    assert right.p.text == "Right. Since a."
    assert wrong.p.text == "No. Not so."


def test_an_ordinary_list_stays_a_list():
    assert render("- one\n- two\n").ul


def rendered(project, name):
    """The page as a builder renders it, in a process that has only this project's generator."""
    code = (
        "import sys; from markdown import Markdown;"
        f"md = Markdown(extensions={EXTENSIONS}, extension_configs={CONFIG});"
        "print(md.convert(sys.stdin.read()))"
    )
    body = (project.docs / name).read_text().split("---\n", 2)[2]
    return subprocess.run(
        [sys.executable, "-c", code],
        input=body,
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(project.snippets)},
    )


def test_a_page_is_shown_expanded_with_its_figure(project):
    build(project)
    page = BeautifulSoup(rendered(project, "chapter-0/line.md").stdout, "html.parser")
    assert "Chapter 0 · recap 1 of 1 · step 1" in page.text
    assert "sum([1, 2, 3])" in page.text and "1.5\n" in page.text
    drawing = page.select_one("figure > .drawing[role=img]")
    assert drawing["aria-label"] == "A rising line."
    assert drawing.has_attr("data-search-exclude")
    assert drawing.svg and page.figcaption.text == "It rises."


def test_a_page_changed_after_the_generator_ran_is_refused(project, edit):
    build(project)
    page = edit("docs/chapter-0/line.md", "The result", "A result")
    os.utime(page, (2_000_000_000, 2_000_000_000))
    run = rendered(project, "chapter-0/line.md")
    assert run.returncode == 1
    assert "docs/chapter-0/line.md:1: changed since `python -m recaps` ran" in run.stderr
