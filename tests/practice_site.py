"""Today and a few recaps at an address that only exists here: the real scripts, small pages, known cards."""

import json
import re

from playwright.sync_api import BrowserContext, Page, Route

from checkouts import ROOT

ASSETS = ROOT / "docs/assets"
URL = "http://recaps.test/site/"
KEY = "torch-recaps:record"
RECAPS = {
    "chapter-0/loss": "Loss",
    "chapter-0/gradients": "Gradients",
    "chapter-1/tensors": "Tensors",
}
CHOICES = [
    {"text": "right one", "right": True, "reason": "<p>Because.</p>"},
    {"text": "wrong one", "right": False, "reason": "<p>A misconception.</p>"},
    {"text": "other wrong one", "right": False, "reason": "<p>Another one.</p>"},
]


def card_ids(recap: str) -> dict[str, str]:
    """The ids of a recap's cards by their kind."""
    place = list(RECAPS).index(recap)
    return {kind: f"{place}{kind:0>7}"[:8] for kind in ("question", "blank", "predict")}


def cards_of(recap: str) -> list[dict]:
    title, ids = RECAPS[recap], card_ids(recap)
    return [
        {"id": ids["question"], "kind": "question", "ask": f"{title}: which?", "choices": CHOICES},
        {"id": ids["blank"], "kind": "blank", "code": "x = (<b>1</b> + 2)", "blank": "(1 + 2)"},
        {
            "id": ids["predict"],
            "kind": "predict",
            "ask": f"{title}: what does it print?",
            "code": "print(2 / 4)",
            "answer": "0.50",
            "wrong": [{"value": "2", "text": "2", "reason": "<p>4 over 2.</p>"}],
        },
    ]


def index(*, without: tuple[str, ...] = ()) -> dict:
    """The index of all cards, without those of some ids."""
    chapters: dict = {}
    for name, title in RECAPS.items():
        chapter = chapters.setdefault(name.split("/")[0], {"title": "Chapter", "recaps": {}})
        present = [id for id in card_ids(name).values() if id not in without]
        chapter["recaps"][name] = {"title": title, "cards": present, "was": {}}
    return chapters


class Site:
    """What the routes answer with; a test may change `index`, rename cards, or take `reachable` away."""

    def __init__(self):
        self.index = index()
        self.now_called: dict[str, str] = {}
        self.reachable = True

    def rename(self, recap: str, old: str, new: str) -> None:
        """Give the words of a card, and so the card, another id."""
        entry = self.index[recap.split("/")[0]]["recaps"][recap]
        entry["cards"] = [new if id == old else id for id in entry["cards"]]
        entry["was"][old] = new
        self.now_called[old] = new

    def open_in(self, context: BrowserContext) -> None:
        context.route(f"{URL}**", self.answer)

    def answer(self, route: Route) -> None:
        path = route.request.url.removeprefix(URL).split("?")[0].split("#")[0]
        chapter = re.fullmatch(r"downloads/([\w-]+)/cards\.js", path)
        if path.startswith("assets/"):
            return route.fulfill(path=ASSETS / path.removeprefix("assets/"))
        if path == "downloads/cards.js":
            script = f"const practiceIndex = {json.dumps(self.index)};"
        elif chapter and not self.reachable:
            return route.abort()
        elif chapter:
            of = [card for r in RECAPS if r.startswith(chapter[1]) for card in cards_of(r)]
            of = [card | {"id": self.now_called.get(card["id"], card["id"])} for card in of]
            script = f'(globalThis.practiceCards ??= {{}})["{chapter[1]}"] = {json.dumps(of)};'
        else:
            return route.fulfill(body=self.page(path), content_type="text/html")
        return route.fulfill(body=script, content_type="text/javascript")

    def page(self, path: str) -> str:
        up = "../" * path.count("/")
        recap = path.rstrip("/")
        if path == "today/":
            body = '<div class="practice"></div>'
        elif recap in RECAPS:
            question = "".join(
                f"<details><summary>{c['text']}</summary>…</details>" for c in CHOICES
            )
            asked = f'<div class="choices">{question}</div>' * 2
            body = f'<p class="where"></p>{asked}<p class="read" data-recap="{recap}"></p>'
        else:
            links = "".join(f'<li><a href="{up}{name}/">{name}</a></li>' for name in RECAPS)
            body = f'<div class="standing"></div><ol>{links}</ol>'
        scripts = "".join(
            f'<script defer src="{up}assets/{name}"></script>'
            for name in ("recall.js", "practice.js")
        )
        head = f"<title>{path}</title><meta charset=utf-8>{scripts}"
        return f'<!doctype html><html lang="en">{head}<main><article class="md-typeset"><h1>Page</h1>{body}</article></main>'


def kept(page: Page) -> dict:
    """The record as it is stored."""
    return json.loads(page.evaluate(f"localStorage.getItem('{KEY}')"))


def answer(page: Page, right: bool = True, grade: int = 3) -> str:
    """Answer the card on show; what it asked."""
    ask = page.locator(".ask").inner_text()
    page.locator(".card").evaluate("card => card.dataset.answered = ''")
    if page.locator(".answers").count():
        page.get_by_role("button", name="right one" if right else "wrong one", exact=True).click()
    elif page.locator(".typed").count():
        page.locator(".typed input").fill(".5" if right else "2")
        page.get_by_role("button", name="Check").click()
    else:
        page.get_by_role("button", name="Uncover").click()
        grade = grade if right else 1
    if right or page.locator("[data-key='1']").count():
        page.locator(f"[data-key='{grade}']").click()
    else:
        page.get_by_role("button", name="Next").click()
    page.locator(".card[data-answered]").wait_for(state="detached")
    return ask
