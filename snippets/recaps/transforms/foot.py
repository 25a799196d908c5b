"""The foot of a page: its mark as read, what it was run with, its files, where to report."""

import os
import platform
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from urllib.parse import urlencode

from recaps.document import Document, Html, Text
from recaps.installed import version
from recaps.parse import parse_blocks
from recaps.site import Site

NAMES = {"numpy": "NumPy", "sklearn": "scikit-learn", "matplotlib": "Matplotlib", "torch": "torch"}
DISTRIBUTIONS = {"sklearn": "scikit-learn"}


def foot(document: Document, site: Site) -> Document:
    """The page with its foot. Where REPO_URL is set, links lead to its issues."""
    run_with = _run_with(document) if document.code else ""
    sentences = [f"Run with {run_with}."] if run_with else []
    sentences.append(f"Take away: {', '.join(_files(document, site))}.")
    if repository := os.environ.get("REPO_URL"):
        page, *parts = (
            f"[{part or 'the page'}]({_report(repository, document, part, run_with)})"
            for part in ["", *_parts(document)]
        )
        its_parts = f" or its part {', '.join(parts)}" if parts else ""
        sentences.append(f"Report a problem with {page}{its_parts}.")
    blocks = parse_blocks(f"{' '.join(sentences)}\n{{ .provenance }}", document.place)
    return replace(document, blocks=(*document.blocks, *_read(document), *blocks))


def _read(document: Document) -> Iterator[Html]:
    """On a recap, where docs/assets/practice.js puts what marks it as read."""
    if document.is_recap:
        name = document.name.removesuffix(".md")
        yield Html(document.body_from, f'<p class="read" data-recap="{name}"></p>')


def _run_with(document: Document) -> str:
    imported = re.findall(r"^(?:from|import) (\w+)", document.program, re.MULTILINE)
    used = [f"Python {platform.python_version()}"]
    used += [
        f"{NAMES[name]} {version(DISTRIBUTIONS.get(name, name))}"
        for name in NAMES
        if name in imported
    ]
    seeds = sorted(set(re.findall(r"seed\((\d+)\)", document.program)), key=int)
    if seeds:
        used.append("seed " + ", ".join(seeds))
    return ", ".join(used)


def _files(document: Document, site: Site) -> list[str]:
    name = document.name
    downloads = "../" * name.count("/") + "downloads/"
    here = PurePosixPath(name)
    beside = here.name if here.stem == "index" else f"../{here.name}"
    files = [f'<a href="{beside}">page as Markdown</a>']
    if document.code:
        files.insert(0, f"[notebook]({downloads}{name.removesuffix('.md')}.ipynb)")
    for used in sorted({snippet for snippet, _ in document.sections}):
        file = f"[`{used}`]({downloads}{used})"
        if test := site.snippets[used].test:
            file += f" with its [test]({downloads}{PurePosixPath(used).parent / test.name})"
        files.append(file)
    return files


def _parts(document: Document) -> list[str]:
    """The page's headings, but those that lead to other pages."""
    headings = [
        block.markdown
        for block in document.blocks
        if isinstance(block, Text) and block.kind == "heading"
    ]
    found = [re.fullmatch(r"## ([^\[\n]+?)(?: \{.*\})?", heading) for heading in headings]
    return [heading[1] for heading in found if heading]


def _report(repository: str, document: Document, part: str, run_with: str) -> str:
    """The address of a new issue that says where the problem is."""
    place = document.title + (f": {part}" if part else "")
    body = f"Page: docs/{document.name}\nSection: {part or 'whole page'}\n"
    if run_with:
        body += f"Run with: {run_with}\n"
    return f"{repository}/issues/new?" + urlencode({"title": place, "body": f"{body}\n"})
