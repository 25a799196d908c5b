"""Run the snippets that changed, each in a fresh process, and keep their results by content."""

import functools
import hashlib
import importlib.metadata
import json
import multiprocessing
import os
import platform
import signal
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

from recaps.project import Project, SourceError, keep_only
from recaps.sections import Snippet, imported_files

PACKAGES = ["numpy", "scikit-learn", "matplotlib", "torch", "torchviz", "graphviz-pure"]
GENERATOR = ["sections.py", "execute.py", "draw.py", "graph.py"]

# Results must not depend on the machine: no GPU, and sums on one core.
os.environ["CUDA_VISIBLE_DEVICES"] = ""
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(variable, "1")

fresh = multiprocessing.get_context("forkserver")


@dataclass(frozen=True)
class SectionResult:
    """What one section printed, and the figure that it showed, if any."""

    output: str
    figure: str | None


Results = dict[str, dict[str, SectionResult]]


def run_snippets(snippets: dict[str, Snippet], project: Project) -> Results:
    """Results of every snippet: from the cache where nothing changed, else run now.

    What ran to its end is kept even if another snippet fails or the run is
    interrupted. Raises SourceError for the first snippet that failed.
    """
    keys = {name: cache_key(snippet, project) for name, snippet in snippets.items()}
    results = {}
    for name in snippets:
        cached = _load(_result_file(name, project), keys[name])
        if cached is not None:
            results[name] = cached
    waiting = [snippet for name, snippet in snippets.items() if name not in results]
    if waiting:
        results |= _run_all(waiting, keys, project)
    keep_only(project.results, {_result_file(name, project) for name in snippets})
    return results


def cache_key(snippet: Snippet, project: Project) -> str:
    """A digest of all that a result depends on: code, imported project code, versions."""
    digest = hashlib.sha256(f"{platform.python_version()} {versions()}".encode())
    generator = [Path(__file__).with_name(name) for name in GENERATOR]
    for file in generator + sorted(imported_files(snippet.path, project)):
        digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()


@functools.cache
def versions() -> dict[str, str]:
    """The installed version of each package that results depend on."""
    return {package: importlib.metadata.version(package) for package in PACKAGES}


def _run_all(waiting: list[Snippet], keys: dict[str, str], project: Project) -> Results:
    preload = ["recaps.ignore_interrupts", "recaps.execute", *_imports(waiting)]
    fresh.set_forkserver_preload(preload)
    results: Results = {}
    failures = []
    pool = ThreadPoolExecutor(os.cpu_count())
    try:
        jobs = {pool.submit(_run_one, snippet, project): snippet for snippet in waiting}
        for count, job in enumerate(as_completed(jobs), 1):
            snippet = jobs[job]
            try:
                seconds, sections = job.result()
            except SourceError as error:
                failures.append(error)
                continue
            _save(_result_file(snippet.name, project), keys[snippet.name], sections)
            results[snippet.name] = _typed(sections)
            print(f"[{count}/{len(jobs)}] {snippet.place} ran in {seconds:.2f} s", file=sys.stderr)
    finally:
        pool.shutdown(cancel_futures=True)
    if failures:
        raise min(failures, key=str)
    return results


def _imports(snippets: list[Snippet]) -> list[str]:
    text = "".join(snippet.path.read_text(encoding="utf-8") for snippet in snippets)
    return [name for name in ("sklearn.preprocessing", "torch") if name.partition(".")[0] in text]


def _run_one(snippet: Snippet, project: Project) -> tuple[float, dict]:
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        answer = Path(folder, "answer.json")
        process = fresh.Process(
            target=_execute, args=(snippet, project.snippets, answer), daemon=True
        )
        process.start()
        process.join(snippet.time_limit)
        if process.is_alive():
            process.kill()
            raise SourceError(
                snippet.place, 1, f"did not end within its time limit of {snippet.time_limit} s"
            )
        if not answer.exists():
            raise SourceError(snippet.place, 1, f"its process died (exit {process.exitcode})")
        result = json.loads(answer.read_text(encoding="utf-8"))
    if "error" in result:
        raise SourceError(*result["error"])
    return time.perf_counter() - start, result["sections"]


def _execute(snippet: Snippet, snippets: Path, answer: Path) -> None:
    """Import matplotlib in the process that runs the snippet, not in the one that waits."""
    from recaps.execute import execute

    signal.signal(signal.SIGINT, signal.SIG_DFL)
    execute(snippet, snippets, answer)


def _result_file(name: str, project: Project) -> Path:
    return (project.results / name).with_suffix(".json")


def _typed(sections: dict) -> dict[str, SectionResult]:
    return {name: SectionResult(**result) for name, result in sections.items()}


def _load(file: Path, key: str) -> dict[str, SectionResult] | None:
    if not file.exists():
        return None
    try:
        entry = json.loads(file.read_text(encoding="utf-8"))
        sections = _typed(entry["sections"])
        return sections if entry["key"] == key else None
    except (ValueError, KeyError, TypeError):
        print(f"{file}: not a result, so its snippet runs again", file=sys.stderr)
        return None


def _save(file: Path, key: str, sections: dict) -> None:
    """Replace the cache entry whole, so that an interruption leaves the old or the new one."""
    file.parent.mkdir(parents=True, exist_ok=True)
    partial = file.with_suffix(".partial")
    partial.write_text(json.dumps({"key": key, "sections": sections}, indent=1), "utf-8")
    partial.replace(file)
