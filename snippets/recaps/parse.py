"""Read a page's Markdown, once: front matter, then typed blocks with their lines.

markdown-it-py reads it as CommonMark with tables, formulas between dollars, and
directives (`::name[label]{key=value}`). A site builder reads the prose again with
Python-Markdown, so what the two read differently stops here.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.dollarmath.index import math_inline_dollar

from recaps.document import (
    Block,
    Choice,
    Choices,
    Directive,
    Document,
    Formula,
    Image,
    Include,
    Span,
    Text,
    Typed,
)
from recaps.project import SourceError
from recaps.yaml_text import read_yaml

# What a page may say in its front matter, and what it is.
SETTINGS = {
    "description": (str, "sentence"),
    "step": (int | str, "number"),
    "numbers": (dict, "table of texts"),
    "exceptions": (dict, "table of texts"),
    "was": (dict, "table of texts"),
    "lab": (dict, "table of lists of sections"),
    "hide": (list, "list"),
    "search": (dict, "table"),
}
FRONT_MATTER = re.compile(r"---\n(.*?)\n---\n", re.DOTALL)
INCLUDE = re.compile(r'--8<-- "([a-z0-9_/]+\.py):([a-z][a-z0-9_]*)"')
DIRECTIVE = re.compile(r"(:{2,})([A-Za-z][\w-]*)(?:\[(.*)\])?(?:\{(.*)\})?")
OPTION = re.compile(r"([a-z][a-z_]*)=(\S+)")
BOX = re.compile(r"\[.?\](?!\()")
CHOICE = re.compile(r"\[([ x])\] (\S.*)", re.DOTALL)
LIST_LEVEL = 4  # spaces by which Python-Markdown expects each level of a list to be indented
# The inline rules of markdown-it whose place in the text is kept.
SPANS = {
    "backticks": "code",
    "math_inline": "formula",
    "link": "link",
    "autolink": "link",
    "image": "image",
    "html_inline": "html",
    "escape": "escape",
}


@lru_cache(10_000)  # a server that runs on reads each page once
def parse_page(name: str, place: str, source: str) -> Document:
    """The page `name`, read from `source`; `place` names it in messages.

    Raises SourceError for a page without front matter, takeaway or title, and
    for what Python-Markdown would read differently.
    """
    source = source.replace("\r\n", "\n").expandtabs(LIST_LEVEL)
    front = FRONT_MATTER.match(source)
    if not front:
        raise SourceError(place, 1, "the page has no front matter (--- description: … ---)")
    meta = _read_front_matter(front[1], place)
    first = front[0].count("\n") + 1
    body = source[front.end() :]
    title = re.match(r"\n*# (.+)", body)
    if not title:
        raise SourceError(place, first, "the page does not begin with its title (# …)")
    return Document(
        name=name,
        place=place,
        front=front[0],
        title=title[1],
        takeaway=meta["description"],
        takeaway_line=_line_of("description", front[1]),
        body_from=first + body.count("\n", 0, title.start(1)),
        blocks=parse_blocks(body, place, first),
        step=str(meta["step"]) if "step" in meta else None,
        numbers=meta.get("numbers", {}),
        exceptions=meta.get("exceptions", {}),
        was=meta.get("was", {}),
        lab=meta.get("lab"),
    )


def _read_front_matter(text: str, place: str) -> dict:
    try:
        meta = read_yaml(text, place, 2) or {}
    except SourceError as error:
        raise SourceError(place, error.args[1], f"front matter: {error.args[2]}") from error
    if not isinstance(meta, dict):
        raise SourceError(place, 2, "the front matter is no table: write name: value")
    if not meta.get("description"):
        reason = "the front matter has no description: the takeaway, one sentence"
        raise SourceError(place, 1, reason)
    for name, value in meta.items():
        if name not in SETTINGS:
            reason = f"the front matter has no setting '{name}': there are {', '.join(SETTINGS)}"
            raise SourceError(place, _line_of(name, text), reason)
        type_, kind = SETTINGS[name]
        if not isinstance(value, type_) or not _is_of_texts(value, kind):
            reason = f"{name}: is no {kind}"
            if kind == "table of texts":
                reason += ', {"…": "…"}, each within quotes'
            raise SourceError(place, _line_of(name, text), reason)
    return meta


def _is_of_texts(value: object, kind: str) -> bool:
    """Whether all in a table of texts, or of lists of sections, are texts."""
    if kind == "table of texts":
        return all(isinstance(part, str) for pair in value.items() for part in pair)
    if kind == "table of lists of sections":
        lists = value.values()
        return all(isinstance(one, list) and all(isinstance(s, str) for s in one) for one in lists)
    return True


def _line_of(name: str, front: str) -> int:
    """The line of the page on which the front matter gives a value to `name`."""
    lines = enumerate(front.split("\n"), 2)
    return next((line for line, text in lines if text.startswith(f"{name}:")), 1)


@lru_cache(10_000)
def parse_blocks(markdown: str, place: str, line: int = 1) -> tuple[Block, ...]:
    """The blocks of `markdown`, which begins at `line` of `place`."""
    found: dict = {}
    tokens = _parser().parse(markdown, found)
    for reference in found.get("references", {}).values():
        reason = "a link is written where it stands: [words](page.md)"
        raise SourceError(place, line + reference["map"][0], reason)
    return tuple(_Reader(markdown.split("\n"), place, line).read(SyntaxTreeNode(tokens)))


def parse_inline(markdown: str, line: int) -> Text:
    """A title, a caption, a question: Markdown without blocks."""
    (token,) = _parser().parseInline(markdown)
    return Text(line, markdown, "inline", tuple(token.meta["spans"]))


class _Reader:
    """Turns the syntax tree of one page into blocks."""

    def __init__(self, lines: list[str], place: str, first: int):
        self.lines = lines
        self.place = place
        self.first = first

    def line(self, node: SyntaxTreeNode) -> int:
        return self.first + node.map[0]

    def error(self, line: int, reason: str) -> SourceError:
        return SourceError(self.place, line, reason)

    def read(self, parent: SyntaxTreeNode) -> Iterator[Block]:
        """The blocks below `parent`: the page itself, or a directive."""
        for before, node in pairwise([None, *parent.children]):
            line = self.line(node)
            match node.type:
                case "fence":
                    yield self._fence(node, "")
                case "math_block":
                    yield Formula(line, node.content.strip())
                case "code_block" | "html_block":
                    yield _typed(node, line)
                case "directive":
                    yield self._directive(node.info, line, None)
                case "container_directive":
                    yield self._container(node)
                case "bullet_list" if self._is_choices(node):
                    yield Choices(line, tuple(self._choices(node)))
                case "paragraph" if image := self._image(node):
                    yield image
                case _:
                    yield from self._text(node, before)

    def _fence(self, node: SyntaxTreeNode, indent: str) -> Include:
        """A fence of includes. Raises SourceError for any other, and for what is in it."""
        line = self.line(node)
        if node.info != "python" or node.markup != "```":
            written = f"{node.markup}{node.info}"
            reason = f"a fence must open with exactly ```python, this one: {written}"
            raise self.error(line, reason)
        sections = []
        for number, written in enumerate(node.content.split("\n")[:-1], line + 1):
            include = INCLUDE.fullmatch(written)
            if not include:
                kind = "malformed include" if "8<" in written else "typed code, not an include"
                raise self.error(number, f"{kind}: {written.strip()}")
            sections.append((number, include[1], include[2]))
        if self.lines[node.map[1] - 1].strip() != "```":
            raise self.error(line, "the fence is never closed")
        if not sections:
            raise self.error(line, "an empty fence")
        return Include(line, self.first + node.map[1] - 1, tuple(sections), indent)

    def _image(self, node: SyntaxTreeNode) -> Image | None:
        """The figure that the paragraph is, if it is one."""
        children = node.children[0].children
        if [child.type for child in children] != ["image"]:
            return None
        image, line = children[0], self.line(node)
        caption = image.attrs.get("title")
        written = self.lines[node.map[0]]
        caption = re.search(r'"(.*)"\)\s*$', written) if caption else None
        description = written[written.index("[") + 1 : written.rindex("](")]
        return Image(
            line,
            description,
            str(image.attrs["src"]),
            parse_inline(caption[1], line) if caption else None,
        )

    def _container(self, node: SyntaxTreeNode) -> Directive:
        line, end = self.line(node), node.map[1]
        closing = self.lines[end].strip() if end < len(self.lines) else ""
        is_parents = node.parent.type == "container_directive" and end >= node.parent.map[1]
        if set(closing) != {":"} or is_parents:
            reason = (
                f"the directive is never closed: {node.markup}{node.info}; around another it needs"
            )
            raise self.error(line, f"{reason} more colons")
        return self._directive(node.markup + node.info, line, tuple(self.read(node)))

    def _directive(self, written: str, line: int, blocks: tuple[Block, ...] | None) -> Directive:
        parts = DIRECTIVE.fullmatch(written.strip())
        options = parts[4].split() if parts and parts[4] else []
        pairs = [OPTION.fullmatch(option) for option in options]
        if not parts or not all(pairs):
            reason = f"malformed directive: {written.strip()}; it is ::name[label]{{key=value}}"
            raise self.error(line, reason)
        return Directive(line, parts[2], parts[3], {p[1]: p[2] for p in pairs}, blocks)

    def _is_choices(self, node: SyntaxTreeNode) -> bool:
        return any(BOX.match(_first_words(item)) for item in node.children)

    def _choices(self, node: SyntaxTreeNode) -> Iterator[Choice]:
        """The choices of a list. Raises SourceError for what is none, or has no reason."""
        for item in node.children:
            line = self.line(item)
            choice = CHOICE.fullmatch(_first_words(item))
            nested = [child for child in item.walk() if child.type == "list_item"][1:]
            malformed = next((child for child in nested if BOX.match(_first_words(child))), None)
            if malformed or not choice or item.markup != "-":
                line = self.line(malformed) if malformed else line
                raise self.error(line, "a choice begins with - [ ] or - [x] and its text")
            if item.map[0] and self.lines[item.map[0] - 1].strip() and item != node.children[0]:
                above = self.lines[item.map[0] - 1]
                if not above.startswith("- "):
                    raise self.error(line, "the choice has no empty line above it")
            if "\n" in choice[2] or len(item.children) == 1:
                reason = "the choice has no reason (an indented paragraph below it)"
                raise self.error(line, reason)
            for child in item.children[1:]:
                if child.type != "paragraph" or _holds(child, "image"):
                    reason = "a reason is text, without code or figures"
                    raise self.error(self.line(child), reason)
            reason = tuple(
                parse_inline(re.sub(r"\n +", "\n", child.children[0].content), self.line(child))
                for child in item.children[1:]
            )
            yield Choice(parse_inline(choice[2], line), choice[1] == "x", reason)

    def _text(self, node: SyntaxTreeNode, before: SyntaxTreeNode | None) -> Iterator[Block]:
        """A paragraph, heading, list, table or quote: as written, but for the code in a list."""
        self._check_reading(node, before)
        start, end = node.map
        for inner in node.walk():
            if inner.type in ("code_block", "html_block"):
                yield _typed(inner, self.line(inner))
            if inner.type in ("directive", "container_directive"):
                raise self.error(self.line(inner), "a directive stands outside lists and quotes")
            if inner.type == "math_block":
                raise self.error(self.line(inner), "a formula of its own stands outside lists")
            if inner.type == "fence":
                if _quoted(inner):
                    reason = f"typed code, not an include: {inner.content.strip()}"
                    yield Typed(self.line(inner), reason)
                    continue
                indent = " " * _indent(self.lines[inner.map[0]])
                code = self._fence(inner, indent)
                if start < inner.map[0]:
                    yield self._piece(node, start, inner.map[0])
                yield code
                start = inner.map[1]
        if start < end:
            yield self._piece(node, start, end)

    def _piece(self, node: SyntaxTreeNode, start: int, end: int) -> Text:
        """The lines from `start` to `end` with the spans of their texts."""
        while not self.lines[end - 1].strip():
            end -= 1
        lines = self.lines[start:end]
        spans: list[Span] = []
        cursor: dict[int, int] = {}
        for inline in node.walk():
            if inline.type == "inline" and start <= inline.map[0] < end:
                places = self._places(inline, start, cursor)
                spans += [
                    Span(s.kind, places[s.start], places[s.end - 1] + 1, s.value)
                    for s in inline.meta["spans"]
                ]
        return Text(self.first + start, "\n".join(lines), node.type, tuple(spans))

    def _places(self, inline: SyntaxTreeNode, start: int, cursor: dict[int, int]) -> list[int]:
        """Where each character of an inline text stands in the lines from `start` on."""
        places: list[int] = []
        offset = sum(len(line) + 1 for line in self.lines[start : inline.map[0]])
        for row, content in enumerate(inline.content.split("\n"), inline.map[0]):
            line, after = self.lines[row], cursor.get(row, 0)
            at = line.find(content, after)
            if at < 0:  # a table's cell is read without the backslash before a bar
                at = line.find(content.replace("|", r"\|"), after)
            if at < 0:
                reason = f"it has a character that Markdown reads as another one: {line.strip()}"
                raise self.error(self.first + row, reason)
            for character in content:
                at += character == "|" and line[at] == "\\"
                places.append(offset + at)
                at += 1
            places.append(offset + at)
            cursor[row] = at
            offset += len(line) + 1
        return places

    def _check_reading(self, node: SyntaxTreeNode, before: SyntaxTreeNode | None) -> None:
        """Stop at what Python-Markdown reads as something else."""
        touches = before is not None and self.lines[node.map[0] - 1].strip()
        if touches and node.type in ("bullet_list", "ordered_list", "table"):
            kind = "table" if node.type == "table" else "list"
            raise self.error(self.line(node), f"the {kind} has no empty line above it")
        if node.type == "table":
            self._check_cells(node)
        for inner in node.walk():
            if inner.type in ("list_item", "paragraph", "fence"):
                self._check_indent(inner)

    def _check_indent(self, node: SyntaxTreeNode) -> None:
        level, item = -1 if node.type == "list_item" else 0, node
        while item.parent:
            level += item.type == "list_item"
            item = item.parent
        written = self.lines[node.map[0]]
        if node.type == "list_item":
            if node.markup == ")":
                raise self.error(self.line(node), "a numbered list is written 1. 2. 3.")
        elif not level or node == node.parent.children[0]:
            return  # it stands behind its marker
        if _quoted(node):
            return
        if not LIST_LEVEL * level <= _indent(written) < LIST_LEVEL * (level + 1):
            reason = f"a list's text is indented by {LIST_LEVEL} spaces a level: {written.strip()}"
            raise self.error(self.line(node), reason)

    def _check_cells(self, table: SyntaxTreeNode) -> None:
        """A bar in a formula or in code would split its cell."""
        for row in table.walk():
            if row.type == "tr":
                cells = [cell.children[0] for cell in row.children if cell.children]
                spans = sum(_kinds(cell.meta["spans"]) for cell in cells)
                whole = parse_inline(self.lines[row.map[0]], self.line(row))
                if spans != _kinds(whole.spans):
                    reason = r"a bar inside a formula or code splits the cell: write \mid or \|"
                    raise self.error(self.line(row), reason)


def _kinds(spans: list[Span] | tuple[Span, ...]) -> int:
    return sum(span.kind in ("formula", "code") for span in spans)


def _typed(node: SyntaxTreeNode, line: int) -> Typed:
    words = node.content.strip().split("\n")[0]
    if words.startswith("<!--"):
        return Typed(line, f"there are no comments; a blank is written ::blank[code]: {words}")
    is_code = node.type == "code_block" or re.match(r"<(pre|code|samp|textarea)\b", words, re.I)
    return Typed(line, f"{'typed code, not an include' if is_code else 'typed HTML'}: {words}")


def _first_words(item: SyntaxTreeNode) -> str:
    first = item.children[0] if item.children else None
    return first.children[0].content if first and first.type == "paragraph" else ""


def _holds(node: SyntaxTreeNode, kind: str) -> bool:
    return any(child.type == kind for child in node.walk())


def _quoted(node: SyntaxTreeNode) -> bool:
    while node.parent:
        node = node.parent
        if node.type == "blockquote":
            return True
    return False


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


@cache
def _parser() -> MarkdownIt:
    md = MarkdownIt("commonmark").enable("table")
    dollarmath_plugin(md, allow_labels=False, allow_space=False, allow_digits=False)
    deflist_plugin(md)
    container_plugin(md, "directive", validate=lambda params, markup: bool(params.strip()))
    md.block.ruler.before(
        "fence", "directive", _leaf, {"alt": ["paragraph", "reference", "blockquote", "list"]}
    )
    for rule, kind in SPANS.items():
        found = md.inline.ruler.__rules__[md.inline.ruler.__find__(rule)].fn
        md.inline.ruler.at(rule, _placed(_formula(found) if kind == "formula" else found, kind))
    md.core.ruler.at("inline", _inline)
    return md


def _leaf(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """The block rule of a directive on one line."""
    written = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    if state.is_code_block(start) or not re.match(r"::(?!:)", written):
        return False
    if not silent:
        token = state.push("directive", "", 0)
        token.info, token.map = written, [start, start + 1]
        state.line = start + 1
    return True


def _formula(rule: Callable) -> Callable:
    """The plugin's rule, which takes a text's last character for the one before its first."""
    first = math_inline_dollar(allow_space=False, allow_digits=True)

    def formula(state: StateInline, silent: bool) -> bool:
        if state.pos or not state.src[-1].isdigit():
            return rule(state, silent)
        after = state.src[state.src.find("$", 1) + 1 :]
        return not after[:1].isdigit() and first(state, silent)

    return formula


def _placed(rule: Callable, kind: str) -> Callable:
    """The inline rule, keeping where in the text it found something."""

    def placed(state: StateInline, silent: bool) -> bool:
        start = state.pos
        found = rule(state, silent)
        if found and not silent:
            spans = state.env.setdefault("spans", {}).setdefault(state.src, [])
            if kind == "link" and state.src[start] == "[":
                words_end = state.md.helpers.parseLinkLabel(state, start)
                spans.append(Span(kind, start, state.pos, state.src[start + 1 : words_end]))
                if state.src[words_end + 1 : words_end + 2] == "(":
                    target = state.src[words_end + 2 : state.pos - 1]
                    href = target.split(' "')[0].strip()
                    at = words_end + 2
                    spans.append(Span("target", at, at + len(target.split(' "')[0]), href))
            else:
                value = state.tokens[-1].content if kind == "formula" else ""
                spans.append(Span(kind, start, state.pos, value))
        return found

    return placed


def _inline(state: StateCore) -> None:
    """The core rule that reads the inline texts, each with its own spans."""
    for token in state.tokens:
        if token.type == "inline":
            state.env["spans"] = {}
            token.children = token.children if token.children is not None else []
            state.md.inline.parse(token.content, state.md, state.env, token.children)
            token.meta["spans"] = state.env["spans"].get(token.content, [])
