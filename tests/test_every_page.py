"""Every page in a real Chromium, at many widths and in both palettes: no barrier, no error, nothing out of place."""

import os

import pytest
from axe_playwright_python.sync_playwright import Axe

from browsing import SHIFT
from checkouts import FILES, ONE_OF_EACH_KIND

WIDTHS = [320, 390, 640, 1280, 1920]  # 640 at two pixels each: a window of 1280 at 200 % zoom
PALETTES = ["default", "slate"]
# Thousands of tokens have one of a few looks: axe is slow, so it judges each look once a page.
OPEN_WITH_EACH_LOOK_ONCE = """() => {
    document.querySelectorAll("details").forEach(fold => fold.open = true);
    const seen = new Set();
    const again = [...document.querySelectorAll("pre span")].filter(token => {
        const code = token.closest("code") ?? token.closest("pre");
        const look = getComputedStyle(token).color + getComputedStyle(code).backgroundColor;
        return seen.has(look) || !seen.add(look);
    });
    again.forEach(token => token.replaceWith(...token.childNodes));
}"""
SWITCH = "palette => document.querySelector(`input[data-md-color-scheme=${palette}]`).click()"
# What axe judges where: only colours depend on the palette, and within a layout only what scrolls on the width.
# The layout of a phone shows no colour that a desktop's doesn't.
COLOURS = ["color-contrast", "link-in-text-block"]
SCROLLING = {"runOnly": ["scrollable-region-focusable"]}
RULES = {
    (320, "default"): {"rules": {rule: {"enabled": False} for rule in COLOURS}},
    (390, "default"): SCROLLING,
    (640, "default"): SCROLLING,
    (1280, "default"): {"rules": {}},
    (1280, "slate"): {"runOnly": COLOURS},
    (1920, "default"): SCROLLING,
}


# Pages of one kind have the theme and the engine in common. What is each page's own (its words, code and figures)
# shows at the width of a phone and of a desktop; at every width, with FULL_AUDIT=1 or for one page of each kind.
EVERY_WIDTH = FILES if os.environ.get("FULL_AUDIT") == "1" else ONE_OF_EACH_KIND
VISITS = [
    (file, width) for file in FILES for width in (WIDTHS if file in EVERY_WIDTH else [390, 1280])
]


def test_these_are_all_pages(site):
    assert sorted(FILES) == sorted(f.relative_to(site).as_posix() for f in site.rglob("*.html"))


@pytest.mark.parametrize(("file", "width"), VISITS)
def test_a_page_at_a_width(browser, base, file, width):
    context = browser.new_context(
        viewport={"width": width, "height": 800}, device_scale_factor=2 if width == 640 else 1
    )
    page = context.new_page()
    faults = []
    page.on("console", lambda m: faults.append(m.text) if m.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("requestfailed", lambda request: faults.append(f"failed: {request.url}"))
    page.on(
        "request", lambda r: None if r.url.startswith((base, "data:")) else faults.append(r.url)
    )
    page.goto(base + file.removesuffix("index.html"))
    if shift := round(page.evaluate(SHIFT), 3):
        faults.append(f"shifts by {shift} while it loads")
    page.evaluate(OPEN_WITH_EACH_LOOK_ONCE)
    for palette in PALETTES:
        page.evaluate(SWITCH, palette)
        assert page.evaluate("document.body.dataset.mdColorScheme") == palette
        if rules := RULES.get((width, palette)):
            found = Axe().run(page, options={"resultTypes": ["violations"], **rules})
            if found.violations_count:
                faults.append(found.generate_report())
        if page.evaluate("document.documentElement.scrollWidth") > width:
            faults.append("scrolls sideways")
    context.close()
    assert faults == []
