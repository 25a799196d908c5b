"""Links lead to the same from wherever their text is read, or leave their words."""

from recaps.links import link, relinked, without_links
from recaps.parse import parse_inline

TEXT = "[a](b.md#c) [d](#e) [f](../g/h.md) [i](https://j.org/k.md) `l[0](m)` ![n](o.svg)"


def test_links_lead_to_the_same_from_another_page():
    text = parse_inline(TEXT, 1)
    assert relinked(text, "chapter-0/line.md", "review/chapter-0.md").markdown == (
        "[a](../chapter-0/b.md#c) [d](../chapter-0/line.md#e) [f](../g/h.md) "
        "[i](https://j.org/k.md) `l[0](m)` ![n](o.svg)"
    )
    html = parse_inline('<a href="index.md">a</a>, <b>c</b>', 1)
    assert without_links(html) == "a, <b>c</b>"
    assert without_links(text) == "a d f [i](https://j.org/k.md) `l[0](m)` ![n](o.svg)"


def test_a_link_is_written_from_the_readers_folder():
    assert link("a", "chapter-0/b.md", "chapter-0/c.md") == "[a](b.md)"
    assert link("a", "chapter-0/b.md", "index.md") == "[a](chapter-0/b.md)"


def test_the_title_of_a_link_stays():
    text = relinked(parse_inline('[a](b.md "c")', 1), "chapter-0/line.md", "index.md")
    assert text.markdown == '[a](chapter-0/b.md "c")'


def test_a_text_can_be_taken_there_and_back():
    there = relinked(parse_inline("[a](b.md) [c](#d)", 1), "chapter-0/line.md", "index.md")
    back = relinked(there, "index.md", "chapter-0/line.md")
    assert back.markdown == "[a](b.md) [c](line.md#d)"
