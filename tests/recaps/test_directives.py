"""One registry says which directives there are; what is none stops, with what was meant."""

import pytest

import recaps.transforms  # noqa: F401 - registers all directives
from recaps.directives import REGISTRY, Spec, check_known, reference, run_directive, unknown
from recaps.document import Text
from recaps.parse import parse_page
from recaps.project import SourceError


def page(body: str):
    return parse_page("a.md", "docs/a.md", f"---\ndescription: B.\n---\n# A\n\n{body}\n")


def check(body: str) -> None:
    document = page(body)
    check_known(document, document.blocks[1])


KNOWN = [
    "::predict[What?]", "::today", "::standing",
    "::blank[a]", "::setup[T]", ":::setup[T]\nText.\n:::", "::setup[T]{upto=loss}", "::recaps", "::recaps[chapter-0]",
    ":::trap[T]\nText.\n:::", ":::fold[T]\nText.\n:::", ":::twins[T | T]\nText.\n:::", ":::columns\nText.\n:::",
    ":::question[Q]\nText.\n:::", "::lab", "::lab[S]{seed=1 b=2}", "::threshold[S]{scores=a.py:b}", "::review[chapter-0]", "::traps",
]  # fmt: skip


@pytest.mark.parametrize("body", KNOWN)
def test_a_directive_written_as_it_must_be(body):
    check(body)


def test_every_directive_is_tried_here():
    tried = {body.lstrip(":").partition("[")[0].partition("\n")[0] for body in KNOWN}
    assert tried == {name for name, spec in REGISTRY.items() if spec.form != "inline"}


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("::trip[T]", "no directive 'trip': did you mean :::trap[what goes wrong] … :::?"),
        ("::qqqq", "no directive 'qqqq': there are blank, "),
        ("::recap[line]", "no directive 'recap'"),
        ("::trap[T]", "'trap' is written :::trap[what goes wrong] … :::"),
        (":::blank[a]\nText.\n:::", "'blank' is written ::blank[code]"),
        ("::blank", "'blank' is written ::blank[code]"),
        ("::traps[a]", "'traps' is written ::traps"),
        ("::setup[T]{until=loss}", "'setup' has no setting 'until': upto"),
        ("::traps{a=b}", "'traps' has no setting 'a': it has none"),
    ],
)
def test_a_directive_that_is_none(body, reason):
    with pytest.raises(SourceError) as raised:
        check(body)
    assert str(raised.value).startswith(f"docs/a.md:6: {reason}")


@pytest.mark.parametrize(
    ("word", "meant"),
    [("quesion", "question"), ("RECAPS", "recaps"), ("set-up", "setup"), ("colums", "columns")],
)
def test_the_nearest_word_is_what_was_meant(word, meant):
    assert unknown("word", word) == f"no word: did you mean {REGISTRY[meant].usage}?"


def test_a_word_near_to_none_gets_the_list():
    assert unknown("word", "xyz") == f"no word: there are {', '.join(REGISTRY)}"


def test_usage_says_how_it_is_written():
    assert Spec("a", "line", "").usage == "::a"
    assert Spec("a", "line", "", "b").usage == "::a[b]"
    assert Spec("a", "block", "", "b").usage == ":::a[b] … :::"
    assert Spec("a", "inline", "", "b").usage == ":a[b]"


def test_the_reference_has_a_row_for_each_directive():
    head, line, *rows = reference().splitlines()
    assert (head, line) == ("| Directive | What it does |", "|---|---|")
    assert [row.split("`")[1] for row in rows] == [
        REGISTRY[name].usage for name in sorted(REGISTRY)
    ]
    (set_up,) = (row for row in rows if "setup" in row.split("`")[1])
    assert REGISTRY["setup"].doc in set_up and "{…}: `upto`: the last section" in set_up


def test_a_directive_is_replaced_wherever_it_stands():
    document = page("::::trap[T]\n\n:::columns\nIn it.\n:::\n\n::::")
    (trap,) = run_directive("columns")(document, None).blocks[1:]
    (columns,) = trap.blocks
    assert columns.kind == "columns" and isinstance(columns.blocks[0], Text)
