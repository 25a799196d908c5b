"""Read the glossary's terms, and explain each where a recap first uses it."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass

from markdown.extensions.toc import slugify

from recaps.expanded import Expanded
from recaps.pages import Page
from recaps.project import SourceError

NAME = "glossary.md"
TERM = re.compile(r"(?:\[([\w -]*\w)\]\((\S+)\)|([\w -]*\w))(?: (\{ \.unmarked \}))?")
BLOCK = re.compile(r"(?:.*\S.*\n?)+")
ENTRY = re.compile(r"((?:[^\s:].*\n)+):   (\S.*(?:\n    .*)*)\n?")
MARKUP = re.compile(r'["$*<>\[\]\\]')
UNMARKED = [
    r"^ *```[\s\S]*?^ *```$",  # fences
    r"^#.*|^ *[?!]{3}.*",  # headings, titles of folds and traps
    r"^ *!\[.*|^\|.*|^<.*>$",  # figures, tables, HTML, blanks
    r"^.+\n\{ \.\w+ \}$",  # where we are, takeaway, provenance
    r"^- \[.\] .*(?:\n(?: {4}.*)?)*",  # choices and their reasons
    r"\[[^\]]*\]\([^)]*\)|`[^`]*`|\$\$?[^$]+\$\$?|\*\*.+?\*\*",  # links, code, formulas, bold
]


@dataclass(frozen=True)
class Term:
    """One name of an entry. `recap` is the page that teaches it."""

    name: str
    definition: str
    recap: str | None
    marked: bool


class Glossary:
    """The terms of docs/glossary.md; none where there is no such page."""

    def __init__(self, pages: dict[str, Page]):
        """Raises SourceError for what is no definition list in alphabetical order."""
        terms = _terms(pages[NAME], pages) if NAME in pages else []
        self.terms = {anchor(term.name): term for term in terms}
        patterns = (_pattern(term.name) for term in self.terms.values())
        longest_first = "|".join(sorted(patterns, key=len, reverse=True))
        term = rf"(?<![\w-])(?P<term>{longest_first})(?:e?s)?(?![\w-])"
        self.pattern = re.compile("|".join([*UNMARKED, term]), re.MULTILINE)

    def mark(self, page: Expanded) -> str:
        """The page's text. In a recap, each term that it does not teach is explained once."""
        if not page.page.is_recap:
            return page.markdown
        glossary = posixpath.relpath(NAME, posixpath.dirname(page.page.name))
        known = {term.definition for term in self.terms.values() if term.recap == page.page.name}

        def explain(found: re.Match[str]) -> str:
            name = anchor(found["term"] or "")
            term = self.terms.get(name)
            if not term or not term.marked or term.definition in known:
                return found[0]
            known.add(term.definition)
            return f'[{found[0]}]({glossary}#{name} "{term.definition}")'

        return self.pattern.sub(explain, page.markdown)


def anchor(name: str) -> str:
    """The id of a term on the glossary's page."""
    return slugify(name, "-")


def _pattern(name: str) -> str:
    """Finds the name in prose, at the start of a sentence or over two lines too."""
    first, rest = name[0], re.escape(name[1:])
    return f"[{first}{first.upper()}]" + rest.replace(r"\ ", r"\s+")


def _terms(page: Page, pages: dict[str, Page]) -> Iterator[Term]:
    """Each name of each entry, with the definition that the entry's names share."""
    lines: dict[str, int] = {}
    before = ""
    text = "\n".join(page.lines[page.body_from :])
    for block in BLOCK.finditer(text):
        first = page.body_from + 1 + text.count("\n", 0, block.start())
        entry = ENTRY.fullmatch(block[0])
        if not entry:
            raise SourceError(page.place, first, "not a term with its definition below it (:   …)")
        definition = " ".join(entry[2].split()).replace("`", "")
        markup = MARKUP.search(definition)
        if markup:
            reason = f"a definition is plain text, for it is a tooltip too: no {markup[0]}"
            raise SourceError(page.place, first, reason)
        terms = [
            _term(page, line, written, definition, pages)
            for line, written in enumerate(entry[1].splitlines(), first)
        ]
        for line, term in enumerate(terms, first):
            defined = lines.setdefault(anchor(term.name), line)
            if defined != line:
                reason = f"'{term.name}' is defined in line {defined} already"
                raise SourceError(page.place, line, reason)
        if anchor(terms[0].name) < anchor(before):
            reason = f"'{terms[0].name}' after '{before}': terms stand in alphabetical order"
            raise SourceError(page.place, first, reason)
        before = terms[0].name
        yield from terms


def _term(page: Page, line: int, written: str, definition: str, pages: dict[str, Page]) -> Term:
    parts = TERM.fullmatch(written)
    if not parts:
        raise SourceError(page.place, line, f"neither a term nor [a term](its recap): {written}")
    linked, recap, plain, unmarked = parts.groups()
    if recap and recap not in pages:
        raise SourceError(page.place, line, f"there is no page docs/{recap}")
    return Term(linked or plain, definition, recap, not unmarked)
