"""What finished pages become: renderers, each `(document, site) -> files` or `(site) -> files`.

The files are named by their path from build/:

    docs/        what a site builder reads, with its own mkdocs.yml beside it
    markdown/    the pages as plain Markdown, which lie beside them on the site
    programs/    each page as one program with its output, for the tests
"""

from recaps.freshness import remember
from recaps.output import Files, write_files
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
from recaps.site import Site

PAGE_RENDERERS = [page, markdown, notebook, program, social_card]
FOLDERS = ("docs", "markdown", "programs")
SITE_RENDERERS = [sources, llms, deck, lab_data]


def write(site: Site) -> set[str]:
    """Everything that is made of the pages. Returns the names of the pages that changed."""
    files: Files = {}
    for renderer in PAGE_RENDERERS:
        for document in site:
            files |= renderer.render(document, site)
    for renderer in SITE_RENDERERS:
        files |= renderer.render(site)
    changed = write_files(files, site.project.build, FOLDERS)
    remember(site.project, [site.project.build / name for name in files])
    return {name for name in site.documents if f"docs/{name}" in changed}
