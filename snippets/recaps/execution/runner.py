"""Run the snippets that changed, each in a fresh process and within its time limit."""

import gc
import multiprocessing
import os
import sys
import tempfile
import time
import types
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from multiprocessing.forkserver import ensure_running
from pathlib import Path

from recaps.execution import cache
from recaps.execution.cache import Results, Run
from recaps.execution.imports import imported_files, imported_names
from recaps.execution.readable import Readable
from recaps.execution.surroundings import surrounded
from recaps.project import Project, SourceError, keep_only
from recaps.snippets import Snippet

# What takes long to import is imported once, by the server that forks the processes: these
# packages, and what they load when they are first used.
SLOW = ("matplotlib", "sklearn", "torch")
LATE = {"torch.optim": "torch._dynamo"}
PRELOAD = ["recaps.execution.server", "recaps.execution.worker", __name__, "pebble"]

# Stands in for the builder's script, which each process would import first.
NO_MAIN = types.ModuleType("__main__")

forkserver = multiprocessing.get_context("forkserver")


def run_snippets(snippets: dict[str, Snippet], project: Project) -> Results:
    """Results of every snippet: from the cache where nothing changed, else run now.

    What ran to its end is kept even if another snippet fails or the run is
    interrupted. Raises SourceError for the first snippet that failed.
    """
    keys = {name: cache.key_of(snippet, project) for name, snippet in snippets.items()}
    results = {}
    for name in snippets:
        kept = cache.load(name, keys[name], project)
        if kept is not None:
            results[name] = kept
    waiting = [snippet for name, snippet in snippets.items() if name not in results]
    if waiting:
        results |= _run_all(waiting, keys, project)
    keep_only(project.results, {cache.result_file(name, project) for name in snippets})
    return results


def _run_all(waiting: list[Snippet], keys: dict[str, str], project: Project) -> Results:
    if sys.flags.optimize:
        reason = (
            "Python was started with -O or PYTHONOPTIMIZE, and leaves out assert: start it without"
        )
        raise SourceError(waiting[0].place, 1, reason)
    forkserver.set_forkserver_preload(PRELOAD + _slow_imports(waiting, project))
    with surrounded(project.build / "home"):
        ensure_running()
    results: Results = {}
    failures = []
    pool = ThreadPoolExecutor(max(1, os.cpu_count() // 2))
    main, sys.modules["__main__"] = sys.modules["__main__"], NO_MAIN
    jobs = {pool.submit(_run, snippet, project): snippet for snippet in waiting}
    try:
        for count, job in enumerate(as_completed(jobs), 1):
            snippet = jobs[job]
            try:
                run = job.result()
            except SourceError as error:
                failures.append(error)
                continue
            except Exception as error:
                reason = f"{type(error).__name__}: {error}"
                failures.append(SourceError(snippet.place, 1, reason))
                continue
            cache.save(snippet, keys[snippet.name], run, project)
            results[snippet.name] = run.sections
            took = f"{snippet.place} ran in {run.seconds:.2f} s"
            print(f"[{count}/{len(jobs)}] {took}", file=sys.stderr)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        _end(jobs)
        sys.modules["__main__"] = main
    if failures:
        raise min(failures, key=str)
    return results


def _slow_imports(snippets: list[Snippet], project: Project) -> list[str]:
    files = imported_files([snippet.path for snippet in snippets], project)
    names = {name for file in files for name in imported_names(file, project)}
    slow = {name for name in names if name.startswith(SLOW)}
    return sorted(slow | {LATE[name] for name in slow & LATE.keys()})


def _end(jobs: Iterable[Future]) -> None:
    """After an interrupt, end what still runs, and what a thread was about to start."""
    while not all(job.done() for job in jobs):
        for process in multiprocessing.active_children():
            process.kill()
        time.sleep(0.1)


def _run(snippet: Snippet, project: Project) -> Run:
    """Run one snippet twice at once. Raises SourceError where both give not the same."""
    with ThreadPoolExecutor() as both:
        first, second = both.map(lambda seed: _run_once(snippet, project, seed), (0, 1))
    for name, result in first.sections.items():
        other = second.sections[name]
        if result != other:
            what = "prints" if result.output != other.output else "draws"
            line = snippet.sections[name].first
            reason = (
                f"section '{name}' {what} something else each time: seed what is random, and show "
                "nothing of the time, the user or the machine"
            )
            raise SourceError(snippet.place, line, reason)
    return first


def _run_once(snippet: Snippet, project: Project, seed: int) -> Run:
    """Run it in a fresh process, and say why if that process ends without its results."""
    # Imported only when something runs: it brings asyncio along.
    from pebble import ProcessExpired, concurrent

    kept = cache.engine_files() | imported_files([snippet.path], project)
    readable = Readable(project.root, Path.home(), frozenset(kept))
    fresh = concurrent.process(timeout=snippet.time_limit, daemon=False, context=forkserver)
    with tempfile.NamedTemporaryFile("r") as reached:
        try:
            return fresh(_work)(snippet, project, seed, readable, reached.name).result()
        except TimeoutError as error:
            reason = f"did not end within its time limit of {snippet.time_limit} s"
            raise SourceError(snippet.place, int(reached.read() or 1), reason) from error
        except ProcessExpired as error:
            reason = f"its process died (exit {error.exitcode})"
            raise SourceError(snippet.place, int(reached.read() or 1), reason) from error


def _work(snippet: Snippet, project: Project, seed: int, readable: Readable, reached: str) -> Run:
    """Import matplotlib in the process that runs the snippet, not in the one that waits."""
    from recaps.execution.worker import run_snippet

    gc.freeze()  # what was imported before the fork stays shared
    gc.enable()
    return run_snippet(snippet, project, seed, readable, reached)
