"""Questions, and a page that gathers them, for the small project."""

REVIEW = """\
---
description: Every question.
---
# All questions

::review[chapter-0]
"""
SECOND = """
:::question[What is `a ** b` at $b = 2 < 3$?]

- [ ] *Double*, see [the chapter](index.md).

    No formula says that.

    It grows.

- [x] The square.

    See [above](#a-line).

- [ ] The cube.

    Not that.
:::
"""
BEFORE = """\
:::question[Which way?]

- [x] Up.

    Yes.

- [ ] Down.

    No.

- [ ] On.

    No.
:::

"""
