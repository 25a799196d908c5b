"""A page between its Markdown and its renderings: typed blocks, each with its line."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise

from recaps.project import SourceError


@dataclass(frozen=True)
class Span:
    """A part of a text that is not prose, by its offsets.

    `kind` is "code", "formula", "link", "image", "html" or "escape"; `value` is the
    LaTeX of a formula, or where a link leads.
    """

    kind: str
    start: int
    end: int
    value: str = ""


@dataclass(frozen=True)
class Text:
    """Markdown as it was written: a paragraph, a heading, a list, a table.

    `kind` is the name of the block in CommonMark, "inline" for a title or a caption; `marks` are
    the ends of tested sentences, each with the name of its test.
    """

    line: int
    markdown: str
    kind: str = "inline"
    spans: tuple[Span, ...] = ()
    marks: tuple[tuple[int, str], ...] = ()

    @cached_property
    def prose(self) -> str:
        """The text with everything that is not prose blanked out, at the same offsets."""
        prose = self.markdown
        for span in self.spans:
            blank = "".join("\n" if c == "\n" else "\0" for c in prose[span.start : span.end])
            prose = prose[: span.start] + blank + prose[span.end :]
        return prose

    def edited(self, edits: Iterable["Edit"]) -> "Text":
        """The text with parts replaced, its spans moved along; edits must not overlap."""
        edits = sorted(edits, key=lambda edit: edit.start)
        if not edits:
            return self
        markdown, end = "", 0
        for edit in edits:
            markdown += self.markdown[end : edit.start] + edit.new
            end = edit.end

        def moved(place: int) -> int:
            return place + sum(e.grows for e in edits if e.end <= place)

        kept = tuple(
            replace(span, start=moved(span.start), end=moved(span.end))
            for span in self.spans
            if not any(e.start <= span.start and span.end <= e.end for e in edits)
        )
        added = tuple(
            replace(e.span, start=moved(e.start), end=moved(e.start) + len(e.new))
            for e in edits
            if e.span
        )
        return replace(self, markdown=markdown + self.markdown[end:], spans=kept + added)


@dataclass(frozen=True)
class Edit:
    """What stands from `start` to `end` becomes `new`, which is the kind of `span`, if any."""

    start: int
    end: int
    new: str
    span: Span | None = None

    @property
    def grows(self) -> int:
        """By how many characters the text gets longer."""
        return len(self.new) - (self.end - self.start)


@dataclass(frozen=True)
class Formula:
    """A formula on lines of its own."""

    line: int
    latex: str


@dataclass(frozen=True)
class Include:
    """A fence that asks for sections of snippets: (line, snippet, section) each."""

    line: int
    last: int
    sections: tuple[tuple[int, str, str], ...]
    indent: str = ""


@dataclass(frozen=True)
class Choice:
    """One choice of a question, with the reason why it is right or wrong."""

    text: Text
    right: bool
    reason: tuple[Text, ...]


@dataclass(frozen=True)
class Prediction:
    """A question about what a piece of code prints, its answer, and wrong ones with reasons."""

    line: int
    text: Text
    answer: str
    wrong: tuple[Choice, ...]


@dataclass(frozen=True)
class Code:
    """Sections of snippets as one piece of code, and what they printed.

    `draws` says that the code was put there for its figure only; `blanks` are the
    pieces that recall mode covers, `predictions` what Today asks of its output.
    """

    line: int
    last: int
    code: str
    output: str
    sections: tuple[tuple[str, str], ...]
    indent: str = ""
    draws: bool = False
    blanks: tuple[str, ...] = ()
    predictions: tuple[Prediction, ...] = ()


@dataclass(frozen=True)
class Image:
    """A figure as a page asks for it."""

    line: int
    description: str
    source: str
    caption: Text | None


@dataclass(frozen=True)
class Figure:
    """A drawn figure; `file` is its path from the page's folder."""

    line: int
    description: str
    caption: Text
    file: str
    svg: str


@dataclass(frozen=True)
class Box:
    """Blocks with a frame: "setup", "draw", "fold" (all three folded), "trap", or a layout.

    `symptom` is what somebody sees whom a trap has caught, where its author says so.
    """

    line: int
    kind: str
    title: Text | None
    blocks: tuple["Block", ...]
    symptom: str = ""


@dataclass(frozen=True)
class Choices:
    """A list of choices as a page asks for it."""

    line: int
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Question:
    """A question with its choices.

    On a page that gathers questions, `anchor` is its id and `asked_by` the recap that asks it.
    """

    line: int
    text: Text
    choices: tuple[Choice, ...]
    anchor: str = ""
    asked_by: str = ""


@dataclass(frozen=True)
class Html:
    """An element that the engine made; `sections` are what it shows by itself."""

    line: int
    html: str
    sections: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Directive:
    """`::name[label]{key=value}`, or `:::name[label]` with blocks down to `:::`."""

    line: int
    name: str
    label: str | None
    options: dict[str, str]
    blocks: tuple["Block", ...] | None


@dataclass(frozen=True)
class Typed:
    """Code or HTML that no include made."""

    line: int
    reason: str


Block = (
    Text
    | Formula
    | Include
    | Code
    | Image
    | Figure
    | Box
    | Choices
    | Question
    | Html
    | Directive
    | Typed
)


@dataclass(frozen=True)
class Term:
    """One name of an entry of the glossary. `recap` is the page that teaches it.

    A recap explains it where it is `marked`; where it is not `shown`, it is only searched for.
    """

    name: str
    definition: str
    recap: str | None
    marked: bool
    shown: bool = True


@dataclass(frozen=True)
class Claim:
    """A sentence of a page, and the test that asserts it: its name, file, line and code."""

    sentence: str
    test: str
    place: str
    line: int
    code: str

    @cached_property
    def chapter(self) -> str:
        """The folder of its pages, as its test lies in that of the chapter."""
        return self.place.split("/")[-2].replace("_", "-")


@dataclass(frozen=True)
class Document:
    """One page. `name` is its path from docs/, `front` its front matter as written.

    `numbers` and `exceptions` are what its front matter allows, each with the reason; `was` is
    what its cards were called before.

    `lab` names what the descent lab shows, `terms` are those that the glossary's page defines,
    `claims` its tested sentences.
    """

    name: str
    place: str
    front: str
    title: str
    takeaway: str
    takeaway_line: int
    body_from: int
    blocks: tuple[Block, ...]
    step: str | None = None
    numbers: dict[str, str] = field(default_factory=dict)
    exceptions: dict[str, str] = field(default_factory=dict)
    was: dict[str, str] = field(default_factory=dict)
    lab: dict[str, list[str]] | None = None
    terms: dict[str, Term] = field(default_factory=dict)
    claims: tuple[Claim, ...] = ()

    @cached_property
    def chapter(self) -> str | None:
        """The folder of the chapter that the page belongs to: "chapter-0"."""
        folder, slash, _ = self.name.partition("/")
        return folder if slash and folder.startswith("chapter-") else None

    @property
    def is_recap(self) -> bool:
        """Whether the page is a recap rather than a chapter's overview or another page."""
        return bool(self.chapter) and not self.name.endswith("/index.md")

    @property
    def code(self) -> list[Code]:
        """Every piece of code, top to bottom."""
        return [block for block in walk(self.blocks) if isinstance(block, Code)]

    @property
    def figures(self) -> list[Figure]:
        """Every figure, top to bottom."""
        return [block for block in walk(self.blocks) if isinstance(block, Figure)]

    @property
    def questions(self) -> list[Question]:
        """Every question, top to bottom."""
        return [block for block in walk(self.blocks) if isinstance(block, Question)]

    @property
    def program(self) -> str:
        """All code of the page, top to bottom."""
        return "\n".join(block.code for block in self.code) + "\n"

    @property
    def output(self) -> str:
        """All that the page's program prints."""
        return "".join(block.output for block in self.code)

    @property
    def sections(self) -> set[tuple[str, str]]:
        """The (snippet, section) of all that it shows."""
        shown = (block for block in walk(self.blocks) if isinstance(block, Code | Html))
        return {section for block in shown for section in block.sections}

    def error(self, line: int, reason: str) -> SourceError:
        """What stops the build at a line of this page."""
        return SourceError(self.place, line, reason)

    def changed(self, change: Callable[[Block], Iterable[Block]]) -> "Document":
        """The document with each block, those in boxes too, replaced by what `change` gives."""
        return replace(self, blocks=changed(self.blocks, change))


def walk(blocks: Iterable[Block]) -> Iterator[Block]:
    """Every block, those in boxes and directives after the box itself."""
    for block in blocks:
        yield block
        if isinstance(block, Box | Directive):
            yield from walk(block.blocks or ())


def block_above(blocks: Iterable[Block], block: Block) -> Block | None:
    """What stands directly above `block`, within the same box."""
    for above, one in pairwise([None, *blocks]):
        if one is block:
            return above
        if isinstance(one, Box | Directive) and (found := block_above(one.blocks or (), block)):
            return found
    return None


def texts(block: Block) -> Iterator[Text]:
    """The texts of one block: itself, its title, its caption, its questions, choices, reasons."""
    match block:
        case Text():
            yield block
        case Box(title=Text() as title):
            yield title
        case Figure(caption=Text() as caption) | Image(caption=Text() as caption):
            yield caption
        case Question(text=text):
            yield text
        case Code(predictions=predictions):
            for asked in predictions:
                yield asked.text
                yield from _texts_of(asked.wrong)
    yield from _texts_of(getattr(block, "choices", ()))


def _texts_of(choices: Iterable[Choice]) -> Iterator[Text]:
    for choice in choices:
        yield from (choice.text, *choice.reason)


def with_texts(block: Block, change: Callable[[Text], Text]) -> Block:
    """`block` with each of its own texts changed."""
    match block:
        case Text():
            return change(block)
        case Box(title=Text() as title):
            return replace(block, title=change(title))
        case Figure(caption=caption):
            return replace(block, caption=change(caption))
        case Question(text=text, choices=choices):
            return replace(block, text=change(text), choices=_with_choices(choices, change))
        case Code(predictions=predictions):
            changed = tuple(
                replace(p, text=change(p.text), wrong=_with_choices(p.wrong, change))
                for p in predictions
            )
            return replace(block, predictions=changed)
    return block


def _with_choices(choices: Iterable[Choice], change: Callable[[Text], Text]) -> tuple[Choice, ...]:
    return tuple(
        replace(c, text=change(c.text), reason=tuple(change(r) for r in c.reason)) for c in choices
    )


def changed(
    blocks: Iterable[Block], change: Callable[[Block], Iterable[Block]]
) -> tuple[Block, ...]:
    """Each block, those in boxes first, replaced by what `change` gives."""
    done: list[Block] = []
    for block in blocks:
        if isinstance(block, Box | Directive) and block.blocks:
            block = replace(block, blocks=changed(block.blocks, change))
        done += change(block)
    return tuple(done)
