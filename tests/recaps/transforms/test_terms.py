"""A term of the glossary is explained where a recap first uses it in its prose."""

import pytest

from recaps.build import build

PAGE = "docs/chapter-0/line.md"
SUM = '[{}](../glossary.md#sum "What adding gives.")'
INCLUDE = '```python\n--8<-- "chapter_0/line.py:total"\n```'


@pytest.fixture
def text(project, edit):
    """The finished recap whose prose is `prose`."""

    def finished(prose: str) -> str:
        edit(PAGE, "The result is 1.50.", prose)
        build(project)
        return (project.markdown / "chapter-0/line.md").read_text()

    return finished


@pytest.mark.parametrize("form", ["sum", "Sum", "sums"])
def test_the_first_use_links_to_the_definition(text, form):
    page = text(f"A {form} and a sum.")
    assert f"A {SUM.format(form)} and a sum." in page


def test_the_longest_term_is_taken_over_two_lines_too(text, edit):
    edit("docs/glossary.md", "sum\n", "sum\nsum of squares\n")
    page = text("The sum of\nsquares, the sum.")
    assert '[sum of\nsquares](../glossary.md#sum-of-squares "What adding gives."), the sum.' in page


def test_the_page_that_teaches_a_term_does_not_explain_it(text):
    assert "](../glossary.md" not in text("A line.")


def test_another_page_explains_it_in_plain_words(text, edit):
    edit("docs/glossary.md", "(chapter-0/line.md)", "(index.md)")
    assert '[line](../glossary.md#line "What rises at every step.")' in text("A line.")


@pytest.mark.parametrize(
    "prose",
    [
        "## A sum", "**The sum**", "`sum`", "$sum$", "$$\nsum\n$$", "[a sum](index.md)", "summit", "sum-like", "checksum", "half-sum",
        "The sum.\n{ .quiet }", "The grand total.",
    ],
)  # fmt: skip
def test_what_is_no_prose_stays_as_it_is(text, prose):
    assert f"\n{prose}\n" in text(prose)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("| a sum |\n|---|\n| the sum |", "| a sum |\n|---|\n| the sum |"),
        (f":::fold[The sum]\n{INCLUDE}\n:::", '??? fold "The sum"'),
        (
            ":::question[What is the sum?]\n- [x] A sum.\n\n    The sum.\n\n    The sum.\n\n- [ ] B.\n\n    No.\n\n- [ ] C.\n\n    No.\n:::",
            "**What is the sum?**\n\n- [x] A sum.\n\n    The sum.\n\n    The sum.",
        ),
    ],
)
def test_blocks_that_are_no_prose_stay_as_they_are(text, written, shown):
    page = text(f"{written}\n\nEnd.")
    assert f"\n{shown}\n" in page
    assert "](../glossary.md#sum" not in page


def test_code_figures_and_outputs_stay_as_they_are(text, edit):
    edit("docs/glossary.md", "sum\n", "plot\nprint\nrising\nsum\n")
    edit("snippets/chapter_0/line.py", "total = sum", "# a lone ` and the sum\ntotal = sum")
    edit(PAGE, '"It rises."', '"It is (really) rising."')
    assert "](../glossary.md" not in text("Nothing.")


def test_a_trap_is_explained_on_its_recap_only(project, text, edit):
    edit("docs/index.md", "# Small", "# Small\n\n::traps")
    trap = f":::trap[Lost]\n\nThe sum.\n\n{INCLUDE}\n\nFix: the sum.\n:::\n"
    assert f"    The {SUM.format('sum')}." in text(trap)
    assert " Fix: the sum.\n" in (project.markdown / "index.md").read_text()


def test_a_notebook_holds_the_plain_text(project, text):
    text("The sum.")
    assert "The sum." in (project.downloads / "chapter-0/line.ipynb").read_text()
