"""Every trap still catches, and is found on one page by what one sees."""

import pytest

from recaps.build import build, finish, read
from recaps.project import SourceError
from recaps.render.markdown import to_markdown

PAGE = "docs/chapter-0/line.md"
TRAP = """\
:::trap[Dividing by nothing]

Watch, in [the chapter](index.md):

```python
--8<-- "chapter_0/line.py:trap"
```

Fix: do not, as in [the
chapter](index.md).
:::
"""
SECTION = """\
# --8<-- [start:trap]
try:
    total / 0
except ZeroDivisionError as error:
    print(f"ZeroDivisionError: {error}")
# --8<-- [end:trap]
"""


@pytest.fixture
def trapped(project, edit):
    edit(PAGE, ":::question", f"{TRAP}\n:::question")
    (project.snippets / "chapter_0/line.py").open("a").write("\n" + SECTION)
    edit("docs/index.md", "# Small", "# Small\n\n::traps")
    return project


def gathered(project):
    """The page that gathers traps, line by line."""
    return to_markdown(finish(read(project)).documents["index.md"]).split("\n")


def test_a_trap_is_gathered_with_its_message_its_fix_and_a_link(trapped):
    lines = gathered(trapped)
    where = "[Dividing by nothing](chapter-0/line.md#trap-dividing-by-nothing)"
    fix = "Fix: do not, as in [the chapter](chapter-0/index.md)."
    assert f"- `ZeroDivisionError: division by zero`: {where}. {fix}" in lines
    assert "## An error or a warning" in lines


def test_the_link_leads_to_the_trap(trapped):
    build(trapped)
    page = (trapped.finished / PAGE.removeprefix("docs/")).read_text("utf-8")
    assert '<div id="trap-dividing-by-nothing" class="admonition trap"' in page


def test_a_trap_stands_under_its_symptom(trapped, edit):
    edit(PAGE, ":::trap[Dividing by nothing]", ":::trap[Dividing by nothing]{symptom=nan}")
    edit(
        "snippets/chapter_0/line.py",
        'print(f"ZeroDivisionError: {error}")',
        'print("nan", repr(error))',
    )
    lines = gathered(trapped)
    assert "## The loss becomes inf or nan" in lines and "## An error or a warning" not in lines


def test_a_message_of_the_title_is_not_said_again(trapped, edit):
    edit(PAGE, ":::trap[Dividing by nothing]", ":::trap[`division by zero`]{symptom=nan}")
    lines = gathered(trapped)
    entry = "- [`division by zero`](chapter-0/line.md#trap-division-by-zero). Fix: do not,"
    assert sum(line.startswith(entry) for line in lines) == 2, "under the error and under nan"


def test_a_trap_that_no_longer_fails_stops_the_build(trapped, edit):
    edit("snippets/chapter_0/line.py", "total / 0", "total / 1")
    edit("snippets/chapter_0/line.py", "except Zero", "    print('fine')\nexcept Zero")
    reason = f"{PAGE}:17: the trap no longer fails: its code raised no ZeroDivisionError"
    with pytest.raises(SourceError, match=reason):
        build(trapped)


def test_a_trap_that_prints_nothing_stops_the_build(trapped, edit):
    edit("snippets/chapter_0/line.py", '    print(f"ZeroDivisionError: {error}")', "    pass")
    with pytest.raises(SourceError, match=f"{PAGE}:17: the trap prints nothing of what happens"):
        build(trapped)


def test_a_fix_that_needs_what_stands_below_it_stops_the_build(trapped, edit):
    edit(PAGE, "Fix: do not, as in [the\nchapter](index.md).", "Fix: do this:")
    with pytest.raises(SourceError, match="the fix ends with a colon"):
        build(trapped)


def test_what_a_fix_prints_is_no_symptom(trapped, edit):
    text = (trapped.root / PAGE).read_text()
    fence, fix = text.index('```python\n--8<-- "chapter_0/line.py:trap'), text.index("Fix: do not")
    assert fence < fix
    moved = text[:fence] + text[fix:].replace(":::\n", text[fence:fix] + ":::\n", 1)
    (trapped.root / PAGE).write_text(moved)
    assert not any("ZeroDivisionError: division by zero" in line for line in gathered(trapped))
