"""The Python-Markdown extension that colours each block of code once.

Colouring takes a third of a build's time, so what pymdownx.superfences made of a block is kept from
one build to the next.
"""

import hashlib
import os
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

import pygments
import pymdownx
from markdown import Markdown
from markdown.extensions import Extension
from pymdownx.highlight import HighlightExtension

from recaps.project import Project

# The files of all blocks that this process has shown.
used: set[Path] = set()


class Colours(Extension):
    """Keeps coloured code for the project in the folder `root`, or around the working folder."""

    def __init__(self, **options):
        self.config = {"root": ["", "the folder of the project"]}
        super().__init__(**options)

    def extendMarkdown(self, md: Markdown) -> None:
        """Called by Python-Markdown, after pymdownx.highlight and pymdownx.superfences."""
        settings = [
            extension.getConfigs()
            for extension in md.registeredExtensions
            if isinstance(extension, HighlightExtension)
        ]
        made_by = repr((pygments.__version__, pymdownx.__version__, settings))
        fence = md.preprocessors["fenced_code_block"].extension.superfences[0]
        fence["formatter"] = partial(_coloured, fence["formatter"], self.getConfig("root"), made_by)


@cache
def _folder(root: str) -> Path:
    return Project.around(Path(root).absolute()).colours


def _coloured(
    colour: Callable[..., str], root: str, made_by: str, md: Markdown, **block: object
) -> str:
    """The HTML of a block: as it was kept, else as `colour` makes it now."""
    digest = hashlib.sha256(f"{made_by} {sorted(block.items())}".encode()).hexdigest()
    folder = _folder(root)
    file = folder / f"{digest}.html"
    used.add(file)
    try:
        return file.read_text("utf-8")
    except FileNotFoundError:
        html = colour(md=md, **block)
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_suffix(f".{os.getpid()}")
    unfinished.write_text(html, "utf-8")
    unfinished.replace(file)
    return html


def makeExtension(**options) -> Colours:
    """Called by Python-Markdown."""
    return Colours(**options)
