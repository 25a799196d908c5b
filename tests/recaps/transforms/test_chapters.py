"""The recaps of a chapter are listed, and numbered, by the nav."""

import pytest

from recaps.build import finish, read
from recaps.documents import read_documents
from recaps.project import SourceError
from recaps.render.markdown import to_markdown
from recaps.site import Site
from recaps.transforms.chapters import recap_numbers

PAGE = "docs/chapter-0/line.md"
SECOND = "---\ndescription: What bends.\n---\n# A curve\n\nText.\n"


@pytest.fixture
def two(project, edit):
    """The small project with a recap before the other, so that a number can be wrong."""
    (project.docs / "chapter-0/curve.md").write_text(SECOND)
    edit("mkdocs.yml", "chapter-0/line.md", "chapter-0/curve.md, chapter-0/line.md")
    return project


def numbered(project, name: str = "chapter-0/curve.md") -> str:
    """A page with its numbers, and nothing else."""
    site = Site(project, read_documents(project))
    return to_markdown(recap_numbers(site.documents[name], site))


def test_the_number_of_a_recap_is_its_place_in_the_chapter(two, edit):
    edit("docs/chapter-0/curve.md", "Text.", "Recaps :recap[curve] and :recap[line], in order.")
    assert "Recaps 1 and 2, in order." in numbered(two)
    edit(
        "mkdocs.yml",
        "chapter-0/curve.md, chapter-0/line.md",
        "chapter-0/line.md, chapter-0/curve.md",
    )
    assert "Recaps 2 and 1, in order." in numbered(two)


def test_a_number_stands_in_lists_cells_and_titles(two, edit):
    written = "## After :recap[line]\n\n| :recap[line] | `:recap[line]` |\n|---|---|\n\n- See :recap[line]."
    edit("docs/chapter-0/curve.md", "Text.", written)
    shown = "## After 2\n\n| 2 | `:recap[line]` |\n|---|---|\n\n- See 2."
    assert shown in numbered(two)


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("As in\n:recap[lime]", "7: there is no recap docs/chapter-0/lime.md"),
        (":recap[index]", "6: there is no recap docs/chapter-0/index.md"),
        (":recaps[line]", "6: no directive ':recaps[line]': did you mean"),
        ("In recap 1.", "6: a typed number: 'recap 1'; it is computed: recap :recap[page]"),
        ("In Recaps\n12 and", "6: a typed number: 'Recaps\n12'; it is computed"),
    ],
)
def test_a_number_that_is_none(two, edit, written, reason):
    edit("docs/chapter-0/curve.md", "Text.", written)
    with pytest.raises(SourceError) as raised:
        numbered(two)
    assert str(raised.value).startswith(f"docs/chapter-0/curve.md:{reason}")


def test_a_chapter_lists_its_recaps_with_their_takeaways(two):
    site = finish(read(two))
    assert (
        "1. [A curve](curve.md)  \n    What bends.\n"
        "2. [A line](line.md)  \n    The total divided by four is 1.5.\n"
    ) in to_markdown(site.documents["chapter-0/index.md"])


def test_another_page_lists_their_titles_in_columns(two, edit):
    edit("docs/index.md", "# Small", "# Small\n\n::recaps[chapter-0]")
    page = finish(read(two)).documents["index.md"]
    columns = page.blocks[2]
    assert columns.kind == "map"
    assert [block.markdown for block in columns.blocks] == [
        "1. [A curve](chapter-0/curve.md)\n2. [A line](chapter-0/line.md)"
    ]
