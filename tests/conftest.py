"""What all tests share."""

import functools
import http.server
import os
import shutil
import threading
from pathlib import Path

os.environ["MPLBACKEND"] = "agg"

import matplotlib.pyplot as plt
import pytest
from playwright.sync_api import Error, sync_playwright

from checkouts import built

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
]  # fmt: skip
CHROMIUM = (
    shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
)

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


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *message):
        pass


@pytest.fixture(scope="session")
def base(site, tmp_path_factory):
    """The site at http://127.0.0.1/recaps/."""
    folder = tmp_path_factory.mktemp("host")
    (folder / "recaps").symlink_to(site)
    handler = functools.partial(Quiet, directory=folder)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/recaps/"
    server.shutdown()


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        try:
            chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        except Error as error:
            if os.environ.get("CI") == "true":
                raise
            pytest.skip(f"no Chromium to look with: {error.message.splitlines()[0]}")
        yield chromium
        chromium.close()
