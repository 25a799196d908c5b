"""Read all pages that authors write, in the order of mkdocs.yml's nav."""

from recaps.document import Document
from recaps.parse import parse_page
from recaps.project import Project, SourceError
from recaps.yaml_text import Loader, read_yaml

# What MkDocs, too, takes for a page.
OTHER_SUFFIXES = {".markdown", ".mdown", ".mkd", ".mkdn", ".md"}


def read_documents(project: Project) -> dict[str, Document]:
    """Every page by its name, in the order of the nav.

    Raises SourceError for a page outside the nav, for two pages of one title, and for
    a page's file with another suffix.
    """
    for path in project.sources(project.docs, "*"):
        if path.suffix != ".md" and path.suffix.lower() in OTHER_SUFFIXES:
            raise SourceError(project.relative(path), 1, "a page's file ends in .md")
    order = nav_order(project.read(project.root / "mkdocs.yml"))
    documents: dict[str, Document] = {}
    titles: dict[str, str] = {}
    found = {
        name: parse_page(name, f"docs/{name}", text)
        for name, text in project.texts(project.docs, "*.md").items()
    }
    if "index.md" not in found:
        raise SourceError("docs/index.md", 1, "there is no home page")
    for name in sorted(found, key=lambda name: (order.get(name, 0), name)):
        document = found[name]
        if name not in order:
            raise document.error(1, "the page is not in the nav of mkdocs.yml")
        if document.title in titles:
            reason = f"{titles[document.title]} has the same title"
            raise document.error(document.body_from, reason)
        titles[document.title] = document.place
        documents[name] = document
    return documents


def nav_order(settings: str) -> dict[str, int]:
    """The place of each page in the nav of mkdocs.yml.

    Raises SourceError where there is no nav, and for a page that stands in it twice.
    """
    config = read_yaml(settings, "mkdocs.yml", 1, _AnyTag)
    if not isinstance(config, dict) or not config.get("nav"):
        raise SourceError("mkdocs.yml", 1, "there is no nav: the pages in their order")
    order: dict[str, int] = {}
    for name in _leaves(config["nav"]):
        if name in order:
            line = settings.count("\n", 0, settings.rindex(name)) + 1
            raise SourceError("mkdocs.yml", line, f"{name} stands twice in the nav")
        order[name] = len(order)
    return order


def _leaves(entry: object) -> list[str]:
    if isinstance(entry, list):
        return [leaf for item in entry for leaf in _leaves(item)]
    if isinstance(entry, dict):
        return [leaf for item in entry.values() for leaf in _leaves(item)]
    return [str(entry)]


class _AnyTag(Loader):
    """Reads mkdocs.yml without acting on its !ENV and !!python tags."""


_AnyTag.add_multi_constructor("!", lambda loader, tag, node: None)
_AnyTag.add_multi_constructor("tag:", lambda loader, tag, node: None)
