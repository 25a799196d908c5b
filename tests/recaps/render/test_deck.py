"""The questions of a chapter as an Anki deck: what it holds, and what Anki knows it by."""

import io
import json
import sqlite3
import zipfile

import pytest
from bs4 import BeautifulSoup

from asking import BEFORE, REVIEW, SECOND
from recaps.build import build, finish, read
from recaps.transforms.questions import card_id

PAGE = "docs/chapter-0/line.md"


@pytest.fixture
def reviewed(project, edit):
    edit("mkdocs.yml", "chapter-0/line.md]", "chapter-0/line.md, review/chapter-0.md]")
    page = project.docs / "review/chapter-0.md"
    page.parent.mkdir()
    page.write_text(REVIEW)
    (project.root / PAGE).open("a").write(SECOND)
    return project


def question_ids(project) -> list[str]:
    page = finish(read(project)).documents["chapter-0/line.md"]
    return [card_id(page.name, "question", question.text.markdown) for question in page.questions]


def deck(project, query: str) -> list[tuple]:
    """The rows of a query to the chapter's deck."""
    file = io.BytesIO((project.downloads / "chapter-0/questions.apkg").read_bytes())
    with zipfile.ZipFile(file) as package:
        assert package.namelist() == ["collection.anki2", "media"]
        assert package.read("media") == b"{}"
        connection = sqlite3.connect(":memory:")
        connection.deserialize(package.read("collection.anki2"))
        return connection.execute(query).fetchall()


def test_the_deck_holds_a_note_and_a_card_for_each_question(reviewed):
    build(reviewed)
    notes = deck(reviewed, "select flds, tags from notes order by id")
    assert deck(reviewed, "select nid from cards order by due") == [
        (1_600_000_000_000 + int(name, 16),) for name in question_ids(reviewed)
    ]
    assert {tags for _, tags in notes} == {" chapter-0 chapter-0::line "}
    fields = next(flds.split("\x1f") for flds, _ in notes if "square" in flds)
    assert fields[:4] == [
        '<p>What is <code>a ** b</code> at <span class="arithmatex">\\(b = 2 &lt; 3\\)</span>?</p>',
        "<p>A line</p>",
        "<ol>\n<li><em>Double</em>, see the chapter.</li>\n<li>The square.</li>\n<li>The cube.</li>\n</ol>",
        "<p>The square.</p>",
    ]
    reasons = BeautifulSoup(fields[4], "html.parser").select("li")
    assert [" ".join(item.text.split()) for item in reasons] == [
        "Double, see the chapter. No. No formula says that. It grows.",
        "The square. Right. See above.",
        "The cube. No. Not that.",
    ]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("+ 1 row", "+ 1 row"), ("> 5", "&gt; 5"), ("1. first", "1. first"), ("---", "---"),
        (r"It costs \$5", "It costs $5"),
    ],
)  # fmt: skip
def test_a_choice_is_words_and_no_block(written, shown, reviewed, edit):
    edit(PAGE, "- [x] The square.", f"- [x] {written}")
    build(reviewed)
    (fields,) = deck(reviewed, "select flds from notes where flds like '%a ** b%'")[0]
    assert f"<li>{shown}</li>" in fields and f"<p>{shown}</p>" in fields


def test_the_deck_asks_nobody_else(reviewed):
    build(reviewed)
    ((decks, models),) = deck(reviewed, "select decks, models from col")
    assert [d["name"] for d in json.loads(decks).values()] == ["Default", "Torch Recaps::Chapter 0"]
    (model,) = json.loads(models).values()
    shown = [model["css"], model["tmpls"][0]["qfmt"], model["tmpls"][0]["afmt"]]
    shown += [flds for (flds,) in deck(reviewed, "select flds from notes")]
    assert not [text for text in shown if "//" in text or "src=" in text or "href=" in text]


def ids(project) -> tuple:
    """What Anki knows the deck, its model and its notes by."""
    ((decks, models),) = deck(project, "select decks, models from col")
    notes = {
        flds.split("\x1f")[0]: rest
        for flds, *rest in deck(project, "select flds, id, guid from notes")
    }
    return list(json.loads(decks)), list(json.loads(models)), notes


def test_a_deck_imported_again_updates_what_is_there(reviewed, edit, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    build(reviewed)
    decks, models, notes = ids(reviewed)
    assert deck(reviewed, "select distinct mod from notes") == [(1_700_000_000,)]
    edit(PAGE, ":::question[Does it rise?]", f"{BEFORE}:::question[Does it rise?]")
    edit(PAGE, "Look again.", "Look twice.")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000001")
    build(reviewed)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000002")
    build(reviewed)
    new_decks, new_models, new_notes = ids(reviewed)
    assert (new_decks, new_models) == (decks, models)
    assert len(new_notes) == 3 and new_notes.items() >= notes.items()
    assert deck(reviewed, "select distinct mod from notes") == [(1_700_000_002,)]


def test_a_deck_is_written_only_where_it_changes(reviewed, edit, monkeypatch):
    build(reviewed)
    file = reviewed.downloads / "chapter-0/questions.apkg"
    before = file.stat().st_mtime_ns, file.read_bytes()
    edit(PAGE, "The result is", "It is")
    build(reviewed)
    assert (file.stat().st_mtime_ns, file.read_bytes()) == before
    file.unlink()
    with monkeypatch.context() as later:
        later.setattr("time.time", lambda: 2_000_000_000)
        build(reviewed)
    assert file.read_bytes() == before[1]
    edit(PAGE, "Look again.", "Look twice.")
    build(reviewed)
    assert file.read_bytes() != before[1]


def test_a_deck_without_its_review_page_is_removed(reviewed, edit):
    build(reviewed)
    edit("docs/review/chapter-0.md", "::review[chapter-0]", "None.")
    build(reviewed)
    assert not (reviewed.downloads / "chapter-0/questions.apkg").exists()
