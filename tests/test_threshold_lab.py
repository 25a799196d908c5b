"""The threshold lab: its numbers are scikit-learn's, and a reader can move it; no site is built for it."""

import gzip

import numpy as np
import pytest
from playwright.sync_api import expect
from sklearn.metrics import (
    confusion_matrix,
    precision_recall_curve,
    precision_score,
    recall_score,
    roc_curve,
)

from browsing import drawn
from chapter_3.pipeline import p_val, y_val
from lab_page import ASSETS, SCRIPTS_OF, lab_page

SCRIPTS = SCRIPTS_OF["threshold-lab"]
shown = np.array([float(f"{p:.4f}") for p in p_val.ravel()])
LABELS = y_val.ravel().astype(int)
SCORES = ",".join(f"{p} {label}" for p, label in zip(shown, LABELS, strict=True))
LAB = f'<main><threshold-lab start="0.5" scores="{SCORES}">Try it.</threshold-lab></main>'
GRID = [round(k / 100, 2) for k in range(101)]


@pytest.fixture
def show(browser):
    """Opens labs, watched for errors."""
    pages, faults = [], []

    def open_page(query="?threshold=0.5"):
        page = lab_page(browser, LAB, query=query, scripts=SCRIPTS, data="")
        page.on("pageerror", lambda error: faults.append(str(error)))
        pages.append(page)
        return page

    yield open_page
    for page in pages:
        page.context.close()
    assert faults == []


def counts(page) -> dict[str, int]:
    places = page.locator("[data-count]")
    return {place.get_attribute("data-count"): int(place.text_content()) for place in places.all()}


def test_its_counts_are_scikit_learns_at_every_threshold(show):
    script = "(grid) => grid.map((at) => document.querySelector('threshold-lab').counts(at))"
    found = show().evaluate(script, GRID)
    for at, count in zip(GRID, found, strict=True):
        (tn, fp), (fn, tp) = confusion_matrix(LABELS, p_val.ravel() >= at)
        assert count == {"tp": tp, "fp": fp, "fn": fn, "tn": tn}, at


def test_its_metrics_are_scikit_learns_at_every_threshold(show):
    script = """([text, grid]) => {
      const scores = new threshold.Scores(text);
      return grid.map((at) => threshold.metrics(scores.counts(at)));
    }"""
    for at, found in zip(GRID, show().evaluate(script, [SCORES, GRID]), strict=True):
        called = shown >= at
        assert found["recall"] == pytest.approx(recall_score(LABELS, called))
        if called.any():
            assert found["precision"] == pytest.approx(precision_score(LABELS, called))
        else:
            assert found["precision"] is None
        assert found["accuracy"] == pytest.approx((called == LABELS).mean())
        assert found["falsePositiveRate"] == pytest.approx(called[LABELS == 0].mean())


def test_its_curves_are_scikit_learns(show):
    script = "(scores) => new threshold.Scores(scores).every.map(threshold.metrics)"
    found = show().evaluate(script, SCORES)
    false_alarms, recall, _ = roc_curve(LABELS, shown, drop_intermediate=False)
    np.testing.assert_allclose([one["recall"] for one in found], recall[1:])
    np.testing.assert_allclose([one["falsePositiveRate"] for one in found], false_alarms[1:])
    precision, recall, _ = precision_recall_curve(LABELS, shown)
    np.testing.assert_allclose([one["precision"] for one in found], precision[-2::-1])
    np.testing.assert_allclose([one["recall"] for one in found], recall[-2::-1])


def test_the_slider_moves_all_and_stands_in_the_url(show):
    page = show()
    expect(page.locator(".lab-readout")).to_contain_text("Threshold 0.50: precision 0.8235")
    assert counts(page) == {"tp": 42, "fn": 6, "fp": 9, "tn": 43}
    before = page.locator("[data-view=roc]").inner_html()
    page.get_by_role("slider", name="Threshold").focus()
    for _ in range(20):
        page.keyboard.press("ArrowLeft")
    expect(page.locator(".lab-readout")).to_contain_text("Threshold 0.30: ")
    assert counts(page) == {"tp": 46, "fn": 2, "fp": 14, "tn": 38}
    page.wait_for_function("location.search === '?threshold=0.30'")
    expect(page.locator(".lab-status")).to_contain_text("Threshold 0.30: precision 0.7667")
    assert page.locator("[data-view=roc]").inner_html() != before
    page.evaluate("history.back()")
    page.wait_for_function("location.search === '?threshold=0.31'")
    expect(page.locator(".lab-readout")).to_contain_text("Threshold 0.31: ")


def test_the_pointer_sets_the_threshold(show):
    page = show()
    drawn(page)
    x, y = page.evaluate("document.querySelector('threshold-lab').scales.scores.toScreen(0.7, 1)")
    box = page.locator("[data-view=scores]").bounding_box()
    page.mouse.move(box["x"] + x - 60, box["y"] + y)
    page.mouse.down()
    page.mouse.move(box["x"] + x, box["y"] + y)
    page.mouse.up()
    expect(page.locator(".lab-readout")).to_contain_text("Threshold 0.70: ")
    assert counts(page) == {"tp": 37, "fn": 11, "fp": 6, "tn": 46}
    assert page.evaluate("location.search") == "?threshold=0.70"


def test_nothing_called_has_no_precision(show):
    page = show("?threshold=1")
    expect(page.locator(".lab-readout")).to_contain_text(
        "no precision, as no point is called positive"
    )
    assert page.locator("[data-view=precision] circle").count() == 0
    assert page.locator("[data-view=roc] circle").count() == 1


NONSENSE = {
    "2": "The threshold must be from 0 to 1, not 2.",
    "half": "The threshold must be a number, not “half”.",
    "": "The threshold must be a number, not “”.",
}


@pytest.mark.parametrize("text", NONSENSE)
def test_nonsense_is_said_at_the_control(show, text):
    page = show()
    page.get_by_role("textbox", name="Threshold").fill(text)
    page.get_by_role("textbox", name="Threshold").blur()
    expect(page.locator("#lab-threshold-fault")).to_have_text(NONSENSE[text])
    assert counts(page)["tp"] == 42
    page = show(f"?threshold={text}")
    expect(page.locator("#lab-threshold-fault")).to_have_text(NONSENSE[text])


def test_it_is_folded_until_it_is_opened_or_linked(show):
    page = show("")
    assert page.locator(".lab-readout").count() == 0
    page.get_by_text("Try it.").click()
    expect(page.locator(".lab-readout")).to_contain_text("Threshold 0.50: ")


def test_removed_it_does_not_listen(show):
    page = show()
    expect(page.locator(".lab-readout")).to_contain_text("Threshold 0.50: ")
    page.evaluate("window.gone = document.querySelector('threshold-lab'); gone.remove()")
    page.evaluate(
        "history.pushState(null, '', '?threshold=0.3'); dispatchEvent(new Event('popstate'))"
    )
    page.evaluate("document.querySelector('main').append(gone)")
    expect(page.locator(".lab-readout")).to_contain_text("Threshold 0.50: ")


def test_the_shown_digits_decide_as_the_probabilities():
    """At each threshold of two digits; the page shows four of them."""
    for at in GRID:
        np.testing.assert_array_equal(shown >= at, p_val.ravel() >= at)


def test_it_is_small():
    files = [ASSETS / name for name in [*SCRIPTS, "lab.css"]]
    assert sum(len(gzip.compress(file.read_bytes())) for file in files) <= 15 * 1024
