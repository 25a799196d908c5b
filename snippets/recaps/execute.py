"""Run one snippet and keep what each of its sections prints and draws."""

import ast
import contextlib
import io
import json
import os
import sys
import tempfile
import traceback
import warnings
from pathlib import Path

import matplotlib
import matplotlib.pyplot as plt

from recaps import graph
from recaps.draw import STYLE, to_svg
from recaps.project import SourceError
from recaps.sections import Snippet, statements


def execute(snippet: Snippet, snippets: Path, answer: Path) -> None:
    """Run `snippet` statement by statement and write `answer`, a JSON file.

    The answer is {"sections": {name: {"output": text, "figure": SVG or null}}}
    or {"error": [place, line, reason]}. To be called in a process of its own: it changes the
    working directory, the import path, the warning filter and matplotlib.
    """
    sys.path.insert(0, str(snippets))
    matplotlib.use("agg")
    matplotlib.rcParams.update(STYLE)
    _refuse_warnings()
    with tempfile.TemporaryDirectory() as empty:
        os.chdir(empty)
        try:
            result = {"sections": _run(snippet)}
        except SourceError as error:
            result = {"error": error.args}
        finally:
            os.chdir(snippets)
    answer.write_text(json.dumps(result), encoding="utf-8")


def _refuse_warnings() -> None:
    """Make an error of each warning that a reader would see; Python hides the others."""
    warnings.simplefilter("error")
    for hidden in (DeprecationWarning, PendingDeprecationWarning, ImportWarning, ResourceWarning):
        warnings.simplefilter("ignore", hidden)
    warnings.filterwarnings("error", category=DeprecationWarning, module="__main__")


def _run(snippet: Snippet) -> dict[str, dict[str, str | None]]:
    printed = {name: io.StringIO() for name in snippet.sections}
    figures: dict[str, str] = {}
    namespace = {"__name__": "__main__"}
    drawn = 0
    source = snippet.path.read_text(encoding="utf-8")
    for first, _, node in statements(source, snippet.place):
        section = _section_at(snippet, first)

        def show(section: str = section) -> None:
            if section in figures:
                raise ValueError("a section shows one figure, this is its second")
            figures[section] = to_svg(plt.gcf(), f"{snippet.name}:{section}")
            plt.close("all")

        plt.show = show
        try:
            with contextlib.redirect_stdout(printed.get(section, io.StringIO())):
                value = _run_statement(node, str(snippet.path), namespace)
            if type(value).__name__ == "Digraph":
                figures[section] = graph.to_svg(value.source)
        except (Exception, SystemExit) as error:
            reason = f"{type(error).__name__}: {error}"
            raise SourceError(snippet.place, _line(error, snippet, first), reason) from error
        drawn = (drawn or first) if plt.get_fignums() else 0
    if drawn:
        raise SourceError(snippet.place, drawn, "a figure is drawn but plt.show() never shows it")
    return {
        name: {"output": text.getvalue(), "figure": figures.get(name)}
        for name, text in printed.items()
    }


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
