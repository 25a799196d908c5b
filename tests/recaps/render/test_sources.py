"""What stands beside the pages: assets, the builder's settings, the snippets with their tests."""

from recaps.build import build, read
from recaps.render.sources import render


def test_assets_and_snippets_are_what_they_are_in_the_checkout(project):
    picture = project.docs / "assets/picture.png"
    picture.parent.mkdir()
    picture.write_bytes(b"\x89PNG")
    (project.docs / "assets/.hidden.swp").write_bytes(b"")
    files = render(read(project))
    assert sorted(files) == [
        "docs/assets/picture.png",
        "docs/downloads/chapter_0/line.py",
        "docs/downloads/chapter_0/test_line.py",
        "mkdocs.yml",
    ]
    assert files["docs/assets/picture.png"] == b"\x89PNG"


def test_an_asset_that_is_gone_goes(project):
    style = project.docs / "style.css"
    style.write_text("p {}")
    build(project)
    assert (project.finished / "style.css").exists()
    style.unlink()
    build(project)
    assert not (project.finished / "style.css").exists()
