"""The way from snippets and pages to what a site builder reads, in its stages."""

import os
from dataclasses import replace
from pathlib import Path

from recaps.checks import CHECKS, SITE_CHECKS, SOURCE_CHECKS
from recaps.documents import read_documents
from recaps.execution.runner import run_snippets
from recaps.freshness import look
from recaps.output import write
from recaps.project import Project, SourceError
from recaps.render import render
from recaps.site import Site
from recaps.snippets import read_snippets
from recaps.transforms import TRANSFORMS


def build(project: Project) -> set[str]:
    """Run what changed, check everything, write what builders and readers get.

    Nothing is written before every check has passed. Returns the names of the
    pages that changed. Raises SourceError.
    """
    _check_date()
    seen = look(project)
    if seen.is_finished():
        return set()
    try:
        changed = write(render(finish(read(project))), project.build)
        seen.remember()
    except OSError as error:
        place = project.relative(Path(error.filename)) if error.filename else "build"
        raise SourceError(place, 1, f"cannot be written: {error.strerror}") from error
    pages = (name.removeprefix("docs/") for name in changed if name.startswith("docs/"))
    return {name for name in pages if name.endswith(".md")}


def _check_date() -> None:
    """SOURCE_DATE_EPOCH, which site builders read, is a number of seconds or not set at all."""
    date = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not date:
        os.environ.pop("SOURCE_DATE_EPOCH", None)
    elif not date.isdigit():
        raise SourceError("SOURCE_DATE_EPOCH", 1, f"'{date}' is no number of seconds since 1970")


def read(project: Project) -> Site:
    """The pages as their authors wrote them, and what the snippets print and draw."""
    site = Site(project, read_documents(project), read_snippets(project), {})
    for check in SOURCE_CHECKS:
        for document in site:
            check(document, site)
    return replace(site, results=run_snippets(site.snippets, project))


def finish(written: Site) -> Site:
    """Every page with everything in its place, checked.

    Each transform sees all pages as the one before it left them.
    """
    site = written
    for transform in TRANSFORMS:
        done = {name: transform(document, site) for name, document in site.documents.items()}
        site = replace(site, documents=done)
    for check in CHECKS:
        for document in site:
            check(document, written.documents[document.name], site)
    for check in SITE_CHECKS:
        check(site)
    return site
