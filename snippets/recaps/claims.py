"""The sentences that tests assert, which tests quote word for word.

@pytest.mark.claim("The sum doubles with the number of points.")
def test_the_sum_doubles(): …
"""

import ast
from functools import cache

from recaps.document import Claim
from recaps.project import Project, SourceError


def read_claims(project: Project) -> list[Claim]:
    """Every claim of the chapters' tests. Raises SourceError for one without words."""
    tests = project.sources(project.tests, "test_*.py")
    chapters = [test for test in tests if test.parent.name.startswith("chapter_")]
    return [
        claim for test in chapters for claim in _claims(project.read(test), project.relative(test))
    ]


@cache
def _claims(source: str, place: str) -> tuple[Claim, ...]:
    try:
        functions = [n for n in ast.parse(source).body if isinstance(n, ast.FunctionDef)]
    except SyntaxError as error:
        raise SourceError(place, error.lineno or 1, f"SyntaxError: {error.msg}") from error
    claims = []
    for function in functions:
        marks = [mark for mark in function.decorator_list if _is_claim(mark)]
        quoted = {line for mark in marks for line in range(mark.lineno, mark.end_lineno + 1)}
        first = min(mark.lineno for mark in [*function.decorator_list, function])
        lines = source.split("\n")[first - 1 : function.end_lineno]
        code = "\n".join(line for n, line in enumerate(lines, first) if n not in quoted)
        for mark in marks:
            sentence = _words(mark)
            if not sentence:
                raise SourceError(place, mark.lineno, 'no sentence: claim("…") quotes one')
            sentence = " ".join(sentence.split())
            claims.append(Claim(sentence, function.name, place, function.lineno, code))
    return tuple(claims)


def _is_claim(mark: ast.expr) -> bool:
    called = mark.func if isinstance(mark, ast.Call) else mark
    return isinstance(called, ast.Attribute) and called.attr == "claim"


def _words(mark: ast.expr) -> str:
    match mark:
        case ast.Call(args=[ast.Constant(value=str(sentence))], keywords=[]):
            return sentence
    return ""
