"""Find what a Python file imports: the project's own files, and the names of all modules."""

import ast
import contextlib
import functools
from collections.abc import Iterable
from importlib.util import resolve_name
from pathlib import Path

from recaps.project import Project
from recaps.snippets import statements


def imported_files(files: Iterable[Path], project: Project) -> set[Path]:
    """`files` and every project file that they import, directly or through another."""
    seen: set[Path] = set()
    waiting = list(files)
    while waiting:
        file = waiting.pop()
        if file not in seen:
            seen.add(file)
            for name in imported_names(file, project):
                waiting += _files_of(name, project)
    return seen


def imported_names(file: Path, project: Project) -> frozenset[str]:
    """Every module that `file` may import, anywhere in it, and the packages around each."""
    package = ".".join(file.relative_to(project.snippets).parent.parts)
    return _names(project.read(file), project.relative(file), package)


def _files_of(name: str, project: Project) -> list[Path]:
    """The project files that may be the module `name`; with `a.*`, all modules of the package."""
    path = project.snippets / name.replace(".", "/")
    if path.name == "*":
        return [file for file in path.parent.glob("*.py") if file.stem.isidentifier()]
    return [file for file in (path.with_suffix(".py"), path / "__init__.py") if file.is_file()]


@functools.cache
def _names(source: str, place: str, package: str) -> frozenset[str]:
    names = set()
    for _, _, statement in statements(source, place):
        for node in ast.walk(statement):
            if isinstance(node, ast.Import):
                names |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                # A file that no package holds fails when it runs, and says so.
                with contextlib.suppress(ImportError):
                    module = resolve_name("." * node.level + (node.module or ""), package)
                    names |= {f"{module}.{alias.name}" for alias in node.names}
    return frozenset(part for name in names for part in _with_packages(name))


def _with_packages(name: str) -> list[str]:
    """`a.b.c` -> a, a.b, a.b.c."""
    parts = name.split(".")
    return [".".join(parts[:length]) for length in range(1, len(parts) + 1)]
