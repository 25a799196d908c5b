"""MkDocs reads the finished pages, wherever it is called from."""

from types import SimpleNamespace

from markdown import Markdown

from recaps.adapters import colours
from recaps.adapters.mkdocs import on_config, on_post_build


def test_settings_may_be_named_from_where_one_stands(project, monkeypatch):
    """As in `mkdocs build -f mkdocs.yml`."""
    (project.snippets / "chapter_0/data.py").write_text("points = [4]  # so that it runs\n")
    monkeypatch.chdir(project.root)
    config = SimpleNamespace(config_file_path="mkdocs.yml", mdx_configs={})
    on_config(config)
    assert config.docs_dir == str(project.finished)


def test_the_working_folder_may_be_outside_the_project(project, monkeypatch, tmp_path_factory):
    """As in `mkdocs build -f there/mkdocs.yml`."""
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    config = SimpleNamespace(config_file_path=project.root / "mkdocs.yml", mdx_configs={})
    on_config(config)
    page = project.finished / "chapter-0/line.md"
    markdown = Markdown(extensions=["recaps.adapters.guard"], extension_configs=config.mdx_configs)
    assert "The result is 1.50." in markdown.convert(page.read_text().split("---\n", 2)[2])


def test_colours_of_code_that_no_page_has_are_forgotten(project, monkeypatch):
    config = SimpleNamespace(config_file_path=project.root / "mkdocs.yml", mdx_configs={})
    on_config(config)
    config.site_dir = project.build / "site"
    project.colours.mkdir()
    shown, gone = (project.colours / name for name in ("shown.html", "gone.html"))
    for file in (shown, gone):
        file.write_text("<pre></pre>")
    monkeypatch.setattr(colours, "used", {shown})
    on_post_build(config)
    assert list(project.colours.iterdir()) == [shown]
