"""Check what authors write around the code: numbers, formulas, and that nothing is left out."""

import re
from collections.abc import Iterable

from recaps.expanded import Expanded
from recaps.formulas import to_mathml
from recaps.pages import Page
from recaps.project import SourceError
from recaps.run import Results
from recaps.sections import Snippet

DECIMAL = re.compile(r"(?<![\w.])\d+\.\d+(?![\w.]*\.\d)")
NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d*)?(?:e[+-]?\d+)?")
FORMULA = re.compile(r"(?<!\\)(\$\$?)(?!\s*\$)([^$]+)\1")


def check_numbers(expanded: Expanded) -> None:
    """Every decimal number in the prose is one that the page's code holds or prints.

    A number matches if some number of the code or the output, rounded to as
    many decimals, is the same. Signs are not compared. Front matter may allow
    others, each with its reason: `numbers: {"0.5": "why"}`.
    """
    page = expanded.page
    known = [float(text) for text in NUMBER.findall(expanded.program + expanded.output)]
    for number, line in prose(page):
        for text in DECIMAL.findall(line):
            decimals = len(text.partition(".")[2])
            if text not in page.numbers and not any(
                f"{value:.{decimals}f}" == text for value in known
            ):
                raise SourceError(
                    page.place, number, f"{text} is in no code and no output of this page"
                )


def check_formulas(page: Page) -> None:
    """Every formula has a MathML form."""
    for number, latex, display in formulas(page):
        try:
            to_mathml(latex, display)
        except ValueError as error:
            raise SourceError(page.place, number, str(error)) from error


def formulas(page: Page) -> Iterable[tuple[int, str, bool]]:
    """The line, the LaTeX and the display style of each formula."""
    shown = dict(prose(page))
    text = "\n".join(shown.get(number, "") for number in range(1, len(page.lines) + 1))
    for formula in FORMULA.finditer(text):
        number = text.count("\n", 0, formula.start()) + 1
        yield number, formula[2].strip(), formula[1] == "$$"


def prose(page: Page) -> Iterable[tuple[int, str]]:
    """The lines outside fences, the takeaway included, with their numbers."""
    fenced = False
    for number, line in enumerate(page.lines, 1):
        if line.strip().startswith("```"):
            fenced = not fenced
        elif not fenced and (number >= page.body_from or line.startswith("description:")):
            yield number, line


def check_nothing_left_out(
    pages: Iterable[Expanded], snippets: dict[str, Snippet], results: Results
) -> None:
    """Every section stands on a page, and every figure is shown by one."""
    shown = {section for page in pages for section in page.used}
    drawn = {svg for page in pages for svg in page.figures.values()}
    for name, snippet in snippets.items():
        for section in snippet.sections.values():
            if (name, section.name) not in shown:
                raise SourceError(
                    snippet.place, section.first, f"section '{section.name}' is on no page"
                )
            figure = results[name][section.name].figure
            if figure and figure not in drawn:
                raise SourceError(
                    snippet.place, section.first, f"no page shows the figure of '{section.name}'"
                )
