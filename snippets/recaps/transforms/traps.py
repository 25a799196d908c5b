"""All traps of the recaps on one page, to be found by what one sees.

::traps   →   for each symptom, its traps: what was raised, what goes wrong, the fix
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markdown.extensions.toc import slugify

from recaps.directives import Spec, directive
from recaps.document import Block, Box, Code, Directive, Document, Text, texts, walk
from recaps.fences import code_span
from recaps.links import link, relinked
from recaps.parse import parse_blocks
from recaps.site import Site
from recaps.transforms.boxes import FIX, SYMPTOMS

traps = "traps"
MESSAGE = re.compile(r"^\w*(?:Error|Exception|Warning): .+$", re.MULTILINE)


@dataclass(frozen=True)
class Trap:
    """A trap of a recap."""

    box: Box

    @property
    def title(self) -> str:
        """Its title, Markdown."""
        return self.box.title.markdown

    @property
    def anchor(self) -> str:
        """Its id on the recap."""
        return f"trap-{slugify(self.title, '-')}"

    @property
    def code(self) -> list[Code]:
        """The code in it."""
        return [block for block in walk(self.box.blocks) if isinstance(block, Code)]

    @property
    def messages(self) -> list[str]:
        """The errors and warnings that it prints before its fix."""
        printed = ""
        for block in walk(self.box.blocks):
            if any(FIX.search(text.prose) for text in texts(block)):
                break
            printed += block.output if isinstance(block, Code) else ""
        return MESSAGE.findall(printed)

    @property
    def symptoms(self) -> set[str]:
        """What a reader sees who is caught: names of SYMPTOMS."""
        seen = {"error"} if self.messages else set()
        return seen | ({self.box.symptom} - {""}) or {"wrong"}

    @property
    def fix(self) -> Text:
        """The text that says what to write instead: "Fix: …"."""
        written = (text for block in walk(self.box.blocks) for text in texts(block))
        return next(text for text in written if FIX.search(text.prose))


def traps_of(document: Document) -> Iterator[Trap]:
    """The traps of one page, in order."""
    for block in walk(document.blocks):
        if isinstance(block, Box) and block.kind == "trap":
            yield Trap(block)


@directive(Spec(traps, "line", "Every trap of every recap, by its symptom, with its fix."))
def _traps(gathers: Directive, document: Document, site: Site) -> Iterable[Block]:
    if document.is_recap:
        raise document.error(gathers.line, "a recap cannot gather the traps of recaps")
    found = [(trap, recap) for recap in site.recaps() for trap in traps_of(recap)]
    for symptom, title in SYMPTOMS.items():
        shown = [_entry(*one, document) for one in found if symptom in one[0].symptoms]
        if shown:
            index = "\n".join([f"## {title}", "", *shown])
            yield from parse_blocks(index, document.place, gathers.line)


def _entry(trap: Trap, recap: Document, reader: Document) -> str:
    """One item of the list: what is raised, where the title does not say it, and the fix."""
    said = trap.title.replace("`", "")
    seen = [code_span(one) for one in trap.messages if one.partition(": ")[2][:24] not in said]
    where = link(trap.title, f"{recap.name}#{trap.anchor}", reader.name)
    fix = FIX.search(relinked(trap.fix, recap.name, reader.name).markdown)[1]
    return f"- {', then '.join(seen)}{': ' * bool(seen)}{where}. Fix: {' '.join(fix.split())}"
