"""`make bench`: what building and reloading cost, as ratios within this run, and what pages weigh.

Ten small recaps stand beside the builder alone; growth, reloads and weights are those of this site,
without its executed notebooks. Everything runs in copies, as medians of three rounds in turn.
"""

import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
from playwright.sync_api import sync_playwright

from browsing import FIRST_VISIT, NEXT_PAGE, REQUESTS, by_weight, chromium, visits
from checkouts import checkout
from ten_pages import ten_pages

ROUNDS = 3
# The builder alone, on the same expanded Markdown.
PLAIN = """\
site_name: Plain
docs_dir: plain
site_dir: build/plain
theme: {name: material, font: false}
markdown_extensions: [admonition, attr_list, md_in_html, pymdownx.details, pymdownx.highlight, pymdownx.superfences]
"""
# This site without its executed notebooks.
OURS = """\
INHERIT: mkdocs.yml
site_dir: build/ours
plugins: [search]
not_in_nav: "*.ipynb"
"""
# The best of five other systems on ten pages like these, as multiples of the builder alone (0.62 s).
BEST_COLD, BEST_TORCH, BEST_PEAK = 5.3 / 0.62, 3.1 / 0.62, 360


def main() -> None:
    """Print the tables."""
    with tempfile.TemporaryDirectory() as name:
        small(ten_pages(Path(name, "ten")))
    with tempfile.TemporaryDirectory() as name:
        folder = checkout(Path(name, "site"))
        (folder / "ours.yml").write_text(OURS)
        whole(folder)


def small(folder: Path) -> None:
    """Ten pages beside the builder alone."""
    build(folder)
    shutil.copytree(folder / "build/markdown", folder / "plain")
    (folder / "plain.yml").write_text(PLAIN)
    numbers = iter(range(10, 99))

    def change(name: str, edit: Callable[[str], str]) -> None:
        file = folder / name
        file.write_text(edit(file.read_text()))
        build(folder)

    def prose(text: str) -> str:
        return text + "\nOne sentence more.\n"

    def noise(code: str) -> str:
        return re.sub(r"0\.1\d*", f"0.1{next(numbers)}", code)

    times = rounds(
        {
            "plain": lambda: build(folder, "plain.yml"),
            "cold": lambda: (shutil.rmtree(folder / "build"), build(folder)),
            "warm": lambda: build(folder),
            "prose": lambda: change("docs/chapter-0/rate-3.md", prose),
            "numpy": lambda: change("snippets/chapter_0/rate_1.py", noise),
            "torch": lambda: change("snippets/chapter_0/rate_2.py", noise),
        }
    )
    plain = times["plain"]
    print(f"ten pages, the builder alone                {plain:6.2f} s")
    for what, job, limit in (
        ("cold", "cold", BEST_COLD),
        ("nothing changed", "warm", 1.5),
        ("prose of one page changed", "prose", 1.5),
        ("one NumPy snippet changed", "numpy", 2.5),
        ("one torch snippet changed", "torch", BEST_TORCH),
    ):
        row(what, times[job], times[job] / plain, limit, "the builder alone")
    shutil.rmtree(folder / "build")
    peak = peak_memory(lambda: build(folder))
    verdict = "within" if peak <= BEST_PEAK else "OVER"
    print(f"{'cold, memory of all processes':<43} {peak:6.0f} MiB, {verdict} {BEST_PEAK}")


def whole(folder: Path) -> None:
    """Growth, reloads and weights of this site."""
    print(f"cold, with the executed notebooks           {seconds(lambda: build(folder)):6.2f} s")
    weights(folder / "site")
    warm = statistics.median(seconds(lambda: build(folder, "ours.yml")) for _ in range(ROUNDS))
    pages = len(list(folder.glob("docs/**/*.md")))
    with serving(folder) as url:
        prose, snippet = (
            statistics.median(reload(folder, url, name, before, n) for n in range(ROUNDS))
            for name, before in (
                ("docs/chapter-0/forward-pass.md", "\n\n"),
                ("snippets/chapter_0/forward_pass.py", 'label="'),
            )
        )
    first = chapter_0_alone(folder, folder.with_name("first"))
    build(first, "ours.yml")
    alone = statistics.median(seconds(lambda: build(first, "ours.yml")) for _ in range(ROUNDS))
    fewer = len(list(first.glob("docs/**/*.md")))
    grown = warm / alone / (pages / fewer)
    row(f"growth from {fewer} to {pages} pages", warm - alone, grown, 1, "the pages' growth")
    row("saved page served", prose, prose, 1, "1 s")
    row("saved NumPy snippet served", snippet, snippet / 2.5, 1, "2.5 s")


def row(what: str, measured: float, ratio: float, limit: float, against: str) -> None:
    """Print one measured time against its limit."""
    verdict = "within" if ratio <= limit else "OVER"
    print(f"{what:<43} {measured:6.2f} s  {ratio:.2f} of {against}, {verdict} {limit:.3g}")


def weights(site: Path) -> None:
    """Print what the browser of a reader fetches on a first visit, and from there on the next page."""
    heaviest = by_weight(site)[-1]
    with sync_playwright() as playwright:
        browser = chromium(playwright)
        for url in (heaviest, "", "downloads/chapter-0/"):
            (first,) = visits(browser, site, [url])
            *_, following = visits(browser, site, ["chapter-0/loss/", url])
            print(
                f"{url or 'home':<43} {first.size / 1000:6.1f} KB of {FIRST_VISIT / 1000:.0f} at first, "
                f"{len(first.files)} of {REQUESTS} requests, "
                f"then {following.size / 1000:.1f} KB of {NEXT_PAGE / 1000:.0f}"
            )


def rounds(jobs: dict[str, Callable[[], object]]) -> dict[str, float]:
    """The median time of each job, the jobs taking turns."""
    taken = {name: [] for name in jobs}
    for _ in range(ROUNDS):
        for name, job in jobs.items():
            taken[name].append(seconds(job))
    return {name: statistics.median(times) for name, times in taken.items()}


def seconds(job: Callable[[], object]) -> float:
    """How long `job` takes."""
    start = time.perf_counter()
    job()
    return time.perf_counter() - start


def command(folder: Path, *arguments: str) -> None:
    """Run Python in `folder`."""
    subprocess.run(
        [sys.executable, *arguments], cwd=folder, env=environment(folder), check=True, stderr=-3
    )


def environment(folder: Path) -> dict[str, str]:
    """The environment in which `folder` is its own project."""
    return os.environ | {"PYTHONPATH": str(folder / "snippets"), "NO_MKDOCS_2_WARNING": "1"}


def build(folder: Path, settings: str = "mkdocs.yml") -> None:
    """Build the site of `settings`."""
    command(folder, "-m", "mkdocs", "build", "-f", settings)


def peak_memory(job: Callable[[], object]) -> float:
    """The most MiB of all processes during `job`; pages that they share count once."""
    most, over = 0.0, threading.Event()

    def watch() -> None:
        nonlocal most
        while not over.wait(0.02):
            now = 0
            for process in psutil.Process().children(recursive=True):
                with suppress(psutil.Error):
                    now += process.memory_full_info().pss
            most = max(most, now / 2**20)

    watcher = threading.Thread(target=watch)
    watcher.start()
    job()
    over.set()
    watcher.join()
    return most


def chapter_0_alone(folder: Path, copy: Path) -> Path:
    """A copy of `folder` without the chapters after the first."""
    shutil.copytree(folder, copy)
    later_chapters = [*copy.glob("*/chapter?[1-9]*"), *copy.glob("docs/*/chapter?[1-9]*")]
    for later in [*later_chapters, copy / "docs/side-by-side.md", copy / "docs/glossary.md"]:
        shutil.rmtree(later) if later.is_dir() else later.unlink()
    for file in (copy / "mkdocs.yml", copy / "docs/index.md"):
        lines = file.read_text().splitlines(keepends=True)
        gone = re.compile(r"[Cc]hapter.[1-9]|side-by-side|glossary")
        file.write_text("".join(line for line in lines if not gone.search(line)))
    return copy


@contextmanager
def serving(folder: Path):
    """`make serve` on a free port; yields the URL once it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    server = subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "serve", "--dirtyreload", "--dev-addr", address],
        cwd=folder,
        env=environment(folder),
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(f"http://{address}/", "Torch Recaps")
        time.sleep(2)
        yield f"http://{address}/chapter-0/forward-pass/"
    finally:
        server.terminate()
        server.wait()


def reload(folder: Path, url: str, name: str, after: str, number: int) -> float:
    """Seconds from saving `name`, with a word put in after the first `after`, until `url` shows it."""
    file, word = folder / name, f"(edit {number})"
    original = file.read_text()
    time.sleep(1 + number / 3)
    start = time.perf_counter()
    file.write_text(original.replace(after, f"{after}{word} ", 1))
    wait_for(url, word)
    taken = time.perf_counter() - start
    file.write_text(original)
    wait_for(url, "</html>", absent=word)
    return taken


def wait_for(url: str, text: str, absent: str = "\0") -> None:
    """Return when the page at `url` holds `text` and not `absent`."""
    for _ in range(6000):
        try:
            page = urllib.request.urlopen(url).read().decode()
        except OSError:
            page = ""
        if text in page and absent not in page:
            return
        time.sleep(0.01)
    raise TimeoutError(f"{url} never showed {text!r}")


if __name__ == "__main__":
    main()
