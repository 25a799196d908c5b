"""Links from page to page, as authors write them in Markdown."""

import posixpath
from dataclasses import replace

from recaps.document import Edit, Span, Text


def link(words: str, target: str, reader: str) -> str:
    """A link to the file `target` on the page `reader`, both named by their path from docs/."""
    return f"[{words}]({relative(target, reader)})"


def relative(target: str, reader: str) -> str:
    """The address of the file `target` as the page `reader` writes it."""
    return posixpath.relpath(target, posixpath.dirname(reader))


def relinked(text: Text, writer: str, reader: str) -> Text:
    """`text` of the page `writer`, its links mended to lead to the same from the page `reader`."""
    folder, name = posixpath.split(writer)

    def seen_from_reader(target: str) -> str:
        file = name + target if target.startswith(("#", "?")) else target
        return relative(posixpath.join(folder, file), reader)

    return text.edited(
        Edit(span.start, span.end, new, replace(span, value=new))
        for span in text.spans
        if _leads_here(span)
        for new in [seen_from_reader(span.value)]
    )


def without_links(text: Text) -> str:
    """The Markdown of `text` with the words of its links only, but those to other sites."""
    away = [s.start for s in text.spans if s.kind == "target" and not _leads_here(s)]
    edits = []
    for span in text.spans:
        leads_away = any(span.start < start < span.end for start in away)
        if span.kind == "link" and text.markdown[span.start] == "[" and not leads_away:
            edits.append(Edit(span.start, span.end, span.value))
        elif span.kind == "html" and text.markdown[span.start :].startswith(("<a", "</a")):
            edits.append(Edit(span.start, span.end, ""))
    return text.edited(edits).markdown


def _leads_here(span: Span) -> bool:
    """Whether the span is the target of a link within the site."""
    return span.kind == "target" and ":" not in span.value
