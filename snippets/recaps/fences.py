"""Put code and outputs into Markdown so that nothing in them is read as Markdown."""

import re


def fenced(text: str, language: str) -> list[str]:
    """The lines of a fence that is longer than any run of backticks in `text`."""
    ticks = "`" * max(3, _longest_run(text) + 1)
    return [ticks + language, *text.removesuffix("\n").split("\n"), ticks]


def code_span(text: str) -> str:
    """`text` as inline code."""
    run = _longest_run(text)
    ticks = "`" * (run + 1)
    space = " " if run else ""
    return f"{ticks}{space}{text}{space}{ticks}"


def _longest_run(text: str) -> int:
    return max((len(run) for run in re.findall(r"`+", text)), default=0)
