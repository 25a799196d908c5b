"""Read a snippet file: its sections and its statements."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from recaps.project import Project, SourceError

MARKER = re.compile(r"# --8<-- \[(start|end):([a-z][a-z0-9_]*)\]")
TIME_LIMIT = re.compile(r"^# time limit: (\d+) s$", re.MULTILINE)
LIMITS = re.compile(r"# time limit: \d+ s|# output limit: \d+ lines")
LIKE_LIMITS = re.compile(r"^[ \t]*#+ *(?:time|output)[ _-]?limit.*", re.MULTILINE | re.IGNORECASE)


@dataclass(frozen=True)
class Section:
    """A named run of lines, shown on a page as one piece."""

    name: str
    first: int
    last: int
    code: str


@dataclass(frozen=True)
class Snippet:
    """A Python file with sections. `name` is its path from snippets/, `test` what tests it."""

    name: str
    place: str
    path: Path
    test: Path | None
    sections: dict[str, Section]
    time_limit: int


def read_snippets(project: Project) -> dict[str, Snippet]:
    """Every Python file under snippets/ that has sections, by name.

    Raises SourceError for markers that do not pair and statements that cross one.
    """
    snippets = {}
    for path in project.sources(project.snippets, "*.py"):
        name = path.relative_to(project.snippets).as_posix()
        if not name.startswith("recaps/"):
            snippet = read_snippet(path, name, project)
            if snippet.sections:
                snippets[name] = snippet
    return snippets


def read_snippet(path: Path, name: str, project: Project) -> Snippet:
    """Parse one file."""
    place = project.relative(path)
    source = project.read(path)
    sections = _sections(source.split("\n"), place)
    for found in LIKE_LIMITS.finditer(source):
        if not LIMITS.fullmatch(found[0]):
            line = source.count("\n", 0, found.start()) + 1
            reason = "a limit is a line '# time limit: 120 s' or '# output limit: 500 lines', not"
            raise SourceError(place, line, f"{reason} '{found[0].strip()}'")
    limit = TIME_LIMIT.search(source)
    test = project.tests / Path(name).with_name(f"test_{path.name}")
    snippet = Snippet(
        name=name,
        place=place,
        path=path,
        test=test if test.exists() else None,
        sections=sections,
        time_limit=int(limit[1]) if limit else 60,
    )
    for first, last in _bounds(source, place):
        for section in sections.values():
            if first < section.first <= last or first <= section.last < last:
                raise SourceError(
                    place, first, f"the statement is only partly in section '{section.name}'"
                )
    return snippet


@lru_cache(1000)
def _bounds(source: str, place: str) -> list[tuple[int, int]]:
    return [(first, last) for first, last, _ in statements(source, place)]


def _sections(lines: list[str], place: str) -> dict[str, Section]:
    sections: dict[str, Section] = {}
    open_name, opened_at = None, 0
    for number, line in enumerate(lines, 1):
        if "8<" not in line:
            continue
        marker = MARKER.fullmatch(line)
        if not marker:
            raise SourceError(place, number, f"malformed section marker: {line.strip()}")
        kind, name = marker.groups()
        if kind == "start" and open_name:
            raise SourceError(
                place, number, f"[start:{name}] inside section '{open_name}', which has no [end]"
            )
        if kind == "start" and name in sections:
            raise SourceError(place, number, f"a second section named '{name}'")
        if kind == "end" and name != open_name:
            raise SourceError(place, number, f"[end:{name}] without its [start:{name}]")
        if kind == "start":
            open_name, opened_at = name, number
        else:
            code = "\n".join(lines[opened_at : number - 1]).strip("\n")
            if not code.strip():
                raise SourceError(place, opened_at, f"section '{name}' is empty")
            sections[name] = Section(name, opened_at, number, code)
            open_name = None
    if open_name:
        raise SourceError(place, opened_at, f"[start:{open_name}] without [end:{open_name}]")
    return sections


def statements(source: str, place: str) -> Iterator[tuple[int, int, ast.stmt]]:
    """The top-level statements with their first and last line."""
    try:
        body = ast.parse(source, place).body
    except SyntaxError as error:
        raise SourceError(place, error.lineno or 1, f"SyntaxError: {error.msg}") from error
    for node in body:
        decorators = [d.lineno for d in getattr(node, "decorator_list", [])]
        yield min([node.lineno, *decorators]), node.end_lineno or node.lineno, node
