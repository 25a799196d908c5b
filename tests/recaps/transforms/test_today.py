"""`::today` becomes the places that the scripts of the page Today fill."""

from recaps.build import build
from recaps.transforms.today import PLACES


def test_it_is_two_places(project):
    page = project.docs / "index.md"
    page.write_text(page.read_text() + "\n::today\n")
    build(project)
    assert PLACES in (project.finished / "index.md").read_text()
