"""Check what authors write: what is read as nothing, numbers, formulas, what is left out."""

import re
from collections.abc import Iterable

from recaps.cards import check_cards
from recaps.directives import REGISTRY, check_known, unknown
from recaps.document import (
    Block,
    Box,
    Choices,
    Code,
    Directive,
    Document,
    Formula,
    Image,
    Include,
    Question,
    Text,
    Typed,
    texts,
    walk,
)
from recaps.formulas import to_mathml
from recaps.glossary import glossary
from recaps.limits import check_limits
from recaps.parse import parse_blocks
from recaps.project import SourceError
from recaps.site import Site
from recaps.transforms.traps import traps_of

DECIMAL = re.compile(r"(?<!Chapter )(?<![\w.])\d+\.\d+(?![\w.]*\.\d)")
NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d*)?(?:e[+-]?\d+)?")
# What looks like a directive in another spelling: [NAME …], !!! name, ??? name, ::name.
OTHER_SPELLING = re.compile(
    r"^[ >]*(?:\[([A-Z]{2,})\b[^\]]*\](?!\()|[!?]{3}\+? *(\w[\w-]*)?.*|:{2,} *([\w-]*).*)$",
    re.MULTILINE,
)
# What other Markdown reads, and this site would publish as it stands.
OTHER_MARKDOWN = {
    re.compile(pattern, re.MULTILINE): reason
    for pattern, reason in {
        r"^#{1,6}[^\s#].*$": "a heading has a space after its #",
        r"--8<--.*": "an include outside a python fence",
        r"\[\^[^\]]+\]": "there are no footnotes",
        r"\{[{%].*": "there are no templates",
        r"^/// .*": "there are no such blocks",
        r"^===[+!]? .*": "there are no tabs",
        r"^\[[ x]\] ": "a choice stands in a list",
        r"\$\$.*|\$(?=\0)|(?<=\0)\$": "a formula between $$ has lines of its own",
    }.items()
}
HTML = re.compile(r"</?(?:a|br|kbd|sub|sup) ?/?>|<a (?:href|id|name)=\"[^\"]*\">")
EXCEPT = re.compile(r"^ *except \(?([\w., ]+?)\)?(?: as \w+)?:", re.MULTILINE)
TO_DO = re.compile(r"(?i:todo)(?::|_|\b) *(.*)")
# What leads from a question to the page around it; "above the limit" does not.
ELSEWHERE = re.compile(
    r"\b(?:[Aa]bove(?! (?:it|the|a|\d|\$))|[Tt]he (?:figure|table|first graph)|[Tt]his page)\b"
)
# What gives a reason within a choice.
REASON = re.compile(r"\bbecause\b|, as (?!well)|\bsince\b|: ")


def check_glossary(document: Document, site: Site) -> None:
    """The glossary's page is a list of terms with their definitions."""
    glossary(document, site)


def check_source(document: Document, site: Site) -> None:
    """Everything that the author wrote is something that this site reads."""
    _check_takeaway(document)
    for block in walk(document.blocks):
        if isinstance(block, Typed):
            raise document.error(block.line, block.reason)
        if isinstance(block, Directive):
            check_known(document, block)
        if isinstance(block, Choices):
            _check_asked(document, block)
        for text in texts(block):
            _check_text(document, text)


def _check_takeaway(document: Document) -> None:
    """The takeaway is one paragraph, checked as the others are; its errors have its line."""
    line = document.takeaway_line
    try:
        found = parse_blocks(document.takeaway, document.place, line)
        if [getattr(block, "kind", "") for block in found] != ["paragraph"]:
            raise document.error(line, "description: is no single paragraph of text")
        (text,) = found
        _check_text(document, text)
        for span in text.spans:
            if span.kind == "formula":
                to_mathml(span.value.strip(), display=False)
    except SourceError as error:
        raise document.error(line, error.args[2]) from error
    except ValueError as error:
        raise document.error(line, str(error)) from error


def _check_asked(document: Document, choices: Choices) -> None:
    asked = (
        choices in block.blocks
        for block in walk(document.blocks)
        if isinstance(block, Directive) and block.name in ("question", "predict") and block.blocks
    )
    if not any(asked):
        reason = f"the choices have no question ({REGISTRY['question'].usage}) around them"
        raise document.error(choices.line, reason)


def check_questions(document: Document) -> None:
    """A page asks each question once, in words that need no page around them, and gives no hint."""
    asked: set[str] = set()
    for block in (*document.questions, *document.code):
        for text in texts(block):
            if found := ELSEWHERE.search(text.prose):
                reason = f"'{found[0]}': a question is read alone, too, on its card"
                raise document.error(text.line, reason)
        if isinstance(block, Question):
            _check_forms(document, block)
        for question in (block,) if isinstance(block, Question) else block.predictions:
            if question.text.markdown in asked:
                raise document.error(question.line, "the page asks the same question above")
            asked.add(question.text.markdown)


def _check_forms(document: Document, question: Question) -> None:
    """The right choice is not the only one with a reason, nor the only one without."""
    right = [choice.text for choice in question.choices if choice.right]
    wrong = {bool(REASON.search(c.text.prose)) for c in question.choices if not c.right}
    if len(right) == 1 and wrong == {not REASON.search(right[0].prose)}:
        reason = "the right choice is told by its form: "
        reason += "it has no reason, all others have" if True in wrong else "it alone has a reason"
        raise document.error(right[0].line, reason)


def _check_text(document: Document, text: Text) -> None:
    prose = text.prose

    def line(found: re.Match) -> int:
        return text.line + prose.count("\n", 0, found.start())

    for found in OTHER_SPELLING.finditer(prose):
        word = next(filter(None, found.groups()), "")
        reason = unknown(f"directive '{found[0].strip()}'", word)
        raise document.error(line(found), reason)
    for pattern, reason in OTHER_MARKDOWN.items():
        for found in pattern.finditer(prose):
            raise document.error(line(found), f"{reason}: {found[0].strip()}")
    for span in text.spans:
        written = text.markdown[span.start : span.end]
        at = text.line + text.markdown.count("\n", 0, span.start)
        if span.kind == "html" and not HTML.fullmatch(written):
            raise document.error(at, f"typed HTML: {written}")
        if written == r"\(":
            raise document.error(at, r"a formula stands between $ and $, not between \( and \)")
        if span.kind == "image":
            raise document.error(at, f"a figure stands on a line of its own: {written}")


def check_titles(document: Document) -> None:
    """No title and no question is one that this site would publish as it stands."""
    for block in walk(document.blocks):
        if isinstance(block, Box | Question):
            for text in texts(block):
                _check_text(document, text)


def check_written(document: Document, site: Site) -> None:
    """Nothing is left to write (TODO: …) on the page, in its snippets and their tests."""
    places = [(document.place, line, words) for line, words in prose(document)]
    for name in sorted(site.snippets.keys() & _included(document)):
        for path in filter(None, (site.snippets[name].path, site.snippets[name].test)):
            place, text = site.project.relative(path), site.project.read(path)
            places += [(place, n, line) for n, line in enumerate(text.split("\n"), 1)]
    left = [(place, line, TO_DO.search(words)) for place, line, words in places]
    left = [(place, line, found[1]) for place, line, found in left if found]
    if left:
        place, line, words = left[0]
        more = f" (and {len(left) - 1} more)" if len(left) > 1 else ""
        raise SourceError(place, line, f"still to write: {words}{more}")


def _included(document: Document) -> set[str]:
    """The snippets that a page asks for, as its author wrote it."""
    names = set()
    for block in walk(document.blocks):
        if isinstance(block, Include):
            names |= {name for _, name, _ in block.sections}
        if isinstance(block, Image):
            names.add(block.source.partition(":")[0])
    return names


def check_numbers(document: Document, written: Document) -> None:
    """Every decimal number in the prose is one that the page's code holds or prints.

    A number matches if some number of the code or the output, rounded to as
    many decimals, is the same. Signs are not compared. Front matter may allow
    others, each with its reason: `numbers: {"0.5": "why"}`. `written` is the page as its
    author wrote it.
    """
    known = [float(text) for text in NUMBER.findall(document.program + document.output)]
    for line, words in prose(written):
        for text in DECIMAL.findall(words):
            decimals = len(text.partition(".")[2])
            if text not in document.numbers and not any(
                f"{value:.{decimals}f}" == text for value in known
            ):
                raise document.error(line, f"{text} is in no code and no output of this page")


def check_formulas(document: Document) -> None:
    """Every formula has a MathML form."""
    for line, latex, display in formulas(document):
        try:
            to_mathml(latex, display)
        except ValueError as error:
            raise document.error(line, str(error)) from error


def formulas(document: Document) -> Iterable[tuple[int, str, bool]]:
    """The line, the LaTeX and the display style of each formula."""
    for block in walk(document.blocks):
        if isinstance(block, Formula):
            yield block.line, block.latex, True
        for text in texts(block):
            for span in text.spans:
                if span.kind == "formula":
                    line = text.line + text.markdown.count("\n", 0, span.start)
                    yield line, span.value.strip(), False


def prose(document: Document) -> Iterable[tuple[int, str]]:
    """What readers read beside code and outputs, the takeaway included, line by line."""
    yield document.takeaway_line, document.takeaway
    guesses = [
        choices
        for block in walk(document.blocks)
        if isinstance(block, Directive) and block.name == "predict"
        for choices in block.blocks or ()
        if isinstance(choices, Choices)
    ]
    for block in walk(document.blocks):
        if block in guesses:  # a wrong answer is printed nowhere, its reason is prose
            for reason in (text for choice in block.choices for text in choice.reason):
                yield from enumerate(reason.markdown.split("\n"), reason.line)
        else:
            yield from _prose(block)


def _prose(block: Block) -> Iterable[tuple[int, str]]:
    for text in texts(block):
        yield from enumerate(text.markdown.split("\n"), text.line)
    if isinstance(block, Formula):
        yield block.line, block.latex
    if description := getattr(block, "description", ""):
        yield block.line, description
    if isinstance(block, Directive) and block.label:
        yield block.line, block.label


def check_blanks(document: Document) -> None:
    """Every recap that has code has a blank."""
    if document.is_recap and document.code and not any(code.blanks for code in document.code):
        reason = f"the recap has no blank ({REGISTRY['blank'].usage} below a fence)"
        raise document.error(document.body_from, reason)


def check_tested(document: Document, site: Site) -> None:
    """A snippet of every recap that has code has a test."""
    names = sorted({name for name, _ in document.sections})
    if document.is_recap and names and not any(site.snippets[name].test for name in names):
        raise document.error(document.body_from, f"no test goes with {', '.join(names)}")


def check_traps(document: Document) -> None:
    """Every trap shows its harm, raises what it says it raises, and has a fix that stands alone."""
    for trap in traps_of(document):
        if trap.fix.markdown.rstrip().endswith(":"):
            reason = "the fix ends with a colon, but the list of all traps shows no code below it"
            raise document.error(trap.fix.line, reason)
        if not any(code.output for code in trap.code):
            raise document.error(trap.box.line, "the trap prints nothing of what happens")
        for code in trap.code:
            _check_raised(document, trap.box.line, code)


def _check_raised(document: Document, line: int, code: Code) -> None:
    for names in EXCEPT.findall(code.code):
        if not any(name.strip() in code.output for name in names.split(",")):
            reason = f"the trap no longer fails: its code raised no {names}"
            raise document.error(line, reason)


def check_nothing_left_out(site: Site) -> None:
    """Every section stands on a page, and every figure is shown by one."""
    shown = {section for document in site for section in document.sections}
    drawn = {figure.svg for document in site for figure in document.figures}
    for name, snippet in site.snippets.items():
        for section in snippet.sections.values():
            line = section.first
            if (name, section.name) not in shown:
                raise SourceError(snippet.place, line, f"section '{section.name}' is on no page")
            figure = site.results[name][section.name].figure
            if figure and figure not in drawn:
                raise SourceError(
                    snippet.place, line, f"no page shows the figure of '{section.name}'"
                )


def check_claims(site: Site) -> None:
    """Every sentence that a test quotes stands on a recap, which knows the test by its name."""
    said = {claim for document in site for claim in document.claims}
    places: dict[tuple[str, str], str] = {}
    for claim in site.claims:
        if claim not in said:
            reason = f"no recap of {claim.chapter} says what {claim.test} quotes: {claim.sentence}"
            raise SourceError(claim.place, claim.line, reason)
        other = places.setdefault((claim.chapter, claim.test), claim.place)
        if other != claim.place:
            raise SourceError(claim.place, claim.line, f"{other} has a {claim.test}, too")


SOURCE_CHECKS = [check_glossary, check_source, check_written]
SITE_CHECKS = [check_nothing_left_out, check_claims, check_cards]
# In this order, each as (document, the same as its author wrote it, site).
CHECKS = [
    lambda document, written, site: check_titles(document),
    lambda document, written, site: check_formulas(document),
    lambda document, written, site: check_numbers(document, written),
    lambda document, written, site: check_traps(document),
    lambda document, written, site: check_questions(document),
    lambda document, written, site: check_blanks(document),
    lambda document, written, site: check_tested(document, site),
    lambda document, written, site: check_limits(document, written),
]
