"""Where the reader is, and the takeaway, below the title.

# The forward pass   →   the title, "Chapter 0 · recap 5 of 22 · step 1 of the training loop",
the loop's steps as links, the takeaway
"""

from dataclasses import replace
from pathlib import PurePosixPath

from recaps.document import Document
from recaps.parse import parse_blocks
from recaps.site import Site, chapter_title


def head(document: Document, site: Site) -> Document:
    """The page with its head."""
    lines = [f"{document.takeaway}\n{{ .takeaway }}"]
    if document.is_recap:
        recaps = site.recaps(document.chapter)
        where = (
            f"{chapter_title(document.chapter)} · recap {site.number(document)} of {len(recaps)}"
        )
        if document.step:
            where += f" · step {document.step} of the training loop"
            lines.insert(0, f"{_loop(document, recaps)}\n{{ .loop }}")
        lines.insert(0, f"{where}\n{{ .where }}")
    title, *rest = document.blocks
    blocks = parse_blocks("\n\n".join(lines), document.place, document.takeaway_line)
    return replace(document, blocks=(title, *blocks, *rest))


def _loop(document: Document, recaps: list[Document]) -> str:
    """The steps of the training loop as links, the page's own in bold."""
    steps = []
    for recap in recaps:
        file = PurePosixPath(recap.name)
        label = f"{recap.step} {file.stem.replace('-', ' ')}"
        if recap.step:
            own = recap.name == document.name
            steps.append(f"**{label}**" if own else f"[{label}]({file.name})")
    return " → ".join(steps)
