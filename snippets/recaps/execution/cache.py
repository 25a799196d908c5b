"""Keep the results of a snippet by all that they come from: files, Python, what is installed."""

import dataclasses
import functools
import hashlib
import json
import platform
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from recaps.execution.imports import imported_files
from recaps.installed import distributions
from recaps.project import Project
from recaps.snippets import Snippet


@dataclass(frozen=True)
class SectionResult:
    """What one section printed, and the figure that it showed, if any."""

    output: str
    figure: str | None


Results = dict[str, dict[str, SectionResult]]


@dataclass(frozen=True)
class Run:
    """What a snippet gave, and how long it took."""

    sections: dict[str, SectionResult]
    seconds: float


def key_of(snippet: Snippet, project: Project) -> str:
    """All that the results of `snippet` come from: Python, the engine, and its own files.

    Any library counts, as one imports another: a new version of one runs everything again.
    """
    return f"{_engine()} {_digest(imported_files([snippet.path], project))}"


@functools.cache
def engine_files() -> frozenset[Path]:
    """What runs and draws: the files of this folder, and what they import."""
    engine = Project(Path(__file__).resolve().parents[3])
    return frozenset(imported_files(Path(__file__).parent.rglob("[!.]*.py"), engine))


@functools.cache
def _engine() -> str:
    libraries = hashlib.sha256(" ".join(distributions()).encode()).hexdigest()
    return f"{platform.python_version()} {libraries} {_digest(engine_files())}"


def _digest(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for file in sorted(files):
        digest.update(file.name.encode() + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def load(name: str, key: str, project: Project) -> dict[str, SectionResult] | None:
    """The kept results of the snippet `name`, unless what they come from has changed."""
    file = result_file(name, project)
    if not file.exists():
        return None
    try:
        entry = json.loads(file.read_text(encoding="utf-8"))
        sections = {name: SectionResult(**result) for name, result in entry["sections"].items()}
        return sections if entry["key"] == key else None
    except (ValueError, KeyError, TypeError, AttributeError):
        place = project.relative(file)
        print(f"{place}: not a result, so its snippet runs again", file=sys.stderr)
        return None


def save(snippet: Snippet, key: str, run: Run, project: Project) -> None:
    """Replace the kept results whole, so that an interruption leaves the old or the new ones."""
    file = result_file(snippet.name, project)
    file.parent.mkdir(parents=True, exist_ok=True)
    entry = {
        "key": key,
        "sections": {name: dataclasses.asdict(result) for name, result in run.sections.items()},
    }
    partial = file.with_suffix(".partial")
    partial.write_text(json.dumps(entry, indent=1), "utf-8")
    partial.replace(file)


def result_file(name: str, project: Project) -> Path:
    """Where the results of the snippet `name` are kept."""
    return (project.results / name).with_suffix(".json")
