"""Keep the results of a snippet by all that they come from: files, Python, what is installed."""

import dataclasses
import functools
import hashlib
import importlib.metadata
import json
import platform
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from recaps.execution.imports import imported_files, imported_names
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
    """What a snippet gave, how long it took, and what is installed that drew its figures."""

    sections: dict[str, SectionResult]
    seconds: float
    drawn_by: frozenset[str]


def key_of(snippet: Snippet, project: Project) -> str:
    """All that the results of `snippet` come from: Python, the engine, and its own files."""
    return f"{_engine()} {_digest(imported_files([snippet.path], project))}"


@functools.cache
def engine_files() -> frozenset[Path]:
    """What runs and draws: the files of this folder, and what they import."""
    engine = Project(Path(__file__).resolve().parents[3])
    return frozenset(imported_files(Path(__file__).parent.rglob("[!.]*.py"), engine))


@functools.cache
def _engine() -> str:
    return f"{platform.python_version()} {_digest(engine_files())}"


def _digest(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for file in sorted(files):
        digest.update(file.name.encode() + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


@functools.cache
def version(distribution: str) -> str | None:
    """The installed version of a distribution, such as scikit-learn."""
    try:
        return importlib.metadata.version(distribution)
    except importlib.metadata.PackageNotFoundError:
        return None


def load(name: str, key: str, project: Project) -> dict[str, SectionResult] | None:
    """The kept results of the snippet `name`, unless what they come from has changed."""
    file = result_file(name, project)
    if not file.exists():
        return None
    try:
        entry = json.loads(file.read_text(encoding="utf-8"))
        sections = {name: SectionResult(**result) for name, result in entry["sections"].items()}
        installed = all(version(used) == known for used, known in entry["versions"].items())
        return sections if entry["key"] == key and installed else None
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
        "versions": _versions(snippet, project) | {tool: version(tool) for tool in run.drawn_by},
        "sections": {name: dataclasses.asdict(result) for name, result in run.sections.items()},
    }
    partial = file.with_suffix(".partial")
    partial.write_text(json.dumps(entry, indent=1), "utf-8")
    partial.replace(file)


def result_file(name: str, project: Project) -> Path:
    """Where the results of the snippet `name` are kept."""
    return (project.results / name).with_suffix(".json")


def _versions(snippet: Snippet, project: Project) -> dict[str, str | None]:
    """The version of each distribution that the snippet imports, directly or through a file.

    Which distribution a module comes from is slow to find out, so it is kept with the results.
    """
    files = imported_files([snippet.path], project)
    modules = {name for file in files for name in imported_names(file, project)}
    packages = _packages()
    used = {used for name in modules & packages.keys() for used in packages[name]}
    return {distribution: version(distribution) for distribution in sorted(used)}


@functools.cache
def _packages() -> dict[str, list[str]]:
    return dict(importlib.metadata.packages_distributions())
