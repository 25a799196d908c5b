"""Every link of the built site leads somewhere: to a file of the site, and to what it names there."""

import functools
import json
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin

from bs4 import BeautifulSoup

from browsing import url_of
from checkouts import SITE_URL

ADDRESSES = ["href", "src"]
NAMES_OF_PARTS = ["for", "aria-labelledby", "aria-describedby", "aria-controls"]


@functools.cache
def page(file: Path) -> BeautifulSoup:
    return BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser")


@functools.cache
def ids(file: Path) -> set[str]:
    return {element["id"] for element in page(file).select("[id]")}


def broken(url: str, site: Path) -> str | None:
    """What is wrong with `url`, an absolute one; nothing if it leads elsewhere."""
    address, fragment = urldefrag(url)
    address = address.partition("?")[0]
    if not address.startswith("http") or not address.startswith(SITE_URL):
        return None
    file = site / unquote(address.removeprefix(SITE_URL))
    file = file / "index.html" if address.endswith("/") else file
    if not file.is_file():
        return f"{url}: no such file"
    if fragment and unquote(fragment) not in ids(file):
        return f"{url}: no such part"
    return None


def test_every_link_leads_somewhere(site):
    for file in site.rglob("*.html"):
        here = SITE_URL + url_of(file, site)
        links = [
            urljoin(here, element[name])
            for name in ADDRESSES
            for element in page(file).select(f"[{name}]")
        ]
        assert any(link.startswith(SITE_URL) for link in links)
        assert [fault for link in links if (fault := broken(link, site))] == [], file
        outside = [
            link for link in links if link.startswith("http") and not link.startswith(SITE_URL)
        ]
        host = SITE_URL.split("/")[2]
        assert [link for link in outside if host in link] == [], f"{file} leaves the sub-path"


def test_every_part_that_a_page_names_is_on_it(site):
    for file in site.rglob("*.html"):
        for name in NAMES_OF_PARTS:
            for element in page(file).select(f"[{name}]"):
                assert set(element[name].split()) <= ids(file), f"{file}: {element}"


def test_every_result_of_the_search_leads_somewhere(site):
    index = json.loads((site / "search/search_index.json").read_text(encoding="utf-8"))
    assert [
        fault for entry in index["docs"] if (fault := broken(SITE_URL + entry["location"], site))
    ] == []
