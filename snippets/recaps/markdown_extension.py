"""The Python-Markdown extension that shows expanded pages, figures, formulas and questions."""

import re
import xml.etree.ElementTree as ET
from html import unescape
from pathlib import Path

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

from recaps.formulas import to_mathml
from recaps.glossary import anchor
from recaps.project import HERE, SourceError

FIGURE = re.compile(r'!\[(.*)\]\((\S+\.svg) "(.*)"\)')
BOX = re.compile(r"\[([ x])\] ")


class Recaps(Extension):
    """Registers the five processors; `page` is the expanded page being shown."""

    page: Path

    def extendMarkdown(self, md: Markdown) -> None:
        """Called by Python-Markdown."""
        md.preprocessors.register(ExpandedPage(md, self), "recaps-page", 50)
        md.parser.blockprocessors.register(Figure(md.parser, self), "recaps-figure", 95)
        md.treeprocessors.register(Choices(md), "recaps-choices", 30)
        md.treeprocessors.register(Formulas(md), "recaps-formulas", 10)
        md.treeprocessors.register(Anchors(md), "recaps-anchors", 7)
        md.block_level_elements.append("descent-lab")


class ExpandedPage(Preprocessor):
    """Puts the expanded page in place of the written one.

    Python-Markdown doesn't say which file it renders, so the page is found by
    its title; the generator sees to it that no two pages share one.
    """

    def __init__(self, md: Markdown, recaps: Recaps):
        super().__init__(md)
        self.recaps = recaps

    def run(self, lines: list[str]) -> list[str]:
        """The lines of the expanded page; `lines` themselves if they are no page."""
        title = next((line for line in lines if line.strip()), "")
        for path in sorted(HERE.pages.rglob("*.md")):
            expanded = path.read_text(encoding="utf-8").split("\n")
            if expanded[0] == title:
                self._refuse_old(path)
                self.recaps.page = path
                return expanded
        return lines

    def _refuse_old(self, path: Path) -> None:
        written = HERE.docs / path.relative_to(HERE.pages)
        for source in [written, *HERE.snippets.glob("chapter_*/*.py")]:
            if source.stat().st_mtime > path.stat().st_mtime:
                raise SourceError(
                    HERE.relative(source), 1, "changed since `python -m recaps` ran: run it"
                )


class Figure(BlockProcessor):
    """A figure on a line of its own becomes inline SVG with its caption."""

    def __init__(self, parser: BlockParser, recaps: Recaps):
        super().__init__(parser)
        self.recaps = recaps

    def test(self, parent: ET.Element, block: str) -> bool:
        """Whether the block is a figure."""
        return bool(FIGURE.fullmatch(block.strip()))

    def run(self, parent: ET.Element, blocks: list[str]) -> None:
        """Append <figure> to `parent`."""
        description, file, caption = FIGURE.fullmatch(blocks.pop(0).strip()).groups()
        svg = (self.recaps.page.parent / file).read_text(encoding="utf-8")
        figure = ET.SubElement(parent, "figure")
        drawing = ET.SubElement(
            figure,
            "div",
            {
                "class": "drawing",
                "role": "img",
                "aria-label": description,
                "data-search-exclude": "",
            },
        )
        drawing.text = self.parser.md.htmlStash.store(svg)
        ET.SubElement(figure, "figcaption").text = caption


class Choices(Treeprocessor):
    """A list of - [ ] and - [x] becomes choices that each open their reason."""

    def run(self, root: ET.Element) -> None:
        """Rewrite in place."""
        for parent in root.iter():
            for child in list(parent):
                if child.tag == "ul" and len(child) and BOX.match(child[0].findtext("p") or ""):
                    child.tag = "div"
                    child.set("class", "choices")
                    for choice in child:
                        self._choice(choice)

    def _choice(self, choice: ET.Element) -> None:
        text = choice[0]
        right = BOX.match(text.text)[1] == "x"
        choice.tag, text.tag = "details", "summary"
        choice.set("class", "right" if right else "wrong")
        text.text = BOX.sub("", text.text, count=1)
        verdict = ET.Element("strong")
        verdict.text = "Right. " if right else "No. "
        verdict.tail, choice[1].text = choice[1].text, ""
        choice[1].insert(0, verdict)


class Formulas(Treeprocessor):
    r"""The \(…\) and \[…\] that arithmatex leaves become MathML."""

    def run(self, root: ET.Element) -> None:
        """Rewrite in place. Raises ValueError for LaTeX that has no MathML."""
        for element in root.iter():
            if element.get("class") == "arithmatex":
                latex = unescape(element.text or "")
                mathml = to_mathml(latex[2:-2].strip(), display=latex.startswith("\\["))
                element.set("class", "formula")
                if element.tag == "div":
                    element.set("tabindex", "0")  # the keyboard scrolls what is wider than the page
                element.text = None
                element.append(ET.fromstring(mathml))


class Anchors(Treeprocessor):
    """Every term of a definition list can be linked to."""

    def run(self, root: ET.Element) -> None:
        """Rewrite in place."""
        for term in root.iter("dt"):
            term.set("id", anchor("".join(term.itertext())))


def makeExtension(**options) -> Recaps:
    """Called by Python-Markdown."""
    return Recaps(**options)
