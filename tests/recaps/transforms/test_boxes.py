"""Blocks in a frame: traps, folds, twins and columns."""

import pytest

from recaps.build import finish, read
from recaps.document import Code
from recaps.project import SourceError
from recaps.render.markdown import to_markdown

PAGE = "docs/chapter-0/line.md"
INCLUDE = '```python\n--8<-- "chapter_0/line.py:total"\n```'


@pytest.fixture
def box(project, edit):
    """The first block of the recap's body, written as `text`."""

    def finished(text: str):
        edit(PAGE, "The result is 1.50.", text)
        page = finish(read(project)).documents["chapter-0/line.md"]
        return next(block for block in page.blocks if block.line == 7)

    return finished


@pytest.mark.parametrize(("name", "kind"), [("trap", "trap"), ("fold", "fold")])
def test_a_box_has_its_title_and_its_blocks(box, name, kind):
    made = box(f":::{name}[The `sum`]\nFix: watch.\n\n{INCLUDE}\n:::")
    assert (made.kind, made.title.markdown) == (kind, "The `sum`")
    watch, code = made.blocks
    assert watch.markdown == "Fix: watch."
    assert isinstance(code, Code) and code.output == "1.5\n"


def test_twins_are_two_fences_each_in_its_half(box):
    twins = box(f":::twins[Left | Right]\n{INCLUDE}\n\n{INCLUDE}\n:::")
    assert twins.kind == "twins"
    assert [half.kind for half in twins.blocks] == ["twin", "twin"]
    assert [half.title.markdown for half in twins.blocks] == ["Left", "Right"]
    assert [[type(block) for block in half.blocks] for half in twins.blocks] == [[Code]] * 2


@pytest.mark.parametrize(
    "inner", [INCLUDE, f"{INCLUDE}\n\nText.", f"{INCLUDE}\n{INCLUDE}\n{INCLUDE}"]
)
def test_twins_are_nothing_else(box, inner):
    with pytest.raises(SourceError, match=f"{PAGE}:7: twins are two fences, and nothing else"):
        box(f":::twins[Left | Right]\n{inner}\n:::")


def test_columns_hold_any_blocks(box):
    columns = box(f":::columns\n## Part\n\n{INCLUDE}\n:::")
    assert columns.kind == "columns" and columns.title is None
    assert [type(block).__name__ for block in columns.blocks] == ["Text", "Code"]


def test_a_fold_stands_in_a_trap(box):
    trap = box(f"::::trap[T]\n:::fold[F]\n{INCLUDE}\n:::\n\nFix: it.\n::::")
    fold, _ = trap.blocks
    assert (trap.kind, fold.kind, len(fold.blocks)) == ("trap", "fold", 1)


def test_plain_markdown_shows_boxes_as_its_readers_know_them(project, edit):
    edit(PAGE, "The result is 1.50.", f":::trap[T]\nFix: it.\n\n{INCLUDE}\n:::")
    text = to_markdown(finish(read(project)).documents["chapter-0/line.md"])
    assert '!!! trap "T"\n\n    Fix: it.\n\n    ```python\n    total = sum([1, 2, 3])\n' in text
    assert '??? draw "The code that draws this figure"\n\n    ```python\n' in text
