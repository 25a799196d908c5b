"""The foot of a page: versions, files, and links to report a problem with all of it filled in."""

import re
from urllib.parse import parse_qs, urlsplit

from recaps.build import build, finish, read

PAGE = "chapter-0/line.md"


def foot(project, name: str = PAGE) -> str:
    last = finish(read(project)).documents[name].blocks[-1].markdown
    text, css = last.split("\n")
    assert css == "{ .provenance }"
    return text


def test_the_snippet_and_its_test_can_be_taken_away(project):
    assert (
        "[`chapter_0/line.py`](../downloads/chapter_0/line.py)"
        " with its [test](../downloads/chapter_0/test_line.py)" in foot(project)
    )
    build(project)
    copy = project.downloads / "chapter_0/test_line.py"
    assert copy.read_text() == (project.tests / "chapter_0/test_line.py").read_text()


def test_without_a_repository_there_is_nowhere_to_report_to(project, monkeypatch):
    monkeypatch.delenv("REPO_URL", raising=False)
    assert "Report" not in foot(project)


def test_a_report_has_page_section_and_versions_filled_in(project, edit, monkeypatch):
    monkeypatch.setenv("REPO_URL", "https://github.com/someone/recaps")
    edit(f"docs/{PAGE}", ":::question", "## Check yourself\n\n:::question")
    text = foot(project)
    run_with = re.search(r"Run with (.+?)\. Take", text)[1]
    reports = re.findall(r"\[([^\]]+)\]\((https:[^)]+)\)", text)
    assert [words for words, _ in reports] == ["the page", "Check yourself"]
    for (_, url), section in zip(reports, ["whole page", "Check yourself"], strict=True):
        address = urlsplit(url)
        assert f"{address.netloc}{address.path}" == "github.com/someone/recaps/issues/new"
        (body,) = parse_qs(address.query)["body"]
        assert body == f"Page: docs/{PAGE}\nSection: {section}\nRun with: {run_with}\n\n"


def test_a_page_without_code_can_be_reported_too(project, monkeypatch):
    monkeypatch.setenv("REPO_URL", "https://github.com/someone/recaps")
    text = foot(project, "glossary.md")
    assert "Run with" not in text
    assert "Report a problem with [the page](" in text
