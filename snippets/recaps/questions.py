"""Find the questions on a page: a bold line, then choices, each with its reason."""

import hashlib
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from recaps.pages import Page
from recaps.project import SourceError

BOLD = re.compile(r"\*\*((?:`[^`]*`|(?!\*\*).)+)\*\*", re.DOTALL)
BOX = re.compile(r" *[-*+] \[.?\](?!\()")
CHOICE = re.compile(r"- \[([ x])\] (\S.*)")
NOT_TEXT = re.compile(r"^ *(```|~~~|!\[|!!! |\?\?\?)", re.MULTILINE)


@dataclass(frozen=True)
class Choice:
    """One choice of a question, with the reason why it is right or wrong."""

    text: str
    right: bool
    reason: str


@dataclass(frozen=True)
class Question:
    """A question of the recap `page`, which has that title. All texts are Markdown."""

    page: str
    title: str
    text: str
    choices: tuple[Choice, ...]

    @property
    def chapter(self) -> str:
        """The folder of the chapter: "chapter-0"."""
        return self.page.partition("/")[0]

    @property
    def id(self) -> str:
        """Eight hexadecimal digits, the same as long as the page's name and the text are."""
        return hashlib.sha256(f"{self.page}\n{self.text}".encode()).hexdigest()[:8]


class Paragraph(NamedTuple):
    """Lines without an empty one between them; `line` is the number of the first."""

    line: int
    text: str


def questions_of(page: Page) -> list[Question]:
    """The questions of a page, in order.

    Raises SourceError for choices without a question or a reason, for a question
    without a right choice, and for one that the page has asked already.
    """
    questions: dict[str, Question] = {}
    paragraphs = deque(_paragraphs(page))
    above = Paragraph(0, "")
    while paragraphs:
        if not CHOICE.match(paragraphs[0].text):
            above = paragraphs.popleft()
            continue
        first = paragraphs[0].line
        choices = _choices(page, paragraphs)
        bold = BOLD.fullmatch(above.text)
        if not bold:
            raise SourceError(page.place, first, "the choices have no question (a bold line) above")
        if not any(choice.right for choice in choices):
            raise SourceError(page.place, first, "the question has no right choice (- [x])")
        text = " ".join(bold[1].split())
        if text in questions:
            raise SourceError(page.place, above.line, "the page asks the same question above")
        questions[text] = Question(page.name, page.title, text, choices)
        above = Paragraph(0, "")
    return list(questions.values())


def _paragraphs(page: Page) -> Iterator[Paragraph]:
    numbered = enumerate(page.lines[page.body_from - 1 :], page.body_from)
    for filled, group in groupby(numbered, lambda numbered_line: bool(numbered_line[1].strip())):
        numbers, lines = zip(*group, strict=True)
        if filled:
            _check_boxes(page, numbers, lines)
            yield Paragraph(numbers[0], "\n".join(lines))


def _check_boxes(page: Page, numbers: tuple[int, ...], lines: tuple[str, ...]) -> None:
    """Every choice of a paragraph is written as one, and not right below other text."""
    for number, line in zip(numbers, lines, strict=True):
        if BOX.match(line) and not CHOICE.match(line):
            raise SourceError(
                page.place, number, "a choice begins with - [ ] or - [x] and its text"
            )
        if CHOICE.match(line) and not CHOICE.match(lines[0]):
            raise SourceError(page.place, number, "the choice has no empty line above it")


def _choices(page: Page, paragraphs: deque[Paragraph]) -> tuple[Choice, ...]:
    """Take the choices that `paragraphs` begins with, and their reasons."""
    choices = []
    while paragraphs and (choice := CHOICE.match(paragraphs[0].text)):
        number, text = paragraphs.popleft()
        reason = _reason(page, paragraphs)
        if choice.end() < len(text) or not reason:
            raise SourceError(
                page.place, number, "the choice has no reason (an indented paragraph below it)"
            )
        choices.append(Choice(choice[2], choice[1] == "x", reason))
    return tuple(choices)


def _reason(page: Page, paragraphs: deque[Paragraph]) -> str:
    """Take the indented paragraphs that `paragraphs` begins with."""
    reason = []
    while paragraphs and paragraphs[0].text.startswith("    "):
        number, text = paragraphs.popleft()
        if NOT_TEXT.search(text):
            raise SourceError(page.place, number, "a reason is text, without code or figures")
        reason.append("\n".join(line.removeprefix("    ") for line in text.split("\n")))
    return "\n\n".join(reason)
