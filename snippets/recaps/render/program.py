"""A page as one program with its output, which pytest-codeblocks runs."""

from recaps.document import Document
from recaps.fences import fenced
from recaps.output import Files
from recaps.site import Site

EXPECTED = "<!--pytest-codeblocks:expected-output-->"


def render(document: Document, site: Site) -> Files:
    """The program of a page that has code."""
    return {f"programs/{document.name}": to_program(document)} if document.code else {}


def to_program(document: Document) -> str:
    """All code of the page in one fence, all that it prints in another."""
    code, output = fenced(document.program, "python"), fenced(document.output, "text")
    if not document.output:
        output = ["```text", "```"]
    return "\n".join([*code, "", EXPECTED, *output]) + "\n"
