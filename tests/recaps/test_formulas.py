"""LaTeX becomes MathML, and what is none is refused."""

import pytest

from recaps.formulas import to_mathml


def test_display_decides_whether_a_formula_has_its_own_line():
    assert to_mathml("a", display=True).startswith('<math display="block">')
    assert to_mathml("a", display=False).startswith("<math>")


def test_a_wrong_formula_is_refused():
    with pytest.raises(ValueError, match=r"\\foo"):
        to_mathml("\\foo", display=False)
