"""What readers do with the built site, in a real Chromium."""

import io
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader

from browsing import tab_to
from checkouts import PAGES, html_file

SHEETS = [page for page in PAGES if page.parent.name == "cheat-sheet"]
PAPER = {"width": 718, "height": 1047}  # A4 within its margins, in CSS pixels


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


def test_without_javascript_a_review_shows_every_question_in_order(browser, base):
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(base + "review/chapter-1/")
    assert all(question.is_visible() for question in page.locator(".question").all())
    assert page.locator("article button").count() == 0
    choice = page.locator(".choices details").first
    choice.locator("summary").press("Enter")
    assert choice.locator("p").is_visible()


def test_recall_mode_covers_code_and_uncovers_it_by_keyboard(browser, base):
    page = browser.new_page()
    page.goto(base + "chapter-0/parameter-update/")
    codes = page.locator("pre code")
    shown = codes.all_text_contents()
    blanks = page.locator("button.blank")
    covered = "here => getComputedStyle(here.querySelector('span')).color === 'rgba(0, 0, 0, 0)'"
    press(page, "Recall: cover the code")
    assert blanks.all_text_contents() == ["b - lr * b_grad", "w - lr * w_grad"]
    assert [blank.evaluate(covered) for blank in blanks.all()] == [True, True]
    tab_to(page, "here.matches('.blank')")
    page.keyboard.press("Enter")
    assert [blank.evaluate(covered) for blank in blanks.all()] == [False, True]
    assert blanks.first.get_attribute("aria-label") == "Blank 1 of 2: b - lr * b_grad"
    assert blanks.last.get_attribute("aria-label") == "Blank 2 of 2"
    page.keyboard.press("Enter")
    assert blanks.first.evaluate(covered)
    page.get_by_role("button", name="Recall").click()
    assert blanks.count() == 0
    assert codes.all_text_contents() == shown
    page.close()


def test_recall_mode_finds_every_blank(browser, base, site):
    page = browser.new_page()
    for file in sorted(site.glob("chapter-*/*/index.html")):
        blanks = re.findall("<!-- blank: (.+) -->", file.read_text(encoding="utf-8"))
        page.goto(base + file.relative_to(site).as_posix())
        page.get_by_role("button", name="Recall").click()
        assert page.locator("button.blank").all_text_contents() == blanks
    page.close()


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
    return [question.get_attribute("id") for question in page.locator(".question:visible").all()]


def test_a_review_by_keyboard_asks_again_what_was_answered_wrongly(review):
    status = review.get_by_role("status")
    all_questions = on_show(review)
    count = len(all_questions)
    press(review, "Ask in random order")
    asked = []
    while review.get_by_role("button", name="Next question").is_visible():
        assert len(asked) <= count
        (question,) = on_show(review)
        assert review.evaluate("document.activeElement.id") == question
        assert review.locator(".choices:visible details[open]").count() == 0
        choose(review, "right" if asked else "wrong")
        if not asked:
            assert "The question comes again." in status.text_content()
            choose(review, "right")  # to read why, which is no second answer
        asked.append(question)
        press(review, "Next question")
    assert asked[:count] != all_questions
    assert sorted(asked[:count]) == sorted(all_questions)
    assert asked[count:] == asked[:1]
    done = f"Of {count} questions you answered {count} rightly and 0 wrongly."
    assert status.text_content() == f"That was the last one. {done}"
    assert on_show(review) == all_questions

    review.reload()
    assert status.text_content() == done
    press(review, "Ask in random order")
    assert status.text_content() == f"Nothing is left to ask. {done}"
    press(review, "Forget my answers")
    assert f"Of {count} questions you answered 0 rightly" in status.text_content()
    review.reload()
    assert f"Of {count} questions you answered 0 rightly" in status.text_content()


def test_a_review_in_order_keeps_the_first_answer(review, base):
    question = review.locator(".question").first
    assert question.get_attribute("data-answer") is None
    choose(review, "wrong")
    review.reload()
    assert question.get_attribute("data-answer") == "wrong"
    review.goto(base + "review/chapter-0/")
    press(review, "Forget my answers")
    review.goto(base + "review/chapter-1/")
    assert question.get_attribute("data-answer") == "wrong"
    choose(review, "right")
    assert question.get_attribute("data-answer") == "right"


def test_a_review_ends_at_its_button_or_a_link_of_the_table_of_contents(review):
    all_questions = on_show(review)
    press(review, "Ask in random order")
    assert len(on_show(review)) == 1
    press(review, "Show all in order")
    assert on_show(review) == all_questions
    press(review, "Ask in random order")
    anchor = review.locator("h2[hidden]").first.get_attribute("id")
    review.locator(f".md-sidebar--secondary a[href='#{anchor}']").click()
    assert on_show(review) == all_questions
    assert review.locator(f"#{anchor}").is_visible()


def test_a_review_works_where_storage_is_refused(browser, base):
    page = browser.new_context().new_page()
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('refused') }})"
    )
    page.goto(base + "review/chapter-1/")
    press(page, "Ask in random order")
    choose(page, "right")
    status = page.get_by_role("status").text_content()
    assert status.startswith("Right.") and "you answered 1 rightly" in status
    press(page, "Next question")
    assert len(on_show(page)) == 1


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
    for formula in html.select("math, .headerlink"):
        formula.replace_with("\0")
    article = html.select_one("article")
    left_out = article.select("details.draw *, details.setup > :not(summary) *")
    parts = article.select("h1, h2, p, summary, figcaption, pre code")
    links = {squeezed(link.get_text()) for link in html.select("header a, footer a, nav a")}
    elsewhere = {link for link in links if link and link not in squeezed(article.get_text())}
    assert article.select(".choices p") and len(left_out) > 2 and len(elsewhere) > 10

    pdf = printed(browser, f"{base}{name}/", java_script_enabled=script)
    paper = squeezed("".join(page.extract_text() for page in pdf.pages))
    for part in parts:
        if part not in left_out:
            assert [run for run in part.get_text().split("\0") if squeezed(run) not in paper] == []
    code = [part for part in left_out if part.name == "code"]
    assert [part for part in code if squeezed(part.get_text()) in paper] == []
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


def test_nothing_is_wider_than_the_paper(browser, base, site):
    page = browser.new_page(viewport=PAPER)
    page.emulate_media(media="print")
    for name in [*PAGES, Path("downloads/chapter-0/index.md")]:
        page.goto(base + html_file(site, name).relative_to(site).parent.as_posix() + "/")
        wide = page.locator("body, article :not(svg *)").evaluate_all(
            """all => all.filter(one => one.scrollWidth > one.clientWidth + 1 && one.clientWidth
                || one.getBoundingClientRect().right > innerWidth + 1).map(one => one.outerHTML.slice(0, 200))"""
        )
        assert wide == [], name
    page.close()
