"""Links from page to page, as authors write them in Markdown."""

import posixpath
import re

LINK = re.compile(r"(?<!!)\[([^\]]+)\]\(([^):\s]+\.(?:md|ipynb|py)(?:#[\w-]+)?|#[\w-]+)\)")
HTML_LINK = re.compile(r"<a [^>]*>(.*?)</a>")


def link(words: str, target: str, reader: str) -> str:
    """A link to the file `target` on the page `reader`, both named by their path from docs/."""
    return f"[{words}]({posixpath.relpath(target, posixpath.dirname(reader))})"


def relinked(text: str, writer: str, reader: str) -> str:
    """`text` of the page `writer`, its links mended to lead to the same from the page `reader`."""
    folder, name = posixpath.split(writer)

    def mended(found: re.Match) -> str:
        words, target = found.groups()
        file = name + target if target.startswith("#") else target
        return link(words, posixpath.join(folder, file), reader)

    return LINK.sub(mended, text)


def without_links(text: str) -> str:
    """`text` with the words of its links only."""
    return HTML_LINK.sub(r"\1", LINK.sub(r"\1", text))
