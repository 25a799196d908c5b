"""`::lab` becomes one line of plain HTML, or the build stops."""

import pytest

from recaps.build import build
from recaps.project import SourceError

PAGE = "docs/chapter-0/line.md"
FIGURE = '![A rising line.](chapter_0/line.py:figure "It rises.")'
SHOWS = """\
step: 1
lab:
  points: ["chapter_0/lab.py:points"]
  program: ["chapter_0/lab.py:settings"]
"""
SNIPPET = """\
# --8<-- [start:points]
print("1,2")
# --8<-- [end:points]
# --8<-- [start:settings]
settings = 1.5
# --8<-- [end:settings]
"""
SHOWN = '```python\n--8<-- "chapter_0/lab.py:settings"\n```'


@pytest.fixture
def lab(project, edit):
    """Put the lines of a lab under the figure of the small project, and build it."""
    (project.snippets / "chapter_0/lab.py").write_text(SNIPPET)
    edit(PAGE, "step: 1\n", SHOWS)

    def put(lines: str) -> str:
        edit(PAGE, FIGURE, f"{SHOWN}\n\n{lines}")
        build(project)
        return (project.markdown / "chapter-0/line.md").read_text()

    return put


def test_a_lab_is_one_line_of_html(lab, project):
    page = lab(f"{FIGURE}\n\n::lab[Try it: is the sum b < w?]{{learning_rate=1.5 feature=x10}}")
    line = (
        '<descent-lab learning-rate="1.5" feature="x10">Try it: is the sum b &lt; w?</descent-lab>'
    )
    assert page.count("descent-lab ") == 1 and f"\n{line}\n" in page
    data = (project.downloads / "descent-lab-data.js").read_text()
    assert '"points": [[1.0, 2.0]]' in data and "settings = 1.5" in data
    notebook = (project.downloads / "chapter-0/line.ipynb").read_text()
    assert "<descent-lab" not in notebook


def test_a_lab_without_a_sentence_is_open(lab):
    assert "\n<descent-lab open></descent-lab>\n" in lab(f"{FIGURE}\n::lab")


BAD = {
    "::lab{rate=1.5}": "'lab' has no setting 'rate': learning_rate, seed, b, w, updates",
    "::lab{fast}": "malformed directive: ::lab{fast}; it is ::name[label]{key=value}",
    "::lab{learning_rate=fast}": "learning_rate is a number, not 'fast'",
    "::lab{learning_rate=0}": "learning_rate is from 1e-20 to 1000, not 0",
    "::lab{learning_rate=}": "malformed directive: ::lab{learning_rate=}",
    "::lab{batch_size=7}": "batch_size is one of 1, 8, 16, 32, 80, not '7'",
    "::lab{feature=X}": "feature is one of x, x10, standardised, not 'X'",
    "::lab{seed=1.5}": "seed is a whole number, not '1.5'",
    "::lab{updates=5001}": "updates is from 0 to 5000, not 5001",
    "::lab{b=1e300}": "b is from -1000000000.0 to 1000000000.0, not 1e300",
}


@pytest.mark.parametrize("line", BAD)
def test_a_setting_that_the_lab_does_not_know(lab, line):
    with pytest.raises(SourceError, match=r"docs/chapter-0/line.md:\d+: ") as error:
        lab(f"{FIGURE}\n\n{line}")
    assert BAD[line] in str(error.value)


def test_a_lab_stands_under_a_figure(lab):
    with pytest.raises(SourceError, match="the lab stands under no figure"):
        lab(f"{FIGURE}\n\nWords.\n\n::lab")


def test_a_lab_in_a_box_stands_under_no_figure(lab, project):
    page = project.root / PAGE
    page.write_text(page.read_text().partition(":::question")[0])
    with pytest.raises(SourceError, match="the lab stands under no figure"):
        lab(f":::columns\n::lab\n:::\n\n{FIGURE}")


def test_a_page_has_one_lab(lab):
    with pytest.raises(SourceError, match="a second lab"):
        lab(f"{FIGURE}\n\n::lab\n\n{FIGURE}\n\n::lab")


def test_there_is_no_lab_without_its_snippets(project, edit):
    edit(PAGE, FIGURE, f"{FIGURE}\n\n::lab")
    with pytest.raises(SourceError, match=f"{PAGE}:17: no page says what the lab shows"):
        build(project)
    edit(PAGE, "step: 1\n", SHOWS)
    with pytest.raises(SourceError, match="lab: there is no section chapter_0/lab.py:points"):
        build(project)
