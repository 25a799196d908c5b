"""The cards of the real site: each leads to its place, is asked in a browser, and weighs little."""

import json
import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from browsing import compressed
from practice_site import KEY

MOST = 40_000  # bytes that Today may weigh over a recap, as gzip -9 sends them
OTHERS = ["cards.js", "practice-", "ts-fsrs", "today.js", "offline-use.js"]


def contents(site):
    """The cards of each chapter."""
    scripts = sorted(site.glob("downloads/chapter-*/cards.js"))
    assert len(scripts) > 4
    return {s.parent.name: json.loads(s.read_text().partition(" = ")[2][:-2]) for s in scripts}


def test_every_card_leads_to_its_place(site):
    lost, places = [], 0
    for cards in contents(site).values():
        for card in cards:
            page = (site / card["recap"] / "index.html").read_text()
            if anchor := card.get("at"):
                places += 1
                lost += [card["id"]] * (f'id="{anchor}"' not in page)
    assert lost == [] and places > 50


def test_the_cards_of_a_real_chapter_are_asked_and_today_weighs_little(browser, base, site):
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    faults, fetched = [], []
    page.on("console", lambda m: faults.append(m.text) if m.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("response", lambda response: fetched.append(response.url))
    page.goto(f"{base}chapter-0/loss/")
    page.get_by_role("button", name="I have read this").click()
    expect(page.locator(".read button")).to_have_attribute("aria-pressed", "true")
    page.goto(f"{base}today/")
    expect(page.get_by_role("button", name="Begin")).to_be_visible()
    own = {url.removeprefix(base).split("?")[0] for url in fetched if any(o in url for o in OTHERS)}
    assert sum(compressed(site / name) for name in own) <= MOST and len(own) >= 8
    page.get_by_role("button", name="Begin").click()
    kinds = set()
    for _ in range(30):
        expect(page.locator(".card, .stage > div")).to_be_visible()
        if not page.locator(".card").count():
            break
        kinds.add(page.locator(".card").get_attribute("class"))
        page.locator(".card").evaluate("card => card.dataset.answered = ''")
        if page.locator(".answers").count():
            page.locator(".answers button").first.click()
        elif page.locator(".typed").count():
            page.locator(".typed input").fill("12345")
            page.get_by_role("button", name="Check").click()
        else:
            page.get_by_role("button", name="Uncover").click()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        page.locator(".grades [data-key='3'], .grades [data-key=' ']").click()
        page.locator(".card[data-answered]").wait_for(state="detached")
    assert kinds == {"card question", "card blank", "card predict"}
    found = Axe().run(page, options={"resultTypes": ["violations"]})
    assert not found.violations_count, found.generate_report()
    assert len(json.loads(page.evaluate(f"localStorage.getItem('{KEY}')"))["log"]) >= 6
    context.close()
    assert faults == []


def test_what_is_due_is_soon_on_show(browser, base):
    """With a thousand cards in the record, on a processor four times as slow."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{base}chapter-0/loss/")
    page.get_by_role("button", name="I have read this").click()
    expect(page.locator(".read button")).to_have_attribute("aria-pressed", "true")
    page.goto(f"{base}today/")
    page.get_by_role("button", name="Begin").click()
    expect(page.locator(".card")).to_be_visible()
    page.evaluate(
        """async () => {
            const now = Date.now();
            await record.change((kept) => {
                const ids = Object.values(practiceIndex).flatMap((chapter) => Object.values(chapter.recaps)).flatMap((recap) => recap.cards);
                while (ids.length < 1000) ids.push(String(ids.length));
                for (const id of ids) {
                    kept.cards[id] = schedule.reviewed(undefined, 4, now - 30 * 86400000, 0.9);
                    kept.log.push([id, now - 30 * 86400000, 4]);
                }
            });
        }"""
    )
    slow = context.new_cdp_session(page)
    slow.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.reload()
    expect(page.locator(".card")).to_be_visible()
    context.close()


def test_ids_are_words_of_eight_digits(site):
    for cards in contents(site).values():
        assert all(re.fullmatch(r"[0-9a-f]{8}", card["id"]) for card in cards)


def test_on_paper_today_is_a_sentence(browser, base):
    page = browser.new_page()
    page.goto(f"{base}today/")
    expect(page.locator(".stage")).not_to_be_empty()
    page.emulate_media(media="print")
    assert page.locator("article > :visible").evaluate_all(
        "all => all.map(one => one.tagName)"
    ) == ["H1", "P"]
    page.close()
