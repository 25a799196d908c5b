"""Pages are read in the order of the nav."""

import pytest

from recaps.documents import nav_order, read_documents
from recaps.project import SourceError


def test_pages_stand_in_the_order_of_the_nav(project, edit):
    assert list(read_documents(project)) == [
        "index.md", "chapter-0/index.md", "chapter-0/line.md", "glossary.md",
    ]  # fmt: skip
    edit("mkdocs.yml", "  - glossary.md\n", "")
    edit("mkdocs.yml", "nav:\n", "nav:\n  - glossary.md\n")
    assert next(iter(read_documents(project))) == "glossary.md"


def test_a_nav_has_titles_and_lists_in_lists(project, edit):
    edit(
        "mkdocs.yml",
        "glossary.md",
        "More:\n    - Terms: glossary.md\n    - Deep: [{A: a.md}, b.md]",
    )
    assert list(nav_order((project.root / "mkdocs.yml").read_text()))[3:] == [
        "glossary.md",
        "a.md",
        "b.md",
    ]


def test_settings_may_have_tags_of_their_own(project, edit):
    edit("mkdocs.yml", "nav:", "repo: !ENV [REPO, a]\nhook: !!python/name:os.system\nnav:")
    assert len(nav_order((project.root / "mkdocs.yml").read_text())) == 4


def test_broken_settings_stop(project, edit):
    edit("mkdocs.yml", "nav:", "nav: [")
    with pytest.raises(SourceError, match=r"mkdocs.yml:\d+: "):
        nav_order((project.root / "mkdocs.yml").read_text())


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ("", "1: there is no nav: the pages in their order"),
        ("site_name: Small\n", "1: there is no nav: the pages in their order"),
        ("nav:\n", "1: there is no nav: the pages in their order"),
        ("- a\n", "1: there is no nav: the pages in their order"),
        ("text\n", "1: there is no nav: the pages in their order"),
        ("site_name: a\nx: b\0\n", "2: special characters are not allowed: #x0000"),
        ("nav: [a.md]\nx: 2020-13-45\n", "2: month must be in 1..12"),
    ],
)
def test_settings_without_pages_stop(settings, message):
    with pytest.raises(SourceError) as raised:
        nav_order(settings)
    assert str(raised.value).startswith(f"mkdocs.yml:{message}")


def test_a_site_without_a_home_page_stops(project):
    (project.docs / "index.md").unlink()
    with pytest.raises(SourceError, match=r"^docs/index\.md:1: there is no home page$"):
        read_documents(project)


@pytest.mark.parametrize("suffix", [".markdown", ".mdown", ".mkd", ".MKDN", ".MD", ".Md"])
def test_a_page_with_another_suffix_stops(suffix, project):
    (project.docs / f"page{suffix}").write_text("# Unchecked\n")
    with pytest.raises(SourceError) as raised:
        read_documents(project)
    assert str(raised.value) == f"docs/page{suffix}:1: a page's file ends in .md"


def test_what_editors_leave_is_no_page(project):
    (project.docs / ".#index.md").write_text("")
    (project.docs / ".old").mkdir()
    (project.docs / ".old/a.md").write_text("")
    assert list(read_documents(project)) == [
        "index.md", "chapter-0/index.md", "chapter-0/line.md", "glossary.md",
    ]  # fmt: skip
