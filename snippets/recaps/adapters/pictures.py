"""The Python-Markdown extension that leads pictures past its parser.

Three of four elements of the pages are in a figure's SVG, where there is no Markdown to be found.
"""

import re

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

SVG = re.compile(r"<svg\b.*?</svg>", re.DOTALL)


class Pictures(Extension):
    """Puts each picture back when the page is HTML."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Called by Python-Markdown. Code is out of the way by now, HTML is not parsed yet."""
        md.preprocessors.register(Stash(md), "recaps-pictures", 22)


class Stash(Preprocessor):
    """Leaves a word of Python-Markdown's in the place of each picture."""

    def run(self, lines: list[str]) -> list[str]:
        """The lines with such words."""
        text = SVG.sub(lambda svg: self.md.htmlStash.store(svg[0]), "\n".join(lines))
        return text.split("\n")


def makeExtension(**options) -> Pictures:
    """Called by Python-Markdown."""
    return Pictures(**options)
