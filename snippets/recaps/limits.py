"""What a recap may take of its reader: five minutes, on a phone.

Front matter may allow more, with the reason: `exceptions: {words: "why"}`.
"""

import re
from collections.abc import Iterable, Iterator

from recaps.document import Block, Box, Code, Directive, Document, Question, Text, texts, walk
from recaps.links import without_links

WORDS = 450
CODE_LINES = 35
CODE_WIDTH = 44
OPEN_TRAPS = 2
CHOICES = 3
PREDICTIONS = 2
LIMITS = {"width", "lines", "words", "traps", "choices", "predictions", "banned"}
FOLDS = ("setup", "draw", "fold")
# Each with what plain English says.
BANNED = {
    r"\b[Ss]imply\b": "leave it out",
    r"\b[Oo]bviously\b": "leave it out",
    r"\b[Jj]ust\b": "leave it out",
    r"\bof course\b": "leave it out",
    r"\b[Ee]asily\b": "leave it out",
    r"\b[Tt]he mend\b": "write fix",
    r"\bask(?:s|ed|ing)? for (?:a )?gradients?\b": "write require gradients",
    r"\b[Ss]tandard dev(?!iation)\w*": "write standard deviation",
}


def over(document: Document, written: Document) -> Iterator[tuple[int, str, str]]:
    """The line, the name and the message of each limit that a recap goes over.

    `written` is the page as its author wrote it, whose words are counted.
    """
    view = list(_in_view(document.blocks))
    code = [block for block in view if isinstance(block, Code)]
    for block in code:
        for line in block.code.split("\n"):
            if len(line) > CODE_WIDTH:
                yield block.line, "width", f"over {CODE_WIDTH} characters in view: {line.strip()}"
    lines = sum(1 for block in code for line in block.code.split("\n") if line.strip())
    if lines > CODE_LINES:
        yield document.body_from, "lines", f"{lines} lines of code in view, over {CODE_LINES}"
    words = sum(
        len(without_links(block).split())
        for block in _in_view(written.blocks)
        if isinstance(block, Text) and block.kind != "heading"
    )
    if words > WORDS:
        yield document.body_from, "words", f"{words} words in view, over {WORDS}"
    traps = [block for block in view if isinstance(block, Box) and block.kind == "trap"]
    if len(traps) > OPEN_TRAPS:
        yield traps[OPEN_TRAPS].line, "traps", f"{len(traps)} traps in view, over {OPEN_TRAPS}"
    for question in document.questions:
        if len(question.choices) < CHOICES:
            reason = f"a question has at least {CHOICES} choices: this one has"
            yield question.line, "choices", f"{reason} {len(question.choices)}"
    predictions = sum(len(code.predictions) for code in document.code)
    if document.output and predictions < PREDICTIONS:
        reason = f"a recap that prints has {PREDICTIONS} predictions (:::predict), this one"
        yield document.body_from, "predictions", f"{reason} {predictions}"
    for block in walk(document.blocks):
        for text in texts(block):
            for pattern, instead in BANNED.items():
                if found := re.search(pattern, text.prose):
                    line = text.line + text.prose.count("\n", 0, found.start())
                    yield line, "banned", f"'{found[0]}': {instead}"


def check_limits(document: Document, written: Document) -> None:
    """A recap keeps to the limits, but for those that its front matter excepts.

    Raises SourceError for a limit that is gone over, and for an exception that nothing needs or
    that names no limit.
    """
    if not document.is_recap:
        return
    for name in sorted(document.exceptions.keys() - LIMITS):
        known = ", ".join(sorted(LIMITS))
        raise document.error(1, f"no limit '{name}': there are {known}")
    found = list(over(document, written))
    for line, name, reason in found:
        if name not in document.exceptions:
            raise document.error(line, reason)
    for name in sorted(document.exceptions.keys() - {name for _, name, _ in found}):
        raise document.error(1, f"the page needs no exception for '{name}'")


def _in_view(blocks: Iterable[Block]) -> Iterator[Block]:
    """What a reader sees who opens nothing and answers no question."""
    for block in blocks:
        folded = isinstance(block, Box) and block.kind in FOLDS
        folded |= isinstance(block, Directive) and block.name in (*FOLDS, "question", "predict")
        if folded or isinstance(block, Question):
            continue
        yield block
        if isinstance(block, Box | Directive):
            yield from _in_view(block.blocks or ())
