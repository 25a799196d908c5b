"""What `make bench` builds is a project as any other."""

from recaps.build import finish, read
from recaps.project import Project
from ten_pages import NUMBERS, ten_pages


def test_the_ten_pages_pass_every_check(tmp_path):
    site = finish(read(Project(ten_pages(tmp_path / "ten"))))
    assert {f"chapter-0/rate-{number}.md" for number in NUMBERS} <= site.documents.keys()
