"""What all tests share."""

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from recaps.execution.surroundings import FIXED

os.environ["MPLBACKEND"] = "agg"
# One core, as for a snippet: threads of several processes would wait for each other's cores.
os.environ |= {name: value for name, value in FIXED.items() if name.endswith("_THREADS")}

import matplotlib.pyplot as plt
import pytest
from filelock import FileLock
from playwright.sync_api import Error, sync_playwright

from browsing import chromium, serving
from checkouts import built, run

# Snippets show their figures when they are imported; a test has no window.
plt.show = lambda: plt.close("all")


def pytest_xdist_auto_num_workers() -> int:
    """Two for each core: half the time, a test waits for a browser or another process."""
    return 2 * os.cpu_count()


@pytest.fixture(scope="session")
def once(tmp_path_factory, worker_id) -> Callable[[str, Callable[[Path], object]], Path]:
    """Makes a folder for all processes of this run: the first that needs it, while others wait."""
    own = tmp_path_factory.getbasetemp()
    base = own if worker_id == "master" else own.parent

    def made(name: str, make: Callable[[Path], object]) -> Path:
        folder = base / name
        with FileLock(base / f"{name}.lock"):
            if not folder.exists():
                try:
                    make(folder)
                except BaseException:
                    shutil.rmtree(folder, ignore_errors=True)
                    raise
        return folder

    return made


@pytest.fixture(scope="session")
def copy(once) -> Path:
    """A checkout with its site, built strictly. For a test to read: all share it."""
    return once("copy", built)


@pytest.fixture(scope="session")
def site(copy) -> Path:
    """The built site."""
    return copy / "site"


@pytest.fixture(scope="session")
def successor(once, copy) -> Path:
    """The site as Zensical builds it, from the same finished pages and settings."""

    def build(folder: Path) -> None:
        shutil.copytree(copy, folder)
        run(folder, sys.executable, "-m", "zensical", "build", "-f", "build/mkdocs.yml", "--strict")
        run(folder, sys.executable, "-m", "recaps.adapters.service_worker", "build/site")

    return once("successor", build) / "build/site"


@pytest.fixture(scope="session")
def base(site) -> str:
    """The address of the built site, under a sub-path."""
    with serving(site) as (url, _):
        yield url


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        try:
            found = chromium(playwright)
        except Error as error:
            if os.environ.get("CI") == "true":
                raise
            pytest.skip(f"no Chromium to look with: {error.message.splitlines()[0]}")
        yield found
        found.close()
