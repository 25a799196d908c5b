"""A page as plain Markdown: every block as its readers know it."""

from recaps.build import build, finish, read
from recaps.render.markdown import blank_comment, to_markdown

PAGE = "docs/chapter-0/line.md"


def text(project) -> str:
    return to_markdown(finish(read(project)).documents["chapter-0/line.md"])


def test_a_page_stands_as_it_is_read(project):
    page = text(project)
    assert page.startswith("# A line\n\nChapter 0 · recap 1 of 1 · step 1 of the training loop\n")
    assert (
        "The result is 1.50.\n\n"
        "```python\ntotal = sum([1, 2, 3])\nprint(total / 4)\n```\n\n"
        "```text\n1.5\n```\n\n"
        "<!-- blank: sum([1, 2, 3]) -->\n\n"
        '![A rising line.](line/line-figure.svg "It rises.")\n\n'
        '??? draw "The code that draws this figure"\n\n'
        "    ```python\n    import matplotlib.pyplot as plt\n\n"
    ) in page
    assert (
        "**Does it rise?**\n\n- [x] Yes.\n\n    Each value is larger.\n\n"
        "- [ ] No.\n\n    It does.\n\n- [ ] At first.\n\n    Look again.\n\n"
    ) in page


def test_code_in_a_list_is_indented_as_the_list_is(project, edit):
    item = '1. One.\n\n    ```python\n    --8<-- "chapter_0/line.py:total"\n    ```\n\n2. Two.'
    edit(PAGE, "The result is 1.50.", item)
    assert "\n    ```python\n    total = sum([1, 2, 3])\n    print(total / 4)\n    ```\n" in text(
        project
    )


def test_a_figure_lies_where_the_page_looks_for_it(project):
    build(project)
    assert (project.markdown / "chapter-0/line.md").exists()
    assert (project.finished / "chapter-0/line/line-figure.svg").read_text().startswith("<svg")


def test_a_blank_does_not_end_its_comment():
    assert blank_comment("a --> b") == "<!-- blank: a --&gt; b -->"
