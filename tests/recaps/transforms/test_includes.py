"""Includes become code with what it printed, images become figures with their code."""

import pytest

from checkouts import through
from recaps.build import read
from recaps.document import Box, Code, Figure
from recaps.transforms.includes import includes

PAGE = "docs/chapter-0/line.md"
INCLUDE = '--8<-- "chapter_0/line.py:total"\n'


@pytest.fixture
def blocks(project):
    def read_blocks():
        site = through(read(project), includes)
        return site.documents["chapter-0/line.md"].blocks

    return read_blocks


def test_code_stands_with_its_output(blocks):
    code = blocks()[2]
    assert code == Code(
        9,
        11,
        "total = sum([1, 2, 3])\nprint(total / 4)",
        "1.5\n",
        (("chapter_0/line.py", "total"),),
    )


def test_two_sections_are_one_piece(blocks, edit):
    edit(
        "snippets/chapter_0/line.py",
        "# --8<-- [start:figure]",
        "# --8<-- [start:more]\nprint(2)\n# --8<-- [end:more]\n\n# --8<-- [start:figure]",
    )
    edit(PAGE, INCLUDE, INCLUDE + '--8<-- "chapter_0/line.py:more"\n')
    code = blocks()[2]
    assert code.code == "total = sum([1, 2, 3])\nprint(total / 4)\n\nprint(2)"
    assert code.output == "1.5\n2\n"
    assert [name for _, name in code.sections] == ["total", "more"]


def test_a_figure_has_its_code_in_a_fold(blocks):
    *_, figure, fold, _ = blocks()
    assert isinstance(figure, Figure) and figure.svg.startswith("<svg")
    assert (figure.file, figure.description) == ("line/line-figure.svg", "A rising line.")
    assert figure.caption.markdown == "It rises."
    assert isinstance(fold, Box) and fold.kind == "draw"
    assert fold.blocks[0].draws and "plt.plot" in fold.blocks[0].code


def test_code_that_the_page_shows_stands_once(blocks, edit):
    edit(PAGE, "![A rising", '```python\n--8<-- "chapter_0/line.py:figure"\n```\n\n![A rising')
    assert [block.draws for block in blocks() if isinstance(block, Code)] == [False, False]
    assert not [block for block in blocks() if isinstance(block, Box)]
