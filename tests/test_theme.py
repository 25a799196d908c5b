"""The theme's HTML is corrected, by both builders: docs/overrides/corrections.html still applies."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from checkouts import FILES
from recaps.adapters.search_on_demand import patched

CHAPTER = 'nav[aria-labelledby^="__nav_"]'


@pytest.fixture(
    scope="module",
    params=[
        *(("site", file) for file in FILES),
        *(("successor", file) for file in FILES if not file.startswith("downloads/")),
    ],
    ids=lambda param: "-".join(param),
)
def page(request) -> BeautifulSoup:
    """A page of the site, of either builder."""
    builder, file = request.param
    folder: Path = request.getfixturevalue(builder)
    return BeautifulSoup((folder / file).read_text("utf-8"), "html.parser")


def test_checkboxes_have_no_autocomplete(page):
    assert page.select("input[type=checkbox]#__drawer")
    assert not page.select("input[type=checkbox][autocomplete]")


def test_the_search_dialog_has_a_name(page):
    assert [d.get("aria-label") for d in page.select("[role=dialog]")] == ["Search"]


def test_the_keyboard_reaches_menu_and_search_of_a_small_window(page):
    labels = page.select("label.md-header__button[tabindex='0']")
    assert {label["for"] for label in labels} == {"__drawer", "__search"}


def test_a_page_is_shown_before_its_script_has_come(page):
    (script,) = page.select('script[src*="/bundle."]')
    assert script.has_attr("defer")


def test_a_part_of_the_nav_is_named_by_its_title(page):
    for chapter in page.select(CHAPTER):
        (name,) = page.select(f"#{chapter['aria-labelledby']}")
        assert name.get_text().strip().startswith("Chapter ")


@pytest.mark.parametrize("builder", ["site", "successor"])
def test_a_recap_lists_the_recaps_of_its_own_chapter_only(request, builder):
    text = (request.getfixturevalue(builder) / "chapter-1/autograd/index.html").read_text("utf-8")
    (chapter,) = BeautifulSoup(text, "html.parser").select(CHAPTER)
    assert chapter.select("a[href*=optimizer]") and not chapter.select("a[href*=chapter-0]")


def test_no_label_names_what_is_not_there(page):
    ids = {element["id"] for element in page.select("[id]")}
    named = {label["for"] for label in page.select("label[for]")}
    assert named - ids == set() != named


def test_the_font_of_formulas_is_loaded_where_formulas_are(page):
    fonts = page.select("link[rel=preload][as=font]")
    assert len(fonts) == bool(page.select("article math"))


@pytest.mark.parametrize("builder", ["site", "successor"])
def test_the_page_that_is_not_there_says_so(request, builder):
    text = (request.getfixturevalue(builder) / "404.html").read_text("utf-8")
    assert "404" in BeautifulSoup(text, "html.parser").select_one("article h1").text


def test_another_script_than_the_patched_one_stops_the_build():
    with pytest.raises(ValueError, match="the theme's script has 0 places like"):
        patched("console.log('another');")
