"""Read the terms of the glossary's page, a definition list in alphabetical order."""

import re
from collections.abc import Iterator
from dataclasses import replace

from markdown.extensions.toc import slugify

from recaps.document import Block, Document, Edit, Term, Text
from recaps.parse import parse_blocks
from recaps.site import Site

NAME = "glossary.md"
TERM = re.compile(
    r"(?:\[([\w -]*\w)\]\((\S+)\)|([\w -]*\w))(?: (\{ \.unmarked \}))?"
    r"|([\w .-]*\w) \{ \.searched \}"
)
SEARCHED = re.compile(r"^.* \{ \.searched \}\n", re.MULTILINE)
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
    """The transform that gives the glossary's page its terms, and a link to each letter.

    What is only searched for is hidden.
    """
    if document.name != NAME:
        return document
    terms = read_terms(site.documents)

    def shown(block: Block) -> list[Block]:
        found = SEARCHED.finditer(block.markdown)
        return [block.edited(Edit(line.start(), line.end(), "") for line in found)]

    title, *rest = document.changed(shown).blocks
    letters = parse_blocks(_letters(terms), document.place, title.line)
    return replace(document, terms=terms, blocks=(title, *letters, *rest))


def _letters(terms: dict[str, Term]) -> str:
    """The letters that entries begin with, each a link to its first entry."""
    places: dict[str, str] = {}
    for place, term in terms.items():
        places.setdefault(term.definition, place)
    first: dict[str, str] = {}
    for place in places.values():
        first.setdefault(place[0].upper(), place)
    links = (f"[{letter}](#{first[letter]})" for letter in sorted(first))
    return f"{' '.join(links)}\n{{ .letters }}"


def anchor(name: str) -> str:
    """The id of a term on the glossary's page."""
    return slugify(name, "-")


def taught_by(document: Document, site: Site) -> list[Term]:
    """Every name of the entries whose term leads to this page."""
    terms = site.documents[NAME].terms.values() if NAME in site.documents else ()
    definitions = {term.definition for term in terms if term.recap == document.name}
    return [term for term in terms if term.definition in definitions]


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
        _check_searched(page, first, found)
        yield from found


def _check_searched(page: Document, first: int, names: list[Term]) -> None:
    """What is only searched for leads to the recap of the entry."""
    for line, term in enumerate(names, first):
        if not term.shown and not any(name.recap for name in names):
            reason = f"'{term.name}' is searched for, but its entry leads to no recap"
            raise page.error(line, reason)


def _term(
    page: Document, line: int, written: str, definition: str, documents: dict[str, Document]
) -> Term:
    parts = TERM.fullmatch(written)
    if not parts:
        raise page.error(line, f"neither a term nor [a term](its recap): {written}")
    linked, recap, plain, unmarked, searched = parts.groups()
    if recap and recap not in documents:
        raise page.error(line, f"there is no page docs/{recap}")
    if searched:
        return Term(searched, definition, recap=None, marked=False, shown=False)
    return Term(linked or plain, definition, recap, not unmarked)
