"""LaTeX to MathML, which browsers draw without JavaScript."""

from math_core import LatexError, LatexToMathML

_converter = LatexToMathML(fancy_error=False)


def to_mathml(latex: str, display: bool) -> str:
    """One formula as a <math> element; `display` sets it on a line of its own.

    Raises ValueError for LaTeX that has no MathML.
    """
    try:
        mathml = _converter.convert_with_local_state(latex, displaystyle=display)
    except LatexError as error:
        reason = str(error).strip().rpartition(": ")[2]
        raise ValueError(f"the formula {latex}: {reason}") from error
    # HTML checkers reject the attribute; 0 is what browsers assume.
    return mathml.replace(' scriptlevel="0"', "")
