"""Find the traps on the recaps, see that each still catches, and gather them on one page."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from textwrap import dedent

from markdown.extensions.toc import slugify

from recaps.expanded import Block, Expanded
from recaps.links import link, relinked
from recaps.project import SourceError

TRAP = re.compile(r'!!! trap "(.*)"')
EXCEPT = re.compile(r"^ *except \(?([\w., ]+?)\)?(?: as \w+)?:", re.MULTILINE)


@dataclass(frozen=True)
class Trap:
    """A trap on a recap: its code, and the lines of the page that `first` and `last` bound."""

    title: str
    first: int
    last: int
    blocks: tuple[Block, ...]

    @property
    def messages(self) -> list[str]:
        """The errors and warnings that the trap prints."""
        printed = "".join(block.output for block in self.blocks)
        return re.findall(r"^\w*(?:Error|Exception|Warning): .+$", printed, re.MULTILINE)


def traps_of(page: Expanded) -> Iterator[Trap]:
    """The traps of one page, in order."""
    for first, line in enumerate(page.lines):
        header = TRAP.fullmatch(line)
        if header:
            last = first + 1
            while last < len(page.lines) and (not page.lines[last] or page.lines[last][0] == " "):
                last += 1
            blocks = tuple(block for block in page.blocks if first < block.at < last)
            yield Trap(header[1], first, last, blocks)


def check_traps(page: Expanded) -> None:
    """Every trap shows its harm, and raises what it says it raises."""
    for trap in traps_of(page):
        line = page.page.lines.index(f'!!! trap "{trap.title}"') + 1
        if not any(block.output for block in trap.blocks):
            raise SourceError(page.page.place, line, "the trap prints nothing of what happens")
        for block in trap.blocks:
            for names in EXCEPT.findall(block.code):
                if not any(name.strip() in block.output for name in names.split(",")):
                    reason = f"the trap no longer fails: its code raised no {names}"
                    raise SourceError(page.page.place, line, reason)


def collect_traps(page: Expanded, recaps: Iterable[Expanded]) -> None:
    """Append every trap to `page`, each with its recap's code up to it, folded.

    An index by message comes first, then one by title for the traps that
    give none.
    """
    found = [(recap, list(traps_of(recap))) for recap in recaps]
    page.lines += _index([trap for _, traps in found for trap in traps])
    for recap, traps in found:
        if traps:
            page.lines += ["", f"## {link(recap.page.title, recap.page.name, page.page.name)}"]
        after = 0
        for trap in traps:
            page.lines += ["", f"### {trap.title} {{ #{_anchor(trap)} }}", ""]
            _set_up(page, recap, after, trap.first)
            _body(page, recap, trap)
            after = trap.last


def _index(traps: list[Trap]) -> list[str]:
    links = {trap: f"[{trap.title}](#{_anchor(trap)})" for trap in traps}
    return [
        "## By message",
        "",
        *(f"- `{message}`: {links[trap]}" for trap in traps for message in trap.messages),
        "",
        "## Without a message",
        "",
        *(f"- {links[trap]}" for trap in traps if not trap.messages),
    ]


def _anchor(trap: Trap) -> str:
    return slugify(trap.title, "-")


def _set_up(page: Expanded, recap: Expanded, after: int, before: int) -> None:
    """The code of the recap between two of its lines, except what only draws."""
    blocks = [block for block in recap.blocks if after <= block.at < before and not block.draws]
    if blocks:
        page.lines += ['??? setup "Set-up: the code of the recap up to here"', ""]
        code = "\n\n".join(block.code for block in blocks)
        page.add_code(code, "".join(block.output for block in blocks), indent="    ")
        page.lines.append("")


def _body(page: Expanded, recap: Expanded, trap: Trap) -> None:
    """The trap itself, its links seen from here."""
    shift = len(page.lines) - trap.first - 1
    for line in dedent("\n".join(recap.lines[trap.first + 1 : trap.last])).split("\n"):
        page.lines.append(relinked(line, recap.page.name, page.page.name))
    page.blocks += [Block(block.code, block.output, block.at + shift) for block in trap.blocks]
