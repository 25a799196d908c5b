"""Walk the whole way, from snippets and pages to what a site builder reads."""

from dataclasses import dataclass
from pathlib import Path

from generator.checks import check_choices, check_formulas, check_nothing_left_out, check_numbers
from generator.expand import Expander
from generator.expanded import Expanded
from generator.glossary import Glossary
from generator.notebook import to_notebook
from generator.pages import read_pages
from generator.project import InputError, Project
from generator.run import Results, run_snippets
from generator.sections import Snippet, read_snippets
from generator.traps import check_traps


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
    pages whose expanded text or figures changed. Raises InputError.
    """
    try:
        built = expand_all(project)
        changed = {
            name
            for name, page in built.pages.items()
            if _write_page(page, built.glossary.mark(page), project)
        }
        _write_downloads(built, changed, project)
    except OSError as error:
        raise InputError(error.filename, 1, f"cannot be written: {error.strerror}") from error
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
        check_choices(page.page)
        check_numbers(page)
        check_traps(page)
    check_nothing_left_out(expanded.values(), snippets, results)
    return Built(snippets, results, expanded, glossary)


def _write_page(page: Expanded, markdown: str, project: Project) -> bool:
    """Write a page, its figures and its program; say whether the page changed."""
    name = page.page.name
    file = project.pages / name
    figures = {file.parent / figure: svg for figure, svg in page.figures.items()}
    texts = {file: markdown} | figures
    changed = any(not path.exists() or path.read_text("utf-8") != texts[path] for path in texts)
    for path, text in texts.items():
        _write(path, text)
    if page.blocks:
        expected = "<!--pytest-codeblocks:expected-output-->"
        program = f"```python\n{page.program}```\n\n{expected}\n```text\n{page.output}```\n"
        _write(project.programs / name, program)
    return changed


def _write_downloads(built: Built, changed: set[str], project: Project) -> None:
    """The snippet files and the notebooks; untouched where nothing changed."""
    files = set()
    for name, snippet in built.snippets.items():
        path = project.downloads / name
        text = snippet.path.read_text("utf-8")
        if not path.exists() or path.read_text("utf-8") != text:
            _write(path, text)
        files.add(path)
    for name, page in built.pages.items():
        if page.blocks:
            path = (project.downloads / name).with_suffix(".ipynb")
            if name in changed or not path.exists():
                _write(path, to_notebook(page.lines))
            files.add(path)
    for path in project.downloads.rglob("*.*"):
        if path.is_file() and path not in files:
            path.unlink()


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
