"""The site for language models: an index, and all pages in one file."""

from recaps.build import finish, read
from recaps.render.llms import render
from recaps.render.markdown import to_markdown


def test_the_index_has_a_line_for_each_page(project):
    files = render(finish(read(project)))
    assert files["docs/llms.txt"] == (
        "# Small\n\n"
        "- [Small](index.md): Home of the small project.\n"
        "- [Chapter](chapter-0/index.md): One recap.\n"
        "- [A line](chapter-0/line.md): The total divided by four is 1.5.\n"
        "- [Glossary](glossary.md): The terms of the small project.\n"
    )


def test_all_pages_stand_in_one_file_in_their_order(project):
    site = finish(read(project))
    text = render(site)["docs/llms-full.txt"]
    places = [text.index(to_markdown(page)) for page in site]
    assert places == sorted(places) and len(places) == 4
