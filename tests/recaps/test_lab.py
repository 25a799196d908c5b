"""`[LAB …]` becomes one line of plain HTML, or the build stops."""

import pytest

from recaps.build import build
from recaps.lab import CODE, PIPELINE, SNIPPET
from recaps.project import SourceError

PAGE = "docs/chapter-0/line.md"
FIGURE = '![A rising line.](chapter_0/line.py:figure "It rises.")'


@pytest.fixture
def lab(project, edit):
    """Put the lines of a lab under the figure of the small project, and build it."""
    shown = [section for part in CODE.values() for section in part]
    for file in (PIPELINE, SNIPPET):
        text = "".join(
            f"# --8<-- [start:{section}]\n{section} = 1.5\n# --8<-- [end:{section}]\n"
            for name, section in shown
            if name == file
        )
        (project.snippets / file).write_text(text)
    points = '# --8<-- [start:points]\nprint("1,2")\n# --8<-- [end:points]\n'
    (project.snippets / SNIPPET).write_text(points + text)
    includes = "\n".join(f'--8<-- "{name}:{section}"' for name, section in shown)

    def put(lines: str) -> str:
        edit(PAGE, FIGURE, f"```python\n{includes}\n```\n\n{lines}")
        build(project)
        return (project.pages / "chapter-0/line.md").read_text()

    return put


def test_a_lab_is_one_line_of_html(lab, project):
    page = lab(f'{FIGURE}\n\n[LAB learning_rate=1.5 feature=x10 "Try it: is the sum b < w?"]')
    line = (
        '<descent-lab learning-rate="1.5" feature="x10">Try it: is the sum b &lt; w?</descent-lab>'
    )
    assert page.count("descent-lab ") == 1 and f"\n{line}\n" in page
    data = (project.downloads / "descent-lab-data.js").read_text()
    assert '"points": [[1.0, 2.0]]' in data and "settings = 1.5" in data
    notebook = (project.downloads / "chapter-0/line.ipynb").read_text()
    assert "<descent-lab" not in notebook


def test_a_lab_without_a_sentence_is_open(lab):
    assert "\n<descent-lab open></descent-lab>\n" in lab(f"{FIGURE}\n[LAB]")


BAD = {
    "[LAB rate=1.5]": "the lab has no setting 'rate'",
    "[LAB fast]": "the lab has no setting 'fast'",
    "[LAB learning_rate=fast]": "learning_rate is a number, not 'fast'",
    "[LAB learning_rate=0]": "learning_rate is from 1e-20 to 1000, not 0",
    "[LAB learning_rate=]": "learning_rate is a number, not ''",
    "[LAB batch_size=7]": "batch_size is one of 1, 8, 16, 32, 80, not '7'",
    "[LAB feature=X]": "feature is one of x, x10, standardised, not 'X'",
    "[LAB seed=1.5]": "seed is a whole number, not '1.5'",
    "[LAB updates=5001]": "updates is from 0 to 5000, not 5001",
    "[LAB b=1e300]": "b is from -1000000000.0 to 1000000000.0, not 1e300",
}


@pytest.mark.parametrize("line", BAD)
def test_a_setting_that_the_lab_does_not_know(lab, line):
    with pytest.raises(SourceError, match=r"docs/chapter-0/line.md:\d+: ") as error:
        lab(f"{FIGURE}\n\n{line}")
    assert BAD[line] in str(error.value)


def test_a_lab_stands_under_a_figure(lab):
    with pytest.raises(SourceError, match="the lab stands under no figure"):
        lab(f"{FIGURE}\n\nWords.\n\n[LAB]")


def test_a_page_has_one_lab(lab):
    with pytest.raises(SourceError, match="a second lab"):
        lab(f"{FIGURE}\n\n[LAB]\n\n{FIGURE}\n\n[LAB]")


def test_there_is_no_lab_without_its_snippets(project, edit):
    edit(PAGE, FIGURE, f"{FIGURE}\n\n[LAB]")
    with pytest.raises(SourceError, match=f"there is no snippet snippets/{SNIPPET}"):
        build(project)
