"""Files are read as Python and MkDocs read them, and what cannot be read is named."""

import pytest

from recaps.build import build
from recaps.project import SourceError


@pytest.mark.parametrize(
    "name", ["docs/chapter-0/line.md", "docs/glossary.md", "snippets/chapter_0/line.py"]
)
def test_a_byte_order_mark_changes_nothing(name, project):
    build(project)
    file = project.root / name
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    assert build(project) == set()


def test_a_file_that_is_gone_is_named_from_the_top(project):
    with pytest.raises(SourceError) as raised:
        project.read(project.snippets / "lost.py")
    assert str(raised.value) == "snippets/lost.py:1: cannot be read: No such file or directory"
