"""A sentence that a test quotes carries a mark, and the page shows that test."""

import pytest

from recaps.build import build
from recaps.project import SourceError
from recaps.transforms.claims import _words

PAGE = "docs/chapter-0/line.md"
TEST = "tests/chapter_0/test_line.py"


@pytest.fixture
def marked(project, edit):
    """The finished page whose prose is `prose`, of which a test quotes `sentence`."""

    def finished(prose: str, sentence: str) -> str:
        edit(PAGE, "The result is 1.50.", prose)
        edit(TEST, "def test_total", f'@pytest.mark.claim("{sentence}")\ndef test_total')
        build(project)
        return (project.finished / "chapter-0/line.md").read_text()

    return finished


MARK = '<a class="tested" href="#test_total" aria-label="Tested: test_total">✓</a>'


@pytest.mark.parametrize(
    ("prose", "sentence", "page"),
    [
        ("One. Two\nlines. Three.", "Two lines.", f"One. Two\nlines.{MARK} Three."),
        ("All **bold.** No.", "All bold.", f"All **bold.**{MARK} No."),
        ("A *good* `x * y`. No.", "A good x * y.", f"A *good* `x * y`.{MARK} No."),
        ("See [the page](index.md). No.", "See the page.", f"See [the page](index.md).{MARK} No."),
        ("- One.\n- Two.", "Two.", f"- One.\n- Two.{MARK}"),
        ("A sum of all.", "A sum of all.", f'gives.") of all.{MARK}'),
    ],
)
def test_a_mark_stands_where_the_sentence_ends(prose, sentence, page, marked):
    assert page in marked(prose, sentence)


def test_a_formula_is_quoted_as_it_is_written(marked):
    assert f"</span> is one.{MARK}" in marked("So $x^2$ is one.", "So $x^2$ is one.")


def test_a_sentence_may_be_a_caption_a_reason_or_in_a_box(edit, marked):
    edit(PAGE, '"It rises."', '"It rises fast."')
    edit(PAGE, "    Each value", "    Each next value")
    edit(TEST, "def test_total", '@pytest.mark.claim("It rises fast.")\ndef test_total')
    edit(TEST, "def test_total", '@pytest.mark.claim("Each next value is larger.")\ndef test_total')
    page = marked(":::fold[Why]\nSo it is.\n:::", "So it is.")
    for words in ("It rises fast.", "Each next value is larger.", "So it is."):
        assert f"{words}{MARK}" in page
    assert "3 sentences are tested" in page and page.count("<details id=") == 1


def test_the_test_is_on_the_page_without_its_quotes(marked):
    page = marked("One. Two.", "One.")
    assert "1 sentence of this page is tested" in page
    fold = page[page.index('<details id="test_total"') :]
    assert "<summary>total (tests/chapter_0/test_line.py, line 5)</summary>" in fold
    assert "```python\ndef test_total():\n    assert total == 6\n```" in fold


def test_two_tests_of_one_name_stop(project, marked):
    """A page would show one of them only."""
    test = project.root / TEST
    other = '@pytest.mark.claim("Two.")\ndef test_total(): ...\n'
    test.with_name("test_other.py").write_text(other)
    with pytest.raises(
        SourceError, match=r"test_other.py:2: tests/chapter_0/test_line.py has a test_total, too"
    ):
        marked("One. Two.", "One.")


def test_a_test_quotes_its_own_chapter(project, marked):
    elsewhere = project.tests / "chapter_1/test_total.py"
    elsewhere.parent.mkdir()
    elsewhere.write_text('@pytest.mark.claim("One.")\ndef test_one(): ...\n')
    with pytest.raises(
        SourceError, match=r"^tests/chapter_1/test_total.py:2: no recap of chapter-1"
    ):
        marked("One. Two.", "One.")


def test_other_renderings_have_no_marks(project, marked):
    marked("One. Two.", "One.")
    for folder in (project.markdown, project.programs):
        for file in folder.rglob("*.md"):
            assert "✓" not in file.read_text() and "test_total" not in file.read_text()


def test_a_page_without_tested_sentences_has_no_switch(project):
    build(project)
    assert "show-tested" not in (project.finished / "chapter-0/line.md").read_text()


def test_every_character_knows_where_it_ends():
    words, ends = _words("**A** [b](c) `d`")
    assert (words, ends) == ("A b d", [5, 6, 12, 13, 16])
