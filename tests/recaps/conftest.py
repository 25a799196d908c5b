"""A whole project in small: one snippet that prints, draws and imports, one recap, its chapter."""

import shutil
from pathlib import Path

import pytest

from recaps.execution.runner import run_snippets
from recaps.project import Project
from recaps.snippets import read_snippets

FILES = {
    "mkdocs.yml": """\
site_name: Small
nav:
  - Home: index.md
  - Chapter 0: [chapter-0/index.md, chapter-0/line.md]
  - glossary.md
""",
    "snippets/chapter_0/data.py": """\
points = [1, 2, 3]
""",
    "snippets/chapter_0/line.py": """\
from chapter_0.data import points

# --8<-- [start:total]
total = sum([1, 2, 3])
print(total / 4)
# --8<-- [end:total]

# --8<-- [start:figure]
import matplotlib.pyplot as plt

plt.plot([1, 2, 3], color="C1")
plt.show()
# --8<-- [end:figure]
""",
    "tests/chapter_0/test_line.py": """\
from chapter_0.line import total


def test_total():
    assert total == 6
""",
    "docs/index.md": """\
---
description: Home of the small project.
---
# Small
""",
    "docs/glossary.md": """\
---
description: The terms of the small project.
---
# Glossary

[line](chapter-0/line.md)
:   What rises
    at every `step`.

sum
grand total { .unmarked }
:   What adding gives.
""",
    "docs/chapter-0/index.md": """\
---
description: One recap.
---
# Chapter

::recaps
""",
    "docs/chapter-0/line.md": """\
---
description: The total divided by four is 1.5.
step: 1
---
# A line

The result is 1.50.

```python
--8<-- "chapter_0/line.py:total"
```
::blank[sum([1, 2, 3])]
::predict[What is a fourth of the total?]
::predict[What does it print?]
![A rising line.](chapter_0/line.py:figure "It rises.")

:::question[Does it rise?]

- [x] Yes.

    Each value is larger.

- [ ] No.

    It does.

- [ ] At first.

    Look again.
:::
""",
}


def write(root: Path) -> Project:
    for name, text in FILES.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return Project(root)


@pytest.fixture(scope="session")
def results(tmp_path_factory) -> Path:
    """What the snippets give as they stand above: they run once for all tests."""
    project = write(tmp_path_factory.mktemp("small"))
    run_snippets(read_snippets(project), project)
    return project.results


@pytest.fixture
def project(tmp_path, results) -> Project:
    """The project, to be changed; nothing is built, but what its snippets give is kept."""
    project = write(tmp_path)
    shutil.copytree(results, project.results)
    return project


@pytest.fixture
def cold(project) -> Project:
    """The project whose snippets never ran."""
    shutil.rmtree(project.build)
    return project


@pytest.fixture
def edit(project):
    def replace(name: str, old: str, new: str) -> Path:
        file = project.root / name
        text = file.read_text()
        assert old in text
        file.write_text(text.replace(old, new, 1))
        return file

    return replace
