"""Replace every include and figure of a page by what its snippet says, printed and drew."""

import posixpath
import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from recaps.expanded import Expanded
from recaps.lab import LAB, SECTIONS, add_lab
from recaps.pages import Page, chapter_title
from recaps.project import SourceError
from recaps.provenance import add_foot
from recaps.questions import questions_of
from recaps.recall import BLANK, add_blank
from recaps.review import gather_questions
from recaps.run import Results
from recaps.sections import Snippet
from recaps.traps import collect_traps

FENCE = re.compile(r"( *)(`{3,}|~{3,})(.*)")
INCLUDE = re.compile(r'--8<-- "([a-z0-9_/]+\.py):([a-z][a-z0-9_]*)"')
IMAGE = re.compile(r"( *)!\[([^\]]*)\]\(([^\s)]*)(?: \"(.*)\")?\)")
CHAPTER_MAP = re.compile(r"\[RECAPS (chapter-[0-9-]+)\]")
REVIEW = re.compile(r"\[REVIEW(.*)\]")


class Expander:
    """Expands pages from one set of snippets and results. Raises SourceError for bad questions."""

    def __init__(self, snippets: dict[str, Snippet], results: Results, pages: dict[str, Page]):
        self.snippets = snippets
        self.results = results
        self.pages = pages
        self.questions = [question for page in pages.values() for question in questions_of(page)]
        self.expanded: dict[str, Expanded] = {}

    def expand(self, page: Page) -> Expanded:
        """The whole page. Raises SourceError for what cannot be expanded."""
        if page.name not in self.expanded:
            self.expanded[page.name] = self._expand(page)
        return self.expanded[page.name]

    def _expand(self, page: Page) -> Expanded:
        expanded = Expanded(page)
        numbered = iter(list(enumerate(page.lines, 1))[page.body_from - 1 :])
        for number, line in numbered:
            fence = FENCE.fullmatch(line)
            image = IMAGE.fullmatch(line)
            review = REVIEW.fullmatch(line.strip())
            if fence:
                self._fence(expanded, number, fence, numbered)
            elif "8<" in line:
                raise SourceError(
                    page.place, number, f"an include outside a python fence: {line.strip()}"
                )
            elif "<!--" in line:
                self._blank(expanded, number, line)
            elif image:
                self._figure(expanded, number, image)
            elif line.strip() == "[RECAPS]":
                expanded.lines += self._recaps(page)
            elif chapter := CHAPTER_MAP.fullmatch(line.strip()):
                if not self._chapter_recaps(chapter[1]):
                    raise SourceError(page.place, number, f"'{chapter[1]}' has no recaps")
                expanded.lines += self._map(page, chapter[1])
            elif line.strip() == "[TRAPS]":
                collect_traps(expanded, [self.expand(p) for p in self.pages.values() if p.is_recap])
            elif lab := LAB.fullmatch(line.strip()):
                for name, section in SECTIONS:
                    self._section(page, number, name, section)
                add_lab(expanded, number, *lab.groups())
            elif review:
                self._review(expanded, number, review[1].strip())
            else:
                expanded.lines.append(line)
            if number == page.body_from:
                expanded.lines += self._head(page)
        add_foot(expanded, self.snippets)
        return expanded

    def _fence(self, expanded: Expanded, number: int, fence: re.Match, rest: Iterator) -> None:
        place = expanded.page.place
        indent, ticks, info = fence.groups()
        if info != "python" or ticks != "```":
            raise SourceError(
                place, number, f"a fence must open with exactly ```python, this one: {ticks}{info}"
            )
        includes = []
        for inner, line in rest:
            if line == f"{indent}```":
                break
            include = INCLUDE.fullmatch(line.removeprefix(indent))
            if not include:
                kind = "malformed include" if "8<" in line else "typed code, not an include"
                raise SourceError(place, inner, f"{kind}: {line.strip()}")
            includes.append((inner, *include.groups()))
        else:
            raise SourceError(place, number, "the fence is never closed")
        if not includes:
            raise SourceError(place, number, "an empty fence")
        self._code(expanded, indent, includes)

    def _code(
        self,
        expanded: Expanded,
        indent: str,
        includes: list[tuple[int, str, str]],
        draws: bool = False,
    ) -> None:
        pieces, outputs = [], []
        for number, name, section in includes:
            self._section(expanded.page, number, name, section)
            expanded.used.add((name, section))
            pieces.append(self.snippets[name].sections[section].code)
            outputs.append(self.results[name][section].output)
        expanded.add_code("\n\n".join(pieces), "".join(outputs), indent, draws)

    def _figure(self, expanded: Expanded, number: int, image: re.Match) -> None:
        page = expanded.page
        indent, description, source, caption = image.groups()
        include = INCLUDE.fullmatch(f'--8<-- "{source}"')
        if not include:
            raise SourceError(
                page.place, number, f"a figure is <snippet>.py:<section>, not {source}"
            )
        if not description.strip():
            raise SourceError(page.place, number, f"the figure {source} has no description: ![…]")
        if not (caption or "").strip():
            raise SourceError(page.place, number, f'the figure {source} has no caption: "…"')
        name, section = include.groups()
        self._section(page, number, name, section)
        svg = self.results[name][section].figure
        if svg is None:
            raise SourceError(page.place, number, f"{source} shows no figure")
        file = f"{PurePosixPath(page.name).stem}/{PurePosixPath(name).stem}-{section}.svg"
        expanded.figures[file] = svg
        expanded.lines.append(f'{indent}![{description}]({file} "{caption}")')
        if (name, section) not in expanded.used:
            expanded.lines += ["", f'{indent}??? draw "The code that draws this figure"', ""]
            self._code(expanded, f"{indent}    ", [(number, name, section)], draws=True)

    def _section(self, page: Page, number: int, name: str, section: str) -> None:
        if name not in self.snippets:
            raise SourceError(page.place, number, f"there is no snippet snippets/{name}")
        if section not in self.snippets[name].sections:
            raise SourceError(page.place, number, f"snippets/{name} has no section '{section}'")

    def _blank(self, expanded: Expanded, number: int, line: str) -> None:
        blank = BLANK.fullmatch(line)
        if not blank:
            raise SourceError(
                expanded.page.place,
                number,
                f"the only comment is <!-- blank: … -->, not {line.strip()}",
            )
        add_blank(expanded, number, blank[1])

    def _review(self, expanded: Expanded, number: int, chapter: str) -> None:
        questions = [question for question in self.questions if question.chapter == chapter]
        if not questions:
            raise SourceError(
                expanded.page.place, number, f"no recap of '{chapter}' has a question"
            )
        gather_questions(expanded, questions)

    def _head(self, page: Page) -> list[str]:
        """Where the reader is, and the takeaway."""
        lines = ["", page.takeaway, "{ .takeaway }"]
        if not page.is_recap:
            return lines
        recaps = self._chapter_recaps(page.chapter)
        where = f"{chapter_title(page.chapter)} · recap {recaps.index(page) + 1} of {len(recaps)}"
        if page.step:
            where += f" · step {page.step} of the training loop"
            lines = ["", self._loop(page), "{ .loop }", *lines]
        return ["", where, "{ .where }", *lines]

    def _loop(self, page: Page) -> str:
        """The steps of the training loop as links, the page's own in bold."""
        steps = []
        for recap in self._chapter_recaps(page.chapter):
            file = PurePosixPath(recap.name)
            label = f"{recap.step} {file.stem.replace('-', ' ')}"
            if recap.step:
                steps.append(f"**{label}**" if recap == page else f"[{label}]({file.name})")
        return " → ".join(steps)

    def _chapter_recaps(self, chapter: str | None) -> list[Page]:
        return [p for p in self.pages.values() if p.chapter == chapter and p.is_recap]

    def _recaps(self, page: Page) -> list[str]:
        """The recaps of the page's chapter with their takeaways."""
        takeaways = [recap.takeaway for recap in self._chapter_recaps(page.chapter)]
        titles = self._map(page, page.chapter)
        return [
            f"{title}  \n    {takeaway}" for title, takeaway in zip(titles, takeaways, strict=True)
        ]

    def _map(self, page: Page, chapter: str | None) -> list[str]:
        """The recaps of a chapter by title, numbered and linked."""
        folder = posixpath.dirname(page.name)
        return [
            f"{number}. [{recap.title}]({posixpath.relpath(recap.name, folder or '.')})"
            for number, recap in enumerate(self._chapter_recaps(chapter), 1)
        ]
