"""A page as the site builder reads it: Markdown with figures, formulas and boxes as HTML in it.

It needs nothing but the stock extensions of Python-Markdown (attr_list, def_list,
md_in_html, tables, toc) and pymdownx.superfences, so any builder shows the same.
"""

import json
import re
from collections.abc import Iterable
from html import escape

from recaps.document import (
    Block,
    Box,
    Choice,
    Code,
    Document,
    Edit,
    Figure,
    Formula,
    Html,
    Question,
    Span,
    Text,
)
from recaps.formulas import to_mathml
from recaps.glossary import NAME, anchor, taught_by
from recaps.output import Files
from recaps.render.markdown import code
from recaps.site import Site
from recaps.transforms.traps import Trap, traps_of

# What Python-Markdown would read in the text of an element, or the tables extension in a cell.
SPECIAL = re.compile(r"[\\`*_{}\[\]!|]")
# A browser breaks a line between a formula and such a mark.
OPENING, CLOSING = re.compile(r"\(?$"), re.compile(r"\)?[.,;:!?]?")
ESCAPED = r"\`*_{}[]()>#+-.!"  # what Python-Markdown lets be escaped
TERM = re.compile(r"^(\[?)([\w -]+)(\]\(\S+\))?(?: \{ (\.\w+) \})?$")


def render(document: Document, site: Site) -> Files:
    """The page."""
    body = _blocks(document.blocks)
    if document.name == NAME:
        body = _with_anchors(body)
    tests = f"\n\n{_tests(document)}" if document.claims else ""
    return {f"docs/{document.name}": f"{_front(document, site)}{body}{tests}\n"}


def _front(document: Document, site: Site) -> str:
    """The front matter, and what the search finds the page by: its terms and error messages.

    Of a message only the first sentence: the more words there are, the less each counts.
    """
    names = [term.name for term in taught_by(document, site)]
    traps = traps_of(document)
    messages = [message.partition(". ")[0] for trap in traps for message in trap.messages]
    found_by = f"found_by: {json.dumps(names + messages)}\n" if names + messages else ""
    return document.front.removesuffix("---\n") + f"{found_by}---\n"


def _blocks(blocks: Iterable[Block]) -> str:
    return "\n\n".join(_block(block) for block in blocks)


def _block(block: Block) -> str:
    match block:
        case Text():
            return _text(block)
        case Formula():
            return f'<div class="formula" tabindex="0">{to_mathml(block.latex, display=True)}</div>'
        case Code():
            return code(block)
        case Figure():
            return _figure(block)
        case Question():
            return _question(block)
        case Html():
            return f"<div>{block.html}</div>" if "<div" not in block.html else block.html
        case Box(kind="trap"):
            title = f'<p class="admonition-title" markdown="span">{_text(block.title)}</p>'
            trap = f"{title}\n\n{_blocks(block.blocks)}"
            return _element("div", "admonition trap", trap, Trap(block).anchor)
        case Box(kind="setup" | "draw" | "fold" as kind):
            title = f'<summary markdown="span">{_text(block.title)}</summary>'
            return _element("details", kind, f"{title}\n\n{_blocks(block.blocks)}")
        case Box(kind="twin"):
            return _element("div", "", f"**{_text(block.title)}**\n\n{_blocks(block.blocks)}")
        case Box(kind=kind):
            return _element("div", kind, _blocks(block.blocks))
    raise TypeError(f"{type(block).__name__} is not finished")


def _element(name: str, css: str, inner: str, anchor: str = "") -> str:
    """The element; the search reads no fold but an author's own, and no answer."""
    attributes = f' id="{anchor}"' if anchor else ""
    attributes += f' class="{css}"' if css else ""
    attributes += ' data-search-exclude=""' if name == "details" and css != "fold" else ""
    return f'<{name}{attributes} markdown="1">\n\n{inner}\n\n</{name}>'


def _text(text: Text) -> str:
    """The Markdown with its formulas as MathML, the rest so that Python-Markdown reads the same."""
    edits = [Edit(end, end, _mark(test)) for end, test in text.marks]
    edits += formulas(text)
    for span in text.spans:
        if span.kind == "html":
            # Zensical takes a link to a file in Markdown for one to its page.
            tag = text.markdown[span.start : span.end].replace('.md"', '&#46;md"')
            edits.append(Edit(span.start, span.end, tag))
        elif span.kind == "escape" and text.markdown[span.start + 1] not in ESCAPED:
            edits.append(Edit(span.start, span.end, f"&#{ord(text.markdown[span.start + 1])};"))
        elif span.kind == "code" and text.kind == "table":
            code = text.markdown[span.start : span.end].replace(r"\|", "|")
            edits.append(Edit(span.start, span.end, code))
    return text.edited(edits).markdown


def formulas(text: Text) -> list[Edit]:
    """What puts MathML in the place of each formula of `text`."""
    edits = []
    for span in text.spans:
        if span.kind == "formula":
            mathml = to_mathml(span.value.strip(), display=False)
            start, end = _with_marks(text.markdown, span)
            before, after = text.markdown[start : span.start], text.markdown[span.end : end]
            formula = f'<span class="formula">{before}{plain(mathml)}{after}</span>'
            edits.append(Edit(start, end, formula))
    return edits


def _with_marks(markdown: str, formula: Span) -> tuple[int, int]:
    """Where a formula starts and ends with the marks around it, from which no line breaks it."""
    before, after = markdown[: formula.start], markdown[formula.end :]
    return (
        formula.start - len(OPENING.search(before)[0]),
        formula.end + len(CLOSING.match(after)[0]),
    )


def _mark(test: str) -> str:
    """What leads from a sentence to its test."""
    return f'<a class="tested" href="#{test}" aria-label="Tested: {test}">✓</a>'


def _tests(document: Document) -> str:
    """The tests of a page, folded, and the switch that shows which sentences they assert."""
    sentences = len({claim.sentence for claim in document.claims})
    what = "1 sentence of this page is" if sentences == 1 else f"{sentences} sentences are"
    switch = f'<label><input type="checkbox" class="show-tested"> {what} tested: mark them</label>'
    parts = [f"<p>{switch}</p>"]
    for test, claim in {claim.test: claim for claim in document.claims}.items():
        title = test.removeprefix("test_").replace("_", " ")
        summary = f"<summary>{title} ({claim.place}, line {claim.line})</summary>"
        fold = f'<details id="{test}" class="test" markdown="1" data-search-exclude="">'
        parts.append(f"{fold}{summary}\n\n```python\n{claim.code}\n```\n\n</details>")
    return _element("div", "tests", "\n\n".join(parts))


def plain(html: str) -> str:
    """`html` with nothing in its text that Markdown would read."""
    return re.sub(
        r">([^<]+)<",
        lambda found: ">" + SPECIAL.sub(lambda c: f"&#{ord(c[0])};", found[1]) + "<",
        html,
    )


def _figure(figure: Figure) -> str:
    drawing = (
        f'<div class="drawing" role="img" aria-label="{escape(figure.description)}" '
        f'data-search-exclude="">{figure.svg}</div>'
    )
    caption = f'<figcaption markdown="span">{_text(figure.caption)}</figcaption>'
    return f'<figure markdown="1">\n{drawing}\n{caption}\n</figure>'


def _question(question: Question) -> str:
    text = f"**{_text(question.text)}**"
    if question.anchor:
        text += f"\n{{ #{question.anchor} .question }}"
    return f"{text}\n\n{_element('div', 'choices', _choices(question.choices))}"


def _choices(choices: tuple[Choice, ...]) -> str:
    parts = []
    for choice in choices:
        verdict = "Right. " if choice.right else "No. "
        reason = "\n\n".join(_text(paragraph) for paragraph in choice.reason)
        summary = f'<summary markdown="span">{_text(choice.text)}</summary>'
        inner = f"{summary}\n\n<strong>{verdict}</strong>{reason}"
        parts.append(_element("details", "right" if choice.right else "wrong", inner))
    return "\n\n".join(parts)


def _with_anchors(body: str) -> str:
    """The glossary's page with an id on every term."""
    lines = body.split("\n")
    for number, line in enumerate(lines):
        term = TERM.fullmatch(line)
        below = next((later for later in lines[number:] if not TERM.fullmatch(later)), "")
        if term and below.startswith(":   "):
            words = line.removesuffix(f" {{ {term[4]} }}") if term[4] else line
            css = f" {term[4]}" if term[4] else ""
            lines[number] = f"{words} {{ #{anchor(term[2])}{css} }}"
    return "\n".join(lines)
