"""What finished pages become: renderers, each `(document, site) -> files` or `(site) -> files`.

The files are named by their path from build/:

    docs/        what a site builder reads, with its own mkdocs.yml beside it
    markdown/    the pages as plain Markdown, which lie beside them on the site
    programs/    each page as one program with its output, for the tests
"""

from recaps.output import Files
from recaps.render import (
    app,
    cards,
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
from recaps.site import Site

PAGE_RENDERERS = [page, markdown, notebook, program, social_card]
SITE_RENDERERS = [sources, llms, deck, cards, lab_data, app]


def render(site: Site) -> Files:
    """Everything that is made of the pages, by its path from build/."""
    files: Files = {}
    for renderer in PAGE_RENDERERS:
        for document in site:
            files |= renderer.render(document, site)
    for renderer in SITE_RENDERERS:
        files |= renderer.render(site)
    return files
