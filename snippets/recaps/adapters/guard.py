"""The Python-Markdown extension that refuses pages which are not finished, or no longer true.

A builder that runs no hooks reads what `python -m recaps` wrote before. This sees
to it that nothing was changed since, and that no page of docs/ itself is read.
"""

import re
from functools import cache
from pathlib import Path

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

from recaps.freshness import changed_source
from recaps.project import Project, SourceError

UNFINISHED = re.compile(r"^(:{2,}\w|--8<-- )")


class Guard(Extension):
    """Registers the check for the project in the folder `root`, or around the working folder."""

    def __init__(self, **options):
        self.config = {"root": ["", "the folder of the project"]}
        super().__init__(**options)

    def extendMarkdown(self, md: Markdown) -> None:
        """Called by Python-Markdown."""
        refuse = Refuse(md, self.getConfig("root"))
        md.preprocessors.register(refuse, "recaps-guard", 100)


class Refuse(Preprocessor):
    """Stops at a page as its author wrote it."""

    def __init__(self, md: Markdown, root: str):
        super().__init__(md)
        self.root = root

    def run(self, lines: list[str]) -> list[str]:
        """The lines as they are. Raises SourceError for an unfinished page, and an outdated one."""
        _refuse_outdated(self.root)
        found = next((line for line in lines if UNFINISHED.match(line)), None)
        if found:
            reason = f"an unfinished page: build with build/mkdocs.yml ({found.strip()})"
            raise SourceError("docs", 1, reason)
        return lines


@cache
def _refuse_outdated(root: str) -> None:
    project = Project.around(Path(root).absolute())
    changed = changed_source(project)
    if changed:
        raise SourceError(changed, 1, "changed since `python -m recaps` ran: run it again")


def makeExtension(**options) -> Guard:
    """Called by Python-Markdown."""
    return Guard(**options)
