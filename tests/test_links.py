"""Every link of the built site leads somewhere: to a file of the site, and to what it names there."""

import json
import re
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin

import pytest

from browsing import url_of
from checkouts import FILES, SITE_URL
from markup import ids, tags, values

NAMES_OF_PARTS = ["for", "aria-labelledby", "aria-describedby", "aria-controls"]
# What a page fetches by itself, beside some kinds of <link>.
FETCHED = {
    "script": "src", "img": "src", "iframe": "src", "source": "src", "video": "src", "use": "href",
}  # fmt: skip
FETCHED_LINKS = {"stylesheet", "icon", "preconnect", "preload"}


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


@pytest.mark.parametrize("name", FILES)
def test_every_link_of_a_page_leads_somewhere(site, name):
    file = site / name
    here = SITE_URL + url_of(file, site)
    links = [urljoin(here, link) for link in values(file, "href", "src")]
    assert any(link.startswith(SITE_URL) for link in links)
    assert [fault for link in links if (fault := broken(link, site))] == []
    outside = [link for link in links if link.startswith("http") and not link.startswith(SITE_URL)]
    host = SITE_URL.split("/")[2]
    assert [link for link in outside if host in link] == [], "it leaves the sub-path"


@pytest.mark.parametrize("name", FILES)
def test_every_part_that_a_page_names_is_on_it(site, name):
    named = {part for value in values(site / name, *NAMES_OF_PARTS) for part in value.split()}
    assert named - ids(site / name) == set() != named


@pytest.mark.parametrize("name", FILES)
def test_a_page_asks_nobody_else(site, name):
    """Promise 7: it fetches nothing from another host, nor from the top of this one."""
    fetched = [
        given.get(FETCHED.get(tag, "href"), "")
        for tag, given in tags(site / name)
        if tag in FETCHED or (tag == "link" and given.get("rel") in FETCHED_LINKS)
    ]
    # The page that is not there is served for any path, so its URLs are absolute.
    elsewhere = r"\w+:" if name == "404.html" else r"\w+:|/"
    assert fetched and [url for url in fetched if re.match(elsewhere, url)] == []


def test_no_stylesheet_asks_anybody_else(site):
    files = list(site.rglob("*.css"))
    text = "".join(file.read_text(encoding="utf-8") for file in files)
    urls = re.findall(r"url\([\"']?([^)\"']+)", text)
    assert urls and [url for url in urls if re.match(r"https?:|//", url)] == []


def test_every_result_of_the_search_leads_somewhere(site):
    index = json.loads((site / "search/search_index.json").read_text(encoding="utf-8"))
    assert [
        fault for entry in index["docs"] if (fault := broken(SITE_URL + entry["location"], site))
    ] == []
