"""The site as a zip: unpacked and opened from a folder, it works like the hosted one."""

import re
import zipfile

import pytest
from playwright.sync_api import expect

from markup import values

ZIP = "downloads/torch-recaps.zip"


@pytest.fixture(scope="session")
def folder(site, tmp_path_factory):
    folder = tmp_path_factory.mktemp("unpacked")
    with zipfile.ZipFile(site / ZIP) as archive:
        archive.extractall(folder)
    return folder / "torch-recaps"


@pytest.fixture
def page(browser):
    page = browser.new_page()
    faults = []
    page.on("console", lambda m: faults.append(m.text) if m.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on(
        "request",
        lambda r: None if r.url.startswith(("file:", "data:", "blob:")) else faults.append(r.url),
    )
    yield page
    page.close()
    assert faults == []


def test_pages_lead_to_each_other(page, folder):
    page.goto((folder / "index.html").as_uri())
    page.get_by_role("link", name="Begin with the first recap").first.click()
    page.wait_for_url("**/chapter-0/linear-regression-model.html")
    expect(page.locator("figure svg").first).to_be_visible()
    page.get_by_role("link", name="page as Markdown").click()
    page.wait_for_url("**/chapter-0/linear-regression-model.md")


def test_the_search_finds(page, folder):
    page.goto((folder / "chapter-0/errors.html").as_uri())
    page.keyboard.press("/")
    expect(page.locator(".md-search__input")).to_be_focused()
    page.keyboard.type("requires_grad")
    page.locator(".md-search-result__link").first.click()
    page.wait_for_url("**/chapter-1/*.html")


def test_every_file_that_a_page_names_is_in_the_zip(folder):
    files = [file for file in folder.rglob("*.html") if file.name != "404.html"]
    links = {
        (file, re.split("[#?]", link)[0]) for file in files for link in values(file, "href", "src")
    }
    inside = [(file, link) for file, link in links if link and ":" not in link]
    assert (
        inside
        and [(file, link) for file, link in inside if not (file.parent / link).is_file()] == []
    )
