"""What code needs from before it, and what it leaves behind."""

import pytest

from recaps.names import names

CODE = {
    "a use and an assignment": ("b = a + 1", {"a"}, {"b"}),
    "a name set before its use": ("a = 1\nb = a", set(), {"a", "b"}),
    "a use before the assignment": ("b = a\na = 1", {"a"}, {"a", "b"}),
    "the own value": ("a = a + 1", {"a"}, {"a"}),
    "an augmented assignment": ("a += b", {"a", "b"}, {"a"}),
    "an annotated assignment": ("a: T = b", {"T", "b"}, {"a"}),
    "several targets": ("a, (b, *c) = d", {"d"}, {"a", "b", "c"}),
    "an element": ("a[i] = b", {"a", "i", "b"}, set()),
    "an attribute": ("a.b = c.d", {"a", "c"}, set()),
    "a builtin": ("print(len([1]))", set(), set()),
    "a deleted name": ("del a", {"a"}, set()),
    "a loop": ("for i, x in enumerate(xs):\n    y = x", {"xs"}, {"i", "x", "y"}),
    "a loop over its own name": ("for a in a:\n    b = a", {"a"}, {"a", "b"}),
    "a loop that adds up": ("for x in xs:\n    total += x", {"xs", "total"}, {"x", "total"}),
    "a while loop": ("while n:\n    n -= 1", {"n"}, {"n"}),
    "a comprehension": ("b = [x * w for x in xs if x]", {"w", "xs"}, {"b"}),
    "a comprehension in another": ("b = {x: [y for y in ys] for x in xs}", {"xs", "ys"}, {"b"}),
    "a comprehension of what is set": ("xs = [1]\nb = sum(x for x in xs)", set(), {"xs", "b"}),
    "an assignment in an expression": ("if (n := f(a)):\n    b = n", {"f", "a"}, {"n", "b"}),
    "an f-string": ("b = f'{a:{w}}'", {"a", "w"}, {"b"}),
    "a function": ("def f(x):\n    y = x + w\n    return y", {"w"}, {"f"}),
    "a function that reads what is set later": ("def f():\n    return w\nw = 1", set(), {"f", "w"}),
    "a function that calls itself": ("def f(n):\n    return f(n - 1)", set(), {"f"}),
    "a default": ("def f(x=w):\n    return x", {"w"}, {"f"}),
    "a default that is set later": ("def f(x=w):\n    return x\nw = 1", {"w"}, {"f", "w"}),
    "its own value in an expression": ("(n := n + 1)", {"n"}, {"n"}),
    "a decorator": ("@g\ndef f():\n    pass", {"g"}, {"f"}),
    "a function in a function": ("def f():\n    def g():\n        return w\n    return g", {"w"}, {"f"}),
    "a lambda": ("f = lambda x: x + w", {"w"}, {"f"}),
    "a class": ("class A(B):\n    c = d\n    def e(self):\n        return self.c + w", {"B", "d", "w"}, {"A"}),
    "an import": ("import numpy as np\nnp.ones(n)", {"n"}, {"np"}),
    "an import of a part": ("import a.b\nfrom c import d, e as f", set(), {"a", "d", "f"}),
    "an error": ("try:\n    a\nexcept E as error:\n    print(error)", {"a", "E"}, {"error"}),
    "a context": ("with a as b:\n    b", {"a"}, {"b"}),
}  # fmt: skip


@pytest.mark.parametrize("case", CODE)
def test_names(case):
    code, needed, left = CODE[case]
    assert names(code) == (needed, left)
