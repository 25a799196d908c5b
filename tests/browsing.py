"""The built site as a browser gets it: under a sub-path, with every other host out of reach."""

import functools
import gzip
import http.server
import shutil
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, Playwright

from checkouts import PAGES, SUB_PATH

CHROMIUM = (
    shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
)
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]  # fmt: skip
# The budgets of a recap: bytes as gzip -9 sends them, and files.
FIRST_VISIT, NEXT_PAGE, REQUESTS = 126_500, 27_000, 12
# The theme completes code when it comes into view.
SEE_ALL = """async () => {
    const frame = () => new Promise(done => requestAnimationFrame(done));
    for (let top = 0; top < document.body.scrollHeight; top += innerHeight / 2) {
        scrollTo(0, top);
        await frame();
        await frame();
    }
    scrollTo(0, 0);
}"""
# How far what is seen has moved since the page began to load.
SHIFT = """async () => {
    await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
    const shifts = new PerformanceObserver(() => {});
    shifts.observe({type: "layout-shift", buffered: true});
    return shifts.takeRecords().reduce((sum, one) => sum + one.value, 0);
}"""
RECAPS = [
    f"{page.with_suffix('')}/"
    for page in PAGES
    if page.match("chapter-*/*.md") and page.stem != "index"
]


def chromium(playwright: Playwright) -> Browser:
    """Chromium; raises playwright's Error where there is none."""
    return playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)


class Server(http.server.ThreadingHTTPServer):
    """A server that says nothing where a browser leaves before its file was sent."""

    def handle_error(self, request, client_address):
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def serving(site: Path) -> Iterator[tuple[str, list[str]]]:
    """Serve `site`; yields its URL and the list to which each file that was sent is added."""
    sent = []

    class Handler(http.server.SimpleHTTPRequestHandler):
        def translate_path(self, path: str) -> str:
            return super().translate_path(path.removeprefix(SUB_PATH.rstrip("/")))

        def log_request(self, code="-", size="-"):
            if code == 200:
                sent.append(self.path.split("?")[0].removeprefix(SUB_PATH))

        def log_message(self, *message):
            pass

    handler = functools.partial(Handler, directory=site)
    server = Server(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}{SUB_PATH}", sent
    server.shutdown()


def url_of(file: Path, site: Path) -> str:
    """The address of an HTML file of `site`, relative to the site's."""
    return file.relative_to(site).as_posix().removesuffix("index.html")


@dataclass(frozen=True)
class Visit:
    """What the visit of one page fetched: the files, and their size in bytes as gzip -9 sends them."""

    files: list[str]
    size: int


def visits(browser: Browser, site: Path, urls: list[str]) -> list[Visit]:
    """The visits of one reader who opens `urls` one after another, the first time on this site."""
    context = browser.new_context()
    page = context.new_page()
    seen = []
    with serving(site) as (base, sent):
        for url in urls:
            page.goto(base + url, wait_until="networkidle")
            seen.append(Visit(list(sent), sum(compressed(site / file) for file in sent)))
            sent.clear()
    context.close()
    return seen


def compressed(file: Path) -> int:
    """The bytes of a file of the site, or of a folder's page, as gzip -9 sends them."""
    data = (file / "index.html" if file.is_dir() else file).read_bytes()
    return min(len(data), len(gzip.compress(data, 9)))


def by_weight(site: Path) -> list[str]:
    """The recaps, that with the largest HTML last."""
    return sorted(RECAPS, key=lambda url: compressed(site / url))


def drawn(page: Page) -> None:
    """Wait until what was done so far is drawn."""
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


def tab_to(page: Page, script: str) -> None:
    """Press Tab until the element that has the focus fulfils `script`."""
    for _ in range(300):
        page.keyboard.press("Tab")
        if page.evaluate(f"(here => {script})(document.activeElement)"):
            return
    raise AssertionError(f"Tab never reaches {script}")
