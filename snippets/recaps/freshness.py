"""Know whether anything changed since the pages were last finished."""

import hashlib
import json
import os
import platform
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path

from recaps.installed import distributions
from recaps.project import Project

# What reaches pages and decks from the environment.
VARIABLES = ("REPO_URL", "SOURCE_DATE_EPOCH")


@dataclass(frozen=True)
class Seen:
    """The sources and the environment as they are when a build begins."""

    project: Project
    sources: dict[str, str]
    environment: list

    def is_finished(self) -> bool:
        """Whether all that was made is there as it was made, and was made of this."""
        state = _state(self.project)
        return (
            bool(state)
            and state["environment"] == self.environment
            and state["sources"] == self.sources
            and state["made"] == _made(self.project)
        )

    def remember(self) -> None:
        """Write down what the pages were made of, and what was made."""
        state = {
            "sources": self.sources,
            "environment": self.environment,
            "made": _made(self.project),
        }
        _file(self.project).write_text(json.dumps(state, indent=1), "utf-8")


def look(project: Project) -> Seen:
    """What is there now."""
    return Seen(project, _sources(project), _environment())


def where_something_changed(
    build: Callable[[Project], set[str]],
) -> Callable[[Project], set[str]]:
    """The build, which does nothing where what it would make is there already."""

    @wraps(build)
    def wrapped(project: Project) -> set[str]:
        seen = look(project)
        if seen.is_finished():
            return set()
        changed = build(project)
        seen.remember()
        return changed

    return wrapped


def changed_source(project: Project) -> str | None:
    """A page, snippet, test or setting that is another than when the pages were finished."""
    state = _state(project)
    if not state:
        return "docs"
    before, now = state["sources"], _sources(project)
    return min((name for name in before | now if before.get(name) != now.get(name)), default=None)


def _file(project: Project) -> Path:
    return project.build / "state.json"


def _state(project: Project) -> dict:
    try:
        return json.loads(_file(project).read_text("utf-8"))
    except (OSError, ValueError):
        return {}


def _sources(project: Project) -> dict[str, str]:
    folders = ((project.docs, "*"), (project.snippets, "*.py"), (project.tests, "*.py"))
    paths = [path for folder, pattern in folders for path in project.sources(folder, pattern)]
    return {project.relative(path): _digest(path) for path in [project.root / "mkdocs.yml", *paths]}


def _digest(path: Path) -> str:
    """A digest of the file; "" for one that cannot be read, which the build will say."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def _environment() -> list:
    """Python, what is installed, and the variables."""
    variables = [os.environ.get(variable, "") for variable in VARIABLES]
    return [platform.python_version(), *distributions(), *variables]


def _made(project: Project) -> dict[str, list[int]]:
    """Size and time of every file that the engine wrote."""
    folders = (project.results, project.finished, project.markdown, project.programs)
    paths = (path for folder in folders for path in folder.rglob("*"))
    stats = {project.relative(path): path.stat() for path in paths if path.is_file()}
    return {name: [stat.st_size, stat.st_mtime_ns] for name, stat in stats.items()}
