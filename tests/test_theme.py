"""The theme's HTML is corrected, by both builders: docs/overrides/corrections.html still applies."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from recaps.adapters.search_on_demand import patched


@pytest.fixture(scope="session", params=["site", "successor"])
def pages(request) -> dict[str, BeautifulSoup]:
    """Every page of the site by its file, of either builder."""
    folder: Path = request.getfixturevalue(request.param)
    return {
        file.relative_to(folder).as_posix(): BeautifulSoup(file.read_text("utf-8"), "html.parser")
        for file in folder.rglob("*.html")
    }


def test_checkboxes_have_no_autocomplete(pages):
    assert len(pages) > 40
    for file, page in pages.items():
        assert page.select("input[type=checkbox]#__drawer"), file
        assert not page.select("input[type=checkbox][autocomplete]"), file


def test_the_search_dialog_has_a_name(pages):
    for file, page in pages.items():
        assert [d.get("aria-label") for d in page.select("[role=dialog]")] == ["Search"], file


def test_the_keyboard_reaches_menu_and_search_of_a_small_window(pages):
    for file, page in pages.items():
        labels = page.select("label.md-header__button[tabindex='0']")
        assert {label["for"] for label in labels} == {"__drawer", "__search"}, file


def test_a_page_is_shown_before_its_script_has_come(pages):
    for file, page in pages.items():
        (script,) = page.select('script[src*="/bundle."]')
        assert script.has_attr("defer"), file


def test_a_part_of_the_nav_is_named_by_its_title(pages):
    for file, page in pages.items():
        chapters = page.select('nav[aria-labelledby^="__nav_"]')
        assert len(chapters) == 2, file
        for chapter in chapters:
            (name,) = page.select(f"#{chapter['aria-labelledby']}")
            assert name.get_text().strip().startswith("Chapter "), file


def test_no_label_names_what_is_not_there(pages):
    for file, page in pages.items():
        for label in page.select("label[for]"):
            assert page.select(f'[id="{label["for"]}"]'), f"{file}: {label}"


def test_the_font_of_formulas_is_loaded_where_formulas_are(pages):
    with_formulas = 0
    for file, page in pages.items():
        fonts = page.select("link[rel=preload][as=font]")
        assert len(fonts) == bool(page.select("article math")), file
        with_formulas += len(fonts)
    assert with_formulas > 20


def test_the_page_that_is_not_there_says_so(pages):
    assert "404" in pages["404.html"].select_one("article h1").text


def test_another_script_than_the_patched_one_stops_the_build():
    with pytest.raises(ValueError, match="the theme's script has 0 places like"):
        patched("console.log('another');")
