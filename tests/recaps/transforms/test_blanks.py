"""A blank covers a piece of the code that stands directly above it."""

import pytest

from recaps.build import finish, read
from recaps.project import SourceError

PAGE = "docs/chapter-0/line.md"


def blanks(project):
    return finish(read(project)).documents["chapter-0/line.md"].code[0].blanks


def test_code_has_its_blanks_in_order(project, edit):
    edit(PAGE, "::blank[sum([1, 2, 3])]", "::blank[sum([1, 2, 3])]\n::blank[/ 4]")
    assert blanks(project) == ("sum([1, 2, 3])", "/ 4")


def test_code_in_a_box_has_its_blank(project, edit):
    edit(PAGE, "```python", ":::fold[F]\n```python")
    edit(PAGE, "::predict[What does it print?]\n", "::predict[What does it print?]\n:::\n")
    assert blanks(project) == ("sum([1, 2, 3])",)


@pytest.mark.parametrize("between", ["\n", "\nText.\n\n"])
def test_a_blank_below_something_else(project, edit, between):
    edit(PAGE, "::blank", f"{between}::blank")
    with pytest.raises(SourceError, match="a blank stands directly below its fence"):
        finish(read(project))
