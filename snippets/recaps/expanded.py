"""A page as readers get it: Markdown, and the program that its code is."""

from dataclasses import dataclass, field

from recaps.pages import Page
from recaps.questions import Question


@dataclass(frozen=True)
class Block:
    """One fence of code with what it printed; `at` is its line in the expanded page."""

    code: str
    output: str
    at: int
    draws: bool = False


@dataclass
class Expanded:
    """A page as plain Markdown, and the program that its code is.

    `blanks` are the pieces of code that recall mode covers;
    `gathered` are the questions of a chapter's recaps, on the page that reviews it.
    """

    page: Page
    lines: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    figures: dict[str, str] = field(default_factory=dict)
    used: set[tuple[str, str]] = field(default_factory=set)
    blanks: list[str] = field(default_factory=list)
    gathered: list[Question] = field(default_factory=list)

    @property
    def markdown(self) -> str:
        """The page's text."""
        return "\n".join(self.lines).rstrip("\n") + "\n"

    @property
    def program(self) -> str:
        """All code of the page, top to bottom."""
        return "\n".join(block.code for block in self.blocks) + "\n"

    @property
    def output(self) -> str:
        """All that the page's program prints."""
        return "".join(block.output for block in self.blocks)

    def add_code(self, code: str, output: str, indent: str = "", draws: bool = False) -> None:
        """Append a fence, and below it what it printed."""
        self.blocks.append(Block(code, output, len(self.lines), draws))
        fences = ["```python", *code.split("\n"), "```"]
        if output:
            fences += ["", "```text", *output.splitlines(), "```"]
        self.lines += [indent + line if line else line for line in fences]
