"""A page as plain Markdown, for people and machines: beside the page, and in llms-full.txt."""

import posixpath
from collections.abc import Iterable
from html import escape

from recaps.document import Block, Box, Code, Document, Figure, Formula, Html, Question, Text
from recaps.fences import fenced
from recaps.output import Files
from recaps.site import Site

INDENT = "    "


def render(document: Document, site: Site) -> Files:
    """The page, and its figures beside it."""
    folder = posixpath.dirname(document.name)
    figures = {posixpath.join("docs", folder, f.file): f.svg for f in document.figures}
    return {f"markdown/{document.name}": to_markdown(document)} | figures


def to_markdown(document: Document) -> str:
    """The text of the page; its figures are files beside it."""
    return "\n\n".join(_block(block) for block in document.blocks) + "\n"


def blank_comment(blank: str) -> str:
    """A blank as recall mode finds it: a comment below its code."""
    return f"<!-- blank: {escape(blank, quote=False)} -->"


def _block(block: Block) -> str:
    match block:
        case Text():
            return block.markdown
        case Formula():
            return f"$$\n{block.latex}\n$$"
        case Code():
            return code(block)
        case Figure():
            return f'![{block.description}]({block.file} "{block.caption.markdown}")'
        case Question():
            return _question(block)
        case Html():
            return block.html
        case Box(kind="setup" | "draw" | "fold" | "trap" as kind, title=title):
            marker = "!!!" if kind == "trap" else "???"
            return f'{marker} {kind} "{title.markdown}"\n\n{_indented(_blocks(block.blocks))}'
        case Box(kind="twin", title=title):
            return f"<div markdown>\n\n**{title.markdown}**\n\n{_blocks(block.blocks)}\n\n</div>"
        case Box(kind=kind):
            return f'<div class="{kind}" markdown>\n\n{_blocks(block.blocks)}\n\n</div>'
    raise TypeError(f"{type(block).__name__} is not finished")


def _blocks(blocks: Iterable[Block]) -> str:
    return "\n\n".join(_block(block) for block in blocks)


def code(block: Code) -> str:
    """A fence, below it what it printed, and its blanks."""
    lines = fenced(block.code, "python")
    if block.output:
        lines += ["", *fenced(block.output, "text")]
    for blank in block.blanks:
        lines += ["", blank_comment(blank)]
    return "\n".join(block.indent + line if line else line for line in lines)


def _question(question: Question) -> str:
    text = f"**{question.text.markdown}**"
    if question.anchor:
        text += f"\n{{ #{question.anchor} .question }}"
    for choice in question.choices:
        box = "[x]" if choice.right else "[ ]"
        reason = "\n\n".join(paragraph.markdown for paragraph in choice.reason)
        text += f"\n\n- {box} {choice.text.markdown}\n\n{_indented(reason)}"
    return text


def _indented(text: str) -> str:
    return "\n".join(INDENT + line if line else line for line in text.split("\n"))
