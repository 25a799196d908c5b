"""A build where nothing changed does nothing; any change is noticed."""

import site

import pytest

import recaps.build
from recaps.build import build
from recaps.freshness import changed_source, look


@pytest.fixture
def built(project):
    build(project)
    return project


def test_nothing_is_read_where_nothing_changed(built, monkeypatch):
    monkeypatch.setattr(recaps.build, "read", None)
    assert build(built) == set()


@pytest.mark.parametrize(
    "name",
    ["docs/chapter-0/line.md", "snippets/chapter_0/line.py", "snippets/chapter_0/data.py",
     "tests/chapter_0/test_line.py", "mkdocs.yml"],
)  # fmt: skip
def test_a_changed_source_is_noticed(name, built):
    assert look(built).is_finished()
    path = built.root / name
    path.write_text(path.read_text() + "\n")
    assert not look(built).is_finished()
    assert changed_source(built) == name


def test_a_new_file_of_any_name_is_noticed(built):
    (built.docs / "CNAME").write_text("example.org\n")
    assert not look(built).is_finished()
    build(built)
    assert (built.finished / "CNAME").read_text() == "example.org\n"
    (built.docs / "CNAME").unlink()
    build(built)
    assert not (built.finished / "CNAME").exists()


@pytest.mark.parametrize("folder", ["results", "docs", "markdown", "programs"])
def test_what_was_made_and_is_gone_or_changed_is_made_again(folder, built):
    paths = [path for path in (built.build / folder).rglob("*") if path.is_file()]
    for path in (paths[0], paths[-1]):
        before = path.read_bytes()
        path.write_bytes(before[:-1])
        build(built)
        assert path.read_bytes() == before
        path.unlink()
        build(built)
        assert path.read_bytes() == before


def test_the_environment_that_reaches_pages_is_part_of_it(built, monkeypatch):
    monkeypatch.setenv("REPO_URL", "https://github.com/someone/recaps")
    assert build(built) > {"chapter-0/line.md"}
    assert build(built) == set()


def test_installing_something_is_noticed(built, monkeypatch, tmp_path_factory):
    site_packages = tmp_path_factory.mktemp("site-packages")
    (site_packages / "other-0.1.dist-info").mkdir()
    monkeypatch.setattr(site, "getsitepackages", lambda: [str(site_packages)])
    assert not look(built).is_finished()


def test_a_source_that_changes_while_the_build_runs_is_noticed_next_time(project, monkeypatch):
    page = project.docs / "chapter-0/line.md"
    finish = recaps.build.finish

    def slowly(site):
        page.write_text(page.read_text().replace("The result", "A result"))
        return finish(site)

    monkeypatch.setattr(recaps.build, "finish", slowly)
    build(project)
    monkeypatch.undo()
    assert build(project) == {"chapter-0/line.md"}


@pytest.mark.parametrize("state", ["", "{", "[]"])
def test_a_broken_note_is_no_note(state, built):
    (built.build / "state.json").write_text(state)
    assert not look(built).is_finished()
    assert build(built) == set()
    assert look(built).is_finished()
