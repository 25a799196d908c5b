"""A prediction asks for what the code above printed, and knows the answer from there."""

import pytest

from recaps.build import finish, read
from recaps.project import SourceError

PAGE = "docs/chapter-0/line.md"
SNIPPET = "snippets/chapter_0/line.py"
BLANK = "::blank[sum([1, 2, 3])]\n"
WRONG = "- [ ] 6\n\n    That is the total.\n:::\n"


def ask(edit, written):
    edit(PAGE, BLANK, f"{BLANK}{written}")


def predictions(project):
    return finish(read(project)).documents["chapter-0/line.md"].code[0].predictions


def prints(edit, *lines):
    printed = "\n".join(f"print({line!r})" for line in lines)
    edit(SNIPPET, "print(total / 4)", f"print(total / 4)\n{printed}")


def test_the_answer_is_what_the_program_printed(project, edit):
    ask(edit, f":::predict[What is a fourth of all?]\n{WRONG}")
    asked, *_ = predictions(project)
    assert (asked.text.markdown, asked.answer) == ("What is a fourth of all?", "1.5")
    assert [choice.text.markdown for choice in asked.wrong] == ["6"]


@pytest.mark.parametrize(
    ("line", "settings", "answer"),
    [
        ("loss 0.0080", "line=2", "0.0080"),
        ("bias 1.02, weight 1.97", "line=2 value=1", "1.02"),
        ("bias 1.02, weight 1.97", "line=2", "1.97"),
        ("bias 1.02, weight 1.97", "line=2 decimals=1", "2.0"),
        ("x has shape (80, 1)", "line=2", "(80, 1)"),
        ("torch.Size([3]) and 2", "line=2 value=1", "torch.Size([3])"),
        ("tensor([[1.9690]])", "line=2", "1.9690"),
        ("rate 1e-07", "line=2", "1e-07"),
        ("w1 is True", "line=2", "True"),
        ("a ValueError", "line=2", "ValueError"),
        ("-3 and -4.5", "line=2 value=1", "-3"),
    ],
)
def test_it_finds_numbers_shapes_and_words(project, edit, line, settings, answer):
    prints(edit, line)
    ask(edit, f"::predict[What?]{{{settings}}}\n")
    assert predictions(project)[0].answer == answer


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("::predict[What?]{line=2}\n", "prints 1 lines, there is no line 2"),
        ("::predict[What?]{value=2}\n", "line 1 of the output has 1 values"),
        ("::predict[What?]{value=0}\n", "line 1 of the output has 1 values"),
        ("::predict[What?]{line=first}\n", "line is a whole number"),
        ("::predict[What?]{place=1}\n", "no setting 'place'"),
        (":::predict[What?]\n- [x] 1.5\n\n    It is.\n:::\n", "the right one is the program's"),
        (":::predict[What?]\n- [ ] 1.5\n\n    No.\n:::\n", "two of its answers are the same"),
        (":::predict[What?]\nNo list.\n:::\n", "holds one list of wrong answers"),
        ("\nText.\n\n::predict[What?]\n", "a predict stands directly below its fence"),
        ("::predict[What is above?]\n", "above"),
        ("::predict[What?]\n::predict[What?]\n", "asks the same question"),
    ],
)
def test_what_cannot_be_asked_stops_with_its_line(project, edit, written, reason):
    ask(edit, written)
    with pytest.raises(SourceError, match=rf"^{PAGE}:1\d: .*{reason}"):
        predictions(project)


def test_decimals_of_a_word(project, edit):
    prints(edit, "a ValueError")
    ask(edit, "::predict[What?]{line=2 decimals=2}\n")
    with pytest.raises(SourceError, match="'ValueError' is no number"):
        predictions(project)


def test_decimals_at_which_a_reader_may_round_up_or_down(project, edit):
    prints(edit, "limit 3.15")
    ask(edit, "::predict[What?]{line=2 decimals=1}\n")
    with pytest.raises(SourceError, match="3.15 can be rounded up or down"):
        predictions(project)


def test_the_page_does_not_show_it(project, edit):
    from recaps.build import build

    build(project)
    before = (project.finished / "chapter-0/line.md").read_text()
    ask(edit, f":::predict[What is a fourth of all?]\n{WRONG}")
    build(project)
    assert (project.finished / "chapter-0/line.md").read_text() == before


def test_a_number_in_a_wrong_answer_needs_no_code_but_one_in_its_reason_does(project, edit):
    ask(edit, ":::predict[What?]\n- [ ] 7.25\n\n    No.\n:::\n")
    assert predictions(project)
    edit(PAGE, "    No.", "    It is 8.75.")
    with pytest.raises(SourceError, match="8.75 is in no code"):
        predictions(project)
