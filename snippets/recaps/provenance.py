"""The foot of a page: what it was run with, its files to take away, where to report a problem."""

import os
import platform
import re
from pathlib import PurePosixPath
from urllib.parse import urlencode

from recaps.expanded import Expanded
from recaps.project import SourceError
from recaps.run import versions
from recaps.sections import Snippet

NAMES = {"numpy": "NumPy", "sklearn": "scikit-learn", "matplotlib": "Matplotlib", "torch": "torch"}
DISTRIBUTIONS = {"sklearn": "scikit-learn"}


def add_foot(expanded: Expanded, snippets: dict[str, Snippet]) -> None:
    """Append the foot. The repository's URL (REPO_URL) leads to its issues; without it, no link."""
    run_with = _run_with(expanded) if expanded.blocks else ""
    foot = [f"Run with {run_with}."] if run_with else []
    foot.append(f"Take away: {', '.join(_files(expanded, snippets))}.")
    if repository := os.environ.get("REPO_URL"):
        page, *parts = (
            f"[{part or 'the page'}]({_report(repository, expanded, part, run_with)})"
            for part in ["", *_parts(expanded)]
        )
        its_parts = f" or its part {', '.join(parts)}" if parts else ""
        foot.append(f"Report a problem with {page}{its_parts}.")
    expanded.lines += ["", " ".join(foot), "{ .provenance }"]


def check_tested(expanded: Expanded, snippets: dict[str, Snippet]) -> None:
    """A snippet of every recap that has code has a test."""
    page = expanded.page
    names = sorted({name for name, _ in expanded.used})
    if page.is_recap and names and not any(snippets[name].test for name in names):
        raise SourceError(page.place, page.body_from, f"no test goes with {', '.join(names)}")


def _run_with(expanded: Expanded) -> str:
    imported = re.findall(r"^(?:from|import) (\w+)", expanded.program, re.MULTILINE)
    installed = versions()
    used = [f"Python {platform.python_version()}"]
    used += [
        f"{NAMES[name]} {installed[DISTRIBUTIONS.get(name, name)]}"
        for name in NAMES
        if name in imported
    ]
    seeds = sorted(set(re.findall(r"seed\((\d+)\)", expanded.program)), key=int)
    if seeds:
        used.append("seed " + ", ".join(seeds))
    return ", ".join(used)


def _files(expanded: Expanded, snippets: dict[str, Snippet]) -> list[str]:
    name = expanded.page.name
    downloads = "../" * name.count("/") + "downloads/"
    here = PurePosixPath(name)
    beside = here.name if here.stem == "index" else f"../{here.name}"
    files = [f'<a href="{beside}">page as Markdown</a>']
    if expanded.blocks:
        files.insert(0, f"[notebook]({downloads}{name.removesuffix('.md')}.ipynb)")
    for used in sorted({snippet for snippet, _ in expanded.used}):
        file = f"[`{used}`]({downloads}{used})"
        if test := snippets[used].test:
            file += f" with its [test]({downloads}{PurePosixPath(used).parent / test.name})"
        files.append(file)
    return files


def _parts(expanded: Expanded) -> list[str]:
    """The page's headings, but those that lead to other pages."""
    return re.findall(r"^## ([^\[\n]+?)(?: \{.*\})?$", expanded.markdown, re.MULTILINE)


def _report(repository: str, expanded: Expanded, part: str, run_with: str) -> str:
    """The address of a new issue that says where the problem is."""
    place = expanded.page.title + (f": {part}" if part else "")
    body = f"Page: docs/{expanded.page.name}\nSection: {part or 'whole page'}\n"
    if run_with:
        body += f"Run with: {run_with}\n"
    return f"{repository}/issues/new?" + urlencode({"title": place, "body": f"{body}\n"})
