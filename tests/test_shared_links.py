"""What a shared link shows: title, takeaway and a picture that is there."""

import pytest
from bs4 import BeautifulSoup
from PIL import Image

from checkouts import PAGES, SITE_URL, finished, html_file


@pytest.mark.parametrize("name", PAGES, ids=str)
def test_a_page_has_title_takeaway_and_card(site, name):
    html = BeautifulSoup(html_file(site, name).read_text(encoding="utf-8"), "html.parser")
    tags = {tag["property"]: tag["content"] for tag in html.select("meta[property^='og:']")}
    page = finished()[name.as_posix()]
    assert (tags["og:title"], tags["og:description"]) == (page.title, page.takeaway)
    assert tags["og:url"] == html.select_one("link[rel=canonical]")["href"]
    with Image.open(site / tags["og:image"].removeprefix(SITE_URL)) as card:
        assert card.size == (1200, 630)
