"""An app of the site: manifest and icons, where there is a page to begin with."""

import json

import pytest

from recaps.build import build

CSS = """\
:root { --fig-paper: #ffffff; --fig-0: #000001; --fig-1: #000002; --md-primary-fg-color: #000003; }
[slate] { --fig-paper: #111111; --fig-0: #00000a; --fig-1: #00000b; --md-primary-fg-color: #00000c; }
"""


@pytest.fixture
def app(project, edit):
    """The files of the small project's app, built."""
    (project.docs / "today.md").write_text("---\ndescription: What is due.\n---\n# Today\n")
    (project.docs / "assets").mkdir(exist_ok=True)
    (project.docs / "assets/site.css").write_text(CSS)
    edit("mkdocs.yml", "  - Home: index.md\n", "  - Home: index.md\n  - today.md\n")

    def made() -> dict[str, bytes]:
        build(project)
        files = [*project.finished.glob("assets/icon*"), project.finished / "manifest.webmanifest"]
        return {file.name: file.read_bytes() for file in files if file.exists()}

    return made


def test_its_colours_are_those_of_the_site_in_both_palettes(app):
    files = app()
    manifest = json.loads(files["manifest.webmanifest"])
    assert (manifest["background_color"], manifest["theme_color"]) == ("#ffffff", "#000003")
    dark = manifest["color_scheme_dark"]
    assert (dark["background_color"], dark["theme_color"]) == ("#111111", "#00000c")
    light, _, in_the_dark = files["icon.svg"].decode().partition("prefers-color-scheme: dark")
    assert "#000001" in light and "#00000a" in in_the_dark and "#00000a" not in light
    assert files["icon-512.png"] != files["icon-dark-512.png"]


def test_it_is_the_same_each_time(app, project):
    before = app()
    (project.build / "made.json").unlink()
    (project.build / "state.json").unlink()
    assert app() == before


def test_without_a_page_to_begin_with_there_is_none(app, project, edit):
    (project.docs / "today.md").unlink()
    edit("mkdocs.yml", "  - today.md\n", "")
    assert app() == {}
