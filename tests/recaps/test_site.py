"""The whole site at one stage: its title, its recaps, each page after one transform."""

from dataclasses import replace

import pytest

from recaps.documents import read_documents
from recaps.site import Site, chapter_title


@pytest.fixture
def site(project):
    return Site(project, read_documents(project))


def test_the_home_page_names_the_site(site):
    assert site.title == "Small"


def test_recaps_stand_in_the_order_of_the_nav(site):
    first = site.documents["chapter-0/line.md"]
    second = replace(first, name="chapter-0/curve.md")
    third = replace(first, name="chapter-1/area.md")
    more = replace(site, documents=site.documents | {page.name: page for page in (second, third)})
    assert more.recaps("chapter-0") == [first, second]
    assert more.recaps() == [first, second, third]
    assert [more.number(page) for page in (first, second, third)] == [1, 2, 1]


def test_a_chapter_has_its_number():
    assert chapter_title("chapter-0") == "Chapter 0"
    assert chapter_title("chapter-2-1") == "Chapter 2.1"
