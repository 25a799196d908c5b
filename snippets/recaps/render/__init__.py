"""What finished pages become: renderers, each `(document, site) -> files` or `(site) -> files`.

The files are named by their path from build/:

    docs/        what a site builder reads, with its own mkdocs.yml beside it
    markdown/    the pages as plain Markdown, which lie beside them on the site
    programs/    each page as one program with its output, for the tests
"""

from collections.abc import Callable
from dataclasses import dataclass

from recaps.document import Document
from recaps.site import Site


@dataclass(frozen=True)
class Costly:
    """A file that is made only where `of`, all that it depends on, has changed."""

    of: str
    make: Callable[[], bytes]


Files = dict[str, str | bytes | Costly]
PageRenderer = Callable[[Document, Site], Files]
SiteRenderer = Callable[[Site], Files]


def render(site: Site) -> Files:
    """Every file of the site by its path from build/."""
    from recaps.render import (
        deck,
        lab_data,
        llms,
        markdown,
        notebook,
        page,
        program,
        social_card,
        sources,
    )

    files: Files = {}
    for one in (page, markdown, notebook, program, social_card):
        for document in site:
            files |= one.render(document, site)
    for one in (sources, llms, deck, lab_data):
        files |= one.render(site)
    return files
