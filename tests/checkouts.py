"""The working tree, and copies of it for tests that need a whole site."""

import functools
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from filelock import FileLock

from recaps.build import finish, read
from recaps.document import Document
from recaps.project import Project
from recaps.site import Site

ROOT = Path(__file__).resolve().parents[1]
ENGINE = str(ROOT / "snippets")  # where Python finds the package `recaps`
PROJECT = Project(ROOT)
PAGES = sorted(path.relative_to(ROOT / "docs") for path in ROOT.glob("docs/**/*.md"))
NOTEBOOKS = [
    Path("downloads", folder.name, "index.md") for folder in sorted(ROOT.glob("docs/chapter-*"))
]
SUB_PATH = "/recaps/"
SITE_URL = f"https://example.org{SUB_PATH}"


@functools.cache
def ours() -> Site:
    """The pages of this checkout as written; what its snippets print, which one process runs."""
    PROJECT.build.mkdir(exist_ok=True)
    with FileLock(PROJECT.build / "tests.lock"):
        return read(PROJECT)


@functools.cache
def finished() -> dict[str, Document]:
    """The finished pages of this checkout, by name."""
    return finish(ours()).documents


def through(site: Site, *transforms: Callable[[Document, Site], Document]) -> Site:
    """The site with every page transformed, as the build does it."""
    for transform in transforms:
        done = {name: transform(document, site) for name, document in site.documents.items()}
        site = replace(site, documents=done)
    return site


def environment(folder: Path) -> dict[str, str]:
    """What commands in a checkout run with."""
    return os.environ | {
        "PYTHONPATH": str(folder / "snippets"),
        "SITE_URL": SITE_URL,
        "SOURCE_DATE_EPOCH": "1700000000",
        "NO_MKDOCS_2_WARNING": "1",
    }


def run(folder: Path, *command: str) -> str:
    env = environment(folder)
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def checkout(folder: Path) -> Path:
    """A commit of the present working tree in `folder`, without anything that is ignored."""
    files = run(ROOT, "git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    for name in filter(None, files.split("\0")):
        if (ROOT / name).exists():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes((ROOT / name).read_bytes())
    run(folder, "git", "init", "--quiet")
    run(folder, "git", "add", "--all")
    return folder


def built(folder: Path) -> Path:
    """`folder`, a fresh checkout with its whole site built; what ran here does not run again."""
    checkout(folder)
    for kept in ("results", "executed"):
        if (PROJECT.build / kept).is_dir():
            shutil.copytree(PROJECT.build / kept, folder / "build" / kept)
    run(folder, sys.executable, "-m", "mkdocs", "build", "--strict")
    run(folder, sys.executable, "-m", "recaps.adapters.offline")
    return folder


def html_file(site: Path, page: Path) -> Path:
    return site / (page.parent if page.stem == "index" else page.with_suffix("")) / "index.html"


def _kind(file: str) -> tuple[str, int]:
    """Chapters, recaps, reviews, cheat sheets and notebooks; of every other kind there is one."""
    first, *rest = file.split("/")
    return first.rstrip("0123456789"), len(rest)


# The HTML files of the site, each kind's longest page last.
_SIZES = {html_file(Path(), page): (ROOT / "docs" / page).stat().st_size for page in PAGES}
FILES = [
    *(file.as_posix() for file in sorted(_SIZES, key=_SIZES.get)),
    *(html_file(Path(), page).as_posix() for page in NOTEBOOKS),
    "404.html",
]
ONE_OF_EACH_KIND = {_kind(file): file for file in FILES}.values()
