"""Nothing in code or in an output ends the fence or the span that it stands in."""

from markdown_it import MarkdownIt

from recaps.fences import code_span, fenced


def test_a_fence_has_three_backticks():
    assert fenced("a\nb\n", "python") == ["```python", "a", "b", "```"]


def test_a_fence_is_longer_than_every_run_of_backticks_in_it():
    text = "a ``` b\n````\nc"
    lines = fenced(text, "text")
    assert lines[0] == "`````text" and lines[-1] == "`````"
    (token,) = MarkdownIt().parse("\n".join(lines))
    assert token.content == f"{text}\n"


def test_empty_lines_at_the_end_stay():
    assert fenced("a\n\n", "text") == ["```text", "a", "", "```"]


def test_a_span_of_code_holds_backticks():
    assert code_span("a") == "`a`"
    for text in ("a `b` c", "`a`", "a `` b"):
        (child,) = MarkdownIt().parseInline(code_span(text))[0].children
        assert (child.type, child.content) == ("code_inline", text)
