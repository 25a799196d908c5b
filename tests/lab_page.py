"""The scripts of the descent lab in an empty page: no site is built for them."""

import contextlib
import functools
import io
import json
import re

import numpy as np
from playwright.sync_api import Browser, Page

from checkouts import ROOT, ours
from recaps.render.lab_data import render

ASSETS = ROOT / "docs/assets"
LISTS = re.split(r'"([\w-]+-lab)": \[', (ASSETS / "load-lab.js").read_text("utf-8"))[1:]
SCRIPTS_OF = {
    lab: re.findall(r'"([\w-]+\.js)"', files)
    for lab, files in zip(LISTS[::2], LISTS[1::2], strict=True)
}
SCRIPTS = SCRIPTS_OF["descent-lab"]
# Those that know nothing of the page come first.
PURE = SCRIPTS[: SCRIPTS.index("lab-controls.js")]


@functools.cache
def data_script() -> str:
    """The script with the data, as the build writes it."""
    return render(ours())["docs/downloads/descent-lab-data.js"]


def changed(**settings: dict) -> str:
    """The script with the data, with other limits of some settings."""
    return f"{data_script()}\nObject.assign(descentLabData.settings, {json.dumps(settings)});"


def lab_page(
    browser: Browser,
    html: str = "",
    *,
    query: str = "",
    scripts: list[str] = SCRIPTS,
    data: str | None = None,
    before: str = "",
    clock: bool = False,
) -> Page:
    """A page of `html` at an address that only exists here; the script `before` runs first."""
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    if clock:
        page.clock.install(time="2000-01-01")
    body = f"<!doctype html><title>Lab</title><meta charset=utf-8>{html}"
    page.route("**/*", lambda route: route.fulfill(body=body, content_type="text/html"))
    page.goto(f"http://lab.test/{query}")
    page.add_style_tag(path=ASSETS / "lab.css")
    page.add_script_tag(content=before + (data or data_script()))
    for name in scripts:
        page.add_script_tag(path=ASSETS / name)
    if clock:
        page.clock.pause_at("2000-01-02")
    return page


def run_code(code: str) -> tuple[np.ndarray, str]:
    """The path that `code` takes, with the losses, and what it prints."""
    names = {}
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(code, names)
    return np.column_stack([names["path"], names["losses"]]), printed.getvalue()
