"""The life of a <descent-lab>: opened, removed, put back, with other data; without a built site."""

import re

import pytest
from playwright.sync_api import expect

from browsing import drawn
from lab_page import changed, lab_page

# Counts what runs: frames, timers and observers of sizes.
COUNT = """
window.work = 0;
const counted = (task) => (...given) => {
  window.work += 1;
  return task(...given);
};
for (const name of ["requestAnimationFrame", "setTimeout"]) {
  const own = window[name].bind(window);
  window[name] = (task, ...more) => own(counted(task), ...more);
}
window.ResizeObserver = class extends ResizeObserver {
  constructor(task) {
    super(counted(task));
  }
};
"""
# In which the browser looks for other sizes; counted by nobody, and by no clock.
A_FRAME = "new Promise((done) => new IntersectionObserver(done).observe(document.body))"
# Leaves a change that will be shown in the next frame.
UPDATE = "lab.querySelector('[data-act=update]').click()"
OPEN = '<main><descent-lab open id="lab"></descent-lab></main><aside></aside>'
FOLD = '<main><descent-lab id="lab">Try it.</descent-lab></main><aside></aside>'


@pytest.fixture
def show(browser):
    """Opens labs, watched for errors."""
    pages, faults = [], []

    def open_page(html=OPEN, **options):
        page = lab_page(browser, html, **options)
        page.on("pageerror", lambda error: faults.append(str(error)))
        pages.append(page)
        page.evaluate("window.lab = document.querySelector('descent-lab')")
        return page

    yield open_page
    for page in pages:
        page.context.close()
    assert faults == []


def listening(page) -> int:
    """How many listeners the lab's scripts have on the window, the document and in the lab."""
    client = page.context.new_cdp_session(page)
    ours = set()
    client.on(
        "Debugger.scriptParsed", lambda s: ours.add(s["scriptId"]) if "/assets/" in s["url"] else 0
    )
    client.send("Debugger.enable")
    count = 0
    for place, depth in (("window", 1), ("document", 1), ("window.lab", -1)):
        found = client.send("Runtime.evaluate", {"expression": place})["result"]["objectId"]
        place = {"objectId": found, "depth": depth}
        listeners = client.send("DOMDebugger.getEventListeners", place)["listeners"]
        count += sum(one["scriptId"] in ours for one in listeners)
    client.detach()
    return count


def shows(page, text: str) -> None:
    expect(page.locator(".lab-readout")).to_contain_text(text)


def updates(page) -> int:
    return int(re.match(r"Update (\d+) of", page.locator(".lab-readout").text_content())[1])


def test_every_button_has_a_name_before_the_first_frame(show):
    page = show(before="window.requestAnimationFrame = () => 1;")
    nameless = page.locator("descent-lab button:not([aria-label])").filter(
        has_not_text=re.compile(".")
    )
    expect(nameless).to_have_count(0)
    expect(page.locator(".lab-start")).to_have_accessible_name("Start")


@pytest.mark.parametrize("html", [OPEN, FOLD], ids=["open", "fold"])
def test_removed_nothing_listens(show, html):
    page = show(html, query="?rate=0.1")
    shows(page, "Update 50 of 50")
    with_lab = listening(page)
    assert with_lab > 15
    page.evaluate("lab.remove()")
    assert listening(page) == 0
    page.evaluate("document.querySelector('aside').append(lab)")
    assert listening(page) == with_lab


def test_removed_a_closed_fold_does_not_listen(show):
    page = show(FOLD)
    assert listening(page) == 1
    page.evaluate("lab.remove()")
    assert listening(page) == 0


def test_removed_nothing_goes_on(show):
    page = show(query="?updates=0", before=COUNT, clock=True)
    page.clock.run_for(300)
    page.get_by_text("The code of this run").click()
    page.get_by_role("button", name="Copy the code").click()
    page.get_by_role("button", name=re.compile("Copied|Selected")).wait_for()
    page.get_by_label("Speed").select_option("60")
    page.get_by_role("button", name="Play").click()
    page.clock.run_for(500)
    assert page.evaluate("work") > 10
    before = page.evaluate("location.pathname")
    page.evaluate(f"{UPDATE}; lab.remove(); window.work = 0")
    page.clock.run_for(5000)
    page.evaluate(A_FRAME)
    page.evaluate("history.pushState(null, '', '?rate=3'); dispatchEvent(new Event('popstate'))")
    page.clock.run_for(1000)
    assert page.evaluate("work") == 0
    assert page.evaluate("location.pathname + location.search") == before + "?rate=3"


def test_a_file_that_comes_after_it_was_removed_is_not_shown(show):
    page = show(before=COUNT)
    shows(page, "Update 50 of 50")
    page.evaluate(
        """async () => {
          const file = new File(["1,2\\n2,3\\n4,9\\n"], "three.csv");
          const data = new DataTransfer();
          data.items.add(file);
          document.querySelector(".lab-own")
            .dispatchEvent(new DragEvent("drop", { dataTransfer: data }));
          lab.remove();
          window.work = 0;
          await file.text();
        }"""
    )
    page.evaluate(A_FRAME)
    assert page.evaluate("work") == 0
    page.evaluate("document.querySelector('aside').append(lab)")
    shows(page, "Update 20 of 20")


def test_put_elsewhere_it_keeps_its_state(show):
    page = show(query="?rate=0.2&updates=5")
    page.get_by_label("Point shown").fill("80")
    page.get_by_text("Your own data").click()
    page.locator("#lab-csv").fill("1,3\n2,5\n4,8\n")
    page.get_by_role("button", name="Use these data").click()
    page.get_by_label("Point shown").fill("3")
    page.get_by_role("button", name="Play").click()
    page.get_by_role("button", name="Pause").wait_for()
    page.evaluate(f"{UPDATE}; lab.remove()")
    page.evaluate("document.querySelector('aside').append(lab)")
    page.get_by_role("button", name="Play").wait_for()
    drawn(page)
    stopped = updates(page)
    assert stopped == len(page.evaluate("lab.path")) - 1 > 20
    assert page.locator(".lab-point").text_content().startswith("Point: feature 4, y 8, ")
    page.get_by_role("button", name="One update").click()
    shows(page, f"Update {stopped + 1} of {stopped + 1}")
    page.get_by_role("button", name="Back to the page’s data").click()
    shows(page, "Update 50 of 50")
    page.evaluate("history.pushState(null, '', '?updates=3'); dispatchEvent(new Event('popstate'))")
    shows(page, "Update 3 of 3")
    page.set_viewport_size({"width": 700, "height": 900})
    drawn(page)
    width = page.locator("[data-view=map]").evaluate("svg => svg.clientWidth")
    box = page.locator("[data-view=map]").get_attribute("viewBox").split()[2]
    assert float(box) == pytest.approx(width, abs=1)


def test_put_elsewhere_a_closed_fold_can_be_opened(show):
    page = show(FOLD)
    page.evaluate("document.querySelector('aside').append(lab)")
    assert page.locator("summary").all_text_contents() == ["Try it."]
    page.get_by_text("Try it.").click()
    shows(page, "Update 50 of 50")
    assert page.locator(".lab-readout").count() == 1


def test_another_speed_takes_the_place_of_the_last(show):
    page = show(query="?updates=0", clock=True)
    page.clock.run_for(300)
    page.get_by_label("Speed").select_option("60")
    page.get_by_role("button", name="Play").click()
    page.get_by_label("Speed").select_option("2")
    before = updates(page)
    page.clock.run_for(3000)
    assert 4 <= updates(page) - before <= 7


def test_a_changed_limit_reaches_the_reader(show):
    """What a setting can be stands in Python only, and comes with the data."""
    page = show(
        data=changed(
            learning_rate={"least": 0.01, "most": 0.5, "whole": False},
            seed={"least": 40, "most": 45.5, "whole": False},
            updates={"least": 1, "most": 70, "whole": True},
            batch_size={"choices": ["4", "16", "80"]},
            feature={"choices": ["x", "standardised"]},
        )
    )
    options = "select => [...select.options].map((option) => option.text)"
    assert page.get_by_label("Batch size").evaluate(options) == ["4", "16", "80 (all)"]
    assert page.get_by_label("Feature").evaluate(options) == ["as drawn", "standardised"]
    reasons = {
        ("Learning rate", "rate", "0.6"): "The learning rate must be from 0.01 to 0.5, not 0.6.",
        ("Seed of the shuffling", "seed", "45.5"): "",
        ("Updates", "updates", "71"): "The number of updates must be from 1 to 70, not 71.",
    }
    for (label, name, text), reason in reasons.items():
        page.get_by_label(label, exact=True).fill(text)
        page.get_by_label(label, exact=True).blur()
        expect(page.locator(f"#lab-{name}-fault")).to_have_text(reason)
    page.get_by_label("Updates", exact=True).fill("70")
    page.get_by_label("Updates", exact=True).blur()
    shows(page, "The lab stops at 70 updates.")
