"""A page is read once: every block with its line, every span at its place."""

import pytest

from recaps.document import (
    Choices,
    Directive,
    Formula,
    Image,
    Include,
    Text,
    Typed,
)
from recaps.parse import parse_blocks, parse_inline, parse_page
from recaps.project import SourceError

PLACE = "docs/a.md"
INCLUDE = '--8<-- "a/b.py:one"'


def only(markdown: str):
    """The one block of `markdown`."""
    (block,) = parse_blocks(markdown, PLACE)
    return block


def spans(text: Text) -> list[tuple[str, str]]:
    """Each span's kind, and what it covers."""
    return [(span.kind, text.markdown[span.start : span.end]) for span in text.spans]


BLOCKS = [
    (Text, "# A title"),
    (Text, "A paragraph\nover two lines."),
    (Formula, "$$\na + b\n$$"),
    (Include, f"```python\n{INCLUDE}\n```"),
    (Directive, "::blank[a]"),
    (Image, '![A line.](a/b.py:one "It *rises*.")'),
    (Text, "- one\n- two"),
    (Text, "1. one\n2. two"),
    (Choices, "- [x] A.\n\n    So.\n\n- [ ] B.\n\n    No."),
    (Text, "| a | b |\n|---|---|\n| c | d |"),
    (Text, "term\n:   What it means."),
    (Text, "> A quote."),
    (Directive, ":::trap[T]\n\nIn it.\n\n:::"),
    (Text, "***"),
    (Typed, "<div>typed</div>"),
    (Typed, "    typed()"),
]


def test_every_kind_of_block_has_its_line():
    expected, line = [], 11
    for kind, markdown in BLOCKS:
        expected.append((kind, line))
        line += markdown.count("\n") + 2
    page = "\n\n".join(markdown for _, markdown in BLOCKS)
    blocks = parse_blocks(page, PLACE, 11)
    assert [(type(block), block.line) for block in blocks] == expected


@pytest.mark.parametrize("markdown", [m for kind, m in BLOCKS if kind is Text])
def test_text_stays_as_it_was_written(markdown):
    assert only(markdown).markdown == markdown


@pytest.mark.parametrize(
    ("markdown", "kind"),
    [("## A", "heading"), ("A", "paragraph"), ("- a", "bullet_list"), ("1. a", "ordered_list"),
     ("| a |\n|---|", "table"), ("> a", "blockquote"), ("a\n:   b", "dl")],
)  # fmt: skip
def test_the_kind_of_a_text_is_its_name_in_commonmark(markdown, kind):
    assert only(markdown).kind == kind


def test_an_include_knows_its_lines_and_sections():
    markdown = f'Text.\n\n```python\n{INCLUDE}\n--8<-- "c.py:two"\n```'
    _, include = parse_blocks(markdown, PLACE, 5)
    sections = ((8, "a/b.py", "one"), (9, "c.py", "two"))
    assert include == Include(7, 10, sections)


def test_a_figure_has_description_source_and_caption():
    image = only('![A [line] of 2.](a/b.py:one "It *rises* by $a$.")')
    assert (image.description, image.source) == ("A [line] of 2.", "a/b.py:one")
    assert image.caption.markdown == "It *rises* by $a$."
    assert spans(image.caption) == [("formula", "$a$")]
    assert only("![A line.](a/b.py:one)").caption is None


def test_a_formula_is_its_latex():
    assert only("$$\na\n+ b\n$$") == Formula(1, "a\n+ b")


def test_choices_have_texts_and_reasons_with_their_lines():
    one, two = only("- [x] `A`.\n\n    So\n    it is.\n\n    Yes.\n\n- [ ] B.\n\n    No.").choices
    assert one.right and not two.right
    assert spans(one.text) == [("code", "`A`")]
    assert [(r.line, r.markdown) for r in one.reason] == [(3, "So\nit is."), (6, "Yes.")]
    assert (two.text.line, two.text.markdown) == (8, "B.")


@pytest.mark.parametrize(
    ("written", "name", "label", "options"),
    [
        ("::a", "a", None, {}),
        ("::a[b c]", "a", "b c", {}),
        ("::a[x[0] + {y}]", "a", "x[0] + {y}", {}),
        ("::a{b=c d_e=0.5}", "a", None, {"b": "c", "d_e": "0.5"}),
        ("::a[b]{c=d}", "a", "b", {"c": "d"}),
        ("::a-b", "a-b", None, {}),
    ],
)
def test_a_directive_has_name_label_and_options(written, name, label, options):
    assert only(written) == Directive(1, name, label, options, None)


def test_a_directive_ends_the_paragraph_above_it():
    blocks = parse_blocks("One\n::a\ntwo", PLACE)
    assert [type(block) for block in blocks] == [Text, Directive, Text]


def test_a_directive_holds_blocks_and_directives():
    trap = only(f"::::a[T]\nOne.\n\n:::b\n```python\n{INCLUDE}\n```\n::c\n:::\n\nTwo.\n::::")
    one, inner, two = trap.blocks
    assert (one.line, one.markdown, two.line, two.markdown) == (2, "One.", 11, "Two.")
    assert [(type(block), block.line) for block in inner.blocks] == [(Include, 5), (Directive, 8)]


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("::a b", "1: malformed directive: ::a b; it is ::name[label]{key=value}"),
        ("::a{b}", "1: malformed directive: ::a{b}"),
        (":::a\n\nText.", "1: the directive is never closed: :::a"),
        ("- one\n\n    ::a", "3: a directive stands outside lists and quotes"),
        ("1. one\n\n    $$\n    a\n    $$", "3: a formula of its own stands outside lists"),
    ],
)
def test_a_directive_that_is_none(written, reason):
    with pytest.raises(SourceError) as raised:
        parse_blocks(written, PLACE)
    assert str(raised.value).startswith(f"{PLACE}:{reason}")


def test_a_directive_in_another_is_closed_by_itself():
    with pytest.raises(SourceError, match=f"{PLACE}:2: the directive is never closed: :::b"):
        parse_blocks("::::a\n:::b\nText.\n::::", PLACE)
    with pytest.raises(SourceError, match=f"{PLACE}:.: the directive is never closed"):
        parse_blocks(":::a\n:::b\nText.\n:::", PLACE)


SPANS = {
    "A `b` and $c$.": [("code", "`b`"), ("formula", "$c$")],
    "A `b`, a `b`.": [("code", "`b`"), ("code", "`b`")],
    "Over `two\nlines` and $a +\nb$.": [("code", "`two\nlines`"), ("formula", "$a +\nb$")],
    "$x$ is 0.6": [("formula", "$x$")],
    "$5 or $6": [],
    "It costs \\$5, not `$6` or $x$.": [("escape", "\\$"), ("code", "`$6`"), ("formula", "$x$")],
    "``a ` b`` <br> <kbd>c</kbd>": [
        ("code", "``a ` b``"), ("html", "<br>"), ("html", "<kbd>"), ("html", "</kbd>"),
    ],
    "[a `b`](c.md#d)": [("code", "`b`"), ("link", "[a `b`](c.md#d)"), ("target", "c.md#d")],
    '[a](b.md "`c`")': [("link", '[a](b.md "`c`")'), ("target", "b.md")],
    "- `a`\n- `a`\n\n    Then `a`\n    and `b`\n    - `a`": [
        ("code", "`a`"), ("code", "`a`"), ("code", "`a`"), ("code", "`b`"), ("code", "`a`"),
    ],
    "| `a` | `a` |\n|---|---|\n| x `a` | $b$ |": [
        ("code", "`a`"), ("code", "`a`"), ("code", "`a`"), ("formula", "$b$"),
    ],
    "| a\\|b `c` | `d\\|e` | `f` |\n|---|---|---|\n| \\| $g$ | | `h` |": [
        ("code", "`c`"), ("code", "`d\\|e`"), ("code", "`f`"), ("formula", "$g$"), ("code", "`h`"),
    ],
    "> A `b`\n> and `c`": [("code", "`b`"), ("code", "`c`")],
    "term `a`\n:   What `b`\n    and `c`": [("code", "`a`"), ("code", "`b`"), ("code", "`c`")],
    "## A `b` { #c }": [("code", "`b`")],
}  # fmt: skip


@pytest.mark.parametrize("markdown", SPANS)
def test_spans_stand_where_they_were_written(markdown):
    text = only(markdown)
    assert spans(text) == SPANS[markdown]
    assert len({span.start for span in text.spans}) == len(text.spans)


def test_a_title_has_its_spans():
    assert spans(parse_inline("A `b` $c$", 1)) == [("code", "`b`"), ("formula", "$c$")]


def test_a_formula_and_a_link_have_their_value():
    formula, link, target = only("$a + b$ [c](d.md)").spans
    assert (formula.value, link.value, target.value) == ("a + b", "c", "d.md")


def test_code_in_a_list_stays_in_its_list():
    markdown = (
        f"1. One `a`.\n\n    ```python\n    {INCLUDE}\n    ```\n\n    More `b`.\n\n2. Two `c`."
    )
    before, code, after = parse_blocks(markdown, PLACE)
    assert code == Include(3, 5, ((4, "a/b.py", "one"),), indent="    ")
    assert before.kind == after.kind == "ordered_list"
    assert (before.line, before.markdown.strip()) == (1, "1. One `a`.")
    assert after.line + after.markdown.count("\n", 0, after.markdown.index("More")) == 7
    assert spans(before) == [("code", "`a`")]
    assert spans(after) == [("code", "`b`"), ("code", "`c`")]


def test_a_bar_in_a_formula_would_split_its_cell():
    with pytest.raises(SourceError, match=f"{PLACE}:3: a bar inside a formula or code"):
        parse_blocks("| a |\n|---|\n| $b|c$ |", PLACE)


@pytest.mark.parametrize(
    ("markdown", "reason"),
    [
        ("Text\n- one", "2: the list has no empty line above it"),
        ("- one\n  - two", "2: a list's text is indented by 4 spaces a level: - two"),
        ("1. one\n\n   Two.", "3: a list's text is indented by 4 spaces a level: Two."),
        ("1) one", "1: a numbered list is written 1. 2. 3."),
    ],
)
def test_what_python_markdown_reads_differently_is_refused(markdown, reason):
    with pytest.raises(SourceError) as raised:
        parse_blocks(markdown, PLACE)
    assert str(raised.value).startswith(f"{PLACE}:{reason}")


def test_what_is_written_is_not_lost():
    """A definition of a link's target is no text, so nothing would show it."""
    with pytest.raises(SourceError, match=f"{PLACE}:3: "):
        parse_blocks("See [a][b].\n\n[b]: c.md", PLACE)


def test_a_page_has_what_its_front_matter_says():
    page = parse_page(
        "chapter-0/a.md",
        "docs/chapter-0/a.md",
        "---\nstep: 2\ndescription: What stays.\nnumbers:\n  '0.5': so\n---\n\n# A `b`\n\nText.\n",
    )
    assert (page.title, page.takeaway, page.step) == ("A `b`", "What stays.", "2")
    assert (page.takeaway_line, page.body_from, page.numbers) == (3, 8, {"0.5": "so"})
    assert [block.line for block in page.blocks] == [8, 10]
    assert page.front.startswith("---\nstep") and page.front.endswith("so\n---\n")


def test_lines_may_end_as_on_windows():
    page = parse_page(
        "a.md", PLACE, "---\r\ndescription: B.\r\n---\r\n# A\r\n\r\nText `b\r\nc`.\r\n"
    )
    assert [block.line for block in page.blocks] == [4, 6]
    assert spans(page.blocks[1]) == [("code", "`b\nc`")]
