"""The tags of an HTML file: quicker than its tree, for what needs no more."""

import functools
from html.parser import HTMLParser
from pathlib import Path


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags = []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, {name: value or "" for name, value in attrs}))


def tags(file: Path) -> list[tuple[str, dict[str, str]]]:
    """Every tag that begins something, with its attributes."""
    reader = _Reader()
    reader.feed(file.read_text(encoding="utf-8"))
    return reader.tags


def values(file: Path, *names: str) -> list[str]:
    """What the tags have as any of these attributes."""
    return [given[name] for _, given in tags(file) for name in names if name in given]


@functools.cache
def ids(file: Path) -> set[str]:
    """What a link to a part of the file can name."""
    return set(values(file, "id"))
