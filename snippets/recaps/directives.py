"""The directives that a page may use: one spelling, one registry.

`::name[label]{key=value}` stands on a line of its own, `:::name[label]` holds the
blocks down to `:::`, and `:name[label]` stands in a sentence. What is not
registered here stops the build, and so does what looks like it.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches

from recaps.document import Block, Directive, Document, walk
from recaps.site import Site

Run = Callable[[Directive, Document, Site], Iterable[Block]]


@dataclass(frozen=True)
class Spec:
    """One directive: its name, what it does, and how it is written.

    `form` is "line" (`::name`), "block" (`:::name` … `:::`), "either" of the two, or "inline"
    (`:name[…]`). `label` says what its brackets hold, "" where it has none; in `optional`
    ones nothing need stand. `options` are the names of its settings, with what each means.
    """

    name: str
    form: str
    doc: str
    label: str = ""
    optional: bool = False
    options: dict[str, str] = field(default_factory=dict)

    @property
    def usage(self) -> str:
        """How an author writes it."""
        colons = {"block": ":::", "inline": ":"}.get(self.form, "::")
        label = f"[{self.label}]" if self.label else ""
        return colons + self.name + label + (" … :::" if colons == ":::" else "")


REGISTRY: dict[str, Spec] = {}
RUNS: dict[str, Run] = {}


def directive(spec: Spec) -> Callable[[Run], Run]:
    """Registers the function that makes blocks of the directive `spec`."""

    def register(run: Run) -> Run:
        REGISTRY[spec.name] = spec
        RUNS[spec.name] = run
        return run

    return register


def run_directive(name: str) -> Callable[[Document, Site], Document]:
    """The transform that replaces every directive of one name by what it stands for."""

    def transform(document: Document, site: Site) -> Document:
        if not any(isinstance(b, Directive) and b.name == name for b in walk(document.blocks)):
            return document

        def change(block: Block) -> Iterable[Block]:
            if isinstance(block, Directive) and block.name == name:
                return RUNS[name](block, document, site)
            return [block]

        return document.changed(change)

    return transform


def check_known(document: Document, directive: Directive) -> None:
    """Raises SourceError for a directive that is not registered or not written as it must be."""
    spec = REGISTRY.get(directive.name)
    if not spec or spec.form == "inline":
        reason = unknown(f"directive '{directive.name}'", directive.name)
        raise document.error(directive.line, reason)
    form = "line" if directive.blocks is None else "block"
    if spec.form not in (form, "either"):
        raise document.error(directive.line, f"'{spec.name}' is written {spec.usage}")
    label = (directive.label or "").strip()
    if bool(label) != bool(spec.label) and not (spec.optional and not directive.label):
        raise document.error(directive.line, f"'{spec.name}' is written {spec.usage}")
    for option in directive.options:
        if option not in spec.options:
            known = ", ".join(spec.options) or "it has none"
            reason = f"'{spec.name}' has no setting '{option}': {known}"
            raise document.error(directive.line, reason)


def unknown(what: str, word: str) -> str:
    """The message about a word that is no directive, with the one that was probably meant."""
    near = get_close_matches(re.sub(r"[^a-z]", "", word.lower()), REGISTRY, 1, 0.5)
    if near:
        return f"no {what}: did you mean {REGISTRY[near[0]].usage}?"
    return f"no {what}: there are " + ", ".join(REGISTRY)


def reference() -> str:
    """The table of all directives for authors, as Markdown."""
    rows = ["| Directive | What it does |", "|---|---|"]
    for name in sorted(REGISTRY):
        spec = REGISTRY[name]
        names: dict[str, list[str]] = {}
        for option, meaning in spec.options.items():
            names.setdefault(meaning, []).append(f"`{option}`")
        settings = "".join(f" {{…}}: {', '.join(all_)}: {doc}." for doc, all_ in names.items())
        rows.append(f"| `{spec.usage}` | {spec.doc}{settings} |")
    return "\n".join(rows) + "\n"
