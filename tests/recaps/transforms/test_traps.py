"""Every trap still catches, and is found on one page by its message."""

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

Mend: do not.
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


def test_a_trap_is_gathered_with_its_message_and_its_set_up(trapped):
    page = finish(read(trapped)).documents["index.md"]
    lines = to_markdown(page).split("\n")
    assert (
        "- `ZeroDivisionError: division by zero`: [Dividing by nothing](#dividing-by-nothing)"
        in lines
    )
    assert "### Dividing by nothing { #dividing-by-nothing }" in lines
    assert "Watch, in [the chapter](chapter-0/index.md):" in lines
    assert page.program.index("sum([1, 2, 3])") < page.program.index("total / 0")
    assert "plt.plot" not in page.program
    assert page.output == "1.5\nZeroDivisionError: division by zero\n"


def test_a_trap_that_no_longer_fails_stops_the_build(trapped, edit):
    edit("snippets/chapter_0/line.py", "total / 0", "total / 1")
    edit("snippets/chapter_0/line.py", "except Zero", "    print('fine')\nexcept Zero")
    reason = f"{PAGE}:15: the trap no longer fails: its code raised no ZeroDivisionError"
    with pytest.raises(SourceError, match=reason):
        build(trapped)


def test_a_trap_that_prints_nothing_stops_the_build(trapped, edit):
    edit("snippets/chapter_0/line.py", '    print(f"ZeroDivisionError: {error}")', "    pass")
    with pytest.raises(SourceError, match=f"{PAGE}:15: the trap prints nothing of what happens"):
        build(trapped)
