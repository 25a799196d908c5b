"""Read the terms of the glossary's page, a definition list in alphabetical order."""

import re
from collections.abc import Iterator
from dataclasses import replace

from markdown.extensions.toc import slugify

from recaps.document import Document, Term, Text
from recaps.site import Site

NAME = "glossary.md"
TERM = re.compile(r"(?:\[([\w -]*\w)\]\((\S+)\)|([\w -]*\w))(?: (\{ \.unmarked \}))?")
BLOCK = re.compile(r"(?:.*\S.*\n?)+")
ENTRY = re.compile(r"((?:[^\s:].*\n)+):   (\S.*(?:\n    .*)*)\n?")
MARKUP = re.compile(r'["$*<>\[\]\\]')


def read_terms(documents: dict[str, Document]) -> dict[str, Term]:
    """The terms of docs/glossary.md by their anchors; none where there is no such page.

    Raises SourceError for what is no definition list in alphabetical order.
    """
    if NAME not in documents:
        return {}
    return {anchor(term.name): term for term in _read(documents[NAME], documents)}


def glossary(document: Document, site: Site) -> Document:
    """The transform that gives the glossary's page its terms."""
    return (
        replace(document, terms=read_terms(site.documents)) if document.name == NAME else document
    )


def anchor(name: str) -> str:
    """The id of a term on the glossary's page."""
    return slugify(name, "-")


def entries(page: Document) -> Iterator[tuple[int, str]]:
    """The entries of the glossary's page, each with its line; what is no entry too."""
    for block in page.blocks[1:]:
        if not isinstance(block, Text):
            yield block.line, ""
            continue
        for entry in BLOCK.finditer(block.markdown):
            yield block.line + block.markdown.count("\n", 0, entry.start()), entry[0]


def _read(page: Document, documents: dict[str, Document]) -> Iterator[Term]:
    """Each name of each entry, with the definition that the entry's names share."""
    lines: dict[str, int] = {}
    before = ""
    for first, written in entries(page):
        entry = ENTRY.fullmatch(written)
        if not entry:
            raise page.error(first, "not a term with its definition below it (:   …)")
        definition = " ".join(entry[2].split()).replace("`", "")
        markup = MARKUP.search(definition)
        if markup:
            reason = f"a definition is plain text, for it is a tooltip too: no {markup[0]}"
            raise page.error(first, reason)
        found = [
            _term(page, line, name, definition, documents)
            for line, name in enumerate(entry[1].splitlines(), first)
        ]
        for line, term in enumerate(found, first):
            defined = lines.setdefault(anchor(term.name), line)
            if defined != line:
                raise page.error(line, f"'{term.name}' is defined in line {defined} already")
        if anchor(found[0].name) < anchor(before):
            reason = f"'{found[0].name}' after '{before}': terms stand in alphabetical order"
            raise page.error(first, reason)
        before = found[0].name
        yield from found


def _term(
    page: Document, line: int, written: str, definition: str, documents: dict[str, Document]
) -> Term:
    parts = TERM.fullmatch(written)
    if not parts:
        raise page.error(line, f"neither a term nor [a term](its recap): {written}")
    linked, recap, plain, unmarked = parts.groups()
    if recap and recap not in documents:
        raise page.error(line, f"there is no page docs/{recap}")
    return Term(linked or plain, definition, recap, not unmarked)
