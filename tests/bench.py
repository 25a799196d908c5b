"""`make bench`: how fast the site builds and reloads, as ratios within this run, and what its pages weigh.

Everything runs in a copy of this checkout, executed notebooks apart, as medians
of three rounds in turn.
"""

import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

from browsing import FIRST_VISIT, NEXT_PAGE, REQUESTS, by_weight, chromium, visits
from checkouts import checkout

ROUNDS = 3
# The builder alone, on the same expanded Markdown.
STOCK = """\
site_name: Stock
docs_dir: stock
site_dir: build/stock
theme: {name: material, font: false}
markdown_extensions: [admonition, attr_list, md_in_html, pymdownx.details, pymdownx.highlight, pymdownx.superfences]
"""
# This site without its executed notebooks.
PLAIN = """\
INHERIT: mkdocs.yml
site_dir: build/plain
plugins: [search]
not_in_nav: "*.ipynb"
"""
# One process that runs all snippets one after another.
SERIAL = """\
import contextlib, io, os, pathlib, runpy, sys
os.environ["MPLBACKEND"] = "svg"
import matplotlib.pyplot as plt
def show():
    plt.savefig(io.BytesIO())
    plt.close("all")
plt.show = show
sys.path.insert(0, "snippets")
with contextlib.redirect_stdout(io.StringIO()):
    for path in sorted(pathlib.Path("snippets").glob("chapter_*/*.py")):
        runpy.run_path(str(path))
"""


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = checkout(Path(name))
        (folder / "stock.yml").write_text(STOCK)
        (folder / "plain.yml").write_text(PLAIN)
        command(folder, "-m", "recaps")
        shutil.copytree(folder / "build/markdown", folder / "stock")
        for path in folder.glob("build/docs/**/*.svg"):
            shutil.copy(path, folder / "stock" / path.relative_to(folder / "build/docs"))
        for path in folder.glob("stock/**/*.md"):
            path.write_text(path.read_text().replace("../downloads", "https://localhost"))

        times = rounds(
            {
                "stock": lambda: command(folder, "-m", "mkdocs", "build", "-f", "stock.yml"),
                "serial": lambda: command(folder, "-c", SERIAL),
                "cold": lambda: (clean(folder), build(folder)),
                "warm": lambda: build(folder),
            }
        )
        pages = len(list(folder.glob("docs/**/*.md")))
        stock, serial, cold, warm = (times[name] for name in ("stock", "serial", "cold", "warm"))
        notebooks = seconds(lambda: command(folder, "-m", "mkdocs", "build"))
        weights(folder / "site")
        with serving(folder) as url:
            prose = statistics.median(
                reload(folder, url, "docs/chapter-0/forward-pass.md", "A model can", n)
                for n in range(ROUNDS)
            )
            snippet = statistics.median(
                reload(folder, url, "snippets/chapter_0/forward_pass.py", "predictions: ŷ", n)
                for n in range(ROUNDS)
            )
        first = chapter_0_alone(folder, Path(name, "first"))
        build(first)
        alone = statistics.median(seconds(lambda: build(first)) for _ in range(ROUNDS))
        fewer = len(list(first.glob("docs/**/*.md")))

    print(f"stock Material build of the finished pages  {stock:6.2f} s")
    print(f"all snippets in one process                 {serial:6.2f} s")
    row("warm build", warm, warm / stock, 1.5, "stock")
    row("cold build", cold, cold / (stock + serial), 2, "stock + snippets")
    print(f"cold build with the executed notebooks      {notebooks:6.2f} s")
    print(f"warm build of Chapter 0 alone                {alone:5.2f} s")
    growth, pages_growth = warm / alone, pages / fewer
    row(
        f"growth from {fewer} to {pages} pages",
        warm - alone,
        growth / pages_growth,
        1,
        "the pages' growth",
    )
    row("saved page served", prose, prose, 1, "1 s")
    row("saved NumPy snippet served", snippet, snippet / 2.5, 1, "2.5 s")


def row(what: str, measured: float, ratio: float, limit: float, against: str) -> None:
    """Print one measured time against its limit."""
    verdict = "within" if ratio <= limit else "OVER"
    print(f"{what:<43} {measured:6.2f} s  {ratio:.2f} of {against}, {verdict} {limit}")


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


def build(folder: Path) -> None:
    """Build without the executed notebooks."""
    command(folder, "-m", "mkdocs", "build", "-f", "plain.yml")


def chapter_0_alone(folder: Path, copy: Path) -> Path:
    """A copy of `folder` without the chapters after the first."""
    shutil.copytree(folder, copy, ignore=shutil.ignore_patterns("first", "stock"))
    later_chapters = [*copy.glob("*/chapter?[1-9]*"), *copy.glob("docs/*/chapter?[1-9]*")]
    for later in [*later_chapters, copy / "docs/side-by-side.md", copy / "docs/glossary.md"]:
        shutil.rmtree(later) if later.is_dir() else later.unlink()
    for file in (copy / "mkdocs.yml", copy / "docs/index.md"):
        lines = file.read_text().splitlines(keepends=True)
        gone = re.compile(r"[Cc]hapter.[1-9]|side-by-side|glossary")
        file.write_text("".join(line for line in lines if not gone.search(line)))
    return copy


def clean(folder: Path) -> None:
    """Forget all results, as `make clean` does."""
    shutil.rmtree(folder / "build", ignore_errors=True)


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


def reload(folder: Path, url: str, name: str, text: str, number: int) -> float:
    """Seconds from saving `name` with a change until `url` shows it."""
    file = folder / name
    original = file.read_text()
    time.sleep(1 + number / 3)
    start = time.perf_counter()
    file.write_text(original.replace(text, f"{text} (edit {number})"))
    wait_for(url, f"{text} (edit {number})")
    taken = time.perf_counter() - start
    file.write_text(original)
    wait_for(url, text, absent=f"(edit {number})")
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
