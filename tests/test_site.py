"""What the built site promises. Both builders build a copy of this checkout."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from pytest_codeblocks import extract_from_file

from checkouts import PAGES, PROJECT, ROOT, html_file, run
from markup import values
from recaps.documents import read_documents
from recaps.glossary import read_terms

RECAPS = [page for page in PAGES if page.match("chapter-*/*.md") and page.stem != "index"]


def article(site: Path, page: Path) -> BeautifulSoup:
    html = html_file(site, page).read_text(encoding="utf-8")
    return BeautifulSoup(html, "html.parser").select_one("article")


# Once a page, for all tests of it.
@pytest.fixture(scope="module", params=PAGES, ids=str)
def page(request) -> Path:
    return request.param


@pytest.fixture(scope="module")
def text(page, site) -> BeautifulSoup:
    """What the page says, without what stands around it on every page."""
    return article(site, page)


@pytest.fixture(scope="module")
def collected(page, copy) -> list:
    """The code of the page that pytest-codeblocks runs."""
    program = copy / "build" / "programs" / page
    return extract_from_file(program) if program.exists() else []


def test_the_tree_stays_clean(copy):
    """Promise 5: a build leaves nothing that git would commit."""
    assert run(copy, "git", "diff", "--stat") == ""
    untracked = run(copy, "git", "ls-files", "--others", "--exclude-standard")
    assert untracked == ""


def test_every_line_of_code_that_readers_see_is_collected(text, collected):
    """Promises 1 and 4: what pytest-codeblocks runs is what the page shows, line for line, but the code of its tests."""
    blocks = text.select(".language-python:not(.tests *) code")
    seen = [line for block in blocks for line in block.get_text().splitlines() if line]
    code = [line for block in collected for line in block.code.splitlines() if line]
    assert code == seen
    assert len(collected) == bool(seen)


def test_shown_outputs_are_the_expected_output(text, collected):
    shown = "".join(block.get_text() for block in text.select(".language-text code"))
    assert "".join(block.expected_output for block in collected) == shown


def test_a_page_imports_nothing_of_this_project(collected):
    """Promise 1: a page runs where only the requirements are installed."""
    project = {path.stem for path in (ROOT / "snippets").iterdir()}
    for block in collected:
        modules = set(re.findall(r"^\s*(?:from|import) (\w+)", block.code, re.MULTILINE))
        assert not modules & project


@pytest.mark.parametrize("page", RECAPS, ids=str, indirect=True)
def test_a_recap_has_its_parts(page, text, site):
    """The anatomy of a recap: where we are, takeaway, code, figure, questions, provenance."""
    assert text.select_one("p.where") and text.select_one("p.takeaway")
    assert text.select(".language-python")
    assert text.select("figure svg")
    assert len(text.select(".choices")) >= 2
    links = [link["href"] for link in text.select("p.provenance a")]
    assert any(link.endswith(".ipynb") for link in links)
    assert any(link.endswith(".py") for link in links)
    folder = html_file(site, page).parent
    assert all((folder / link).resolve().is_file() for link in links)


@pytest.mark.parametrize(
    "page", [p for p in PAGES if p.parent.name == "review"], ids=str, indirect=True
)
def test_a_review_page_asks_every_question_of_its_chapter(page, text, site):
    recaps = [article(site, recap) for recap in RECAPS if recap.parent.name == page.stem]
    assert asked(text) == sorted(question for recap in recaps for question in asked(recap))
    assert len(text.select("p.question[id] + .choices")) == len(text.select(".choices"))
    deck = text.select_one("a[href$='.apkg']")["href"]
    assert (html_file(site, page).parent / deck).resolve().is_file()


def asked(text: BeautifulSoup) -> list[str]:
    """The words of each question with its choices and reasons, sorted, without a recap's marks."""
    pairs = [(choices.find_previous_sibling("p"), choices) for choices in text.select(".choices")]
    words = (" ".join(part.text for part in pair).replace("✓", "") for pair in pairs)
    return sorted(" ".join(one.split()) for one in words)


def test_figures_belong_to_their_page(text):
    """Promise 3: described, in the page's colours, with ids of their own."""
    ids = re.findall(r'\bid="([^"]+)"', str(text))
    assert sorted(ids) == sorted(set(ids))
    for drawing in text.select("figure .drawing"):
        assert drawing["role"] == "img" and drawing["aria-label"].strip()
        assert drawing.find_next_sibling("figcaption").get_text().strip()
        assert "var(--fig-" in str(drawing.svg)


def test_figures_and_pages_share_one_palette():
    """Each variable that a figure may use is defined once a palette."""
    from recaps.execution.scrapers.svg import PALETTE

    css = (ROOT / "docs/assets/site.css").read_text(encoding="utf-8")
    assert {name: css.count(f"{name}:") for name in PALETTE} == dict.fromkeys(PALETTE, 2)
    light = css[: css.index("slate")]
    assert all(f"{name}: {shown};" in light for name, (_, shown) in PALETTE.items())


@pytest.fixture(scope="module")
def definitions(site) -> dict[str, str]:
    """What the glossary says of each term."""
    return {
        term["id"]: term.find_next_sibling("dd").get_text().replace("\n", " ").strip()
        for term in article(site, Path("glossary.md")).select("dt")
    }


@pytest.mark.parametrize("page", RECAPS, ids=str, indirect=True)
def test_a_tooltip_says_what_the_glossary_says(text, definitions):
    """Each leads to its term, whose definition it gives."""
    for link in text.select('a[href*="glossary/#"]'):
        assert link["title"] == definitions[link["href"].partition("#")[2]]


def test_recaps_explain_their_terms(site):
    links = [link for page in RECAPS for link in values(html_file(site, page), "href")]
    assert sum("glossary/#" in link for link in links) > 100


def test_search_finds_the_glossary_by_its_terms(site):
    index = json.loads((site / "search/search_index.json").read_text(encoding="utf-8"))
    found = next(entry["text"] for entry in index["docs"] if entry["location"] == "glossary/")
    for term in article(site, Path("glossary.md")).select("dt"):
        assert term.get_text() in found


def test_every_term_of_the_glossary_is_used_by_a_recap():
    pages = read_documents(PROJECT)
    recaps = " ".join(
        (ROOT / page.place).read_text(encoding="utf-8") for page in pages.values() if page.is_recap
    ).casefold()
    names = [term.name for term in read_terms(pages).values() if term.shown]
    assert [name for name in names if name.casefold() not in recaps] == []


def test_links_are_relative_so_that_any_path_serves(text):
    """Promise 7: under a sub-path, from a plain static host."""
    assert [a["href"] for a in text.select("a[href]") if a["href"].startswith("/")] == []


@pytest.fixture(scope="module")
def llms(site) -> tuple[str, str]:
    """For machines: the index of all pages, and all in one file."""
    return tuple((site / name).read_text("utf-8") for name in ("llms.txt", "llms-full.txt"))


def test_a_page_lies_beside_itself_as_markdown(page, text, site, llms):
    """For machines: the expanded page, and its figures."""
    index, whole = llms
    markdown = (site / page).read_text(encoding="utf-8")
    assert markdown.startswith("# ") and markdown in whole
    assert f"]({page.as_posix()}): " in index
    for figure in re.findall(r"\((\S+\.svg) ", markdown):
        assert (site / page.parent / figure).is_file()
    for link in text.select("p.provenance a"):
        assert (html_file(site, page).parent / link["href"]).exists()


def test_the_engine_knows_nothing_of_mkdocs():
    """Promise 6: MkDocs is an adapter, in a room of its own."""
    adapters = ROOT / "snippets/recaps/adapters"
    for file in (ROOT / "snippets/recaps").rglob("*.py"):
        if adapters in file.parents:
            continue
        imports = re.findall(r"^\s*(?:from|import) ([\w.]+)", file.read_text(), re.MULTILINE)
        assert not [name for name in imports if name.startswith(("mkdocs", "material"))]


def test_the_successor_builds_the_same_page(page, text, successor):
    """Promise 6: Zensical, from the finished pages and the same settings."""
    assert parts(text) == parts(article(successor, page))


def parts(text: BeautifulSoup) -> dict[str, list[str]]:
    return {
        "words": text.get_text(" ").split(),
        "code": [block.get_text() for block in text.select("pre code")],
        "formulas": [str(formula) for formula in text.select("math")],
        "figures": [str(figure) for figure in text.select("figure svg")],
    }


def test_the_chapter_notebook_was_executed_and_is_light(site):
    import gzip

    html = (site / "downloads/chapter-0/index.html").read_bytes()
    text = BeautifulSoup(html, "html.parser").select_one("article").get_text()
    assert "[1.02354094] [1.96896411]" in text
    assert len(gzip.compress(html)) < 40_000


def attempt(folder: Path) -> subprocess.CompletedProcess:
    """A strict build of `folder` that may fail."""
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict"],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(folder / "snippets")},
        capture_output=True,
        text=True,
    )


@pytest.fixture
def warm(copy, tmp_path) -> Path:
    """A copy of the built checkout, for a test to change."""
    return shutil.copytree(copy, tmp_path / "warm")


def test_a_failing_notebook_stops_the_build(warm):
    """mkdocs-jupyter publishes a failing notebook unless it is told not to."""
    (warm / "snippets/chapter_0/kernel.py").write_text(
        "# --8<-- [start:only]\n"
        'assert "get_ipython" not in globals(), "in a kernel"\n'
        "# --8<-- [end:only]\n"
    )
    with (warm / "docs/chapter-0/index.md").open("a") as page:
        page.write('\n```python\n--8<-- "chapter_0/kernel.py:only"\n```\n')
    done = attempt(warm)
    assert done.returncode == 1
    assert "in a kernel" in done.stderr


def test_a_dirty_build_shows_a_changed_snippet(warm):
    """What `make serve` does after a snippet is saved."""
    snippet = warm / "snippets/chapter_0/forward_pass.py"
    snippet.write_text(snippet.read_text().replace('label="data: y"', 'label="in another word"'))
    run(warm, sys.executable, "-m", "mkdocs", "build", "--dirty")
    assert (
        "in another word" in html_file(warm / "site", Path("chapter-0/forward-pass.md")).read_text()
    )


def test_bad_input_leaves_the_last_site_alone(warm):
    """Promise 4: a failing build publishes nothing and breaks nothing."""
    before = {path: path.read_bytes() for path in (warm / "site").rglob("*.*") if path.is_file()}
    page = warm / "docs/chapter-0/forward-pass.md"
    page.write_text(page.read_text() + "\nThis holds 12345.678.\n")
    done = attempt(warm)
    assert done.returncode == 1
    message = r"error: docs/chapter-0/forward-pass.md:\d+: 12345.678 is in no code and no output"
    assert re.search(message, done.stdout)
    assert "Traceback" not in done.stdout + done.stderr
    assert {p: p.read_bytes() for p in (warm / "site").rglob("*.*") if p.is_file()} == before
