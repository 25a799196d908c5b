"""The way from snippets and pages to what a site builder reads, in its stages."""

import hashlib
import json
from pathlib import Path

from recaps.checks import CHECKS, check_nothing_left_out, check_source, check_written
from recaps.documents import read_documents
from recaps.execution.runner import run_snippets
from recaps.glossary import read_terms
from recaps.project import Project, SourceError, keep_only
from recaps.render import Costly, render
from recaps.site import Site
from recaps.snippets import read_snippets
from recaps.transforms import TRANSFORMS


def build(project: Project) -> set[str]:
    """Run what changed, check everything, write what builders and readers get.

    Nothing is written before every check has passed. Returns the names of the
    pages that changed. Raises SourceError.
    """
    try:
        return write(finish(read(project)))
    except OSError as error:
        place = project.relative(Path(error.filename)) if error.filename else "build"
        raise SourceError(place, 1, f"cannot be written: {error.strerror}") from error


def read(project: Project) -> Site:
    """The pages as their authors wrote them, and what the snippets print and draw."""
    snippets = read_snippets(project)
    documents = read_documents(project)
    terms = read_terms(documents)
    for document in documents.values():
        check_source(document)
        check_written(document, snippets, project)
    return Site(project, snippets, run_snippets(snippets, project), documents, terms)


def finish(written: Site) -> Site:
    """Every page with everything in its place, checked."""
    site = written
    for transform in TRANSFORMS:
        site = site.through(transform)
    for document in site:
        for check in CHECKS:
            check(document, written.documents[document.name], site)
    check_nothing_left_out(site)
    return site


def write(site: Site) -> set[str]:
    """Everything that is made of the pages, and nothing that was made of others.

    Returns the names of the pages that changed.
    """
    build = site.project.build
    files = {build / name: content for name, content in render(site).items()}
    made = _Made(build / "made.json")
    changed = [path for path, content in files.items() if _write(path, content, made)]
    made.keep()
    for folder in ("docs", "markdown", "programs"):
        keep_only(build / folder, set(files))
    site.project.remember_sources()
    return {name for name in site.documents if site.project.finished / name in changed}


class _Made:
    """What each costly file was made of, kept from one build to the next."""

    def __init__(self, file: Path):
        self.file = file
        try:
            self.before = json.loads(file.read_text("utf-8"))
        except (OSError, ValueError):
            self.before = {}
        self.now: dict[str, str] = {}

    def is_new(self, path: Path, of: str) -> bool:
        """Whether `path` is not there, or was made of something else."""
        key = hashlib.sha256(of.encode()).hexdigest()
        self.now[str(path)] = key
        return not path.exists() or self.before.get(str(path)) != key

    def keep(self) -> None:
        """Write it down."""
        if self.now != self.before:
            self.file.write_text(json.dumps(self.now, indent=1), "utf-8")


def _write(path: Path, content: str | bytes | Costly, made: _Made) -> bool:
    """Write a file unless it holds this already; say whether it was written."""
    if isinstance(content, Costly):
        if not made.is_new(path, content.of):
            return False
        content = content.make()
    data = content.encode() if isinstance(content, str) else content
    if path.exists() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return True
