"""The shipped font is the one that its README describes, and has what the formulas need."""

import hashlib
import re
import unicodedata
from pathlib import Path
from xml.etree import ElementTree

from checkouts import finished
from recaps.checks import formulas
from recaps.formulas import to_mathml

# A letter that stands alone in <mi> is drawn by its italic form.
ITALIC = {
    unicodedata.normalize("NFKC", chr(code)): chr(code)
    for code in (
        *range(0x1D434, 0x1D455),
        *range(0x1D456, 0x1D468),
        *range(0x1D6E2, 0x1D71C),
        0x210E,
    )
}
FONTS = Path(__file__).resolve().parents[1] / "docs/assets/fonts"


def test_checksums_and_size():
    readme = (FONTS / "README.txt").read_text(encoding="utf-8")
    for font in FONTS.glob("*.woff2"):
        assert hashlib.sha256(font.read_bytes()).hexdigest() in readme
        assert font.stat().st_size < 30_000


def test_every_character_of_a_formula_is_in_the_subset():
    listed = re.search(r"--unicodes=(\S+)", (FONTS / "README.txt").read_text(encoding="utf-8"))[1]
    shipped = set()
    for part in listed.replace("U+", "").split(","):
        first, _, last = part.partition("-")
        shipped |= set(range(int(first, 16), int(last or first, 16) + 1))
    for page in finished().values():
        for number, latex, display in formulas(page):
            # Between a function's name and its argument stands a sign that is not drawn.
            mathml = to_mathml(latex, display).replace("&ApplyFunction;", "")
            for element in ElementTree.fromstring(mathml).iter():
                text = element.text or ""
                if element.tag.endswith("mi") and not element.get("mathvariant"):
                    text = ITALIC.get(text, text)
                missing = [f"U+{ord(one):04X}" for one in text if ord(one) not in shipped]
                assert not missing, f"{page.place}:{number}: add {missing} to {FONTS}/README.txt"
