"""What a site builder makes of formulas, figures and questions, with stock extensions only."""

import pytest
import yaml
from bs4 import BeautifulSoup
from markdown import Markdown

from recaps.build import build
from recaps.project import SourceError

PAGE = "docs/chapter-0/line.md"
EXTENSIONS = ["attr_list", "def_list", "md_in_html", "tables", "toc", "pymdownx.superfences"]


def shown(project, name: str) -> BeautifulSoup:
    """The page as a builder renders it."""
    body = (project.finished / name).read_text().split("---\n", 2)[2]
    return BeautifulSoup(Markdown(extensions=EXTENSIONS).convert(body), "html.parser")


@pytest.fixture
def render(project, edit):
    """What becomes of `text` on the recap."""

    def rendered(text: str) -> BeautifulSoup:
        edit(PAGE, "The result is 1.50.", text)
        build(project)
        return shown(project, "chapter-0/line.md")

    return rendered


def test_formulas_become_mathml(render):
    page = render("The rate $\\eta$.\n\n$$\nb \\leftarrow b - \\eta g\n$$\n")
    assert [m.get("display") for m in page.select("math")] == [None, "block"]
    assert page.select_one("p math mi").text == "η"


def test_a_wrong_formula_is_refused(render):
    with pytest.raises(SourceError, match=rf"{PAGE}:7: .*\\foo"):
        render("$\\foo$")


def test_choices_open_their_reasons(render):
    page = render(
        ":::question[Why?]\n- [x] A.\n\n    Since *a*.\n\n- [ ] B.\n\n    Not so.\n\n- [ ] C.\n\n    Nor.\n:::"
    )
    right, wrong, _ = page.select_one(".choices").select(":scope > details")
    assert right["class"] == ["right"] and wrong["class"] == ["wrong"]
    assert right.summary.text == "A."
    assert right.p.text == "Right. Since a."
    assert wrong.p.text == "No. Not so."
    assert right.has_attr("data-search-exclude") and wrong.has_attr("data-search-exclude")


def test_an_ordinary_list_stays_a_list(render):
    assert [item.text for item in render("- one\n- two\n").select("ul > li")] == ["one", "two"]


def test_a_page_is_shown_finished_with_its_figure(project):
    build(project)
    page = shown(project, "chapter-0/line.md")
    assert "Chapter 0 · recap 1 of 1 · step 1" in page.text
    assert "sum([1, 2, 3])" in page.text and "1.5\n" in page.text
    drawing = page.select_one("figure > .drawing[role=img]")
    assert drawing["aria-label"] == "A rising line."
    assert drawing.has_attr("data-search-exclude")
    assert drawing.svg and page.figcaption.text == "It rises."


def test_a_page_is_found_by_its_terms_and_what_its_error_messages_begin_with(project, edit):
    edit("docs/glossary.md", "\n:   What rises", "\nslope { .searched }\n:   What rises")
    edit("snippets/chapter_0/line.py", "/ 4)", '/ 4, "\\nTypeError: no. Why?")')
    trap = ':::trap[No line]\n```python\n--8<-- "chapter_0/line.py:total"\n```\n\nFix: a line.\n:::\n\n'
    edit(PAGE, "The result is 1.50.", trap)
    build(project)
    front = (project.finished / "chapter-0/line.md").read_text().split("---\n")[1]
    assert yaml.safe_load(front)["found_by"] == ["line", "slope", "TypeError: no"]
    assert "found_by" not in (project.finished / "index.md").read_text()


def test_every_term_of_the_glossary_can_be_linked_to(project):
    build(project)
    terms = shown(project, "glossary.md").select("dt")
    assert [(term["id"], term.text) for term in terms] == [
        ("line", "line"),
        ("sum", "sum"),
        ("grand-total", "grand total"),
    ]
    assert terms[2]["class"] == ["unmarked"]


def test_a_formula_stands_in_a_cell_in_a_list_and_in_a_title(render):
    page = render(
        "| $a \\mid b_1$ | c |\n|---|---|\n| $x_1 y_1 z_1$ | e |\n\n- Item $u_1$.\n\n## Part $v_1$"
    )
    assert len(page.select("th math")) == len(page.select("td math")) == 1
    assert page.select_one("td").text == "x1y1z1"
    assert len(page.select("li math")) == len(page.select("h2 math")) == 1


def test_nothing_in_a_formula_is_read_as_markdown(render):
    page = render("Where $\\text{*a* [b](c)}$ is.")
    assert page.select_one("p math").text.replace("\xa0", " ") == "*a* [b](c)"


def test_a_trap_is_a_box_and_a_fold_is_closed(render):
    include = '```python\n--8<-- "chapter_0/line.py:total"\n```'
    page = render(
        f":::trap[The *sum*]\nFix: watch.\n\n{include}\n:::\n\n:::fold[More]\n{include}\n:::"
    )
    trap = page.select_one(".admonition.trap")
    assert trap.select_one(".admonition-title").em.text == "sum"
    assert [element.name for element in trap.select(":scope > *")] == ["p", "p", "div", "div"]
    fold = page.select_one("details.fold")
    assert fold.summary.text == "More" and not fold.has_attr("open")
    assert "sum([1, 2, 3])" in fold.select_one("pre").text


def test_a_dollar_that_is_no_formula_stays(render):
    page = render("It costs \\$5 or \\$6.")
    assert "It costs $5 or $6." in page.text and not page.select("p math")


def test_a_bar_in_the_code_of_a_cell_is_shown_without_its_backslash(render):
    page = render("| `a\\|b` | c |\n|---|---|\n| d | e |")
    assert [cell.text for cell in page.select("th")] == ["a|b", "c"]
