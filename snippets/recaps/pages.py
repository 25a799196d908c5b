"""Read the pages that authors write, in the order of mkdocs.yml's nav."""

import re
from dataclasses import dataclass

import yaml

from recaps.project import Project, SourceError

FRONT_MATTER = re.compile(r"---\n(.*?)\n---\n", re.DOTALL)


@dataclass(frozen=True)
class Page:
    """One Markdown file under docs/. `name` is its path from docs/."""

    name: str
    place: str
    title: str
    takeaway: str
    step: str | None
    numbers: dict[str, str]
    lines: list[str]
    body_from: int

    @property
    def chapter(self) -> str | None:
        """The folder of the chapter that the page belongs to: "chapter-0"."""
        folder, slash, _ = self.name.partition("/")
        return folder if slash and folder.startswith("chapter-") else None

    @property
    def is_recap(self) -> bool:
        """Whether the page is a recap rather than a chapter's overview or the home page."""
        return bool(self.chapter) and not self.name.endswith("/index.md")


def chapter_title(chapter: str) -> str:
    """ "Chapter 2.1" for "chapter-2-1"."""
    return "Chapter " + chapter.removeprefix("chapter-").replace("-", ".")


def read_pages(project: Project) -> dict[str, Page]:
    """Every page, in the order of the nav.

    Raises SourceError for a page outside the nav, one without front matter,
    takeaway or title, and for two pages of one title.
    """
    order = nav_order(project)
    pages: dict[str, Page] = {}
    titles: dict[str, str] = {}
    names = [path.relative_to(project.docs).as_posix() for path in project.docs.rglob("*.md")]
    for name in sorted(names, key=lambda name: (order.get(name, 0), name)):
        page = read_page(name, project)
        if name not in order:
            raise SourceError(page.place, 1, "the page is not in the nav of mkdocs.yml")
        if page.title in titles:
            raise SourceError(
                page.place, page.body_from, f"{titles[page.title]} has the same title"
            )
        titles[page.title] = page.place
        pages[name] = page
    return pages


def read_page(name: str, project: Project) -> Page:
    """Parse one page."""
    path = project.docs / name
    place = project.relative(path)
    source = project.read(path)
    front = FRONT_MATTER.match(source)
    if not front:
        raise SourceError(place, 1, "the page has no front matter (--- description: … ---)")
    try:
        meta = yaml.safe_load(front[1]) or {}
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        raise SourceError(place, line, f"front matter: {error.problem}") from error
    if not meta.get("description"):
        raise SourceError(
            place, 1, "the front matter has no description: the takeaway, one sentence"
        )
    body_from = front[0].count("\n") + 1
    lines = source.splitlines()
    for number, line in enumerate(lines[body_from - 1 :], body_from):
        if line.startswith("# "):
            return Page(
                name=name,
                place=place,
                title=line[2:],
                takeaway=meta["description"],
                step=str(meta["step"]) if "step" in meta else None,
                numbers=meta.get("numbers", {}),
                lines=lines,
                body_from=number,
            )
        if line.strip():
            break
    raise SourceError(place, body_from, "the page does not begin with its title (# …)")


def nav_order(project: Project) -> dict[str, int]:
    """The place of each page in the nav."""
    config = yaml.load(project.read(project.root / "mkdocs.yml"), _AnyTag)
    return {name: place for place, name in enumerate(_leaves(config["nav"]))}


def _leaves(entry: object) -> list[str]:
    if isinstance(entry, list):
        return [leaf for item in entry for leaf in _leaves(item)]
    if isinstance(entry, dict):
        return [leaf for item in entry.values() for leaf in _leaves(item)]
    return [str(entry)]


class _AnyTag(yaml.SafeLoader):
    """Reads mkdocs.yml without acting on its !ENV and !!python tags."""


_AnyTag.add_multi_constructor("!", lambda loader, tag, node: None)
_AnyTag.add_multi_constructor("tag:", lambda loader, tag, node: None)
