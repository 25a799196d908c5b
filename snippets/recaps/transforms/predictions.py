"""A prediction asks, on Today, what the code above prints. Its page doesn't show it.

```python                                            the code, with
--8<-- "chapter_0/line.py:total"               →     predictions=(…,), whose answer is
```                                                  "1.5", as the program printed it
:::predict[What is a fourth of the total?]
- [ ] 6

    That is the total.
:::
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

from recaps.directives import Spec, directive
from recaps.document import Block, Choice, Choices, Code, Directive, Document, Prediction
from recaps.parse import parse_inline
from recaps.site import Site
from recaps.transforms.below_fences import attached

SPEC = Spec(
    "predict",
    "either",
    "What Today asks about the output of the fence above: a number, a shape or a word, taken from "
    "what the program printed. A list, if any, holds wrong answers that are misconceptions, "
    "`- [ ]`, each with its reason. A recap that prints anything has two.",
    "the question",
    options={
        "line": "the line of the output that holds the answer, 1 if none is given",
        "value": "which of its values, counted from 1, the last if none is given",
        "decimals": "how many decimals are asked for, those printed if none is given",
    },
)
SHAPE = r"(?:torch\.Size\(\[[\d, ]*\]\)|\((?:\d+, ?)+\d*\)|\(\))"
NUMBER = r"(?<![\w.])[-+−]?\d+(?:\.\d*)?(?:e[-+]?\d+)?(?![\w.]*\w)"
VALUE = re.compile(rf"{SHAPE}|{NUMBER}|\b(?:True|False|None|nan|inf)\b")
WORD = re.compile(r"[A-Za-z_][\w.]*\w|\w")


def predictions(document: Document, site: Site) -> Document:
    """The page with each prediction at the code above it. Raises SourceError for a bad one."""

    def attach(asks: Directive, above: Code) -> Code:
        answer = _answer(asks, above.output, document)
        wrong = tuple(_wrong(asks, document))
        given = [answer, *(choice.text.markdown for choice in wrong)]
        if len({_same(text) for text in given}) < len(given):
            raise document.error(asks.line, f"two of its answers are the same: {', '.join(given)}")
        text = parse_inline(asks.label, asks.line)
        return replace(
            above, predictions=(*above.predictions, Prediction(asks.line, text, answer, wrong))
        )

    return attached(document, SPEC.name, attach)


@directive(SPEC)
def _attached_above(asks: Directive, document: Document, site: Site) -> Iterable[Block]:
    raise AssertionError("predictions attaches every prediction")


def _answer(asks: Directive, output: str, document: Document) -> str:
    """What the program printed at the place that the directive names."""
    lines = output.splitlines()
    number = _whole(asks, "line", 1, document)
    if number > len(lines):
        reason = f"the code above prints {len(lines)} lines, there is no line {number}"
        raise document.error(asks.line, reason)
    line = lines[number - 1]
    values = VALUE.findall(line) or WORD.findall(line)
    place = _whole(asks, "value", len(values), document)
    if not 1 <= place <= len(values):
        reason = f"line {number} of the output has {len(values)} values: {line.strip()}"
        raise document.error(asks.line, reason)
    value = values[place - 1]
    if "decimals" not in asks.options:
        return value
    decimals = _whole(asks, "decimals", 0, document)
    try:
        rounded = round(Fraction(value), decimals)
    except ValueError as error:
        raise document.error(asks.line, f"decimals: '{value}' is no number") from error
    if abs(Fraction(value) - rounded) * 2 * 10**decimals == 1:
        reason = f"decimals: {value} can be rounded up or down, so ask for others"
        raise document.error(asks.line, reason)
    return f"{float(rounded):.{decimals}f}"


def _whole(asks: Directive, option: str, otherwise: int, document: Document) -> int:
    written = asks.options.get(option, str(otherwise))
    if not written.isdecimal():
        raise document.error(asks.line, f"{option} is a whole number, not '{written}'")
    return int(written)


def _wrong(asks: Directive, document: Document) -> Iterable[Choice]:
    match asks.blocks:
        case None | ():
            return ()
        case (Choices(choices=choices),) if not any(choice.right for choice in choices):
            return choices
    reason = "a prediction holds one list of wrong answers, - [ ]: the right one is the program's"
    raise document.error(asks.line, reason)


def _same(answer: str) -> str:
    return re.sub(r"[`\s]", "", answer).replace("−", "-")
