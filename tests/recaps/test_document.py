"""Texts are edited with their spans, blocks are found and replaced wherever they stand."""

import pytest

from recaps.document import Box, Code, Document, Edit, Question, Span, Text, walk, with_texts
from recaps.parse import parse_blocks, parse_inline
from recaps.project import SourceError


def words(text: Text) -> list[str]:
    """What each span of `text` covers."""
    return [text.markdown[span.start : span.end] for span in text.spans]


def code(source: str, section: str) -> Code:
    return Code(1, 3, source, f"{source}!\n", (("a.py", section),))


def document(*blocks) -> Document:
    return Document("chapter-0/a.md", "docs/chapter-0/a.md", "", "A", "B.", 2, 5, blocks)


def test_prose_blanks_out_what_is_none_and_keeps_every_place():
    text = parse_inline("A `b\nc` d $e$ f", 1)
    assert text.prose == "A \0\0\n\0\0 d \0\0\0 f"


def test_spans_move_with_the_text_before_them():
    text = parse_inline("one `two` three $four$", 1)
    longer = text.edited([Edit(10, 15, "and"), Edit(0, 3, "number one")])
    assert longer.markdown == "number one `two` and $four$"
    assert words(longer) == ["`two`", "$four$"]
    assert longer.prose == "number one \0\0\0\0\0 and \0\0\0\0\0\0"


def test_a_span_that_is_replaced_goes_and_a_new_one_comes():
    text = parse_inline("one `two` three", 1)
    linked = text.edited([Edit(4, 9, "2"), Edit(10, 15, "[3](c.md)", Span("link", 0, 0, "3"))])
    assert linked.markdown == "one 2 [3](c.md)"
    assert linked.spans == (Span("link", 6, 15, "3"),)


def test_an_edit_inside_a_span_stretches_it():
    text = parse_inline("see [it](b.md) `c`", 1)
    target = next(span for span in text.spans if span.kind == "target")
    assert words(text.edited([Edit(target.start, target.end, "../d/b.md", target)]))[:2] == [
        "[it](../d/b.md)",
        "`c`",
    ]


def test_a_page_collects_its_code_from_boxes_too():
    fold = Box(2, "setup", parse_inline("T", 2), (code("a = 1", "one"),))
    page = document(fold, code("b = 2", "two"))
    assert page.program == "a = 1\nb = 2\n"
    assert page.output == "a = 1!\nb = 2!\n"
    assert page.sections == {("a.py", "one"), ("a.py", "two")}
    assert [type(block).__name__ for block in walk(page.blocks)] == ["Box", "Code", "Code"]


def test_a_block_in_a_box_is_replaced_in_its_place():
    first, second, third = (code(name, name) for name in "abc")
    page = document(Box(2, "setup", None, (first, second)), third)
    twice = page.changed(lambda block: [block, block] if block == second else [block])
    assert twice.program == "a\nb\nb\nc\n"
    assert page.changed(lambda block: [] if block == first else [block]).program == "b\nc\n"


def test_every_text_of_a_question_is_changed():
    (asked,) = parse_blocks(":::question[Q]\n- [x] A\n\n    R\n:::", "docs/a.md")
    question = Question(1, parse_inline("Q", 1), asked.blocks[0].choices)
    louder = with_texts(question, lambda text: text.edited([Edit(0, 1, f"{text.markdown}!")]))
    (choice,) = louder.choices
    written = [louder.text, choice.text, *choice.reason]
    assert [text.markdown for text in written] == ["Q!", "A!", "R!"]


@pytest.mark.parametrize(
    ("name", "chapter", "is_recap"),
    [
        ("index.md", None, False),
        ("chapter-0/index.md", "chapter-0", False),
        ("chapter-0/line.md", "chapter-0", True),
        ("review/chapter-0.md", None, False),
        ("chapter-0.md", None, False),
    ],
)
def test_a_recap_is_a_page_of_a_chapter(name, chapter, is_recap):
    page = Document(name, f"docs/{name}", "", "A", "B.", 2, 5, ())
    assert (page.chapter, page.is_recap) == (chapter, is_recap)


def test_an_error_says_where():
    with pytest.raises(SourceError, match=r"^docs/chapter-0/a.md:7: why$"):
        raise document().error(7, "why")
