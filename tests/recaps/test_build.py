"""The stages in order: nothing is written before all is checked, and each sees what it should."""

import os
from dataclasses import replace

import pytest

import recaps.build
from recaps.build import build, finish, read
from recaps.project import SourceError


def test_a_transform_sees_every_page_as_the_one_before_left_it(project, monkeypatch):
    seen = []

    def renamed(document, site):
        seen.append({page.title for page in site})
        return replace(document, title=document.title + "!")

    monkeypatch.setattr(recaps.build, "TRANSFORMS", [renamed, renamed])
    monkeypatch.setattr(recaps.build, "CHECKS", [])
    monkeypatch.setattr(recaps.build, "SITE_CHECKS", [])
    site = finish(read(project))
    titles = {"Small", "Chapter", "A line", "Glossary"}
    assert seen[:4] == [titles] * 4
    assert seen[4:] == [{f"{title}!" for title in titles}] * 4
    assert {page.title for page in site} == {f"{title}!!" for title in titles}


def test_what_an_author_wrote_is_checked_before_anything_runs(cold, edit, capsys):
    edit("docs/chapter-0/line.md", "The result", "[TRAP]\n\nThe result")
    with pytest.raises(SourceError):
        build(cold)
    assert "ran in" not in capsys.readouterr().err
    assert not cold.build.exists()


def test_the_finished_pages_stand_beside_their_settings(project):
    """So that a builder that runs no hooks reads them: -f build/mkdocs.yml."""
    build(project)
    assert (project.build / "mkdocs.yml").read_bytes() == (project.root / "mkdocs.yml").read_bytes()
    assert (project.build / "docs/chapter-0/line.md").exists()


def test_what_is_no_longer_made_is_removed(project):
    build(project)
    for folder in ("docs", "markdown", "programs"):
        (project.build / folder / "old.md").write_text("old")
    build(project)
    assert not list(project.build.rglob("old.md"))


@pytest.mark.parametrize("date", ["abc", "1.5", "-1"])
def test_a_date_that_is_none_is_one_line_of_error(date, project, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", date)
    with pytest.raises(SourceError, match=f"^SOURCE_DATE_EPOCH:1: '{date}' is no number"):
        build(project)


def test_an_empty_date_is_none(project, monkeypatch):
    """As make exports it where there is no git."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "")
    build(project)
    assert "SOURCE_DATE_EPOCH" not in os.environ


@pytest.mark.parametrize("date", ["²", "99999999999999999999", "253402300800"])
def test_a_date_that_is_none_stops(date, project, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", date)
    with pytest.raises(SourceError, match="is no number of seconds since 1970"):
        build(project)
