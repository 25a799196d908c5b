"""Each block of code is coloured once, and as pymdownx colours it."""

import pygments
import pytest
from markdown import Markdown

from recaps.adapters import colours

PAGE = "Text.\n\n```python\nx = 1 + 2\n```\n\n```{ .text .output }\n3\n```\n"
CODE = ["pymdownx.highlight", "pymdownx.superfences"]


@pytest.fixture
def show(project):
    """A page as a builder shows it; with other settings of the highlighting if need be."""

    def html(page=PAGE, **settings):
        configs = {
            "recaps.adapters.colours": {"root": str(project.root)},
            "pymdownx.highlight": settings,
        }
        extensions = ["attr_list", *CODE, "recaps.adapters.colours"]
        return Markdown(extensions=extensions, extension_configs=configs).convert(page)

    return html


def kept(project):
    return {file.read_text("utf-8") for file in project.colours.iterdir()}


def test_it_looks_as_without_it(show):
    plain = Markdown(extensions=["attr_list", *CODE]).convert(PAGE)
    assert show() == plain == show()
    assert '<span class="mi">1</span>' in plain


def test_the_second_time_nothing_is_coloured(show, monkeypatch):
    first = show()
    monkeypatch.delattr(pygments, "highlight")
    monkeypatch.setattr("pymdownx.highlight.highlight", None)
    assert show() == first


def test_other_code_and_other_settings_are_coloured_anew(show, project):
    show()
    assert len(kept(project)) == 2
    assert '<span class="mi">7</span>' in show(PAGE.replace("1", "7"))
    assert len(kept(project)) == 3
    assert "language-python" not in show()
    assert "language-python" in show(pygments_lang_class=True)
    assert len(kept(project)) == 5


def test_an_interrupted_build_leaves_nothing_half_written(show, project, monkeypatch):
    def interrupt(file, target):
        raise KeyboardInterrupt

    monkeypatch.setattr("pathlib.Path.replace", interrupt)
    with pytest.raises(KeyboardInterrupt):
        show()
    monkeypatch.undo()
    assert show() == Markdown(extensions=["attr_list", *CODE]).convert(PAGE)


def test_what_was_shown_is_known(show, project):
    show()
    assert set(project.colours.iterdir()) <= colours.used


def test_it_is_loaded_outside_a_project_too(tmp_path, monkeypatch):
    """MkDocs loads each extension once before the settings say where the project lies."""
    monkeypatch.chdir(tmp_path)
    Markdown(extensions=[*CODE, "recaps.adapters.colours"])
