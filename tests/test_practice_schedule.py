"""When cards are asked again: as the Python package fsrs says, by the reader's days. No site is built for it.

ts-fsrs and fsrs are one algorithm, FSRS-6 with the same parameters, and here they give the same times
to the millisecond, after every grade of every review, but for these rules, each found in their sources:

- Days. fsrs counts 24 hours from the last review, ts-fsrs from midnight to midnight in Greenwich. Cards
  are due by the reader's days, which begin at 4 in the morning, so these are what both are told. Where
  each review is later in the day than the last, they are the days that fsrs counts, and it is not told.
  Where reviews come at any hour it would count a day less in places, and 6,391 of 26,900 due days would
  be others, by up to 262 days: a review in the same day teaches much less than one a day later.
- Order. Of a card in review, ts-fsrs has Good at least a day after Hard, and Easy a day after Good
  (`next_interval` in its BasicScheduler); fsrs has no such rule. So Good comes up to one day later,
  and Easy up to two: mostly where a card is reviewed twice in a day, which hardly makes it more stable.
- Hard in a learning step. fsrs waits 5.5 minutes in the first step and 10 in the second; ts-fsrs 6 in
  both, the mean of the two steps in whole minutes. Only around 4 o'clock that can be another day.
- Digits. ts-fsrs rounds stability, difficulty and factors to 8 decimals. An interval becomes another
  only where it comes within millionths of half a day: none here, and none of 523,612 in a longer run.
- Bounds. ts-fsrs has a first stability of 0.1 at least and any of 36,500 days at most: never reached here.
"""

import hashlib
import json
import math
import random
import re
from collections import Counter
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from fsrs import Card, Rating, Scheduler, State

from lab_page import ASSETS

SCRIPTS = ["ts-fsrs/index.umd.js", "practice-schedule.js"]
MINUTE, DAY = 60_000, 86_400_000
AGAIN, HARD, GOOD, EASY = 1, 2, 3, 4
HISTORIES = 1000
RETENTIONS = [0.8, 0.83, 0.85, 0.87, 0.9, 0.92, 0.95]
BERLIN = ZoneInfo("Europe/Berlin")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# Each review of each history: when each grade would ask again, and the card that its grade makes.
REPLAY = """(histories) => histories.map(({ retention, reviews }) => {
  let card;
  return reviews.map(([now, grade]) => {
    const offered = schedule.offered(card, now, retention);
    card = schedule.reviewed(card, grade, now, retention);
    return { offered, card };
  });
})"""


@pytest.fixture(scope="module")
def page_in(browser):
    """Pages with the scripts in a time zone, by its name."""

    @contextmanager
    def opened(zone):
        context = browser.new_context(timezone_id=zone)
        page = context.new_page()
        for name in SCRIPTS:
            page.add_script_tag(path=ASSETS / name)
        yield page
        context.close()

    return opened


@pytest.fixture(scope="module")
def page(page_in):
    with page_in("Europe/Berlin") as page:
        yield page


def at(text, zone=BERLIN):
    """The milliseconds of a time on the wall."""
    return round(datetime.fromisoformat(text).replace(tzinfo=zone).timestamp() * 1000)


def time_of(ms):
    return EPOCH + timedelta(milliseconds=ms)


def day_of(ms, zone):
    """The reader's day, counted on the calendar."""
    wall = time_of(ms).astimezone(zone).replace(tzinfo=None)
    return (wall - timedelta(hours=4)).toordinal() - EPOCH.toordinal()


def any_gap(dice):
    """From a minute to half a year, minutes as often as months."""
    return round(math.exp(dice.uniform(math.log(MINUTE), math.log(180 * DAY))))


def later_gap(dice):
    """Minutes, after none or many days: the reviews come later in the day each time."""
    days = dice.choice([0, 0, 1, 1, 2, dice.randrange(3, 15), dice.randrange(15, 180)])
    return days * DAY + dice.randrange(MINUTE, 90 * MINUTE)


def histories(gap, seed):
    """Up to 12 reviews each, the first of them after 4 o'clock in UTC."""
    dice = random.Random(seed)
    found = []
    for _ in range(HISTORIES):
        now = at("2026-01-01T04:00", UTC) + DAY * dice.randrange(2000)
        reviews = []
        for _ in range(dice.randrange(1, 13)):
            now += gap(dice)
            reviews.append((now, dice.choices([AGAIN, HARD, GOOD, EASY], [3, 2, 5, 2])[0]))
        found.append({"retention": dice.choice(RETENTIONS), "reviews": reviews})
    return found


def replayed(retention, reviews, zone=None):
    """What fsrs says at each review: the card before it, and the cards that the four grades make.

    With a `zone`, it is told how many days the reader had since the last review.
    """
    scheduler = Scheduler(desired_retention=retention, enable_fuzzing=False)
    card, last = Card(card_id=1), None
    for now, grade in reviews:
        if zone and last:
            days = day_of(now, zone) - day_of(last, zone)
            card.last_review = time_of(now) - timedelta(days=days)
        made = {
            each: scheduler.review_card(card, Rating(each), time_of(now))[0]
            for each in (AGAIN, HARD, GOOD, EASY)
        }
        yield card, made
        card, last = made[grade], now


def in_ms(moment):
    return (moment - EPOCH) // timedelta(milliseconds=1)


def as_ts_fsrs(before, made, now):
    """When fsrs asks again after each grade, by the two rules that only ts-fsrs has."""
    due = {grade: in_ms(card.due) for grade, card in made.items()}
    if before.state == State.Review:
        due[GOOD] = max(due[GOOD], due[HARD] + DAY)
        due[EASY] = max(due[EASY], due[GOOD] + DAY)
    if before.state == State.Learning:
        due[HARD] = now + 6 * MINUTE
    return due


def compared(page, histories, zone=None):
    """Replay them in both; returns how many due days the two rules move, by state, grade and days."""
    differ = Counter()
    ours = page.evaluate(REPLAY, histories)
    for history, steps in zip(histories, ours, strict=True):
        theirs = replayed(**history, zone=zone)
        for (now, grade), step, (before, made) in zip(
            history["reviews"], steps, theirs, strict=True
        ):
            offered = {int(each): due for each, due in step["offered"].items()}
            assert offered == as_ts_fsrs(before, made, now), history
            after, card = made[grade], step["card"]
            assert card["due"] == offered[grade]
            assert card["state"] == after.state
            assert card["stability"] == pytest.approx(after.stability, rel=1e-6)
            assert card["difficulty"] == pytest.approx(after.difficulty, rel=1e-7)
            for each, due in offered.items():
                later = day_of(due, zone or UTC) - day_of(in_ms(made[each].due), zone or UTC)
                differ[before.state.name, Rating(each).name, later] += 1
    return {key: count for key, count in differ.items() if key[-1]}


def test_reviews_at_any_hour_are_due_as_in_fsrs(page):
    assert compared(page, histories(any_gap, seed=14), BERLIN) == {
        ("Review", "Good", 1): 1624,
        ("Review", "Easy", 1): 182,
        ("Review", "Easy", 2): 76,
        ("Learning", "Hard", -1): 1,
    }


def test_where_fsrs_counts_the_same_days_it_is_asked_as_it_is(page_in):
    with page_in("UTC") as page:
        assert compared(page, histories(later_gap, seed=15)) == {
            ("Review", "Good", 1): 1002,
            ("Review", "Easy", 1): 180,
            ("Review", "Easy", 2): 54,
        }


def test_days_of_24_hours_would_be_others():
    apart = []
    for history in histories(any_gap, seed=14):
        both = zip(replayed(**history), replayed(**history, zone=BERLIN), strict=True)
        for (_, by_hours), (_, by_days) in both:
            for grade, card in by_hours.items():
                due = [day_of(in_ms(one.due), BERLIN) for one in (card, by_days[grade])]
                apart.append(abs(due[0] - due[1]))
    assert (len(apart), np.count_nonzero(apart), max(apart)) == (26_900, 6391, 262)


# Where the clock is changed by an hour, by half of one, at midnight, and never.
ZONES = [
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Africa/Cairo",
    "Asia/Kathmandu",
]


@pytest.mark.parametrize("zone", ZONES)
def test_a_day_is_the_calendars_from_4_oclock(page_in, zone):
    begin = at("2026-01-01T00:00", UTC)
    moments = range(begin, begin + 366 * DAY, 20 * MINUTE)
    with page_in(zone) as page:
        days = page.evaluate("(moments) => moments.map(schedule.day)", list(moments))
    assert days == [day_of(moment, ZoneInfo(zone)) for moment in moments]


@pytest.mark.parametrize(
    ("evening", "morning"),
    [
        ("2026-07-01T03:59:59.999", "2026-07-01T04:00"),
        ("2026-03-29T03:59:59.999", "2026-03-29T04:00"),  # 2 o'clock became 3
        ("2026-10-25T03:59:59.999", "2026-10-25T04:00"),  # 3 o'clock became 2
    ],
)
def test_a_day_begins_at_4_oclock_in_every_night(page, evening, morning):
    days = page.evaluate("(moments) => moments.map(schedule.day)", [at(evening), at(morning)])
    today = datetime.fromisoformat(morning).toordinal() - EPOCH.toordinal()
    assert days == [today - 1, today]


def reviewed(page, card, grade, now, retention=0.9):
    """The record's card after a review; JavaScript has no null for a new one."""
    return page.evaluate(
        "([card, ...given]) => schedule.reviewed(card ?? undefined, ...given)",
        [card, grade, now, retention],
    )


def asked(page, name, *given):
    return page.evaluate("([name, given]) => schedule[name](...given)", [name, list(given)])


def learned(page, now):
    """A card that was just learned: it is asked again after days."""
    return reviewed(page, None, EASY, now)


def test_a_night_is_a_day_and_midnight_is_none(page_in):
    """Also where it is midnight in Greenwich, which is what FSRS alone would count."""
    zone = ZoneInfo("Pacific/Honolulu")
    with page_in(zone.key) as page:
        card = learned(page, at("2026-05-04T13:50", zone))
        for later, days in [("04T14:10", 0), ("05T03:50", 0), ("05T04:10", 1), ("06T03:50", 1)]:
            again = reviewed(page, card, GOOD, at(f"2026-05-{later}", zone))
            assert again["elapsed"] == days, later


def test_a_flight_to_another_day_loses_no_card(page_in):
    """In Honolulu it is still the day before."""
    now = at("2026-05-04T08:00", ZoneInfo("Asia/Tokyo"))
    with page_in("Asia/Tokyo") as page:
        card = learned(page, now)
        there = asked(page, "day", now)
        until = asked(page, "daysUntil", card, now)
    with page_in("Pacific/Honolulu") as page:
        assert asked(page, "day", now) == there - 1
        assert asked(page, "daysUntil", card, now) == until
        assert reviewed(page, card, GOOD, now + MINUTE)["elapsed"] == 0


def test_a_clock_set_back_counts_as_no_time(page):
    now = at("2026-05-04T12:00")
    card = reviewed(page, learned(page, now - 9 * DAY), GOOD, now)
    for back in [MINUTE, 3 * DAY, 4000 * DAY]:
        again = reviewed(page, card, GOOD, now - back)
        at_once = reviewed(page, card, GOOD, now)
        moved = {name: at_once[name] - back for name in ("due", "last")}
        assert again == at_once | moved and again["elapsed"] == 0
        assert all(math.isfinite(value) for value in again.values())


def test_a_card_answered_in_the_future_is_asked_today(page):
    """By a clock that was wrong; its next review puts it right."""
    now = at("2026-05-04T12:00")
    for grade in (AGAIN, EASY):
        card = reviewed(page, None, grade, now + 1000 * DAY)
        assert asked(page, "isDue", card, now)
        assert asked(page, "forecast", [card], now, 3) == [1, 0, 0]
        again = reviewed(page, card, EASY, now)
        assert again["last"] == now and 0 < asked(page, "daysUntil", again, now) < 30


def test_a_card_is_the_records_and_outlives_json(page):
    now = at("2026-05-04T12:00")
    card = {"recap": "chapter-0/loss"} | reviewed(page, None, GOOD, now)
    names = "recap due stability difficulty elapsed scheduled steps reps lapses state last"
    for grade, later in [(GOOD, 11 * MINUTE), (AGAIN, 3 * DAY), (HARD, MINUTE), (EASY, 40 * DAY)]:
        now += later
        stored = page.evaluate(
            """([card, ...given]) => {
              const before = JSON.stringify(card);
              const after = schedule.reviewed(card, ...given);
              if (JSON.stringify(card) !== before) throw new Error("changed");
              return JSON.stringify(after);
            }""",
            [card, grade, now, 0.9],
        )
        card = json.loads(stored)
        assert list(card) == names.split()
        assert card.pop("recap") == "chapter-0/loss" and card["last"] == now
        assert all(math.isfinite(value) for value in card.values())
        card = {"recap": "chapter-0/loss"} | card
    assert (card["reps"], card["lapses"]) == (5, 1)


def test_steps_are_due_to_the_minute_and_learned_cards_all_day(page):
    now = at("2026-05-04T22:00")
    step = reviewed(page, None, GOOD, now)
    assert step["due"] == now + 10 * MINUTE
    assert not asked(page, "isDue", step, step["due"] - 1)
    assert asked(page, "isDue", step, step["due"])
    assert asked(page, "daysUntil", step, now) == 0
    card = learned(page, now)
    assert card["due"] == now + 8 * DAY
    assert not asked(page, "isDue", card, at("2026-05-12T03:59"))
    assert asked(page, "isDue", card, at("2026-05-12T04:00"))
    forgotten = reviewed(page, card, AGAIN, card["due"])
    assert not asked(page, "isDue", forgotten, card["due"] + 9 * MINUTE)
    assert asked(page, "isDue", forgotten, card["due"] + 10 * MINUTE)


def test_a_card_is_known_when_it_lasts_for_more_than_three_weeks(page):
    now = at("2026-05-04T12:00")
    card = learned(page, now)
    assert not asked(page, "isKnown", card)
    assert asked(page, "isKnown", reviewed(page, card, GOOD, now + 8 * DAY))
    assert not asked(page, "isKnown", card | {"stability": 21})
    assert asked(page, "isKnown", card | {"stability": 21.00000001})


def test_a_forecast_counts_each_card_on_its_day(page):
    """The clock is put forward in the night to the 29th, and a day begins at 4 all the same."""
    now = at("2026-03-27T20:00")
    due = [
        "2026-03-01T12:00",
        "2026-03-27T23:00",
        "2026-03-28T03:00",
        "2026-03-28T04:00",
        "2026-03-29T03:30",
        "2026-03-29T04:30",
        "2026-04-01T12:00",
        "2026-04-02T12:00",
    ]
    cards = [learned(page, at("2026-02-01T12:00")) | {"due": at(each)} for each in due]
    assert asked(page, "forecast", cards, now, 6) == [3, 2, 1, 0, 0, 1]
    assert asked(page, "forecast", [], now, 2) == [0, 0]


def test_ts_fsrs_is_as_it_was_published(page):
    readme = (ASSETS / "ts-fsrs/README.txt").read_text("utf-8")
    for name in ("index.umd.js", "LICENSE.txt"):
        checksum = hashlib.sha256((ASSETS / "ts-fsrs" / name).read_bytes()).hexdigest()
        assert f"{checksum}  {name}\n" in readme
    version = re.search(r"ts-fsrs, version (\S+)", readme)[1]
    assert page.evaluate("FSRS.FSRSVersion").startswith(f"v{version} ")
