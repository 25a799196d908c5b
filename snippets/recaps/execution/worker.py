"""Run one snippet as Python runs the file, and keep what each of its sections prints and draws."""

import __future__

import ast
import builtins
import contextlib
import multiprocessing
import os
import random
import resource
import signal
import sys
import tempfile
import threading
import time
import traceback
import types
import warnings
from collections.abc import Callable
from pathlib import Path

import matplotlib
import numpy as np
import psutil

from recaps.execution.cache import Run, SectionResult
from recaps.execution.readable import Readable
from recaps.execution.scrapers import backend, figure, graph
from recaps.execution.screen import CHARACTERS_A_LINE, Screen, check_output, most_lines
from recaps.execution.surroundings import be_another_machine
from recaps.project import Project, SourceError
from recaps.snippets import Snippet, statements

LARGEST_FILE = 100_000_000  # bytes; a print without end stops there, too


def run_snippet(
    snippet: Snippet, project: Project, seed: int, readable: Readable, reached: str
) -> Run:
    """Run `snippet` statement by statement. Raises SourceError for the first that fails.

    To be called in a process of its own: it changes the working directory, the import path,
    the warning filter, matplotlib and what is written to the screen, and watches the files that
    are opened. `seed` is where random numbers begin that the snippet doesn't seed, and the
    number of the machine that it is on, `readable` which files it may read,
    and `reached` the file that says which line it has come to, should its process die.
    """
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.signal(signal.SIGTERM, _terminated)
    lines = os.open(reached, os.O_WRONLY)
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_FILE, LARGEST_FILE))
    _let_forks_be_terminated()
    multiprocessing.set_start_method(None, force=True)  # as in a process that nobody started
    sys.path.insert(0, str(project.snippets))
    matplotlib.use(f"module://{backend.__name__}")
    matplotlib.rcdefaults()
    matplotlib.rcParams.update(figure.STYLE)
    _show_warnings()
    _begin_random_numbers(seed)
    be_another_machine(seed)
    other_file = readable.watch()
    folders = {readable.root, Path(sys.prefix), Path(sys.base_prefix), readable.home}
    folders.discard(Path("/"))  # where a container's user is at home
    with tempfile.TemporaryDirectory() as empty:
        os.chdir(empty)
        try:
            return _Runner(snippet, project.read(snippet.path), other_file, folders, lines).run()
        finally:
            os.chdir(project.snippets)


def _show_warnings() -> None:
    """Show each warning that a reader would see; Python hides the others."""
    warnings.simplefilter("always")
    for hidden in (DeprecationWarning, PendingDeprecationWarning, ImportWarning, ResourceWarning):
        warnings.simplefilter("ignore", hidden)
    warnings.filterwarnings("always", category=DeprecationWarning, module="__main__")


def _begin_random_numbers(seed: int) -> None:
    random.seed(seed)
    np.random.seed(seed)
    if "torch" in sys.modules:
        sys.modules["torch"].manual_seed(seed)


class _Runner:
    """One run of one snippet."""

    def __init__(
        self,
        snippet: Snippet,
        source: str,
        other_file: Callable[[], str],
        folders: set[Path],
        lines: int,
    ):
        self.snippet = snippet
        self.source = source
        self.other_file = other_file
        self.folders = folders
        self.lines = lines
        self.printed = dict.fromkeys(snippet.sections, "")
        self.figures: dict[str, str] = {}
        self.section = ""
        self.most = most_lines(source)
        self.screen, self.errors = Screen("stdout"), Screen("stderr")
        self.refused = ""  # why a figure can't be shown, even where the snippet catches that
        self.warned: list[tuple[str, int]] = []
        warnings.showwarning = self._warn
        self.process = os.getpid()
        self.module = types.ModuleType("__main__")
        self.module.__dict__.update(
            __file__=str(snippet.path), __builtins__=builtins, __annotations__={}
        )
        sys.modules["__main__"] = self.module
        sys.argv = [str(snippet.path)]
        backend.show = self._show

    def run(self) -> Run:
        """Run every statement. Raises SourceError."""
        start = time.perf_counter()
        flags, drawn, first = 0, 0, 1
        self._compile()
        for first, _, node in statements(self.source, self.snippet.place):
            os.pwrite(self.lines, f"{first:9}".encode(), 0)
            flags |= _future(node)
            self.section = _section_at(self.snippet, first)
            try:
                value = self._value(node, flags)
                if _is_graph(value):
                    self._keep(graph.to_svg(value.source))
                self._take_output()
            except BaseException as error:
                self._end_fork(error)
                line = _line(error, self.snippet, first)
                raise SourceError(self.snippet.place, line, _said(error)) from error
            if self.warned:
                reason, line = self.warned[0]
                raise SourceError(self.snippet.place, line or first, reason)
            if self.refused:
                raise SourceError(self.snippet.place, first, f"ValueError: {self.refused}")
            if other := self.other_file():
                reason = (
                    f"reads {other}: a result is kept by the Python files that the "
                    "snippet's import statements lead to, so put data into a module"
                )
                raise SourceError(self.snippet.place, first, reason)
            drawn = (drawn or first) if _open_figures() else 0
        if drawn:
            reason = "a figure is drawn but plt.show() never shows it"
            raise SourceError(self.snippet.place, drawn, reason)
        self._end_fork()
        self._wait_as_python_does(first)
        if left := _end_what_runs():
            reason = f"it leaves a process running, {left}: wait for it, or end it"
            raise SourceError(self.snippet.place, first, reason)
        sections = {
            name: SectionResult(text, self.figures.get(name)) for name, text in self.printed.items()
        }
        return Run(sections, time.perf_counter() - start)

    def _compile(self) -> None:
        """Compile the whole file: some errors no statement shows. Raises SourceError."""
        path = str(self.snippet.path)
        with warnings.catch_warnings(action="ignore"):  # each statement gives its own
            try:
                tree = compile(self.source, path, "exec", ast.PyCF_ONLY_AST, dont_inherit=True)
                compile(tree, path, "exec", dont_inherit=True)
            except SyntaxError as error:
                reason = f"SyntaxError: {error.msg}"
                raise SourceError(self.snippet.place, error.lineno or 1, reason) from error
        self.module.__doc__ = ast.get_docstring(tree, clean=False)

    def _end_fork(self, error: BaseException | None = None) -> None:
        """A process that the snippet forked ends here, as it would at the end of the file."""
        if os.getpid() != self.process:
            sys.stdout.flush()
            code = getattr(error, "code", 1) if error else 0
            os._exit(code if isinstance(code, int) else int(code is not None))

    def _warn(self, message: Warning, category: type, filename: str, line: int, *_: object) -> None:
        here = filename == str(self.snippet.path)
        self.warned.append((f"{category.__name__}: {message}", line if here else 0))

    def _value(self, node: ast.stmt, flags: int) -> object:
        """The value of the statement, as a notebook shows it; None if it is no expression."""
        path, names = str(self.snippet.path), self.module.__dict__
        if isinstance(node, ast.Expr):
            code = compile(ast.Expression(node.value), path, "eval", flags, True)
            return eval(code, names)
        code = compile(ast.Module([node], []), path, "exec", flags, True)
        exec(code, names)
        return None

    def _take_output(self) -> None:
        """Give to the section what is new on the screen. Raises ValueError for what can't be."""
        self._check_errors()
        text = self.screen.taken(most=4 * self.most * CHARACTERS_A_LINE)
        if not self.section:
            return
        self.printed[self.section] += text
        check_output(self.printed[self.section], self.most, self.folders)

    def _check_errors(self) -> None:
        if error := self.errors.taken(most=1000):
            raise ValueError(
                f"it writes to standard error, which the page doesn't show: {error.strip()!r}; "
                "print it, or send it to sys.stdout"
            )

    def _show(self, figures: list) -> None:
        """Called for the figures that are shown. Raises ValueError for none, several or empty."""
        try:
            self._show_one(figures)
        except ValueError as error:
            self.refused = self.refused or str(error)
            raise

    def _show_one(self, figures: list) -> None:
        import matplotlib.pyplot as plt

        if not self.section:  # what stands outside is not shown
            plt.close("all")
            return
        if self.section in self.figures:
            raise ValueError("a section shows one figure, this is its second")
        if len(figures) != 1:
            raise ValueError(
                f"{len(figures) or 'no'} figures are shown at once, a section shows one: use "
                "subplots, or a section for each"
            )
        if "matplotlib.animation" in sys.modules:
            raise ValueError("a page shows no animation: draw some of its frames, in subplots")
        if figure.is_empty(figures[0]):
            raise ValueError("the figure that is shown is empty")
        name = f"{self.snippet.name}:{self.section}"
        self._keep(figure.to_svg(figures[0], name))
        plt.close(figures[0])

    def _keep(self, svg: str) -> None:
        if self.section in self.figures:
            raise ValueError("a section shows one figure, this is its second")
        self.figures[self.section] = svg

    def _wait_as_python_does(self, last: int) -> None:
        for end in reversed(threading._threading_atexits):  # of pools: their threads may end
            end()
        for thread in threading.enumerate():
            if thread is not threading.current_thread() and not thread.daemon:
                thread.join()
        for child in multiprocessing.active_children():
            if not child.daemon:
                child.join()
        self.section = ""
        if self.screen.taken(most=1):
            reason = "it prints after its last statement, so no section has printed it"
            raise SourceError(self.snippet.place, last, reason)
        try:
            self._check_errors()
        except ValueError as error:
            raise SourceError(self.snippet.place, last, _said(error)) from error


def _end_what_runs() -> str:
    """End the processes that the snippet started and left. The command of one, "" for none.

    Returns when they are gone: on a busy machine one goes on for a while after it was killed.
    multiprocessing's own are left to it: it ends or awaits them when the process ends.
    """
    theirs = {child.pid for child in multiprocessing.active_children()}
    killed = {}
    for child in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.NoSuchProcess, psutil.ZombieProcess):
            command = " ".join(child.cmdline())
            if child.pid not in theirs and "multiprocessing" not in command:
                child.kill()
                killed[child] = command
    psutil.wait_procs(killed, timeout=2)  # pebble waits three seconds before it kills
    return min(killed.values(), default="")


def _terminated(*_: object) -> None:
    """When its time is over, the snippet ends, and so does what it started."""
    _end_what_runs()
    os.kill(os.getpid(), signal.SIGKILL)


def _let_forks_be_terminated() -> None:
    """A process that the snippet forks ends by SIGTERM as Python's own do: a pool waits for that.

    During the fork the signal waits, too: Python forgets one that a handler has already taken.
    """
    term = {signal.SIGTERM}

    def forked() -> None:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, term)

    os.register_at_fork(
        before=lambda: signal.pthread_sigmask(signal.SIG_BLOCK, term),
        after_in_parent=lambda: signal.pthread_sigmask(signal.SIG_UNBLOCK, term),
        after_in_child=forked,
    )


def _said(error: BaseException) -> str:
    """What the reader of a message is told of the error."""
    if isinstance(error, SystemExit):
        return "it ends Python here, before the rest of the file has run: leave sys.exit() out"
    try:
        return f"{type(error).__name__}: {error}"
    except Exception:
        return type(error).__name__


def _future(node: ast.stmt) -> int:
    """What `from __future__ import …` asks of the statements after it."""
    if not isinstance(node, ast.ImportFrom) or node.module != "__future__":
        return 0
    flags = (getattr(__future__, alias.name).compiler_flag for alias in node.names)
    return sum(set(flags))


def _open_figures() -> list[int]:
    pyplot = sys.modules.get("matplotlib.pyplot")
    return pyplot.get_fignums() if pyplot else []


def _is_graph(value: object) -> bool:
    graphviz = sys.modules.get("graphviz")
    return graphviz is not None and isinstance(value, graphviz.Digraph)


def _section_at(snippet: Snippet, line: int) -> str:
    return next((s.name for s in snippet.sections.values() if s.first < line < s.last), "")


def _line(error: BaseException, snippet: Snippet, otherwise: int) -> int:
    frames = traceback.extract_tb(error.__traceback__)
    lines = [frame.lineno for frame in frames if frame.filename == str(snippet.path)]
    return lines[-1] if lines and lines[-1] else otherwise
