"""What all tests share."""

import os
import sys
from pathlib import Path

os.environ["MPLBACKEND"] = "agg"

import matplotlib.pyplot as plt
import pytest
from playwright.sync_api import Error, sync_playwright

from browsing import chromium, serving
from checkouts import built, checkout, run

# Snippets show their figures when they are imported; a test has no window.
plt.show = lambda: plt.close("all")


@pytest.fixture(scope="session")
def copy(tmp_path_factory) -> Path:
    """A checkout with its site, built strictly from nothing."""
    return built(tmp_path_factory.mktemp("one"))


@pytest.fixture(scope="session")
def site(copy) -> Path:
    """The built site."""
    return copy / "site"


@pytest.fixture(scope="session")
def successor(tmp_path_factory) -> Path:
    """The site as Zensical builds it, from the finished pages and the same settings."""
    folder = checkout(tmp_path_factory.mktemp("successor"))
    run(folder, sys.executable, "-m", "recaps")
    run(folder, sys.executable, "-m", "zensical", "build", "-f", "build/mkdocs.yml", "--strict")
    return folder / "build/site"


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
