"""What MkDocs needs to know: when to finish the pages, where they lie, how they are found."""

import shutil
from pathlib import Path

from jinja2 import FileSystemBytecodeCache
from mkdocs.exceptions import Abort

from recaps.adapters import colours
from recaps.build import build
from recaps.project import Project, SourceError, keep_only


def on_config(config):
    """Finish the pages before anything of the site is touched, and read them, not docs/."""
    project = Project(Path(config.config_file_path).absolute().parent)
    try:
        build(project)
    except SourceError as error:
        raise Abort(f"error: {error}") from error
    config.docs_dir = str(project.finished)
    for extension in ("guard", "colours"):
        config.mdx_configs[f"recaps.adapters.{extension}"] = {"root": str(project.root)}


def on_env(env, config, files):
    """Keep the theme's compiled templates from one build to the next."""
    cache = Path(config.docs_dir).with_name("templates")
    cache.mkdir(exist_ok=True)
    env.bytecode_cache = FileSystemBytecodeCache(str(cache))


def on_page_markdown(markdown, page, config, files):
    """Put what a page is to be found by where the theme's search looks first."""
    if "found_by" in page.meta:
        page.meta["tags"] = page.meta["found_by"]


def on_post_build(config):
    """Put each page as plain Markdown beside it; forget the colours of code that no page has."""
    project = Project(Path(config.config_file_path).absolute().parent)
    shutil.copytree(project.markdown, config.site_dir, dirs_exist_ok=True)
    keep_only(project.colours, colours.used)


def on_serve(server, config, builder):
    """Watch what people write, not what the engine writes, ten times a second."""
    server.observer._timeout = 0.1
    server.unwatch(config.docs_dir)
    server.watch(str(Path(config.config_file_path).with_name("docs")))
