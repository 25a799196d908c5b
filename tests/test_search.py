"""The search finds what readers look for, and is loaded when they look."""

import json

import pytest
from bs4 import BeautifulSoup

from browsing import visits

# What readers look for, and a page that must be among the first three found.
WANTED = {
    "requires_grad": "chapter-1/autograd/",
    "zero_grad": "chapter-1/optimizer/",
    "learning rate": "chapter-0/learning-rates/",
    "Can't call numpy() on Tensor that requires grad": "chapter-1/tensors/",
    "to_tensor": "traps/",
    "AttributeError: module 'torch' has no attribute 'to_tensor'": "traps/",
}


@pytest.mark.parametrize(("words", "wanted"), WANTED.items())
def test_the_search_finds_what_readers_look_for(browser, base, words, wanted):
    page = browser.new_page()
    page.goto(base + "chapter-0/loss/")
    page.keyboard.press("/")
    page.keyboard.type(words)
    assert base + wanted in found(page)[:3]
    page.close()


def test_an_address_with_a_question_opens_the_search(browser, base):
    page = browser.new_page()
    page.goto(base + "?q=learning+rate")
    first = found(page)[0]
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url.startswith(first))
    page.close()


def found(page) -> list[str]:
    """The addresses of the pages found, best first."""
    page.locator(".md-search-result__item").first.wait_for()
    pages = page.locator(".md-search-result__item > a")
    addresses = pages.evaluate_all("all => all.map(link => link.origin + link.pathname)")
    return list(dict.fromkeys(addresses))


def test_a_visit_without_a_search_loads_nothing_of_it(browser, site):
    without, searching = visits(browser, site, ["chapter-0/loss/", "chapter-0/errors/?q=loss"])
    assert [file for file in without.files if "search" in file] == []
    assert len([file for file in searching.files if "search" in file]) == 2


def test_figure_text_is_not_searched(site):
    """Not even the first labels of a figure, which stand one after another in it alone."""
    index = json.loads((site / "search/search_index.json").read_text(encoding="utf-8"))
    searched = squeezed(" ".join(entry["text"] for entry in index["docs"]))
    for file in site.glob("chapter-*/*/index.html"):
        page = BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser")
        for figure in page.select("figure svg"):
            labels = [text.get_text() for text in figure.select("text")][:5]
            assert squeezed("".join(labels)) not in searched, file


def squeezed(text: str) -> str:
    return "".join(BeautifulSoup(text, "html.parser").get_text().split())
