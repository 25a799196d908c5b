"""The way from snippets and pages to what a site builder reads: stages in one order.

Each stage takes the site as the one before it left it, and gives it on.
"""

import os
import re
from dataclasses import replace
from pathlib import Path

from recaps.checks import CHECKS, SITE_CHECKS, SOURCE_CHECKS
from recaps.claims import read_claims
from recaps.documents import read_documents
from recaps.execution.runner import run_snippets
from recaps.freshness import where_something_changed
from recaps.output import write
from recaps.project import Project, SourceError
from recaps.render import render
from recaps.site import Site
from recaps.snippets import read_snippets
from recaps.transforms import TRANSFORMS


@where_something_changed
def build(project: Project) -> set[str]:
    """Run what changed, check everything, write what builders and readers get.

    Nothing is written before every check has passed. Returns the names of the
    pages that changed. Raises SourceError.
    """
    _check_date()
    try:
        site = finish(read(project))
        changed = write(render(site), project.build)
    except OSError as error:
        place = project.relative(Path(error.filename)) if error.filename else "build"
        raise SourceError(place, 1, f"cannot be written: {error.strerror}") from error
    pages = (name.removeprefix("docs/") for name in changed if name.startswith("docs/"))
    return {name for name in pages if name.endswith(".md")}


def read(project: Project) -> Site:
    """The pages as their authors wrote them, and what the snippets print and draw."""
    site = Site(project)
    for stage in (_pages, _code, _check_sources, _run):
        site = stage(site)
    return site


def finish(site: Site) -> Site:
    """Every page with everything in its place, checked."""
    for stage in (_transform, _check):
        site = stage(site)
    return site


def _pages(site: Site) -> Site:
    documents = read_documents(site.project)
    return replace(site, documents=documents, written=documents)


def _code(site: Site) -> Site:
    snippets, claims = read_snippets(site.project), read_claims(site.project)
    return replace(site, snippets=snippets, claims=claims)


def _check_sources(site: Site) -> Site:
    for check in SOURCE_CHECKS:
        for document in site:
            check(document, site)
    return site


def _run(site: Site) -> Site:
    return replace(site, results=run_snippets(site.snippets, site.project))


def _transform(site: Site) -> Site:
    """Each transform sees all pages as the one before it left them."""
    for transform in TRANSFORMS:
        done = {name: transform(document, site) for name, document in site.documents.items()}
        site = replace(site, documents=done)
    return site


def _check(site: Site) -> Site:
    for check in CHECKS:
        for document in site:
            check(document, site.written[document.name], site)
    for check in SITE_CHECKS:
        check(site)
    return site


def _check_date() -> None:
    """SOURCE_DATE_EPOCH, which site builders read, is a number of seconds or not set at all."""
    date = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not date:
        os.environ.pop("SOURCE_DATE_EPOCH", None)
    elif not re.fullmatch(r"[0-9]{1,11}", date):  # up to the year 5138
        raise SourceError("SOURCE_DATE_EPOCH", 1, f"'{date}' is no number of seconds since 1970")
