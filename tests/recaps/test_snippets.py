"""Which files are snippets, and where their sections stand."""

import pytest

from recaps.project import SourceError
from recaps.snippets import read_snippets

SECTION = "# --8<-- [start:part]\n1\n# --8<-- [end:part]\n"


@pytest.mark.parametrize(
    "name",
    [".#line.py", "._line.py", "#line.py#", ".ipynb_checkpoints/line-checkpoint.py",
     "__pycache__/line.py"],
)  # fmt: skip
def test_what_editors_and_systems_leave_is_no_snippet(name, project):
    file = project.snippets / "chapter_0" / name
    file.parent.mkdir(exist_ok=True)
    if name.startswith(".#"):
        file.symlink_to("someone@somewhere.1234")
    else:
        file.write_bytes(b"\x00\x05\x16\xb0" if name.startswith("._") else SECTION.encode())
    assert list(read_snippets(project)) == ["chapter_0/line.py"]


def test_names_are_looked_at_from_the_snippets_on(project):
    """The checkout itself may lie in a hidden folder."""
    hidden = type(project)(project.root / ".checkout")
    project.snippets.rename(hidden.root.mkdir() or hidden.snippets)
    assert list(read_snippets(hidden)) == ["chapter_0/line.py"]


def test_a_snippet_that_cannot_be_read_is_named(project):
    (project.snippets / "lost.py").symlink_to("nothing.py")
    with pytest.raises(SourceError, match=r"^snippets/lost.py:1: cannot be read: No such file"):
        read_snippets(project)


def test_a_byte_order_mark_shifts_no_line(project):
    (project.snippets / "marked.py").write_text(SECTION, encoding="utf-8-sig")
    section = read_snippets(project)["marked.py"].sections["part"]
    assert (section.first, section.last, section.code) == (1, 3, "1")


def test_lines_are_what_python_takes_for_lines(project):
    (project.snippets / "paged.py").write_text("\x0c\na = '\x0c \u2028'\n" + SECTION)
    assert read_snippets(project)["paged.py"].sections["part"].first == 3
