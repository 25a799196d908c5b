"""Each term of the glossary is explained where a recap first uses it.

A batch of 16.   →   A [batch](../glossary.md#batch "The training points …") of 16.
"""

import re
from functools import cache, lru_cache

from recaps.document import Block, Document, Edit, Span, Text
from recaps.glossary import NAME, anchor
from recaps.links import relative
from recaps.site import Site

# Blocks whose text is explained, and what in them is not: bold words, and lines that give a class.
EXPLAINED = ("paragraph", "bullet_list", "ordered_list", "blockquote")
UNMARKED = re.compile(r"\*\*.+?\*\*|^.+\n\{ \.\w+ \}$", re.MULTILINE | re.DOTALL)


def explain_terms(document: Document, site: Site) -> Document:
    """The page; a recap with each term that it does not teach explained once."""
    terms = site.documents[NAME].terms if NAME in site.documents else {}
    if not document.is_recap or not terms:
        return document
    pattern = _pattern(tuple(term.name for term in terms.values() if term.shown))
    known = {term.definition for term in terms.values() if term.recap == document.name}
    glossary = relative(NAME, document.name)

    def explained(text: Text) -> Text:
        edits = []
        for start, end, name in _uses(pattern, text.prose):
            term = terms[name]
            if term.marked and term.definition not in known:
                known.add(term.definition)
                words = text.markdown[start:end]
                link = f'[{words}]({glossary}#{name} "{term.definition}")'
                edits.append(Edit(start, end, link, Span("link", 0, 0, words)))
        return text.edited(edits)

    def change(block: Block) -> list[Block]:
        is_prose = isinstance(block, Text) and block.kind in EXPLAINED
        return [explained(block) if is_prose else block]

    return document.changed(change)


@lru_cache(20_000)
def _uses(pattern: re.Pattern, prose: str) -> list[tuple[int, int, str]]:
    """Where a term is used, from where to where, with its anchor in the glossary."""
    prose = UNMARKED.sub(lambda bold: "\0" * len(bold[0]), prose)
    return [(use.start(), use.end(), anchor(use["term"])) for use in pattern.finditer(prose)]


@cache
def _pattern(names: tuple[str, ...]) -> re.Pattern:
    """Finds each name in prose, at the start of a sentence or over two lines too."""
    longest_first = "|".join(sorted(map(_name_pattern, names), key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?P<term>{longest_first})(?:e?s)?(?![\w-])")


def _name_pattern(name: str) -> str:
    first, rest = name[0], re.escape(name[1:])
    return f"[{first}{first.upper()}]" + rest.replace(r"\ ", r"\s+")
