"""The recaps of a chapter: their list, and their numbers in a sentence.

::recaps                   →   the chapter's recaps, numbered, with their takeaways
::recaps[chapter-0]        →   on another page: their titles, in columns
:recap[forward-pass]       →   5
"""

import re
from collections.abc import Iterable

from recaps.directives import REGISTRY, Spec, directive, unknown
from recaps.document import Block, Box, Directive, Document, Edit, Text, with_texts
from recaps.links import link
from recaps.parse import parse_blocks
from recaps.site import Site

recaps = "recaps"
NUMBER = Spec(
    "recap",
    "inline",
    "The number of a recap of this chapter, in a sentence: "
    "`recaps :recap[errors] and :recap[loss]`.",
    "page",
)
REGISTRY[NUMBER.name] = NUMBER
INLINE = re.compile(r"(?<![\w:]):([A-Za-z][\w-]*)\[([^\]\n]*)\]")
TYPED = re.compile(r"\brecaps?\s+\d+", re.IGNORECASE)


@directive(
    Spec(
        recaps,
        "line",
        "The recaps of the chapter, numbered, with their takeaways; with a chapter's folder, their "
        "titles in columns.",
        "chapter",
        optional=True,
    )
)
def _recaps(lists: Directive, document: Document, site: Site) -> Iterable[Block]:
    chapter = lists.label or document.chapter
    found = site.recaps(chapter) if chapter else []
    if not found:
        raise document.error(lists.line, f"'{chapter or document.name}' has no recaps")
    rows = [
        f"{number}. {link(recap.title, recap.name, document.name)}"
        + ("" if lists.label else f"  \n    {recap.takeaway}")
        for number, recap in enumerate(found, 1)
    ]
    blocks = parse_blocks("\n".join(rows), document.place, lists.line)
    return [Box(lists.line, "map", None, blocks)] if lists.label else blocks


def recap_numbers(document: Document, site: Site) -> Document:
    """The page with the numbers of recaps computed. Raises SourceError for a typed one."""
    return document.changed(
        lambda block: [with_texts(block, lambda text: _numbered(text, document, site))]
    )


def _numbered(text: Text, document: Document, site: Site) -> Text:
    if ":" not in text.markdown and not TYPED.search(text.markdown):
        return text
    prose = text.prose
    typed = TYPED.search(prose)
    if typed:
        line = text.line + prose.count("\n", 0, typed.start())
        reason = f"a typed number: '{typed[0]}'; it is computed: recap :recap[page]"
        raise document.error(line, reason)
    edits = []
    for found in INLINE.finditer(prose):
        line = text.line + prose.count("\n", 0, found.start())
        if found[1] != NUMBER.name:
            raise document.error(line, unknown(f"directive '{found[0]}'", found[1]))
        name = f"{document.name.rpartition('/')[0]}/{found[2]}.md"
        recap = site.documents.get(name)
        if not recap or not recap.is_recap:
            raise document.error(line, f"there is no recap docs/{name}")
        edits.append(Edit(found.start(), found.end(), str(site.number(recap))))
    return text.edited(edits) if edits else text
