"""The keyboard alone: it reaches everything that can be operated, in order, and shows where it is."""

import pytest
from playwright.sync_api import expect

from browsing import SEE_ALL, tab_to

PAGES = ["", "chapter-1/optimizer/", "review/chapter-0/", "cheat-sheet/chapter-0/"]
# A radio button stands for its group, a search field opens where it was not, and what scrolls is reached if something in it is.
WATCH = """() => {
    const scrolls = element => {
        const {overflowX, overflowY} = getComputedStyle(element);
        return /auto|scroll/.test(overflowX) && element.scrollWidth > element.clientWidth + 1
            || /auto|scroll/.test(overflowY) && element.scrollHeight > element.clientHeight + 1;
    };
    const operable = [...document.querySelectorAll("body *")].filter(element =>
        (element.matches("a[href], button, summary, input, [tabindex='0']") || scrolls(element))
        && !element.closest("[tabindex='-1'], [hidden]")
        && element.checkVisibility({visibilityProperty: true}));
    const look = element => [element, element.parentElement, element.nextElementSibling ?? element].map(one => {
        const {outline, boxShadow, backgroundColor, color, borderColor} = getComputedStyle(one);
        return [outline, boxShadow, backgroundColor, color, borderColor].join();
    }).join() + (element.matches("input") && element.getBoundingClientRect().x);
    const before = new Map(operable.map(element => [element, look(element)]));
    const reached = new Set();
    const name = element => element.outerHTML.slice(0, 150);
    window.here = async () => {
        const frame = () => new Promise(done => requestAnimationFrame(done));
        await frame();
        await frame();
        const element = document.activeElement;
        if (element === document.body) return null;
        reached.add(element);
        for (let count = 0; count < 60 && before.get(element) === look(element); count++) await frame();
        return {name: name(element), place: operable.indexOf(element), shown: before.get(element) !== look(element)};
    };
    window.missed = () => operable.filter(element =>
        ![...reached].some(one => element.contains(one))
        && !(element.type === "radio" && [...reached].some(one => one.name === element.name))).map(name);
    return operable.length;
}"""


@pytest.mark.parametrize("width", [640, 1280])
@pytest.mark.parametrize("url", PAGES)
def test_tab_reaches_everything_in_order_and_shows_where_it_is(browser, base, url, width):
    context = browser.new_context(viewport={"width": width, "height": 800}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(base + url, wait_until="networkidle")
    page.evaluate("document.querySelectorAll('article details').forEach(fold => fold.open = true)")
    page.evaluate(SEE_ALL)
    operable = page.evaluate(WATCH)
    stops = []
    for _ in range(operable + 1):
        page.keyboard.press("Tab")
        if not (stop := page.evaluate("here()")):
            break
        stops.append(stop)
    assert len(stops) > 20 and not stop, "there is a trap"
    assert page.evaluate("missed()") == []
    assert [stop["name"] for stop in stops if not stop["shown"]] == []
    places = [stop["place"] for stop in stops]
    assert places == sorted(set(places))
    context.close()


def test_tab_reaches_code_that_was_not_in_view_before(browser, base):
    page = browser.new_page(viewport={"width": 320, "height": 800})
    page.goto(base + "chapter-0/errors/")
    wide = page.locator("article > .highlight code").evaluate_all(
        "all => all.filter(code => code.scrollWidth > code.clientWidth).length"
    )
    expect(page.locator("article > .highlight code[tabindex='0']")).to_have_count(wide)
    for _ in range(wide):
        tab_to(page, "here.matches('article > .highlight code, .choices summary')")
        assert page.evaluate("document.activeElement.matches('code')")
    tab_to(page, "here.matches('article > .highlight code, .choices summary')")
    assert wide > 0 and page.evaluate("document.activeElement.matches('summary')")
    page.close()


@pytest.mark.parametrize("button", ["drawer", "search"])
def test_menu_and_search_of_a_small_window_open_by_keyboard(browser, base, button):
    page = browser.new_page(viewport={"width": 640, "height": 800})
    page.goto(base + "chapter-0/loss/", wait_until="networkidle")
    page.locator(f"label.md-header__button[for=__{button}]").press("Enter")
    expect(page.locator(f"#__{button}")).to_be_checked()
    page.close()


def test_nothing_moves_for_readers_who_ask_for_that(browser, base):
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    for url in PAGES:
        page.goto(base + url)
        moving = page.evaluate(
            """() => [...document.querySelectorAll("*")].flatMap(element => ["", "::before", "::after"]
                .map(part => getComputedStyle(element, part || null))
                .filter(style => style.scrollBehavior === "smooth" || style.animationName !== "none"
                    || style.transitionDuration.split(",").some(time => parseFloat(time) > 0))
                .map(() => element.outerHTML.slice(0, 150)))"""
        )
        assert moving == []
    context.close()
