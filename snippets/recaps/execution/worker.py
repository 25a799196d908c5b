"""Run one snippet and keep what each of its sections prints and draws."""

import ast
import contextlib
import importlib.util
import io
import os
import signal
import sys
import tempfile
import time
import traceback
import warnings
from pathlib import Path

import matplotlib
import matplotlib.pyplot as plt

from recaps.execution.cache import Run, SectionResult, engine_files
from recaps.execution.imports import imported_files
from recaps.execution.scrapers import figure, graph
from recaps.project import Project, SourceError
from recaps.snippets import Snippet, statements


def run_snippet(snippet: Snippet, project: Project) -> Run:
    """Run `snippet` statement by statement. Raises SourceError for the first that fails.

    To be called in a process of its own: it changes the working directory, the import path,
    the warning filter and matplotlib, and watches the files that are opened.
    """
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    sys.path.insert(0, str(project.snippets))
    matplotlib.use("agg")
    matplotlib.rcParams.update(figure.STYLE)
    _refuse_warnings()
    unkept = _watch_reads(engine_files() | imported_files([snippet.path], project), project)
    with tempfile.TemporaryDirectory() as empty:
        os.chdir(empty)
        try:
            return _run(snippet, project, unkept)
        finally:
            os.chdir(project.snippets)


def _refuse_warnings() -> None:
    """Make an error of each warning that a reader would see; Python hides the others."""
    warnings.simplefilter("error")
    for hidden in (DeprecationWarning, PendingDeprecationWarning, ImportWarning, ResourceWarning):
        warnings.simplefilter("ignore", hidden)
    warnings.filterwarnings("error", category=DeprecationWarning, module="__main__")


def _watch_reads(kept: set[Path], project: Project) -> list[str]:
    """A list that each file of the project will join that is opened for reading and not `kept`."""
    installed = [Path(folder) for folder in (sys.prefix, sys.base_prefix)]
    unkept: list[str] = []

    def watch(event: str, args: tuple) -> None:
        if event != "open" or isinstance(args[0], int) or args[2] & os.O_WRONLY:
            return
        file = Path(os.path.abspath(os.fsdecode(args[0])))
        if not file.is_relative_to(project.root) or file.parent.suffix == ".egg-info":
            return
        if any(file.is_relative_to(folder) for folder in installed):
            return
        if file.parent.name == "__pycache__":
            file = Path(importlib.util.source_from_cache(file))
        if file not in kept:
            unkept.append(project.relative(file))

    sys.addaudithook(watch)
    return unkept


def _run(snippet: Snippet, project: Project, unkept: list[str]) -> Run:
    start = time.perf_counter()
    printed = {name: io.StringIO() for name in snippet.sections}
    figures: dict[str, str] = {}
    drawn_by: set[str] = set()
    namespace = {"__name__": "__main__"}
    drawn = 0
    for first, _, node in statements(project.read(snippet.path), snippet.place):
        section = _section_at(snippet, first)

        def show(section: str = section) -> None:
            if section in figures:
                raise ValueError("a section shows one figure, this is its second")
            figures[section] = figure.to_svg(plt.gcf(), f"{snippet.name}:{section}")
            drawn_by.add(figure.DRAWN_BY)
            plt.close("all")

        plt.show = show
        try:
            with contextlib.redirect_stdout(printed.get(section, io.StringIO())):
                value = _run_statement(node, str(snippet.path), namespace)
            if type(value).__name__ == "Digraph":
                figures[section] = graph.to_svg(value.source)
                drawn_by.add(graph.DRAWN_BY)
        except BaseException as error:
            reason = f"{type(error).__name__}: {error}"
            raise SourceError(snippet.place, _line(error, snippet, first), reason) from error
        if unkept:
            reason = (
                f"reads {unkept[0]}: a result is kept by the Python files that the snippet's "
                "import statements lead to, so put data into a module"
            )
            raise SourceError(snippet.place, first, reason)
        drawn = (drawn or first) if plt.get_fignums() else 0
    if drawn:
        raise SourceError(snippet.place, drawn, "a figure is drawn but plt.show() never shows it")
    sections = {
        name: SectionResult(text.getvalue(), figures.get(name)) for name, text in printed.items()
    }
    return Run(sections, time.perf_counter() - start, frozenset(drawn_by))


def _run_statement(node: ast.stmt, path: str, namespace: dict) -> object:
    """The value of the statement, as a notebook shows it; None if it is no expression."""
    if isinstance(node, ast.Expr):
        return eval(compile(ast.Expression(node.value), path, "eval"), namespace)
    exec(compile(ast.Module([node], []), path, "exec"), namespace)
    return None


def _section_at(snippet: Snippet, line: int) -> str:
    return next((s.name for s in snippet.sections.values() if s.first < line < s.last), "")


def _line(error: BaseException, snippet: Snippet, otherwise: int) -> int:
    frames = traceback.extract_tb(error.__traceback__)
    lines = [frame.lineno for frame in frames if frame.filename == str(snippet.path)]
    return lines[-1] if lines and lines[-1] else otherwise
