"""Know whether anything changed since the pages were last finished."""

import hashlib
import json
import os
import platform
import sysconfig
from collections.abc import Iterable
from pathlib import Path

from recaps.project import Project

# What reaches pages and decks from the environment.
VARIABLES = ("REPO_URL", "SOURCE_DATE_EPOCH")


def remember(project: Project, made: Iterable[Path]) -> None:
    """Write down what the pages were made of, and what was made: `made` and the results."""
    files = [*made, *project.results.rglob("*.json")]
    state = {
        "sources": _sources(project),
        "environment": _environment(),
        "made": {str(path): _stamp(path) for path in files},
    }
    _file(project).write_text(json.dumps(state, indent=1), "utf-8")


def is_fresh(project: Project) -> bool:
    """Whether all that was made is there as it was made, of what is there now."""
    state = _state(project)
    return (
        bool(state)
        and state["environment"] == _environment()
        and state["sources"] == _sources(project)
        and all(_stamp(Path(path)) == stamp for path, stamp in state["made"].items())
    )


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
    return {
        project.relative(path): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in [project.root / "mkdocs.yml", *paths]
    }


def _environment() -> list:
    """Python, what is installed (the folder's time changes with it), and the variables."""
    installed = os.stat(sysconfig.get_path("purelib")).st_mtime_ns
    variables = [os.environ.get(variable, "") for variable in VARIABLES]
    return [platform.python_version(), installed, *variables]


def _stamp(path: Path) -> list[int] | None:
    try:
        stat = path.stat()
    except OSError:
        return None
    return [stat.st_size, stat.st_mtime_ns]
