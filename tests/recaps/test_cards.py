"""What Today asks is known by its page and its words, and keeps its history where the page says so."""

import json
import re

import pytest

from recaps.build import build, finish, read
from recaps.cards import cards, former_ids
from recaps.project import SourceError

PAGE = "docs/chapter-0/line.md"
BLANK = "::blank[sum([1, 2, 3])]\n"
OTHERS = "::predict[What is a fourth of the total?]\n::predict[What does it print?]\n"
ASKED = f"{BLANK}:::predict[What is a fourth of $t$?]\n- [ ] `6`\n\n    That is the **total**, $t$.\n:::\n"


def page(project):
    return finish(read(project)).documents["chapter-0/line.md"]


def ids(project):
    return {card.kind: card.id for card in cards(page(project))}


def script(project, name):
    text = (project.downloads / name).read_text()
    return json.loads(re.fullmatch(r"(?:const \w+|\(.*?\)\[.*?\]) = (.*);\n", text)[1])


def test_a_card_of_each_kind(project, edit):
    edit(PAGE, f"{BLANK}{OTHERS}", f"{ASKED}::predict[What?]\n")
    assert list(ids(project)) == ["question", "blank", "predict"]
    assert len(set(ids(project).values())) == 3


def test_other_words_make_another_card_and_the_page_may_say_what_it_was(project, edit):
    before = ids(project)["question"]
    edit(PAGE, "Does it rise?", "Does the line rise?")
    now = ids(project)["question"]
    assert now != before and former_ids(page(project)) == {}
    edit(PAGE, "step: 1\n", 'step: 1\nwas: {"Does the line rise?": "Does it rise?"}\n')
    assert former_ids(page(project)) == {before: now}


def test_cards_follow_a_page_that_has_another_name(project, edit):
    before = ids(project)
    (project.root / PAGE).rename(project.root / "docs/chapter-0/ascent.md")
    edit("mkdocs.yml", "chapter-0/line.md", "chapter-0/ascent.md")
    edit("docs/glossary.md", "chapter-0/line.md", "chapter-0/ascent.md")
    edit("docs/chapter-0/ascent.md", "step: 1\n", "step: 1\nwas: {page: line}\n")
    recap = finish(read(project)).documents["chapter-0/ascent.md"]
    now = {card.kind: card.id for card in cards(recap)}
    assert {before[kind]: now[kind] for kind in now}.items() <= former_ids(recap).items()


def test_a_card_that_was_and_is_not(project, edit):
    edit(PAGE, "step: 1\n", 'step: 1\nwas: {"No such words": "Does it rise?"}\n')
    with pytest.raises(SourceError, match="no card of this page says 'No such words'"):
        page(project)


def test_a_blank_that_comes_twice_is_asked_once(project, edit):
    edit("snippets/chapter_0/line.py", "plt.plot([1", "print(sum([1, 2, 3]))\nplt.plot([1")
    edit(
        PAGE, "![A rising", f'```python\n--8<-- "chapter_0/line.py:figure"\n```\n{BLANK}![A rising'
    )
    assert [card.kind for card in cards(page(project))] == [
        "question",
        "blank",
        "predict",
        "predict",
    ]


def test_the_index_and_the_contents(project, edit):
    edit(PAGE, f"{BLANK}{OTHERS}", f"{ASKED}::predict[What?]\n")
    build(project)
    index = script(project, "cards.js")["chapter-0"]
    assert index["title"] == "Chapter 0"
    (recap,) = index["recaps"].items()
    assert recap[0] == "chapter-0/line" and recap[1]["title"] == "A line"
    question, blank, predict, _ = script(project, "chapter-0/cards.js")
    assert [question["id"], blank["id"], predict["id"]] == recap[1]["cards"][:3]
    assert [choice["right"] for choice in question["choices"]] == [True, False, False]
    assert question["choices"][0]["reason"] == "<p>Each value is larger.</p>"
    assert blank["blank"] == "sum([1, 2, 3])" and "total" in blank["code"]
    assert predict["answer"] == "1.5" and predict["wrong"][0]["value"] == "6"
    assert "<strong>total</strong>" in predict["wrong"][0]["reason"]
    assert "<math" in predict["ask"] and "<math" in predict["wrong"][0]["reason"]


def test_a_card_leads_to_the_heading_or_the_trap_that_its_code_stands_under(project, edit):
    assert [card.anchor for card in cards(page(project))] == [""] * 4
    edit(PAGE, "The result is 1.50.", "## Why it is so\n\nThe result is 1.50.")
    assert [card.anchor for card in cards(page(project))] == ["", *["why-it-is-so"] * 3]
    build(project)
    assert script(project, "chapter-0/cards.js")[1]["at"] == "why-it-is-so"
