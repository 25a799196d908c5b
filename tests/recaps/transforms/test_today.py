"""`::today` and `::standing` become the places that scripts fill."""

import pytest

from recaps.build import build
from recaps.transforms.today import PLACES, STANDING


@pytest.mark.parametrize(("name", "places"), [("today", PLACES), ("standing", STANDING)])
def test_it_is_a_place(project, name, places):
    page = project.docs / "index.md"
    page.write_text(f"{page.read_text()}\n::{name}\n")
    build(project)
    assert places in (project.finished / "index.md").read_text()
