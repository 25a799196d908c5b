"""Today asks what is due, keeps it in one record, and loses nothing."""

import json
from datetime import datetime, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from practice_site import KEY, RECAPS, URL, Site, answer, card_ids, index, kept

START = datetime(2026, 3, 2, 9, 0)


@pytest.fixture
def site():
    return Site()


@pytest.fixture
def reader(browser, site):
    """Opens contexts of one reader's browser, with a clock that stands still until it is set."""
    contexts = []

    def opens(now=START, **options):
        context = browser.new_context(viewport={"width": 390, "height": 844}, **options)
        site.open_in(context)
        context.clock.install(time=now)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: pytest.fail(str(error)))
        return page

    yield opens
    for context in contexts:
        context.close()


def mark_read(page, *recaps):
    for recap in recaps:
        page.goto(f"{URL}{recap}/")
        page.get_by_role("button", name="I have read this").click()
        expect(page.locator(".read button")).to_have_attribute("aria-pressed", "true")


def today(page):
    page.goto(f"{URL}today/")
    expect(page.locator(".stage")).not_to_be_empty()
    begin = page.get_by_role("button", name="Begin")
    if begin.count():
        begin.click()
        expect(page.locator(".ask")).to_be_visible()


def answer_all(page, right=lambda ask: True):
    asked = []
    while page.locator(".ask").count():
        ask = page.locator(".ask").inner_text()
        asked.append(answer(page, right(ask)))
    return asked


def test_who_has_read_nothing_is_led_to_the_first_recap(reader):
    page = reader()
    page.goto(f"{URL}today/")
    expect(page.locator(".stage")).to_contain_text("Mark a recap as read")
    expect(page.locator(".stage a")).to_have_attribute("href", f"{URL}chapter-0/loss/")


def test_a_recap_is_marked_and_unmarked_and_its_cards_are_asked(reader):
    page = reader()
    mark_read(page, "chapter-0/loss")
    assert list(kept(page)["read"]) == ["chapter-0/loss"]
    expect(page.locator(".read [role=status]")).to_have_text("Today asks its questions.")
    expect(page.locator(".read a")).to_have_attribute("href", f"{URL}today/")
    today(page)
    asked = answer_all(page)
    assert set(asked[:3]) == {
        "Loss: which?",
        "What does the blank hide?",
        "Loss: what does it print?",
    }
    assert {card["recap"] for card in kept(page)["cards"].values()} == {"chapter-0/loss"}
    page.goto(f"{URL}chapter-0/loss/")
    page.get_by_role("button", name="I have read this").click()
    expect(page.locator(".read button")).to_have_attribute("aria-pressed", "false")
    assert kept(page)["read"] == {}


def test_whoever_answers_all_questions_of_a_recap_has_read_it(reader):
    page = reader()
    page.goto(f"{URL}chapter-0/loss/")
    page.locator(".choices summary").nth(1).click()
    page.locator(".choices summary").nth(2).click()
    assert page.evaluate(f"localStorage.getItem('{KEY}')") is None
    page.locator(".choices summary").nth(3).click()
    expect(page.locator(".read button")).to_have_attribute("aria-pressed", "true")


def test_a_wrong_choice_is_again_and_is_explained_first(reader):
    page = reader()
    mark_read(page, "chapter-0/loss")
    today(page)
    while not page.locator(".answers").count():
        answer(page)
    page.get_by_role("button", name="wrong one", exact=True).click()
    expect(page.locator(".result")).to_contain_text("Wrong. Explained in")
    reasons = page.locator(".reason").all_inner_texts()
    assert "A misconception." in reasons[0] and "Because." in reasons[1]
    expect(page.locator(".result a")).to_have_attribute("href", f"{URL}chapter-0/loss/")
    expect(page.locator(".answers button.right")).to_have_text("right one")
    page.wait_for_function(f"JSON.parse(localStorage.getItem('{KEY}')).log.at(-1)?.[2] === 1")
    page.get_by_role("button", name="Next").click()
    expect(page.locator(".answers")).to_have_count(
        0 if page.locator(".blank, .typed").count() else 1
    )
    assert kept(page)["log"][-1][2] == 1


def test_a_round_ends_for_who_knows_nothing(reader):
    page = reader()
    mark_read(page, "chapter-0/loss")
    today(page)
    assert len(answer_all(page, right=lambda ask: False)) == 9
    expect(page.locator(".stage")).to_contain_text("Worth reading again: Loss")
    expect(page.locator(".stage")).to_contain_text("Next: 3 cards")


def test_a_misconception_that_is_typed_gets_its_reason(reader):
    page = reader()
    mark_read(page, "chapter-0/loss")
    today(page)
    while not page.locator(".typed").count():
        answer(page)
    page.locator(".typed input").fill("2")
    page.keyboard.press("Enter")
    expect(page.locator(".reason")).to_contain_text("4 over 2.")
    expect(page.locator(".stage")).to_contain_text("From the program's output: 0.50")


@pytest.mark.parametrize(
    ("typed", "printed", "same"),
    [
        ("0.5", "0.50", True), ("0.504", "0.50", True), ("0.506", "0.50", False), (".5", "0.50", True),
        ("0,5", "0.50", True), ("−3", "-3", True), ("-3", "3", False), ("80", "80", True), ("81", "80", False),
        ("1e-7", "1e-07", True), ("0.0000001", "1e-07", True), ("2e-7", "1e-07", False), ("half", "0.50", False),
        ("(80, 1)", "(80, 1)", True), ("80,1", "(80, 1)", True), ("[80, 1]", "torch.Size([80, 1])", True),
        ("(1, 80)", "(80, 1)", False), ("80", "(80, 1)", False), ("1", "()", False), ("True", "True", True),
        ("true", "True", True), ("NONE", "None", True), ("'ValueError'", "ValueError", True), ("Valueerror", "ValueError", False),
        ("nan", "nan", True), ("8,000", "8000", True), ("8,000", "8", False), ("float64", "torch.float64", True),
        ("torch.Size([80, 1])", "(80, 1)", True), ("()", "torch.Size([])", True), ("2", "torch.Size([])", False), ("", "0.50", False), ("1e999", "0.50", False),
    ],
)  # fmt: skip
def test_what_counts_as_the_same_answer(reader, typed, printed, same):
    page = reader()
    page.goto(f"{URL}today/")
    expect(page.locator(".stage")).not_to_be_empty()
    assert page.evaluate("([one, two]) => practiceCard.matches(one, two)", [typed, printed]) is same


def test_by_keyboard_alone(reader):
    page = reader()
    mark_read(page, "chapter-0/loss")
    today(page)
    for _ in range(3):
        ask = page.locator(".ask").inner_text()
        expect(page.locator(".ask")).to_be_focused()
        if page.locator(".answers").count():
            place = page.locator(".answers button").all_inner_texts().index("right one")
            page.keyboard.press(str(place + 1))
        elif page.locator(".typed").count():
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.tagName") == "PRE":
                page.keyboard.press("Tab")
            page.keyboard.type("0.5")
            page.keyboard.press("Enter")
        else:
            page.keyboard.press(" ")
        expect(page.locator("[data-key='3']")).to_be_focused()
        page.keyboard.press("4")
        page.wait_for_function("ask => document.querySelector('.ask')?.innerText !== ask", arg=ask)
    assert [entry[2] for entry in kept(page)["log"]] == [4, 4, 4]


def test_undo_takes_the_last_grade_back_and_shows_its_card_again(reader):
    page = reader()
    mark_read(page, "chapter-0/loss")
    today(page)
    first = answer(page)
    before = kept(page)
    second = answer(page)
    page.get_by_role("button", name="Undo the last answer").click()
    expect(page.locator(".ask")).to_have_text(second)
    assert kept(page) == before
    page.get_by_role("button", name="Undo the last answer").click()
    expect(page.locator(".ask")).to_have_text(first)
    assert kept(page)["cards"] == {} and kept(page)["log"] == []


def test_no_more_new_cards_a_day_than_the_reader_chose(reader):
    page = reader()
    mark_read(page, *RECAPS)
    page.goto(f"{URL}today/")
    page.get_by_label("New cards a day").fill("101")
    page.get_by_label("New cards a day").blur()
    expect(page.get_by_role("alert").first).to_have_text("Not saved: choose 0 to 100.")
    page.get_by_label("New cards a day").fill("4")
    page.get_by_label("New cards a day").blur()
    page.wait_for_function(f"JSON.parse(localStorage.getItem('{KEY}')).settings.new === 4")
    today(page)
    answer_all(page)
    assert len(kept(page)["cards"]) == 4
    today(page)
    expect(page.get_by_role("button", name="More new cards")).to_be_visible()
    page.get_by_role("button", name="More new cards").click()
    expect(page.locator(".ask")).to_be_visible()
    answer_all(page)
    assert len(kept(page)["cards"]) == 9


def test_sixty_days_of_a_reader_with_two_devices(reader, site):
    """Nothing is lost, and every card is asked on the day on which it is due, over an update of the site."""
    phone, desk = reader(), reader()
    mark_read(phone, *RECAPS)
    old, new = card_ids("chapter-0/loss")["question"], "abcdef12"
    days_of: dict[str, set[int]] = {}
    for day in range(60):
        page, other = (desk, phone) if 20 <= day < 40 else (phone, desk)
        if day in (20, 40):
            move(other, page)
        if day == 30:
            site.rename("chapter-0/loss", old, new)
        now = START + timedelta(days=day, minutes=day)
        page.context.clock.set_fixed_time(now)
        before = kept(page)
        today(page)
        answer_all(page, right=lambda ask, day=day: day % 7 != 3 or "which" not in ask)
        log = kept(page)["log"]
        called = {old: new} if day >= 30 else {}
        assert [[called.get(id, id), *entry] for id, *entry in before["log"]] == log[
            : len(before["log"])
        ]
        asked = {id for id, _, _ in log[len(before["log"]) :]}
        due = {called.get(id, id) for id, card in before["cards"].items() if is_due(card, now)}
        assert due == asked & {called.get(id, id) for id in before["cards"]}
        for id in asked:
            days_of.setdefault({old: new}.get(id, id), set()).add(day)
    assert len(kept(phone)["cards"]) == 9
    assert len(days_of) == 9 and all(len(days) >= 3 for days in days_of.values())


def is_due(card, now):
    """Whether a card's day has come; a day begins at 4."""
    begins = timedelta(hours=4)
    due = datetime.fromtimestamp(card["due"] / 1000)
    return (due - begins).date() <= (now - begins).date()


def move(one, other):
    """Take the record from a browser to another as a file."""
    one.goto(f"{URL}today/")
    with one.expect_download() as saved:
        one.get_by_role("button", name="Save as a file").click()
    other.goto(f"{URL}today/")
    for news in ("Loaded: ", "Loaded: nothing in it was new."):
        other.locator("input[type=file]").set_input_files(saved.value.path())
        expect(other.locator(".stands [role=status]")).to_contain_text(news)
    assert sorted(kept(other)["log"]) == sorted(kept(one)["log"])
    assert kept(other)["cards"] == kept(one)["cards"]


def test_two_tabs_lose_nothing(reader):
    page = reader()
    mark_read(page, *RECAPS)
    other = page.context.new_page()
    for tab in (page, other):
        today(tab)
    for _ in range(3):
        answer(page)
        answer(other)
    assert len(kept(page)["log"]) == 6


@pytest.mark.parametrize(
    ("before", "words"),
    [
        ("Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('', 'SecurityError') }})", "stores nothing"),
        ("Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError') }", "storage is full"),
    ],
)  # fmt: skip
def test_without_storage_it_works_until_the_page_is_closed_and_says_so(reader, before, words):
    page = reader()
    page.add_init_script(before)
    page.goto(f"{URL}chapter-0/loss/")
    page.get_by_role("button", name="I have read this").click()
    expect(page.locator(".read [role=status]")).to_contain_text("keeps no mark")
    page.goto(f"{URL}today/")
    page.evaluate("record.change((kept) => { kept.read['chapter-0/loss'] = 1; })")
    expect(page.locator(".trouble")).to_contain_text(words)
    page.evaluate("record.get().read")
    assert page.evaluate("Object.keys(record.get().read)") == ["chapter-0/loss"]


@pytest.mark.parametrize(
    ("stored", "words"),
    [
        ("{", "can't be read"),
        ('{"version": 1}', "can't be read"),
        ('{"version": 2}', "newer version"),
    ],
)
def test_what_cannot_be_read_is_never_written_over_but_offered(reader, stored, words):
    page = reader()
    page.goto(f"{URL}chapter-0/loss/")
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, stored])
    mark_read(page, "chapter-0/loss")
    page.goto(f"{URL}today/")
    expect(page.locator(".trouble")).to_contain_text(words)
    with page.expect_download() as saved:
        page.get_by_role("button", name="Download what is stored").click()
    assert saved.value.path().read_text() == stored
    assert page.evaluate(f"localStorage.getItem('{KEY}')") == stored


def test_a_file_that_is_no_record_changes_nothing(reader, tmp_path):
    page = reader()
    mark_read(page, "chapter-0/loss")
    today(page)
    answer_all(page)
    before = kept(page)
    good = json.dumps(before)
    for text, words in (
        ("no json", "not saved by this page"),
        ("{}", "no saved record"),
        (json.dumps({**before, "version": 2}), "newer version"),
        (good.replace('"due"', '"dew"', 1), "a part of it is missing"),
        (json.dumps({**before, "log": [1]}), "a part of it is missing"),
    ):
        file = tmp_path / "record.json"
        file.write_text(text)
        page.locator("input[type=file]").set_input_files(file)
        expect(page.locator(".stands [role=status]")).to_contain_text(words)
        assert kept(page) == before


def test_what_a_file_brings_is_said_and_can_be_asked_at_once(reader, tmp_path):
    page, other = reader(), reader()
    mark_read(page, "chapter-0/loss")
    file = tmp_path / "record.json"
    file.write_text(json.dumps(kept(page)))
    other.goto(f"{URL}today/")
    expect(other.locator(".stage")).to_contain_text("No card is waiting")
    for news in ("Loaded: marks or settings.", "Loaded: nothing in it was new."):
        other.locator("input[type=file]").set_input_files(file)
        expect(other.locator(".stands [role=status]")).to_have_text(news)
    expect(other.locator(".stage")).to_contain_text("3 cards can be asked now.")
    other.locator(".stage").get_by_role("button", name="Begin").click()
    expect(other.locator(".ask")).to_be_visible()


def test_cards_that_come_back_while_the_page_is_open_are_offered(reader):
    page = reader()
    mark_read(page, "chapter-0/loss")
    today(page)
    answer_all(page)
    expect(page.locator(".stage")).to_contain_text("Next: 3 cards in 10 min.")
    undo = page.get_by_role("button", name="Undo the last answer")
    undo.focus()
    page.clock.fast_forward("00:31")
    expect(undo).to_be_focused()
    page.clock.fast_forward("11:00")
    expect(page.locator(".stage")).to_contain_text("3 cards can be asked now.")
    page.get_by_role("button", name="One more round").click()
    expect(page.locator(".ask")).to_be_visible()


def test_deleting_asks_once(reader):
    page = reader()
    mark_read(page, "chapter-0/loss")
    today(page)
    answer_all(page)
    page.once("dialog", lambda dialog: dialog.dismiss())
    page.get_by_role("button", name="Delete everything").click()
    assert kept(page)["cards"]
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Delete everything").click()
    expect(page.locator(".stands [role=status]")).to_have_text("Deleted.")
    assert kept(page)["cards"] == {} and kept(page)["read"] == {} and kept(page)["log"] == []


def test_answers_of_the_question_pages_are_taken_over_once(reader):
    page = reader()
    ids = [card_ids(name)["question"] for name in RECAPS]
    answers = {
        f"question-{ids[0]}": "right",
        f"question-{ids[1]}": "wrong",
        "question-00000000": "right",
    }
    page.goto(f"{URL}chapter-0/loss/")
    page.evaluate(
        "answers => localStorage.setItem('torch-recaps:answers', answers)", json.dumps(answers)
    )
    for _ in range(2):
        page.goto(f"{URL}today/")
        expect(page.locator(".stage")).not_to_be_empty()
        assert sorted((id, grade) for id, _, grade in kept(page)["log"]) == [
            (ids[0], 3),
            (ids[1], 1),
        ]
    assert list(kept(page)["read"]) == ["chapter-0/loss", "chapter-0/gradients"]


def test_a_card_that_is_gone_is_kept_for_thirty_days(reader, site):
    page = reader()
    mark_read(page, "chapter-0/loss")
    today(page)
    answer_all(page)
    gone = card_ids("chapter-0/loss")["blank"]
    site.index = index(without=(gone,))
    for days, stays in ((0, True), (29, True), (31, False)):
        page.context.clock.set_fixed_time(START + timedelta(days=days, minutes=5))
        page.goto(f"{URL}today/")
        expect(page.locator(".stage")).not_to_be_empty()
        assert (gone in kept(page)["cards"]) is stays


def test_a_card_that_comes_back_within_them_has_its_history(reader, site):
    page = reader()
    mark_read(page, "chapter-0/loss")
    today(page)
    answer_all(page)
    before = kept(page)["cards"]
    for without in ((card_ids("chapter-0/loss")["blank"],), ()):
        site.index = index(without=without)
        page.goto(f"{URL}today/")
        expect(page.locator(".stage")).not_to_be_empty()
    assert kept(page)["cards"] == before and kept(page)["gone"] == {}


def test_a_page_that_has_another_name_stays_read_and_the_newer_review_counts(reader):
    page = reader()
    page.goto(f"{URL}today/")
    expect(page.locator(".stage")).not_to_be_empty()
    kept = page.evaluate(
        """() => {
            const kept = { ...record.empty(), read: { "chapter-0/old": 5 } };
            kept.cards = { o: { recap: "chapter-0/old", last: 2 }, n: { recap: "chapter-0/new", last: 1 } };
            const recaps = { "chapter-0/new": { cards: ["n"], was: { o: "n" } } };
            practiceData.keepUp(kept, { "chapter-0": { recaps } }, 9);
            return kept;
        }"""
    )
    assert kept["cards"] == {"n": {"recap": "chapter-0/new", "last": 2}}
    assert kept["read"]["chapter-0/new"] == 5


def test_a_clock_set_back_loses_nothing(reader):
    page = reader(START + timedelta(days=400))
    mark_read(page, "chapter-0/loss")
    today(page)
    answer_all(page)
    page.context.clock.set_fixed_time(START)
    today(page)
    assert len(answer_all(page)) >= 3
    assert all(card["last"] <= START.timestamp() * 1000 for card in kept(page)["cards"].values())


def test_without_network_it_says_what_is_missing(reader, site):
    page = reader()
    mark_read(page, "chapter-0/loss")
    site.reachable = False
    page.goto(f"{URL}today/")
    page.get_by_role("button", name="Begin").click()
    expect(page.locator(".stage")).to_contain_text("can't be loaded")
    site.reachable = True
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(".ask")).to_be_visible()


def test_marks_on_the_overview(reader):
    page = reader()
    page.goto(URL)
    expect(page.locator("li")).to_have_count(3)
    assert page.locator(".mark").count() == 0 and page.locator(".standing").inner_text() == ""
    assert page.evaluate("typeof schedule") == "undefined"  # a first visit loads nothing for it
    mark_read(page, "chapter-0/loss", "chapter-0/gradients")
    today(page)
    page.goto(URL)
    expect(page.locator(".mark")).to_have_text(["read", "read"])
    expect(page.locator(".standing")).to_contain_text("Continue: Tensors")
    today(page)
    answer_all(page)
    page.context.clock.set_fixed_time(START + timedelta(days=40))
    page.goto(URL)
    expect(page.locator(".mark")).to_have_text(["due", "due"])
    expect(page.locator(".standing")).to_contain_text("6 cards are due today")


def test_no_barrier_in_any_state(reader):
    page = reader()
    mark_read(page, *RECAPS)

    def check():
        found = Axe().run(
            page,
            options={
                "resultTypes": ["violations"],
                "rules": {"color-contrast": {"enabled": False}},
            },
        )
        assert not found.violations_count, found.generate_report()

    page.goto(f"{URL}today/")
    expect(page.get_by_role("button", name="Begin")).to_be_visible()
    check()
    today(page)
    seen = set()
    while page.locator(".ask").count():
        kind = page.locator(".card").get_attribute("class")
        if kind not in seen:
            check()
            seen.add(kind)
            if page.locator(".answers").count():
                page.get_by_role("button", name="wrong one", exact=True).click()
                check()
                page.get_by_role("button", name="Next").click()
                continue
        answer(page)
    assert len(seen) == 3
    check()
