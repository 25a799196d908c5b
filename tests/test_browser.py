"""What readers do with the built site, in a real Chromium."""

import io
import re
from html import unescape

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import expect
from pypdf import PdfReader

from browsing import RECAPS, tab_to
from checkouts import FILES, PAGES

SHEETS = [page for page in PAGES if page.parent.name == "cheat-sheet"]
SHOWN = ".question:visible"
PAPER = {"width": 718, "height": 1047}  # A4 within its margins, in CSS pixels


def test_a_term_is_explained_from_the_keyboard(browser, base):
    page = browser.new_page()
    page.goto(base + "chapter-0/forward-pass/")
    term = page.locator("a[href*='glossary/#']").first
    definition = term.get_attribute("title")
    page.wait_for_load_state("networkidle")
    page.locator("h1").click()
    tab_to(page, "here.href?.includes('glossary/#')")
    page.get_by_role("tooltip").get_by_text(definition).wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url(base + "glossary/#training-loop")
    expect(page.locator("dt:target")).to_have_text(re.compile("^training loop"))


def test_without_javascript_everything_is_there(browser, base):
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(base + "chapter-0/forward-pass/")
    assert page.locator("figure svg").is_visible()
    assert page.locator("math").first.is_visible()
    assert (
        page.locator("a[href*='glossary/#']").first.get_attribute("title").startswith("The steps")
    )
    choice = page.locator(".choices details").first
    expect(choice.locator("p")).to_be_hidden()
    choice.locator("summary").press("Enter")
    expect(choice.locator("p")).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False])
def test_tested_sentences_are_marked_where_the_reader_asks(browser, base, scripts):
    page = browser.new_context(java_script_enabled=scripts).new_page()
    page.goto(base + "chapter-0/loss/")
    mark = page.locator("a.tested").first
    expect(mark).to_have_attribute("aria-label", re.compile("Tested: test_"))
    test = page.locator(mark.get_attribute("href"))
    expect(mark).to_be_hidden()
    expect(test).to_be_hidden()
    page.get_by_label("sentences are tested").press("Space")
    expect(mark).to_be_visible()
    mark.press("Enter")
    expect(test.locator("summary")).to_be_in_viewport()
    if scripts:
        expect(test.locator("pre")).to_contain_text("assert ")
    page.context.close()


def test_without_javascript_a_review_shows_every_question_in_order(browser, base):
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(base + "review/chapter-1/")
    assert all(question.is_visible() for question in page.locator(".question").all())
    assert page.locator("article button").count() == 0
    choice = page.locator(".choices details").first
    choice.locator("summary").press("Enter")
    expect(choice.locator("p")).to_be_visible()


def test_recall_mode_covers_code_and_uncovers_it_by_keyboard(browser, base):
    page = browser.new_page()
    page.goto(base + "chapter-0/parameter-update/")
    codes = page.locator("pre code")
    shown = codes.all_text_contents()
    blanks = page.locator("button.blank")
    covered = re.compile(r"^rgba\(0, 0, 0, 0\)$")
    first, second = blanks.first.locator("span").first, blanks.last.locator("span").first
    press(page, "Recall: cover the code")
    expect(blanks).to_have_text(["b - lr * b_grad", "w - lr * w_grad"])
    expect(first).to_have_css("color", covered)
    expect(second).to_have_css("color", covered)
    tab_to(page, "here.matches('.blank')")
    page.keyboard.press("Enter")
    expect(first).not_to_have_css("color", covered)
    expect(second).to_have_css("color", covered)
    expect(blanks.first).to_have_attribute("aria-label", "Blank 1 of 2: b - lr * b_grad")
    expect(blanks.last).to_have_attribute("aria-label", "Blank 2 of 2")
    page.keyboard.press("Enter")
    expect(first).to_have_css("color", covered)
    page.get_by_role("button", name="Recall").click()
    expect(blanks).to_have_count(0)
    assert codes.all_text_contents() == shown
    page.close()


@pytest.fixture(scope="module")
def screen(browser):
    """One page for many visits, as each new one starts processes of its own."""
    page = browser.new_page()
    yield page
    page.close()


@pytest.mark.parametrize("url", RECAPS)
def test_recall_mode_finds_every_blank(screen, base, site, url):
    html = (site / url / "index.html").read_text(encoding="utf-8")
    blanks = [unescape(blank) for blank in re.findall("<!-- blank: (.+) -->", html)]
    screen.goto(base + url)
    screen.get_by_role("button", name="Recall").click()
    expect(screen.locator("button.blank")).to_have_count(len(blanks))
    assert screen.locator("button.blank").all_text_contents() == blanks != []


@pytest.fixture
def review(browser, base):
    """The questions of Chapter 1, watched for errors."""
    context = browser.new_context()
    page = context.new_page()
    faults = []
    page.on("console", lambda m: faults.append(m.text) if m.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(base + "review/chapter-1/")
    yield page
    context.close()
    assert faults == []


def press(page, button: str) -> None:
    tab_to(page, f"here.textContent === {button!r}")
    page.keyboard.press("Enter")


def choose(page, kind: str) -> None:
    tab_to(page, f"here.matches('.choices > .{kind} > summary')")
    page.keyboard.press("Enter")


def on_show(page) -> list[str]:
    return [question.get_attribute("id") for question in page.locator(SHOWN).all()]


def test_a_review_by_keyboard_asks_again_what_was_answered_wrongly(review):
    status = review.get_by_role("status")
    all_questions = on_show(review)
    count = len(all_questions)
    press(review, "Ask in random order")
    asked = []
    while review.get_by_role("button", name="Next question").is_visible():
        assert len(asked) <= count
        expect(review.locator(SHOWN)).to_have_count(1)
        (question,) = on_show(review)
        assert review.evaluate("document.activeElement.id") == question
        assert review.locator(".choices:visible details[open]").count() == 0
        choose(review, "right" if asked else "wrong")
        if not asked:
            expect(status).to_contain_text("The question comes again.")
            choose(review, "right")  # to read why, which is no second answer
        asked.append(question)
        press(review, "Next question")
    assert asked[:count] != all_questions
    assert sorted(asked[:count]) == sorted(all_questions)
    assert asked[count:] == asked[:1]
    done = f"Of {count} questions you answered {count} rightly and 0 wrongly."
    expect(status).to_have_text(f"That was the last one. {done}")
    assert on_show(review) == all_questions

    review.reload()
    expect(status).to_have_text(done)
    press(review, "Ask in random order")
    expect(status).to_have_text(f"Nothing is left to ask. {done}")
    press(review, "Forget my answers")
    expect(status).to_contain_text(f"Of {count} questions you answered 0 rightly")
    review.reload()
    expect(status).to_contain_text(f"Of {count} questions you answered 0 rightly")


def test_a_review_in_order_keeps_the_first_answer(review, base):
    question = review.locator(".question").first
    assert question.get_attribute("data-answer") is None
    choose(review, "wrong")
    review.reload()
    expect(question).to_have_attribute("data-answer", "wrong")
    review.goto(base + "review/chapter-0/")
    press(review, "Forget my answers")
    review.goto(base + "review/chapter-1/")
    expect(question).to_have_attribute("data-answer", "wrong")
    choose(review, "right")
    expect(question).to_have_attribute("data-answer", "right")


def test_a_review_ends_at_its_button_or_a_link_of_the_table_of_contents(review):
    all_questions = on_show(review)
    press(review, "Ask in random order")
    expect(review.locator(SHOWN)).to_have_count(1)
    press(review, "Show all in order")
    expect(review.locator(SHOWN)).to_have_count(len(all_questions))
    assert on_show(review) == all_questions
    press(review, "Ask in random order")
    anchor = review.locator("h2[hidden]").first.get_attribute("id")
    review.locator(f".md-sidebar--secondary a[href='#{anchor}']").click()
    expect(review.locator(f"#{anchor}")).to_be_visible()
    assert on_show(review) == all_questions


def test_a_review_works_where_storage_is_refused(browser, base):
    page = browser.new_context().new_page()
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('refused') }})"
    )
    page.goto(base + "review/chapter-1/")
    press(page, "Ask in random order")
    choose(page, "right")
    status = page.get_by_role("status")
    expect(status).to_have_text(re.compile("^Right\\..*you answered 1 rightly"))
    press(page, "Next question")
    expect(page.locator(SHOWN)).to_have_count(1)


def printed(browser, url, **settings) -> PdfReader:
    """The page as Chromium prints it on A4."""
    context = browser.new_context(**settings)
    page = context.new_page()
    page.goto(url)
    pdf = PdfReader(io.BytesIO(page.pdf(format="A4")))
    context.close()
    return pdf


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("name", SHEETS, ids=str)
def test_a_cheat_sheet_is_one_page_of_readable_type(browser, base, name):
    url = f"{base}{name.with_suffix('')}/"
    assert len(printed(browser, url).pages) == 1
    page = browser.new_page(viewport=PAPER)
    page.emulate_media(media="print")
    page.goto(url)
    text = page.locator("article :is(h1, h2, p, summary, pre code)")
    sizes = text.evaluate_all("all => all.map(one => parseFloat(getComputedStyle(one).fontSize))")
    assert min(sizes) >= 7.5 / 0.75
    page.close()


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("name", ["chapter-0/learning-rates", "chapter-1/autograd"])
def test_a_printed_recap_has_what_serves_on_paper(browser, base, site, name, script):
    """Outputs, traps, every choice with its reason; no set-up, no drawing code, no navigation."""
    html = BeautifulSoup((site / name / "index.html").read_text(encoding="utf-8"), "html.parser")
    for formula in html.select("math, .headerlink, .tested"):
        formula.replace_with("\0")
    article = html.select_one("article")
    left_out = article.select("details.draw *, details.setup > :not(summary) *, .tests *")
    parts = article.select("h1, h2, p, summary, figcaption, pre code")
    links = {squeezed(link.get_text()) for link in html.select("header a, footer a, nav a")}
    elsewhere = {link for link in links if link and link not in squeezed(article.get_text())}
    assert article.select(".choices p") and len(left_out) > 2 and len(elsewhere) > 10

    pdf = printed(browser, f"{base}{name}/", java_script_enabled=script)
    paper = squeezed("".join(page.extract_text() for page in pdf.pages))
    for part in parts:
        if part not in left_out:
            assert [run for run in part.get_text().split("\0") if squeezed(run) not in paper] == []
    said = squeezed("".join(part.get_text() for part in parts if part not in left_out))
    code = {squeezed(part.get_text()) for part in left_out if part.name == "code"}
    assert [one for one in code if one in paper and one not in said] == []
    assert [link for link in elsewhere if link in paper] == []


def test_paper_knows_no_palette(browser, base):
    light, dark = (
        [
            page.get_contents().get_data()
            for page in printed(browser, url, color_scheme=scheme).pages
        ]
        for url in [f"{base}chapter-1/autograd/"]
        for scheme in ("light", "dark")
    )
    assert light == dark


@pytest.fixture(scope="module")
def paper(browser):
    """The same, as it is printed."""
    page = browser.new_page(viewport=PAPER)
    page.emulate_media(media="print")
    yield page
    page.close()


@pytest.mark.parametrize("file", FILES)
def test_nothing_is_wider_than_the_paper(paper, base, file):
    paper.goto(base + file.removesuffix("index.html"))
    wide = paper.locator("body, article :not(svg *)").evaluate_all(
        """all => all.filter(one => one.scrollWidth > one.clientWidth + 1 && one.clientWidth
            || one.getBoundingClientRect().right > innerWidth + 1).map(one => one.outerHTML.slice(0, 200))"""
    )
    assert wide == []
