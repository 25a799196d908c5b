"""All questions of a chapter stand on one page, each below the recap that asks it."""

import pytest

from asking import REVIEW, SECOND
from recaps.build import finish, read
from recaps.project import SourceError
from recaps.render.markdown import to_markdown
from recaps.transforms.questions import card_id

PAGE = "docs/chapter-0/line.md"


@pytest.fixture
def reviewed(project, edit):
    edit("mkdocs.yml", "chapter-0/line.md]", "chapter-0/line.md, review/chapter-0.md]")
    page = project.docs / "review/chapter-0.md"
    page.parent.mkdir()
    page.write_text(REVIEW)
    (project.root / PAGE).open("a").write(SECOND)
    return project


def test_the_review_page_asks_every_question_below_its_recap(reviewed):
    site = finish(read(reviewed))
    recap = site.documents["chapter-0/line.md"]
    first, second = (
        card_id(recap.name, "question", question.text.markdown) for question in recap.questions
    )
    page = to_markdown(site.documents["review/chapter-0.md"])
    assert page.split("\n\n", 2)[2].rpartition("\n\n")[0] == (
        "Take away: [these questions as an Anki deck](../downloads/chapter-0/questions.apkg).\n\n"
        '<div class="review" id="practise"></div>\n\n'
        "## [A line](../chapter-0/line.md)\n\n"
        f"**Does it rise?**\n{{ #question-{first} .question }}\n\n"
        "- [x] Yes.\n\n    Each value is larger.\n\n"
        "- [ ] No.\n\n    It does.\n\n"
        "- [ ] At first.\n\n    Look again.\n\n"
        f"**What is `a ** b` at $b = 2 < 3$?**\n{{ #question-{second} .question }}\n\n"
        "- [ ] *Double*, see [the chapter](../chapter-0/index.md).\n\n"
        "    No formula says that.\n\n    It grows.\n\n"
        "- [x] The square.\n\n    See [above](../chapter-0/line.md#a-line).\n\n"
        "- [ ] The cube.\n\n    Not that."
    )


def test_a_recap_gathers_no_questions(project, edit):
    edit(PAGE, "The result", "::review[chapter-0]\n\nThe result")
    reason = f"{PAGE}:7: a recap cannot gather the questions of recaps"
    with pytest.raises(SourceError, match=reason):
        finish(read(project))
