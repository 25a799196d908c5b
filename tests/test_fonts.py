"""The shipped font is the one that its README describes, and has what the formulas need."""

import hashlib
import re
from pathlib import Path
from xml.etree import ElementTree

from generator.checks import formulas
from generator.formulas import to_mathml
from generator.pages import read_pages
from generator.project import HERE

FONTS = Path(__file__).resolve().parents[1] / "docs/assets/fonts"


def test_checksums_and_size():
    readme = (FONTS / "README.txt").read_text(encoding="utf-8")
    for font in FONTS.glob("*.woff2"):
        assert hashlib.sha256(font.read_bytes()).hexdigest() in readme
        assert font.stat().st_size < 500_000


def test_every_character_of_a_formula_is_in_the_subset():
    listed = re.search(r"--unicodes=(\S+)", (FONTS / "README.txt").read_text(encoding="utf-8"))[1]
    shipped = set()
    for part in listed.replace("U+", "").split(","):
        first, _, last = part.partition("-")
        shipped |= set(range(int(first, 16), int(last or first, 16) + 1))
    for page in read_pages(HERE).values():
        for number, latex, display in formulas(page):
            text = "".join(ElementTree.fromstring(to_mathml(latex, display)).itertext())
            missing = {character for character in text if ord(character) not in shipped}
            assert not missing, f"{page.place}:{number}"
