"""`::threshold` becomes one line of plain HTML with the points in it, or the build stops."""

import pytest

from recaps.build import build
from recaps.project import SourceError

PAGE = "docs/chapter-0/line.md"
FIGURE = '![A rising line.](chapter_0/line.py:figure "It rises.")'
SNIPPET = """\
# --8<-- [start:scores]
print("0.9000 1")
print("0.2500 0")
# --8<-- [end:scores]
"""
OTHERS = """\
# --8<-- [start:one_class]
print("0.9000 1")
# --8<-- [end:one_class]
# --8<-- [start:words]
print("1.5 1")
# --8<-- [end:words]
"""
SCORES = "scores=chapter_0/scores.py:scores"


@pytest.fixture
def lab(project, edit):
    """Put lines under the figure of the small project, and build it."""
    (project.snippets / "chapter_0/scores.py").write_text(SNIPPET)

    def put(lines: str) -> str:
        edit(PAGE, FIGURE, f"{FIGURE}\n\n{lines}")
        build(project)
        return (project.markdown / "chapter-0/line.md").read_text()

    return put


def test_it_is_one_line_of_html_with_its_points(lab):
    page = lab(f"::threshold[Is the sum b < w?]{{{SCORES} start=0.3}}")
    line = (
        '<threshold-lab start="0.3" scores="0.9000 1,0.2500 0">Is the sum b &lt; w?</threshold-lab>'
    )
    assert f"\n{line}\n" in page


BAD = {
    "::threshold[Try.]": "there is no section (scores=…)",
    "::threshold[Try.]{scores=chapter_0/scores.py:none}": "no section chapter_0/scores.py:none",
    "::threshold[Try.]{scores=chapter_0/scores.py:one_class}": "prints points of one class only",
    "::threshold[Try.]{scores=chapter_0/scores.py:words}": "prints '1.5 1', not a probability",
    f"::threshold[Try.]{{{SCORES} start=half}}": "start is from 0 to 1, of two digits, not 'half'",
    f"::threshold[Try.]{{{SCORES} at=0.5}}": "'threshold' has no setting 'at': scores, start",
    f"::threshold{{{SCORES}}}": "'threshold' is written ::threshold[sentence]",
    f"Words.\n\n::threshold[Try.]{{{SCORES}}}": "the lab stands under no figure",
    f"::threshold[Try.]{{{SCORES}}}\n\n{FIGURE}\n\n::lab": "a second lab",
}


@pytest.mark.parametrize("lines", BAD)
def test_what_it_cannot_show_stops(lab, project, lines):
    (project.snippets / "chapter_0/scores.py").write_text(SNIPPET + OTHERS)
    with pytest.raises(SourceError, match=r"docs/chapter-0/line.md:\d+: ") as error:
        lab(lines)
    assert BAD[lines] in str(error.value)
