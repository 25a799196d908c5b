"""One source of questions: what the check reads, the review page shows and the Anki deck holds."""

import io
import json
import sqlite3
import zipfile

import pytest
from bs4 import BeautifulSoup

from recaps.build import build, expand_all
from recaps.links import relinked, without_links
from recaps.pages import read_page
from recaps.questions import Choice, questions_of

PAGE = "docs/chapter-0/line.md"
REVIEW = """\
---
description: Every question.
---
# All questions

[REVIEW chapter-0]
"""
SECOND = """
**What is `a ** b` at
$b = 2 < 3$?**

- [ ] *Double*, see [the chapter](index.md).

    No formula says that.

    It grows.

- [x] The square.

    See [above](#a-line).
"""


@pytest.fixture
def reviewed(project, edit):
    edit("mkdocs.yml", "chapter-0/line.md]", "chapter-0/line.md, review/chapter-0.md]")
    page = project.docs / "review/chapter-0.md"
    page.parent.mkdir()
    page.write_text(REVIEW)
    (project.root / PAGE).open("a").write(SECOND)
    return project


def questions(project):
    return questions_of(read_page("chapter-0/line.md", project))


def test_a_question_has_its_text_choices_and_reasons(reviewed):
    first, second = questions(reviewed)
    assert first.text == "Does it rise?"
    assert first.choices == (
        Choice("Yes.", True, "Each value is larger."),
        Choice("No.", False, "Look again."),
    )
    assert second.text == "What is `a ** b` at $b = 2 < 3$?"
    assert second.choices[0].reason == "No formula says that.\n\nIt grows."


def test_a_question_keeps_its_id_while_its_page_and_words_stay(reviewed, edit):
    first, second = (question.id for question in questions(reviewed))
    assert first != second
    edit(PAGE, "**Does it rise?**", "**Which way?**\n\n- [x] Up.\n\n    Yes.\n\n**Does it\nrise?**")
    edit(PAGE, "Each value is larger.", "Each is larger.")
    assert [question.id for question in questions(reviewed)][1:] == [first, second]
    edit(PAGE, "**Does it\nrise?**", "**Does it fall?**")
    assert questions(reviewed)[1].id != first


def test_bold_text_without_choices_is_no_question(project, edit):
    edit(PAGE, "The result is", "**In bold.**\n\nThe result is")
    assert [question.text for question in questions(project)] == ["Does it rise?"]


def test_the_review_page_asks_every_question_below_its_recap(reviewed):
    page = expand_all(reviewed).pages["review/chapter-0.md"]
    first, second = questions(reviewed)
    assert page.markdown.split("\n\n", 2)[2].rpartition("\n\n")[0] == (
        "Take away: [these questions as an Anki deck](../downloads/chapter-0/questions.apkg).\n\n"
        '<div class="review" id="practise"></div>\n\n'
        "## [A line](../chapter-0/line.md)\n\n"
        f"**Does it rise?**\n{{ #question-{first.id} .question }}\n\n"
        "- [x] Yes.\n\n    Each value is larger.\n\n"
        "- [ ] No.\n\n    Look again.\n\n"
        f"**What is `a ** b` at $b = 2 < 3$?**\n{{ #question-{second.id} .question }}\n\n"
        "- [ ] *Double*, see [the chapter](../chapter-0/index.md).\n\n"
        "    No formula says that.\n\n    It grows.\n\n"
        "- [x] The square.\n\n    See [above](../chapter-0/line.md#a-line)."
    )


def test_links_lead_to_the_same_from_another_page():
    text = "[a](b.md#c) [d](#e) [f](../g/h.md) [i](https://j.org/k.md) `l[0](m)` ![n](o.svg)"
    assert relinked(text, "chapter-0/line.md", "review/chapter-0.md") == (
        "[a](../chapter-0/b.md#c) [d](../chapter-0/line.md#e) [f](../g/h.md) "
        "[i](https://j.org/k.md) `l[0](m)` ![n](o.svg)"
    )
    assert without_links('<a href="index.md">a</a>, <b>c</b>') == "a, <b>c</b>"
    assert without_links(text) == "a d f [i](https://j.org/k.md) `l[0](m)` ![n](o.svg)"


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
        (1_600_000_000_000 + int(question.id, 16),) for question in questions(reviewed)
    ]
    assert {tags for _, tags in notes} == {" chapter-0 chapter-0::line "}
    fields = next(flds.split("\x1f") for flds, _ in notes if "square" in flds)
    assert fields[:4] == [
        '<p>What is <code>a ** b</code> at <span class="arithmatex">\\(b = 2 &lt; 3\\)</span>?</p>',
        "<p>A line</p>",
        "<ol>\n<li><em>Double</em>, see the chapter.</li>\n<li>The square.</li>\n</ol>",
        "<p>The square.</p>",
    ]
    reasons = BeautifulSoup(fields[4], "html.parser").select("li")
    assert [" ".join(item.text.split()) for item in reasons] == [
        "Double, see the chapter. No. No formula says that. It grows.",
        "The square. Right. See above.",
    ]


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
    edit(PAGE, "**Does it rise?**", "**Which way?**\n\n- [x] Up.\n\n    Yes.\n\n**Does it rise?**")
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
    edit("docs/review/chapter-0.md", "[REVIEW chapter-0]", "None.")
    build(reviewed)
    assert not (reviewed.downloads / "chapter-0/questions.apkg").exists()
