"""A page as one program with all that it prints."""

from recaps.build import build, finish, read
from recaps.render.program import to_program

PAGE = "docs/chapter-0/line.md"


def test_a_program_prints_what_it_says(project, capsys):
    page = finish(read(project)).documents["chapter-0/line.md"]
    code, expected = to_program(page).split("\n\n<!--pytest-codeblocks:expected-output-->\n")
    assert code.startswith("```python\n") and code.endswith("\n```")
    assert "plt.plot" in code
    assert expected == "```text\n1.5\n```\n"


def test_a_program_that_prints_nothing_says_so(project, edit):
    edit("snippets/chapter_0/line.py", "print(total / 4)", "half = total / 4 == 1.5")
    asked = "::predict[What is a fourth of the total?]\n::predict[What does it print?]\n"
    edit("docs/chapter-0/line.md", asked, "")
    page = finish(read(project)).documents["chapter-0/line.md"]
    assert to_program(page).endswith("expected-output-->\n```text\n```\n")


def test_only_pages_with_code_have_one(project):
    build(project)
    found = [
        path.relative_to(project.programs).as_posix() for path in project.programs.rglob("*.md")
    ]
    assert found == ["chapter-0/line.md"]
