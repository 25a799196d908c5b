"""Walk the whole way, from snippets and pages to what a site builder reads."""

from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from recaps.card import card_name, draw_card
from recaps.checks import check_formulas, check_nothing_left_out, check_numbers
from recaps.deck import deck_name, write_deck
from recaps.expand import Expander
from recaps.expanded import Expanded
from recaps.glossary import Glossary
from recaps.lab import has_lab, lab_data
from recaps.notebook import to_notebook
from recaps.pages import read_pages
from recaps.project import Project, SourceError, keep_only
from recaps.provenance import check_tested
from recaps.recall import check_blanks
from recaps.run import Results, run_snippets
from recaps.sections import Snippet, read_snippets
from recaps.traps import check_traps


@dataclass(frozen=True)
class Built:
    """One checkout's snippets, their results, its expanded pages and its glossary."""

    snippets: dict[str, Snippet]
    results: Results
    pages: dict[str, Expanded]
    glossary: Glossary


def build(project: Project) -> set[str]:
    """Run what changed, check everything, write what builders read.

    Nothing is written before every check has passed. Returns the names of the
    pages whose expanded text or figures changed. Raises SourceError.
    """
    try:
        built = expand_all(project)
        marked = {name: built.glossary.mark(page) for name, page in built.pages.items()}
        site = built.pages["index.md"].page.title
        changed = {
            name
            for name, page in built.pages.items()
            if _write_page(page, marked[name], site, project)
        }
        _write_llms(built, marked, project)
        _forget_pages(built, project)
        _write_downloads(built, changed, project)
    except OSError as error:
        raise SourceError(error.filename, 1, f"cannot be written: {error.strerror}") from error
    return changed


def expand_all(project: Project) -> Built:
    """Run what changed and expand every page, checked, without writing pages."""
    snippets = read_snippets(project)
    pages = read_pages(project)
    glossary = Glossary(pages)
    results = run_snippets(snippets, project)
    expander = Expander(snippets, results, pages)
    expanded = {name: expander.expand(page) for name, page in pages.items()}
    for page in expanded.values():
        check_formulas(page.page)
        check_numbers(page)
        check_traps(page)
        check_blanks(page)
        check_tested(page, snippets)
    check_nothing_left_out(expanded.values(), snippets, results)
    return Built(snippets, results, expanded, glossary)


def _write_page(page: Expanded, markdown: str, site: str, project: Project) -> bool:
    """Write a page, its figures, its card and its program; say whether the page changed."""
    texts = {project.pages / page.page.name: markdown} | _figures(page, project)
    card = project.pages / card_name(page.page.name)
    changed = any(not path.exists() or path.read_text("utf-8") != texts[path] for path in texts)
    if changed or not card.exists():
        card.parent.mkdir(parents=True, exist_ok=True)
        card.write_bytes(draw_card(page, site))
    for path, text in texts.items():
        _write(path, text)
    if page.blocks:
        expected = "<!--pytest-codeblocks:expected-output-->"
        program = f"```python\n{page.program}```\n\n{expected}\n```text\n{page.output}```\n"
        _write(project.programs / page.page.name, program)
    return changed


def _figures(page: Expanded, project: Project) -> dict[Path, str]:
    """The figures of a page, by where they are written."""
    folder = (project.pages / page.page.name).parent
    return {folder / figure: svg for figure, svg in page.figures.items()}


def _write_llms(built: Built, marked: dict[str, str], project: Project) -> None:
    """The site for language models: an index of its pages (llmstxt.org), and all of them in one."""
    index = [f"# {built.pages['index.md'].page.title}\n"]
    for name, page in built.pages.items():
        index.append(f"- [{page.page.title}]({name}): {page.page.takeaway}")
    _write(project.pages / "llms.txt", "\n".join(index) + "\n")
    _write(project.pages / "llms-full.txt", "\n\n".join(marked.values()))


def _forget_pages(built: Built, project: Project) -> None:
    """Remove what was written for pages and figures that are gone."""
    written = {project.pages / name for name in [*built.pages, "llms.txt", "llms-full.txt"]}
    for page in built.pages.values():
        written |= _figures(page, project).keys()
        written.add(project.pages / card_name(page.page.name))
    keep_only(project.pages, written)
    programs = {project.programs / name for name, page in built.pages.items() if page.blocks}
    keep_only(project.programs, programs)


def _write_downloads(built: Built, changed: set[str], project: Project) -> None:
    """Snippets with tests, the lab's data, notebooks, decks; untouched where nothing changed."""
    texts = {}
    for name, snippet in built.snippets.items():
        for source in filter(None, (snippet.path, snippet.test)):
            file = PurePosixPath(name).with_name(source.name).as_posix()
            texts[file] = source.read_text("utf-8")
    if any(has_lab(page) for page in built.pages.values()):
        texts["descent-lab-data.js"] = lab_data(built.snippets, built.results)
    files = set()
    for name, text in texts.items():
        path = project.downloads / name
        if not path.exists() or path.read_text("utf-8") != text:
            _write(path, text)
        files.add(path)
    for name, page in built.pages.items():
        if page.blocks:
            path = (project.downloads / name).with_suffix(".ipynb")
            if name in changed or not path.exists():
                _write(path, to_notebook(page.lines))
            files.add(path)
        if page.gathered:
            path = project.downloads / deck_name(page.gathered)
            write_deck(path, page.gathered)
            files.add(path)
    keep_only(project.downloads, files)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
