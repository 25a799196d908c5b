"""The whole site at one stage of its way: every page, every snippet, every result."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from recaps.document import Claim, Document
from recaps.execution.cache import Results
from recaps.project import Project
from recaps.snippets import Snippet


@dataclass(frozen=True)
class Site:
    """What a transform may look at.

    `documents` are in the order of the nav, by name; `written` are the same as their authors
    wrote them.
    """

    project: Project
    documents: dict[str, Document] = field(default_factory=dict)
    written: dict[str, Document] = field(default_factory=dict)
    snippets: dict[str, Snippet] = field(default_factory=dict)
    claims: list[Claim] = field(default_factory=list)
    results: Results = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The name of the site: the title of its home page."""
        return self.documents["index.md"].title

    def recaps(self, chapter: str | None = None) -> list[Document]:
        """The recaps of one chapter, or all, in order."""
        return [page for page in self._recaps if chapter is None or page.chapter == chapter]

    @cached_property
    def _recaps(self) -> list[Document]:
        return [document for document in self if document.is_recap]

    def claims_of(self, chapter: str | None) -> list[Claim]:
        """The tested sentences of one chapter."""
        return self._claims.get(chapter, [])

    @cached_property
    def _claims(self) -> dict[str, list[Claim]]:
        chapters: dict[str, list[Claim]] = {}
        for claim in self.claims:
            chapters.setdefault(claim.chapter, []).append(claim)
        return chapters

    def number(self, recap: Document) -> int:
        """The place of a recap in its chapter, from 1."""
        names = [document.name for document in self.recaps(recap.chapter)]
        return names.index(recap.name) + 1

    def __iter__(self) -> Iterator[Document]:
        return iter(self.documents.values())


def chapter_title(chapter: str) -> str:
    """ "Chapter 2.1" for "chapter-2-1"."""
    return "Chapter " + chapter.removeprefix("chapter-").replace("-", ".")
