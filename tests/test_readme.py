"""The README says what is true of the engine."""

import re

import recaps.transforms  # noqa: F401  # registers the directives
from checkouts import ROOT
from recaps.directives import REGISTRY, reference

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_table_of_directives_is_the_registry():
    """`python -m recaps directives` writes it."""
    table = re.search(r"<!-- written by .* -->\n(.*?)<!-- end -->", README, re.DOTALL)
    assert table[1] == reference()


def test_every_directive_of_the_pages_is_in_the_table():
    used = set()
    for page in ROOT.glob("docs/**/*.md"):
        used |= set(re.findall(r"^:{2,}([a-z]+)", page.read_text(encoding="utf-8"), re.MULTILINE))
    assert used <= REGISTRY.keys() and len(used) > 5


def test_every_place_that_it_names_is_there():
    places = re.findall(r"^\| `(docs|snippets|tests)/([\w/]*?)/?`", README, re.MULTILINE)
    assert len(places) > 3
    for top, rest in places:
        assert (ROOT / top / rest).is_dir()
