"""MkDocs reads the finished pages, wherever it is called from."""

from types import SimpleNamespace

from recaps.adapters.mkdocs import on_config


def test_settings_may_be_named_from_where_one_stands(project, monkeypatch):
    """As in `mkdocs build -f mkdocs.yml`."""
    (project.snippets / "chapter_0/data.py").write_text("points = [4]  # so that it runs\n")
    monkeypatch.chdir(project.root)
    config = SimpleNamespace(config_file_path="mkdocs.yml")
    on_config(config)
    assert config.docs_dir == str(project.finished)
