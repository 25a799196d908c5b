"""The descent lab in a real Chromium: right to the last digit, by mouse, touch and keyboard, whatever is typed."""

import gzip
import re
import subprocess
import sys
import xml.etree.ElementTree as ET

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from browsing import SHIFT, drawn, tab_to
from chapter_0.pipeline import first_b, first_w, x_train, y_train
from checkouts import ROOT
from lab_page import run_code
from recaps.transforms.lab import SETTINGS

SHOW = """async (query) => {
  history.pushState(null, "", query);
  dispatchEvent(new PopStateEvent("popstate"));
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}"""


@pytest.fixture
def visit(browser, base):
    """Opens a page of the site, watched for errors and for numbers that are none."""
    contexts, faults = [], []

    def open_page(url="descent-lab/", clock=False, **settings):
        context = browser.new_context(**({"viewport": {"width": 1280, "height": 900}} | settings))
        contexts.append(context)
        page = context.new_page()
        page.on(
            "console",
            lambda m: faults.append(m.text) if m.type in {"error", "warning"} else None,
        )
        page.on("pageerror", lambda error: faults.append(str(error)))
        if clock:
            page.clock.install(time="2000-01-01")
        page.goto(url if ":" in url else base + url)
        return page

    yield open_page
    for context in contexts:
        for page in context.pages:
            labs = page.locator("descent-lab").evaluate_all("labs => labs.map(l => l.innerHTML)")
            faults += re.findall(r"NaN|Infinity|undefined", " ".join(labs))
        context.close()
    assert faults == []


@pytest.fixture
def lab(visit):
    """The lab on its own page, at its first settings."""
    page = visit()
    page.locator(".lab-readout").get_by_text("Update 50 of 50").wait_for()
    return page


@pytest.fixture
def timeless(visit):
    """Opens the lab before its first update, where time passes only as the test says."""

    def open_page(**settings):
        page = visit("descent-lab/?updates=0", clock=True, **settings)
        page.locator(".lab-readout").wait_for(state="attached")
        page.clock.pause_at("2000-01-02")
        page.clock.run_for(300)
        assert "Update 0 of 0" in page.locator(".lab-readout").text_content()
        return page

    return open_page


def show(page, **settings) -> None:
    query = "&".join(f"{name}={value}" for name, value in settings.items())
    page.evaluate(SHOW, f"?{query}")


def shows(page, text: str) -> None:
    """Wait until the lab says `text` of the run."""
    expect(page.locator(".lab-readout")).to_contain_text(text)


def readout(page) -> str:
    drawn(page)
    return page.locator(".lab-readout").text_content()


def at(page, part: str) -> None:
    """Wait until the address has `part`."""
    expect(page).to_have_url(re.compile(re.escape(part)))


def address(page) -> str:
    """The page's own word for it: Playwright's `url` hears of a change a moment later."""
    return page.evaluate("location.href")


def path(page) -> np.ndarray:
    return np.array(page.locator("descent-lab").evaluate("lab => lab.path"))


def shown_code(page) -> str:
    return page.locator(".lab-code code").text_content()


def test_the_code_shown_needs_numpy_only(lab, tmp_path):
    lab.get_by_text("The code of this run").click()
    show(lab, rate=0.5, batch=8, feature="standardised", seed=3, b=-1.5, w=2, updates=7)
    done = subprocess.run(
        [sys.executable, "-I", "-c", shown_code(lab)], cwd=tmp_path, capture_output=True, text=True
    )
    assert done.stdout == lab.locator(".lab-code samp").text_content() != ""


@pytest.mark.parametrize("feature", SETTINGS["feature"]["choices"])
def test_the_mark_is_where_descent_diverges(lab, feature):
    x = {
        "x": x_train,
        "x10": 10 * x_train,
        "standardised": (x_train - x_train.mean()) / x_train.std(),
    }[feature]
    H = 2 * np.array([[1, x.mean()], [x.mean(), (x**2).mean()]])
    limit = 2 / np.linalg.eigvalsh(H)[1]
    show(lab, rate=0.99 * limit, batch=80, feature=feature, updates=2000)
    assert lab.locator(".lab-mark").text_content() == f"2/λ = {limit:.4g}"
    assert "Diverged" not in readout(lab)
    below = path(lab)[:, 2]
    assert len(below) == 2001 and below[-1] < below[0]
    show(lab, rate=1.01 * limit, batch=80, feature=feature, updates=2000)
    shows(lab, f"learning rate {1.01 * limit:.4g} is above 2/λ = {limit:.4g}.")
    above = path(lab)[:, 2]
    assert len(above) < 2001 and above[-1] > 1e6 * above[0] >= above[-2]


def test_a_diverging_mini_batch_says_which_bowl_was_too_steep(lab):
    show(lab, rate=1.2, batch=1, updates=500)
    found = re.search(r"rate 1.2 is above 2/λ = ([\d.]+) of the sharpest batch", readout(lab))
    steepest = 2 * (1 + (x_train**2).max())
    assert float(found[1]) == pytest.approx(2 / steepest, rel=1e-3)


def test_the_open_lab_stands_in_place_of_its_figure(lab):
    """Readers without scripts have the figure."""
    assert lab.locator("article figure").count() == 1
    assert lab.locator("article figure").is_hidden()


def test_by_mouse(lab):
    shows(lab, "Update 50 of 50")
    handle = lab.locator(".lab-start")
    handle.scroll_into_view_if_needed()
    box = handle.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    lab.mouse.move(x, y)
    lab.mouse.down()
    lab.mouse.move(x + 40, y - 60, steps=4)
    lab.mouse.up()
    drawn(lab)
    start = path(lab)[0]
    assert start[0] > first_b[0] + 0.1 and start[1] > first_w[0] + 0.1
    moved = handle.bounding_box()
    assert moved["x"] - box["x"] == pytest.approx(40, abs=1)
    assert moved["y"] - box["y"] == pytest.approx(-60, abs=1)
    at(lab, f"b={start[0]:g}")

    slider = lab.get_by_label("Learning rate, logarithmic")
    slider.click(position={"x": slider.bounding_box()["width"] - 2, "y": 5})
    shows(lab, "Diverged")
    at(lab, "rate=10")

    lab.get_by_role("button", name="Reset").click()
    shows(lab, "Update 0 of 0")
    lab.get_by_label("Learning rate", exact=True).fill("0.1")
    lab.get_by_role("button", name="One epoch").click()
    shows(lab, "Update 5 of 5, epoch 1:")
    lab.get_by_role("button", name="One update").click()
    shows(lab, "Update 6 of 6, epoch 2:")
    lab.get_by_role("button", name="Play").click()
    lab.locator(".lab-readout").get_by_text(re.compile(r"Update (9|\d\d+) of")).wait_for()
    lab.get_by_role("button", name="Pause").click()
    at(lab, f"updates={readout(lab).split()[1]}")


def test_pointing_at_an_update_or_a_point_shows_it_in_every_view(lab):
    views = [
        lab.locator(f"[data-view={name}]") for name in ("map", "cutB", "cutW", "curve", "data")
    ]
    plain = [view.inner_html() for view in views]
    curve = views[3]
    curve.scroll_into_view_if_needed()
    box = curve.bounding_box()
    first = box["x"] + 46
    lab.mouse.move(first + 1, box["y"] + 40)
    shows(lab, "Update 0 of 50")
    changed = [view.inner_html() for view in views]
    assert all(now != before for now, before in zip(changed, plain, strict=True))
    lab.mouse.move(5, box["y"])
    drawn(lab)
    assert [view.inner_html() for view in views] == plain
    lab.get_by_label("Point shown").fill("80")
    x, y = x_train.max(), y_train[x_train.argmax(), 0]
    point = lab.locator(".lab-point")
    expect(point).to_contain_text(f"Point: feature {x:.4g}, y {y:.4g}, error ")
    assert all(view.inner_html() != before for view, before in zip(views, plain, strict=True))


def test_by_keyboard_alone(lab):
    tab_to(lab, "here.name === 'rate'")
    outlined = "getComputedStyle(document.activeElement).outlineStyle === 'solid'"
    assert lab.evaluate(outlined)
    lab.keyboard.press("Control+A")
    lab.keyboard.type("0.9")
    lab.keyboard.press("Tab")
    at(lab, "rate=0.9")
    drawn(lab)  # the slider, too, is at the new rate
    lab.keyboard.press("ArrowRight")
    lab.keyboard.press("ArrowRight")
    at(lab, "rate=0.923")
    assert lab.evaluate(outlined)
    lab.keyboard.press("Tab")
    assert lab.evaluate("document.activeElement.matches('.lab-start')") and lab.evaluate(outlined)
    before = path(lab)[0]
    lab.keyboard.press("ArrowUp")
    lab.keyboard.press("ArrowRight")
    after = path(lab)[0]
    assert after[0] > before[0] and after[1] > before[1]
    at(lab, f"b={after[0]:g}")
    at(lab, f"w={after[1]:g}")
    tab_to(lab, "here.dataset.act === 'reset'")
    lab.keyboard.press("Enter")
    tab_to(lab, "here.name === 'batch'")
    lab.keyboard.press("End")
    tab_to(lab, "here.name === 'feature'")
    lab.keyboard.press("End")
    tab_to(lab, "here.name === 'updates'")
    lab.keyboard.press("Control+A")
    lab.keyboard.type("4")
    lab.keyboard.press("Tab")
    shows(lab, "Update 4 of 4, epoch 4:")
    at(lab, "batch=80&feature=standardised")
    lab.locator(".lab-status").get_by_text("Update 4 of 4").wait_for()
    tab_to(lab, "here.name === 'shown'")
    lab.keyboard.press("Home")
    shows(lab, "Update 0 of 4")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390])
def test_by_touch(visit, width, scheme):
    page = visit(
        viewport={"width": width, "height": 800},
        has_touch=True,
        is_mobile=True,
        color_scheme=scheme,
    )
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.get_by_role("button", name="Reset").tap()
    page.get_by_role("button", name="One update").tap()
    shows(page, "Update 1 of 1")
    data = page.locator("[data-view=data]")
    data.scroll_into_view_if_needed()
    scale = "([x, y]) => document.querySelector('descent-lab').scales.data.toScreen(x, y)"
    left, top = page.evaluate(scale, [x_train[0, 0], y_train[0, 0]])
    data.tap(position={"x": left, "y": top})
    expect(page.locator(".lab-point")).to_contain_text(re.compile("^Point: feature "))
    handle = page.locator(".lab-start")
    handle.scroll_into_view_if_needed()
    before, start, scrolled = handle.bounding_box(), path(page)[0], page.evaluate("scrollY")
    swipe(page, before["x"] + 14, before["y"] + 14, 30, -30)
    drawn(page)
    moved = path(page)[0]
    assert moved[0] > start[0] and moved[1] > start[1]
    assert handle.bounding_box()["x"] == pytest.approx(before["x"] + 30, abs=1)
    assert page.evaluate("scrollY") == scrolled
    swipe(page, before["x"] + 14, before["y"] - 80, 0, -60)
    page.wait_for_function("before => scrollY > before", arg=scrolled)
    assert np.array_equal(path(page)[0], moved)


def swipe(page, x, y, right, down) -> None:
    """Move a finger from (x, y) in ten steps."""
    client = page.context.new_cdp_session(page)

    def touch(kind, *points):
        client.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", {"x": x, "y": y})
    for step in range(1, 11):
        touch("touchMove", {"x": x + right * step / 10, "y": y + down * step / 10})
    touch("touchEnd")


BAD_VALUES = [
    ("Learning rate", "rate", "0", "The learning rate must be from 1e-20 to 1000, not 0."),
    ("Learning rate", "rate", "-0.1", "The learning rate must be from 1e-20 to 1000, not -0.1."),
    ("Learning rate", "rate", "1e9", "The learning rate must be from 1e-20 to 1000, not 1e9."),
    ("Learning rate", "rate", "", "The learning rate must be a number, not “”."),
    ("Learning rate", "rate", "NaN", "The learning rate must be a number, not “NaN”."),
    ("Learning rate", "rate", "1e999", "The learning rate must be from 1e-20 to 1000, not 1e999."),
    ("Seed of the shuffling", "seed", "1.5", "The seed must be a whole number, not “1.5”."),
    ("Seed of the shuffling", "seed", "-1", "The seed must be from 0 to 4294967295, not -1."),
    ("Start b", "b", "left", "The start b must be a number, not “left”."),
    ("Start w", "w", "1e300", "The start w must be from -1000000000 to 1000000000, not 1e300."),
    ("Updates", "updates", "1e6", "The number of updates must be from 0 to 5000, not 1e6."),
]  # fmt: skip


def test_nonsense_is_said_at_its_control_and_the_last_run_kept(lab):
    before = path(lab)
    here = address(lab)
    for label, name, value, reason in BAD_VALUES:
        control = lab.get_by_label(label, exact=True)
        good = control.input_value()
        control.fill(value)
        control.blur()
        expect(lab.locator(f"#lab-{name}-fault")).to_have_text(reason)
        expect(control).to_have_attribute("aria-invalid", "true")
        assert np.array_equal(path(lab), before) and address(lab) == here
        control.fill(good + " ")
        control.blur()
        expect(lab.locator(f"#lab-{name}-fault")).to_have_text("")
        expect(control).to_have_attribute("aria-invalid", "false")


def test_nonsense_in_the_address_is_said_at_its_control(visit):
    page = visit("descent-lab/?rate=fast&batch=7&feature=<b>&seed=1e3&b=∞&w=2&updates=-1")
    fault = "The learning rate must be a number, not “fast”."
    page.locator("#lab-rate-fault").get_by_text(fault).wait_for()
    reasons = {
        "batch": "The batch size must be one of 1, 8, 16, 32, 80, not “7”.",
        "feature": "The feature must be one of x, x10, standardised, not “<b>”.",
        "seed": "",
        "b": "The start b must be a number, not “∞”.",
        "w": "",
        "updates": "The number of updates must be from 0 to 5000, not -1.",
    }
    for name, reason in reasons.items():
        expect(page.locator(f"#lab-{name}-fault")).to_have_text(reason)
    assert path(page)[0, :2].tolist() == [first_b[0], 2.0]
    shows(page, "Update 50 of 50")


def test_back_and_forward(lab):
    lab.get_by_label("Batch size").select_option("80")
    lab.get_by_label("Learning rate", exact=True).fill("0.5")
    lab.get_by_label("Learning rate", exact=True).blur()
    lab.get_by_role("button", name="One update").click()
    shows(lab, "Update 51 of 51")
    last = path(lab)
    lab.go_back()
    shows(lab, "Update 50 of 50")
    expect(lab.get_by_label("Learning rate", exact=True)).to_have_value("0.1")
    expect(lab.get_by_label("Batch size")).to_have_value("80")
    lab.go_back()
    shows(lab, "Update 50 of 50")
    expect(lab.get_by_label("Batch size")).to_have_value("16")
    lab.go_forward()
    lab.go_forward()
    shows(lab, "Update 51 of 51")
    expect(lab.get_by_label("Learning rate", exact=True)).to_have_value("0.5")
    assert np.array_equal(path(lab), last)
    lab.reload()
    shows(lab, "Update 51 of 51")
    assert np.array_equal(path(lab), last)


BAD_CSV = {
    "x,y\n1,2\ntwo,3\n": "Line 3: x must be a number, not “two”.",
    "": "At least two points are needed, not 0.",
    "1,2\n3,4\n" * 5001: "There are more than 10000 points.",
}


def test_bad_data_are_refused_with_the_line(lab):
    before = path(lab)
    lab.get_by_text("Your own data").click()
    for text, reason in BAD_CSV.items():
        lab.locator("#lab-csv").evaluate("(area, text) => { area.value = text }", text)
        lab.get_by_role("button", name="Use these data").click()
        expect(lab.locator("#lab-csv-fault")).to_have_text(reason)
        assert np.array_equal(path(lab), before)
    lab.locator("input[type=file]").set_input_files(
        {"name": "large.csv", "mimeType": "text/csv", "buffer": b"1,2\n3,4\n" * 200_000}
    )
    expect(lab.locator("#lab-csv-fault")).to_contain_text("large.csv is larger than 1 MB")


@pytest.mark.parametrize(
    "points",
    [
        [(1, 3), (2, 5.1), (4, 8.9), (8, 17.2)],
        [(1e9, -1e9), (1e9 - 1, 1e9), (-1e9, 0)],
        [(1e-9, 1e-9), (2e-9, 5e-9)],
        [(i / 7, (i * 37 % 101) / 3) for i in range(10_000)],
    ],
    ids=["four", "huge", "tiny", "many"],
)
def test_own_data(lab, points):
    lab.get_by_text("Your own data").click()
    text = "x;y\r\n" + "".join(f"{x!r};{y!r}\r\n" for x, y in points)
    lab.locator("input[type=file]").set_input_files(
        {"name": "own.csv", "mimeType": "text/csv", "buffer": text.encode()}
    )
    lab.locator("#lab-batch").get_by_text(f"{len(points)} (all)").wait_for(state="attached")
    here = address(lab)
    lab.get_by_text("The code of this run").click()
    lab.get_by_role("button", name="One update").click()
    drawn(lab)
    numpys, printed = run_code(shown_code(lab))
    assert np.array_equal(path(lab), numpys)
    assert lab.locator(".lab-code samp").text_content() == printed
    assert address(lab) == here
    lab.get_by_role("button", name="Back to the page’s data").click()
    shows(lab, "Update 50 of 50")


def test_own_data_can_be_dropped(lab):
    lab.get_by_text("Your own data").click()
    dropped = lab.evaluate_handle(
        """() => {
          const data = new DataTransfer();
          data.items.add(new File(["1 ,2\\n2,3\\n4,9\\n"], "three.csv"));
          return data;
        }"""
    )
    lab.locator("#lab-csv").dispatch_event("drop", {"dataTransfer": dropped})
    lab.locator("#lab-batch").get_by_text("3 (all)").wait_for(state="attached")


def test_reduced_motion_steps_instead_of_animating(timeless):
    """A step a second: in the time of six frames, no second one."""
    page = timeless(reduced_motion="reduce")
    page.get_by_label("Speed").select_option("60")
    page.get_by_role("button", name="Play").click()
    page.clock.run_for(900)
    assert "Update 0 of 0" in page.locator(".lab-readout").text_content()
    page.clock.run_for(300)
    assert "Update 1 of 1" in page.locator(".lab-readout").text_content()


def test_what_is_playing_is_said_at_most_once_a_second(timeless):
    page = timeless()
    page.evaluate(
        """() => {
          window.said = 0;
          const status = document.querySelector(".lab-status");
          new MutationObserver(() => window.said++).observe(status, { childList: true });
        }"""
    )
    page.get_by_label("Speed").select_option("60")
    page.get_by_role("button", name="Play").click()
    page.clock.run_for(3000)
    assert int(readout_now(page).split()[1]) > 100
    assert 2 <= page.evaluate("window.said") <= 5


def readout_now(page) -> str:
    return page.locator(".lab-readout").text_content()


def test_a_picture_and_the_path_can_be_saved(lab, tmp_path):
    with lab.expect_download() as saved:
        lab.get_by_role("button", name="Save the picture").click()
    saved.value.save_as(tmp_path / saved.value.suggested_filename)
    picture = (tmp_path / "descent.svg").read_text(encoding="utf-8")
    root = ET.fromstring(picture)
    assert len(root.findall("{http://www.w3.org/2000/svg}svg")) == 5
    assert "var(" not in picture and "#c2410c" in picture
    assert picture.count("<rect ") == 2  # the paper and the start
    with lab.expect_download() as saved:
        lab.get_by_role("button", name="Save the path").click()
    saved.value.save_as(tmp_path / saved.value.suggested_filename)
    table = np.loadtxt(tmp_path / "descent.csv", delimiter=",", skiprows=1)
    assert np.array_equal(table[:, 2:], path(lab))


def test_the_code_can_be_copied(visit, base):
    page = visit(permissions=["clipboard-read", "clipboard-write"])
    page.get_by_text("The code of this run").click()
    page.get_by_role("button", name="Copy the code").click()
    page.get_by_role("button", name="Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == shown_code(page)


def test_without_javascript_the_figure_stands_there(visit):
    for url in ("descent-lab/", "chapter-0/learning-rates/"):
        page = visit(url, java_script_enabled=False)
        assert page.locator("figure svg").is_visible()
        assert not page.locator("descent-lab").is_visible()


def test_it_works_from_a_folder(visit, site):
    page = visit((site / "descent-lab/index.html").as_uri())
    page.get_by_role("button", name="One update").click()
    shows(page, "Update 51 of 51")


def test_it_is_loaded_only_near_the_view_and_shifts_nothing(visit, site):
    page = visit("chapter-0/learning-rates/", viewport={"width": 390, "height": 600})
    page.wait_for_load_state("networkidle")
    assert page.evaluate("typeof descent === 'undefined'")
    page.locator("descent-lab").scroll_into_view_if_needed()
    page.locator(".lab > summary").wait_for()
    assert page.evaluate(SHIFT) == 0


def test_it_shifts_nothing_on_its_own_page(visit):
    for width in (390, 1280):
        page = visit(viewport={"width": width, "height": 900})
        shows(page, "Update 50 of 50")
        assert page.evaluate(SHIFT) == 0


def test_it_is_small(site):
    files = [*site.glob("assets/descent*"), *site.glob("assets/lab*"), site / "assets/load-lab.js"]
    files.append(site / "downloads/descent-lab-data.js")
    assert sum(len(gzip.compress(file.read_bytes())) for file in files) <= 30 * 1024


RECAPS = [
    page.stem
    for page in sorted((ROOT / "docs/chapter-0").glob("*.md"))
    if "\n::lab" in page.read_text(encoding="utf-8")
]


@pytest.mark.parametrize("recap", RECAPS)
def test_a_recap_opens_the_lab_with_its_own_settings(visit, recap):
    page = visit(f"chapter-0/{recap}/", viewport={"width": 320, "height": 800})
    given = page.locator("descent-lab").evaluate(
        "lab => Object.fromEntries([...lab.attributes].map(a => [a.name, a.value]))"
    )
    sentence = page.locator("descent-lab").text_content()
    page.locator("descent-lab").scroll_into_view_if_needed()
    fold = page.locator("details.lab > summary")
    expect(fold).to_have_text(sentence)
    fold.press("Enter")
    shows(page, f" of {given['updates']}, epoch")
    for name, short in (("learning-rate", "rate"), ("batch-size", "batch"), ("feature", "feature")):
        if name in given:
            expect(page.locator(f"#lab-{short}")).to_have_value(given[name])
    assert page.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing(visit, width, scheme):
    page = visit(
        "chapter-0/learning-rates/?rate=0.9&batch=80&b=left&updates=40",
        viewport={"width": width, "height": 800},
        color_scheme=scheme,
    )
    page.locator("descent-lab").scroll_into_view_if_needed()
    page.get_by_text("Your own data").click()
    page.get_by_role("button", name="Use these data").click()
    page.get_by_text("The code of this run").click()
    shows(page, "Diverged")
    result = Axe().run(page, context="descent-lab", options={"resultTypes": ["violations"]})
    assert result.violations_count == 0, result.generate_report()
