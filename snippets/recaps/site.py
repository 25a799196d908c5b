"""The whole site at one stage of its way: every page, every snippet, every result."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from recaps.document import Document
from recaps.execution.cache import Results
from recaps.glossary import Term
from recaps.project import Project
from recaps.snippets import Snippet


@dataclass(frozen=True)
class Site:
    """What a transform may look at. `documents` are in the order of the nav, by name."""

    project: Project
    snippets: dict[str, Snippet]
    results: Results
    documents: dict[str, Document]
    terms: dict[str, Term]

    @property
    def title(self) -> str:
        """The name of the site: the title of its home page."""
        return self.documents["index.md"].title

    def recaps(self, chapter: str | None = None) -> list[Document]:
        """The recaps of one chapter, or all, in order."""
        return [
            document
            for document in self.documents.values()
            if document.is_recap and (chapter is None or document.chapter == chapter)
        ]

    def number(self, recap: Document) -> int:
        """The place of a recap in its chapter, from 1."""
        names = [document.name for document in self.recaps(recap.chapter)]
        return names.index(recap.name) + 1

    def through(self, transform: Callable[[Document, "Site"], Document]) -> "Site":
        """The site with every page transformed, each seeing all as they were before."""
        changed = {name: transform(document, self) for name, document in self.documents.items()}
        return replace(self, documents=changed)

    def __iter__(self) -> Iterator[Document]:
        return iter(self.documents.values())


def chapter_title(chapter: str) -> str:
    """ "Chapter 2.1" for "chapter-2-1"."""
    return "Chapter " + chapter.removeprefix("chapter-").replace("-", ".")
