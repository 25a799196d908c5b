"""A question has its choices, each with its reason, and an id to be known by."""

import pytest

from asking import BEFORE, SECOND
from recaps.build import finish, read
from recaps.transforms.questions import card_id

PAGE = "docs/chapter-0/line.md"


@pytest.fixture
def asking(project):
    """The small project with a second question."""
    (project.root / PAGE).open("a").write(SECOND)
    return project


def questions(project):
    return finish(read(project)).documents["chapter-0/line.md"].questions


def ids(project):
    page = finish(read(project)).documents["chapter-0/line.md"]
    return [card_id(page.name, "question", question.text.markdown) for question in page.questions]


def written(choice):
    reason = "\n\n".join(paragraph.markdown for paragraph in choice.reason)
    return choice.text.markdown, choice.right, reason


def test_a_question_has_its_text_choices_and_reasons(asking):
    first, second = questions(asking)
    assert first.text.markdown == "Does it rise?"
    assert [written(choice) for choice in first.choices] == [
        ("Yes.", True, "Each value is larger."),
        ("No.", False, "It does."),
        ("At first.", False, "Look again."),
    ]
    assert second.text.markdown == "What is `a ** b` at $b = 2 < 3$?"
    assert written(second.choices[0])[2] == "No formula says that.\n\nIt grows."


def test_a_question_keeps_its_id_while_its_page_and_words_stay(asking, edit):
    first, second = ids(asking)
    assert first != second
    edit(PAGE, ":::question[Does it rise?]", f"{BEFORE}:::question[Does it rise?]")
    edit(PAGE, "Each value is larger.", "Each is larger.")
    assert ids(asking)[1:] == [first, second]
    edit(PAGE, "[Does it rise?]", "[Does it fall?]")
    assert ids(asking)[1] != first


def test_bold_text_without_choices_is_no_question(project, edit):
    edit(PAGE, "The result is", "**In bold.**\n\nThe result is")
    assert [question.text.markdown for question in questions(project)] == ["Does it rise?"]
