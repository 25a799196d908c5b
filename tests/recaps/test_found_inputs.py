"""Small inputs that once went wrong unseen: what came from code is shown whole, what is legitimate builds."""

import json

import pytest
from bs4 import BeautifulSoup
from markdown import Markdown
from pytest_codeblocks import extract_from_file

from recaps.build import build
from recaps.project import SourceError

PAGE = "docs/chapter-0/line.md"
SNIPPET = "snippets/chapter_0/line.py"
EXTENSIONS = ["attr_list", "def_list", "md_in_html", "tables", "toc", "pymdownx.superfences"]
CARD = '''\
card = """# Model card

```python
model = load()
```

~~~~
End of the *card* with <b>bold</b> and $x$.
</div></details>
"""
print(card)
'''
AFTER = 'print("```")\nprint("after a fence")\n'


def rendered(project, name: str) -> BeautifulSoup:
    """The page as Python-Markdown reads it."""
    text = (project.finished / name).read_text("utf-8").split("---\n", 2)[2]
    return BeautifulSoup(Markdown(extensions=EXTENSIONS).convert(text), "html.parser")


@pytest.fixture
def carded(project, edit):
    edit(SNIPPET, "total = sum", CARD + "total = sum")
    edit(SNIPPET, "print(total / 4)\n", "print(total / 4)\n" + AFTER)
    build(project)
    return project


def test_backticks_in_code_and_output_end_no_block(carded):
    page = rendered(carded, "chapter-0/line.md")
    code, output = (page.select_one(f".language-{name} code") for name in ("python", "text"))
    if code is None:
        code, output = page.select("pre code")[:2]
    assert CARD.strip() in code.get_text() and AFTER.strip() in code.get_text()
    assert "End of the *card* with <b>bold</b> and $x$.\n</div></details>" in output.get_text()
    assert output.get_text().endswith("1.5\n```\nafter a fence\n")
    assert not page.select("b, p > em") and not page.find("h1", string="Model card")
    assert page.select_one(".choices details.right summary").get_text() == "Yes."


def test_backticks_in_code_and_output_reach_program_notebook_and_llms_whole(carded):
    (block,) = extract_from_file(carded.programs / "chapter-0/line.md")
    assert CARD in block.code and block.expected_output.endswith("1.5\n```\nafter a fence\n")
    notebook = json.loads((carded.downloads / "chapter-0/line.ipynb").read_text("utf-8"))
    cells = ["".join(c["source"]) for c in notebook["cells"] if c["cell_type"] == "code"]
    assert CARD.strip() in cells[0] and AFTER.strip() in cells[0]
    for cell in cells:
        compile(cell, "<cell>", "exec")
    whole = (carded.finished / "llms-full.txt").read_text("utf-8")
    assert f"````python\n{CARD}" in whole and "````text\n# Model card" in whole


def test_backticks_in_a_message_stay_in_the_index_of_traps(project, edit):
    edit(
        PAGE,
        ":::question",
        ':::trap[Lost]\n```python\n--8<-- "chapter_0/line.py:lost"\n```\n\nFix: keep it.\n:::\n\n:::question',
    )
    lost = '# --8<-- [start:lost]\nprint("ValueError: no `*a*` in <b>x</b>")\n# --8<-- [end:lost]\n'
    (project.root / SNIPPET).open("a").write("\n" + lost)
    edit("docs/index.md", "# Small", "# Small\n\n::traps")
    build(project)
    page = rendered(project, "index.md")
    assert page.select_one("li code").get_text() == "ValueError: no `*a*` in <b>x</b>"


def test_a_blank_ends_no_comment(project, edit):
    edit(SNIPPET, "print(total / 4)", "print(total / 4)  # half --> quarter")
    edit(PAGE, "::blank[sum([1, 2, 3])]", "::blank[half --> quarter]")
    build(project)
    assert (
        "<!-- blank: half --&gt; quarter -->"
        in (project.finished / "chapter-0/line.md").read_text()
    )


def test_the_text_of_a_figure_is_no_markup(project, edit):
    edit(SNIPPET, "plt.show()", 'plt.title("*a* `b` <i> & [c](d) {e}")\nplt.show()')
    build(project)
    page = rendered(project, "chapter-0/line.md")
    assert "*a* `b` <i> & [c](d) {e}" in page.select_one("figure svg").get_text()
    assert not page.select("figure em, figure code, figure i, figure a")


@pytest.mark.parametrize(
    ("prose", "shown"),
    [
        ("In Bash `$#` counts the words and `$?` tells how it went.", None),
        ("It costs $5 & up, or about 10 % of $60.", None),
        ("From $5 to $6, or $7.", None),
        (r"Escaped \$x\$ and \*y\* and \<b\>.", "Escaped $x$ and *y* and <b>."),
        ("A price in `$5$` and a sum of $1 + 1$.", "A price in $5$ and a sum of 1+1."),
        ("No formula in [a link](index.md) or <br>a line.", "No formula in a link or a line."),
    ],
)
def test_a_formula_is_found_where_the_page_has_one(prose, shown, project, edit):
    edit(PAGE, "The result is 1.50.", prose)
    build(project)
    page = rendered(project, "chapter-0/line.md")
    paragraphs = [p.get_text() for p in page.select("p")]
    assert (shown or prose.replace("`", "")) in paragraphs
    assert len(page.select("math")) == prose.count("$1 + 1$")


def test_a_bar_in_a_cell_is_written_in_latex_or_escaped(project, edit):
    rows = "| what | formula |\n|---|---|\n| given | $p(x \\mid y)$ |\n| size | $\\|a\\|$ |\n| or | `a \\| b` |\n"
    edit(PAGE, "The result is 1.50.", rows)
    build(project)
    page = rendered(project, "chapter-0/line.md")
    assert [len(row.select("td")) for row in page.select("tbody tr")] == [2, 2, 2]
    assert [m.get_text() for m in page.select("td math")] == ["p(x∣y)", "|a|"]
    assert page.select_one("td code").get_text() == "a | b"


LEFT = {
    "docs/chapter-0/.#line.md": None,
    "docs/chapter-0/._line.md": b"\x00\x05\x16\x07\x80",
    "docs/chapter-0/.ipynb_checkpoints/line-checkpoint.md": b"# A copy\n",
    "docs/chapter-0/#line.md#": b"# Half a page\n",
    "docs/chapter-0/line.md~": b"# Yesterday's page\n",
    "docs/.DS_Store": b"\x00\x01",
    "snippets/chapter_0/.#line.py": None,
    "snippets/chapter_0/._line.py": b"\x00\x05\x16\x07\x80",
    "snippets/chapter_0/.ipynb_checkpoints/line-checkpoint.py": b"1 / 0\n",
    "snippets/chapter_0/#line.py#": b"1 / 0\n",
    "snippets/chapter_0/line.orig.py": b"1 / 0\n# --8<-- [start:a]\n",
    "snippets/chapter_0/line.bak.py": b"1 / 0\n# --8<-- [start:a]\n",
    "docs/chapter-0/line.orig.md": b"# Yesterday's page\n",
    "docs/chapter-0/line.md.bak": b"# Yesterday's page\n",
    "docs/chapter-0/line.md.orig": b"# Yesterday's page\n",
    "docs/chapter-0/line.md.rej": b"# Half a page\n",
    "docs/chapter-0/line.swp": b"\x00\x01",
    "docs/chapter-0/line.swo": b"\x00\x01",
    "docs/chapter-0/line.md.tmp": b"# Half a page\n",
    "docs/chapter-0/4913": b"",
    "docs/Icon\r": b"",
    "docs/Thumbs.db": b"\x00\x01",
    "docs/desktop.ini": b"[.ShellClassInfo]\n",
    "docs/chapter-0/line.md___jb_tmp___": b"# Half a page\n",
    "docs/chapter-0/%line.md%": b"# Yesterday's page\n",
}


@pytest.mark.parametrize("name", LEFT)
def test_what_editors_and_systems_leave_is_neither_read_nor_published(name, project):
    build(project)
    before = {p: p.read_bytes() for p in project.finished.rglob("*") if p.is_file()}
    file = project.root / name
    file.parent.mkdir(exist_ok=True)
    if LEFT[name] is None:
        file.symlink_to("somebody@somewhere.1234:5678")
    else:
        file.write_bytes(LEFT[name])
    assert build(project) == set()
    assert {p: p.read_bytes() for p in project.finished.rglob("*") if p.is_file()} == before


@pytest.mark.parametrize("name", [PAGE, SNIPPET, "docs/glossary.md", "mkdocs.yml"])
def test_a_byte_order_mark_changes_nothing(name, project):
    build(project)
    file = project.root / name
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    assert build(project) == set()


def test_lines_that_end_as_on_windows_change_nothing(project):
    build(project)
    before = (project.finished / "chapter-0/line.md").read_text()
    for name in (PAGE, SNIPPET, "docs/glossary.md", "mkdocs.yml"):
        file = project.root / name
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    build(project)
    assert (project.finished / "chapter-0/line.md").read_text() == before


def test_a_page_of_its_title_only_builds(project, edit):
    (project.docs / "chapter-0/index.md").write_text(
        "---\ndescription: Nothing yet.\n---\n# Chapter\n"
    )
    build(project)
    assert "Nothing yet." in (project.finished / "chapter-0/index.md").read_text()


def test_code_may_stand_in_a_list(project, edit):
    steps = '1. First:\n\n    ```python\n    --8<-- "chapter_0/line.py:total"\n    ```\n    \n    then\n\n2. Second.\n'
    edit(
        PAGE,
        '```python\n--8<-- "chapter_0/line.py:total"\n```\n::blank[sum([1, 2, 3])]\n'
        "::predict[What is a fourth of the total?]\n::predict[What does it print?]",
        steps,
    )
    edit(PAGE, "step: 1\n", 'step: 1\nexceptions: {predictions: "a list asks nothing"}\n')
    (project.docs / "chapter-0/index.md").write_text("---\ndescription: Here.\n---\n# Chapter\n")
    with pytest.raises(SourceError, match="the recap has no blank"):
        build(project)
    edit(
        PAGE,
        "2. Second.\n",
        '2. Second.\n\n```python\n--8<-- "chapter_0/line.py:figure"\n```\n::blank[plt.show()]\n',
    )
    build(project)
    items = rendered(project, "chapter-0/line.md").select("ol > li")
    assert len(items) == 2 and "print(total / 4)" in items[0].get_text()
    assert "1.5" in items[0].get_text() and "then" in items[0].get_text()
