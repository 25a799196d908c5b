"""The built site in a real Chromium, under a sub-path: no request elsewhere, no error, no sideways scroll."""

import functools
import http.server
import os
import shutil
import threading
from pathlib import Path

import pytest
from playwright.sync_api import Error, sync_playwright

from checkouts import PAGES, html_file

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
]  # fmt: skip
LEFT = "net::ERR_ABORTED"  # the page was left before the search index had come
CHROMIUM = (
    shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
)


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


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_every_page_looks_after_itself(browser, base, site, width, scheme):
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page = context.new_page()
    faults = []
    page.on("console", lambda m: faults.append(m.text) if m.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on(
        "requestfailed", lambda r: None if r.failure == LEFT else faults.append(f"failed: {r.url}")
    )
    page.on(
        "request", lambda r: None if r.url.startswith((base, "data:")) else faults.append(r.url)
    )
    for name in [*PAGES, Path("downloads/chapter-0/index.md")]:
        url = base + html_file(site, name).relative_to(site).parent.as_posix() + "/"
        page.goto(url)
        page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
        if page.evaluate("document.documentElement.scrollWidth") > width:
            faults.append("scrolls sideways")
        assert faults == [], f"{name} at {width} px, {scheme}"
    context.close()


def test_a_term_is_explained_from_the_keyboard(browser, base):
    page = browser.new_page()
    page.goto(base + "chapter-0/forward-pass/")
    term = page.locator("a[href*='glossary/#']").first
    definition = term.get_attribute("title")
    page.wait_for_load_state("networkidle")
    page.locator("h1").click()
    while not term.evaluate("term => term === document.activeElement"):
        page.keyboard.press("Tab")
    page.get_by_role("tooltip").get_by_text(definition).wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url(base + "glossary/#training-loop")
    assert page.locator("dt:target").inner_text() == "training loop"


def test_without_javascript_everything_is_there(browser, base):
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(base + "chapter-0/forward-pass/")
    assert page.locator("figure svg").is_visible()
    assert page.locator("math").first.is_visible()
    assert (
        page.locator("a[href*='glossary/#']").first.get_attribute("title").startswith("The steps")
    )
    choice = page.locator(".choices details").first
    assert not choice.locator("p").is_visible()
    choice.locator("summary").press("Enter")
    assert choice.locator("p").is_visible()
