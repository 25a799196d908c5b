"""Gather the questions of a chapter on one page."""

from itertools import groupby
from textwrap import indent

from recaps.deck import deck_name
from recaps.expanded import Expanded
from recaps.links import link, relinked
from recaps.questions import Question

# Where docs/assets/review.js puts its buttons: what stands below must not move when they come.
PLACE = '<div class="review" id="practise"></div>'


def gather_questions(page: Expanded, questions: list[Question]) -> None:
    """Append the deck of `questions`, and each question below a link to its recap."""
    name = page.page.name
    deck = link("these questions as an Anki deck", f"downloads/{deck_name(questions)}", name)
    page.lines += [f"Take away: {deck}.", "", PLACE]
    for recap, asked in groupby(questions, lambda question: (question.title, question.page)):
        page.lines += ["", f"## {link(*recap, name)}"]
        for question in asked:
            page.lines += relinked(_markdown(question), question.page, name).split("\n")
    page.gathered += questions


def _markdown(question: Question) -> str:
    """The question as it stands on its recap, with an id."""
    text = f"\n**{question.text}**\n{{ #question-{question.id} .question }}"
    for choice in question.choices:
        box = "[x]" if choice.right else "[ ]"
        text += f"\n\n- {box} {choice.text}\n\n{indent(choice.reason, '    ')}"
    return text
