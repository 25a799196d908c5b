"""What a snippet writes to the screen, cut where its sections end.

Whoever writes, and however: to sys.stdout, to a copy of it that a logger kept, to the
file descriptor as other programs do. So the descriptor itself leads to a file.
"""

import contextlib
import io
import os
import re
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from recaps.project import INVISIBLE

LIMIT = re.compile(r"^# output limit: (\d+) lines$", re.MULTILINE)
MOST_LINES, CHARACTERS_A_LINE = 100, 100
NOT_SHOWN = re.compile(rf"[\x00-\x09\x0b-\x1f\x7f-\x9f]|{INVISIBLE.pattern}")
NO_TEXT = re.compile("[\ud800-\udfff]")  # a byte, as surrogateescape reads it
ADDRESS = re.compile(r"\b0x[0-9a-f]{6,}\b")


class Screen:
    """Takes standard output from now on, or standard error: `name` is stdout or stderr."""

    def __init__(self, name: str):
        self.name = name
        self.file, path = tempfile.mkstemp()
        os.unlink(path)
        descriptor = {"stdout": 1, "stderr": 2}[name]
        os.dup2(self.file, descriptor)
        raw = io.BufferedWriter(io.FileIO(descriptor, "w", closefd=False))
        errors = "strict" if name == "stdout" else "backslashreplace"  # as Python's own
        self.stream = io.TextIOWrapper(raw, encoding="utf-8", errors=errors)
        setattr(sys, name, self.stream)
        setattr(sys, f"__{name}__", self.stream)
        self.read = 0

    def taken(self, most: int) -> str:
        """What was written since the last time, of which `most` bytes and one more are read."""
        for stream in (getattr(sys, self.name), self.stream):
            # The snippet may have put another one in its place, or closed it.
            with contextlib.suppress(AttributeError, ValueError):
                stream.flush()
        size = os.fstat(self.file).st_size
        text = os.pread(self.file, min(size - self.read, most + 1), self.read)
        self.read = size
        return text.decode("utf-8", "surrogateescape")


def most_lines(source: str) -> int:
    """How many lines of output a section may have: 100, or what the snippet says."""
    limit = LIMIT.search(source)
    return int(limit[1]) if limit else MOST_LINES


def check_output(text: str, most: int, folders: Iterable[Path]) -> None:
    """Raises ValueError for what a page can't show as a terminal does, and for too much.

    `most` is the number of lines that the output may have, `folders` those of the author's machine.
    """
    lines = text.count("\n") + (text[-1:] not in ("", "\n"))
    if lines > most or len(text) > most * CHARACTERS_A_LINE:
        raise ValueError(
            f"the output is too long: over {most} lines of {CHARACTERS_A_LINE} characters; print "
            "less, or allow more by a comment on a line of its own: # output limit: 500 lines"
        )
    found = NOT_SHOWN.search(text)
    if found:
        raise ValueError(
            f"the output has the control character {found[0]!r}, which a page does not show as a "
            "terminal does: print lines and spaces"
        )
    if NO_TEXT.search(text):
        raise ValueError("the output has bytes that are no UTF-8 text")
    for folder in sorted(folders, reverse=True):
        if f"{folder}{os.sep}" in text:
            raise ValueError(f"the output has a folder of this machine, {folder}")
    address = ADDRESS.search(text)
    if address:
        raise ValueError(f"the output has a memory address, {address[0]}: it differs each time")
