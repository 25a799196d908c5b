"""What a page must have, beside what stands in test_bad_input.py."""

import pytest

from recaps.build import build
from recaps.project import SourceError


def test_a_recap_without_a_test_stops_the_build(project):
    (project.tests / "chapter_0/test_line.py").unlink()
    reason = "docs/chapter-0/line.md:5: no test goes with chapter_0/line.py"
    with pytest.raises(SourceError, match=reason):
        build(project)
