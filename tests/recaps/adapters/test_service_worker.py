"""Which sites MkDocs makes usable without network."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from recaps.adapters.service_worker import make_usable_offline, on_post_build


@pytest.fixture
def made(tmp_path):
    """The files that come into a folder when MkDocs has built a site there."""

    def make(name: str, use_directory_urls: bool = True) -> list[str]:
        site = tmp_path / name
        site.mkdir()
        page = "<html><head></head></html>"
        (site / "index.html").write_text(page)
        config = SimpleNamespace(site_dir=site, use_directory_urls=use_directory_urls)
        on_post_build(config)
        led = (site / "index.html").read_text() != page
        files = sorted(file.name for file in site.iterdir())
        return files if led else [file for file in files if file != "index.html"]

    return make


def test_a_built_site_gets_a_worker(made):
    assert made("site") == ["index.html", "offline-files.json", "sw.js"]


def test_the_copy_for_the_zip_gets_none(made):
    assert made("offline", use_directory_urls=False) == []


def test_the_author_s_server_gets_none(made):
    assert made("mkdocs_x1y2z3") == []


def write(site: Path, content: str) -> str:
    (site / "page").mkdir(parents=True, exist_ok=True)
    (site / "page/index.html").write_text(f"<html><head></head>{content}</html>")
    make_usable_offline(site)
    return (site / "sw.js").read_text().splitlines()[0]


def test_a_build_is_named_by_its_content(tmp_path):
    one, two = (write(tmp_path / name, "the same") for name in ("one", "two"))
    assert one == two != write(tmp_path / "three", "another")
