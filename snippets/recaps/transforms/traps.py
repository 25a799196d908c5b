"""All traps of the recaps on one page.

::traps   →   an index by message and one by title, then each trap below its set-up
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from markdown.extensions.toc import slugify

from recaps.directives import Spec, directive
from recaps.document import Block, Box, Code, Directive, Document, changed, walk, with_texts
from recaps.fences import code_span
from recaps.links import link, relinked
from recaps.parse import parse_blocks, parse_inline
from recaps.site import Site

traps = "traps"
MESSAGE = re.compile(r"^\w*(?:Error|Exception|Warning): .+$", re.MULTILINE)
SET_UP = "Set-up: the code of the recap up to here"


@dataclass(frozen=True)
class Trap:
    """A trap of a recap, and the code of the recap since the trap before it."""

    box: Box
    set_up: tuple[Code, ...]

    @property
    def title(self) -> str:
        """Its title, Markdown."""
        return self.box.title.markdown

    @property
    def anchor(self) -> str:
        """Its id on the page of all traps."""
        return slugify(self.title, "-")

    @property
    def code(self) -> list[Code]:
        """The code in it."""
        return [block for block in walk(self.box.blocks) if isinstance(block, Code)]

    @property
    def messages(self) -> list[str]:
        """The errors and warnings that it prints."""
        return MESSAGE.findall("".join(block.output for block in self.code))


def traps_of(document: Document) -> Iterator[Trap]:
    """The traps of one page, in order."""
    before: list[Code] = []
    inside: list[Code] = []
    for block in walk(document.blocks):
        if isinstance(block, Box) and block.kind == "trap":
            trap = Trap(block, tuple(before))
            before, inside = [], trap.code
            yield trap
        elif isinstance(block, Code) and not block.draws and block not in inside:
            before.append(block)


@directive(Spec(traps, "line", "Every trap of every recap, to be found by its message."))
def _traps(gathers: Directive, document: Document, site: Site) -> Iterable[Block]:
    if document.is_recap:
        raise document.error(gathers.line, "a recap cannot gather the traps of recaps")
    found = [(recap, list(traps_of(recap))) for recap in site.recaps()]
    index = _index([trap for _, all_of_one in found for trap in all_of_one])
    yield from parse_blocks(index, document.place, gathers.line)
    for recap, all_of_one in found:
        if all_of_one:
            title = f"## {link(recap.title, recap.name, document.name)}"
            yield from parse_blocks(title, document.place, gathers.line)
        for trap in all_of_one:
            heading = f"### {trap.title} {{ #{trap.anchor} }}"
            yield from parse_blocks(heading, document.place, gathers.line)
            if trap.set_up:
                yield _set_up(trap)
            yield from _body(trap, recap, document)


def _index(found: list[Trap]) -> str:
    links = [(trap, f"[{trap.title}](#{trap.anchor})") for trap in found]
    return "\n".join(
        [
            "## By message",
            "",
            *(f"- {code_span(message)}: {to}" for trap, to in links for message in trap.messages),
            "",
            "## Without a message",
            "",
            *(f"- {to}" for trap, to in links if not trap.messages),
        ]
    )


def _set_up(trap: Trap) -> Box:
    """The code of the recap before the trap, as one piece."""
    first, *_ = trap.set_up
    code = Code(
        first.line,
        first.last,
        "\n\n".join(block.code for block in trap.set_up),
        "".join(block.output for block in trap.set_up),
        sections=(),
    )
    return Box(first.line, "setup", parse_inline(SET_UP, first.line), (code,))


def _body(trap: Trap, recap: Document, reader: Document) -> tuple[Block, ...]:
    """What stands in the trap, its links seen from the page that gathers it."""

    def seen_from_reader(block: Block) -> list[Block]:
        if isinstance(block, Code):
            return [replace(block, sections=())]  # its files are named on the recap
        return [with_texts(block, lambda text: relinked(text, recap.name, reader.name))]

    return changed(trap.box.blocks, seen_from_reader)
