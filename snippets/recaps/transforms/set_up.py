"""The set-up of a page: the pipeline up to what the page uses, folded.

::setup[Set-up: the data]   →   the sections of the chapter's pipeline that make what the
page's code needs, and what stands in the directive
"""

from collections.abc import Iterable, Iterator

from recaps.directives import Spec, directive
from recaps.document import Block, Box, Code, Directive, Document, walk
from recaps.execution.imports import imported_files
from recaps.names import names
from recaps.parse import parse_inline
from recaps.site import Site
from recaps.snippets import Snippet

SPEC = Spec(
    "setup",
    "either",
    "The pipeline up to what this page's code uses, folded: the names that its sections need are "
    "looked up in the pipelines (`…pipeline.py`) that their snippets import from. Code of the "
    "page's own in the fold: `:::setup[title]` … `:::`.",
    "title",
    options={"upto": "the last section, where the text speaks of more than the code needs"},
)


def set_up(document: Document, site: Site) -> Document:
    """The page with its set-up in place, found from all code that stands on it."""
    pieces = [block for block in walk(document.blocks) if isinstance(block, Code)]

    def change(block: Block) -> Iterable[Block]:
        if isinstance(block, Directive) and block.name == SPEC.name:
            return [_fold(block, document, site, pieces)]
        return [block]

    return document.changed(change)


@directive(SPEC)
def _replaced_above(block: Directive, document: Document, site: Site) -> Iterable[Block]:
    raise AssertionError("set_up replaces every set-up")


def _fold(block: Directive, document: Document, site: Site, pieces: list[Code]) -> Box:
    before = [piece for piece in pieces if piece.line < block.line]
    after = [piece for piece in pieces if piece.line > block.line]
    code = tuple(_pipelines(block, document, site, before, after))
    if not code and not block.blocks:
        raise document.error(block.line, "no code of the page needs a set-up")
    title = parse_inline(block.label, block.line)
    return Box(block.line, "setup", title, (*code, *(block.blocks or ())))


def _pipelines(
    block: Directive, document: Document, site: Site, before: list[Code], after: list[Code]
) -> Iterator[Code]:
    """One piece of code for each pipeline that makes something that is needed."""
    pipelines = _imported(document, site)
    last = block.options.get("upto")
    if last and not any(last in pipeline.sections for pipeline in pipelines):
        raise document.error(block.line, f"no pipeline has a section '{last}' to set up")
    _, known = names("\n".join(piece.code for piece in before))
    needed, _ = names("\n".join(piece.code for piece in after))
    more = needed
    while more:
        needed = needed | more
        chosen = _chosen(pipelines, document.sections, known, needed, last)
        code = "\n".join(p.sections[name].code for p, chosen_of in chosen for name in chosen_of)
        more = names(code)[0] - known - needed
    for pipeline, chosen_of in chosen if needed else []:
        results = site.results[pipeline.name]
        yield Code(
            block.line,
            block.line,
            "\n\n".join(pipeline.sections[name].code for name in chosen_of),
            "".join(results[name].output for name in chosen_of),
            tuple((pipeline.name, name) for name in chosen_of),
        )


def _chosen(
    pipelines: list[Snippet],
    shown: set[tuple[str, str]],
    known: set[str],
    needed: set[str],
    last: str | None,
) -> list[tuple[Snippet, list[str]]]:
    """Of each pipeline the sections up to the last that is the first to set what is needed."""
    found = []
    for pipeline in pipelines:
        sets = {
            name: names(section.code)[1]
            for name, section in pipeline.sections.items()
            if (pipeline.name, name) not in shown
        }
        missing, end = needed - known, 0
        for place, (name, of_section) in enumerate(sets.items(), 1):
            if of_section & missing or name == last:
                missing, end = missing - of_section, place
        chosen = [name for name in list(sets)[:end] if sets[name] - known]
        if chosen:
            found.append((pipeline, chosen))
            known = known.union(*(sets[name] for name in chosen))
    return found


def _imported(document: Document, site: Site) -> list[Snippet]:
    """The pipelines: the snippets that the page's code is from, or is imported from."""
    own = {name for name, _ in document.sections}
    files = imported_files((site.snippets[name].path for name in own), site.project)
    return [s for s in site.snippets.values() if s.path in files and "pipeline" in s.name]
