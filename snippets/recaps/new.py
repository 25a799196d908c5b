"""Begin a recap or a chapter: every file that it needs, with what is still to write as TODO.

The build stops at a TODO and says what is missing; once all are written, it passes.
"""

import keyword
import re
from pathlib import Path

from recaps.project import Project, SourceError

NAME = re.compile(r"(chapter(?:-(?:0|[1-9]\d*))+)(?:/([a-z][a-z0-9]*(?:-[a-z0-9]+)*))?", re.ASCII)

PAGE = """\
---
description: "TODO: the takeaway, one sentence"
---
# {title}

TODO: why a reader needs the idea, then the idea

```python
--8<-- "{folder}/{module}.py:idea"
```
::blank[TODO: the piece of the code above that a reader should remember]
::predict[TODO: what the code prints, a number, a shape or a word]
::predict[TODO: something else that it prints]

![TODO: the figure in words]({folder}/{module}.py:figure "TODO: what to notice")

## Check yourself

:::question[TODO: a question]
- [x] TODO: the right choice

    TODO: why it is right

- [ ] TODO: a wrong choice

    TODO: which misconception it is, and why it is wrong

- [ ] TODO: another wrong choice

    TODO: which misconception that is
:::
"""
SNIPPET = '''\
"""TODO: what the code shows, in a line"""

# TODO: what stands outside the sections runs but is not shown:
# import here what earlier recaps made

# --8<-- [start:idea]
values = [1, 2, 3]
print(sum(values))
# --8<-- [end:idea]

# --8<-- [start:figure]
import matplotlib.pyplot as plt

plt.plot(values)
plt.show()
# --8<-- [end:figure]
'''
TEST = '''\
"""TODO: what the page claims, in a line"""

from {folder}.{module} import values


def test_todo_name_of_a_claim():
    assert sum(values) == 6
'''
OVERVIEW = """\
---
description: "TODO: what a reader can do after this chapter"
---
# {title}

TODO: what the chapter is about, and why

## The recaps

::recaps

## The whole pipeline

TODO: the chapter in one program, step by step

```python
--8<-- "{folder}/pipeline.py:imports"
```
"""
PIPELINE = '''\
"""TODO: the whole program of the chapter, one section a step"""

# --8<-- [start:imports]
import numpy as np
# --8<-- [end:imports]
'''
REVIEW = """\
---
description: Every question of the chapter on one page, to practise with.
search:
  exclude: true
---
# All questions of {title}

Choose an answer, and its reason opens. Your answers stay in this browser.

::review[{chapter}]
"""
CHEAT_SHEET = """\
---
description: "TODO: the chapter on one printed page"
---
# Cheat sheet of {title}

::::columns

## Imports

TODO: every section of the pipeline, with its formula, its shapes and its traps

```python
--8<-- "{folder}/pipeline.py:imports"
```

::::
"""
CHAPTER_NAV = """\
  - {title} · TODO:
      - {chapter}/index.md
      - review/{chapter}.md
      - cheat-sheet/{chapter}.md
      - Notebook of the chapter: downloads/{chapter}/index.ipynb
"""


def begin(name: str, project: Project) -> list[Path]:
    """Write the files of the recap "chapter-0/my-idea", or of the chapter "chapter-2".

    Returns them, mkdocs.yml last. Raises SourceError for a name that is none and where one
    of the files is there already; then nothing is written.
    """
    parts = NAME.fullmatch(name)
    if not parts:
        reason = f"'{name}' names neither a chapter (chapter-2) nor a recap (chapter-2/my-idea)"
        raise SourceError("docs", 1, reason)
    chapter, recap = parts.groups()
    if keyword.iskeyword(recap or ""):
        raise SourceError("docs", 1, f"'{recap}' is a word of Python: no snippet can have its name")
    folder = chapter.replace("-", "_")
    if recap:
        texts, nav = _recap(chapter, recap, folder, project)
    else:
        texts, nav = _chapter(chapter, folder, project)
    files = {project.root / file: text for file, text in texts.items()}
    for path in files:
        if path.exists():
            raise SourceError(project.relative(path), 1, "is there already")
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    settings = project.root / "mkdocs.yml"
    settings.write_text(nav, encoding="utf-8")
    return [*files, settings]


def _recap(chapter: str, recap: str, folder: str, project: Project) -> tuple[dict, str]:
    if not (project.docs / chapter).is_dir():
        reason = f"there is no such chapter: begin it with `python -m recaps new {chapter}`"
        raise SourceError(f"docs/{chapter}", 1, reason)
    words = {
        "title": recap.replace("-", " ").capitalize(),
        "folder": folder,
        "module": recap.replace("-", "_"),
    }
    files = {
        f"docs/{chapter}/{recap}.md": PAGE.format(**words),
        f"snippets/{folder}/{words['module']}.py": SNIPPET,
        f"tests/{folder}/test_{words['module']}.py": TEST.format(**words),
    }
    lines = _nav(project)
    last = max(
        (n for n, line in enumerate(lines) if re.fullmatch(rf" *- {chapter}/[\w-]+\.md", line)),
        default=None,
    )
    if last is None:
        reason = f"the nav has no line `- {chapter}/….md` to add the recap below"
        raise SourceError("mkdocs.yml", 1, reason)
    indent = re.match(" *", lines[last])[0]
    lines.insert(last + 1, f"{indent}- {chapter}/{recap}.md")
    return files, "\n".join(lines)


def _chapter(chapter: str, folder: str, project: Project) -> tuple[dict, str]:
    title = "Chapter " + chapter.removeprefix("chapter-").replace("-", ".")
    words = {"title": title, "folder": folder, "chapter": chapter}
    files = {
        f"docs/{chapter}/index.md": OVERVIEW.format(**words),
        f"docs/review/{chapter}.md": REVIEW.format(**words),
        f"docs/cheat-sheet/{chapter}.md": CHEAT_SHEET.format(**words),
        f"snippets/{folder}/pipeline.py": PIPELINE,
    }
    lines = _nav(project)
    chapters = [n for n, line in enumerate(lines) if "/chapter-" in line or " chapter-" in line]
    if not chapters:
        raise SourceError("mkdocs.yml", 1, "the nav has no chapter to add this one below")
    lines[chapters[-1] + 1 : chapters[-1] + 1] = CHAPTER_NAV.format(**words).rstrip().split("\n")
    return files, "\n".join(lines)


def _nav(project: Project) -> list[str]:
    return project.read(project.root / "mkdocs.yml").split("\n")
