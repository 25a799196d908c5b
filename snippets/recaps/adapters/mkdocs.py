"""What MkDocs needs to know: when to build the pages, where they lie, what to watch."""

import shutil
from pathlib import Path

from jinja2 import FileSystemBytecodeCache
from mkdocs.exceptions import Abort

from recaps.adapters.notebook_page import lightened
from recaps.adapters.search_on_demand import patched
from recaps.build import build
from recaps.project import Project, SourceError


def on_config(config):
    """Finish the pages before anything of the site is touched, and read them, not docs/."""
    try:
        build(_project(config))
    except SourceError as error:
        raise Abort(f"error: {error}") from error
    config.docs_dir = str(_project(config).finished)


def on_files(files, config):
    """Patch the theme's script."""
    (script,) = (file for file in files.javascript_files() if "/bundle." in file.src_uri)
    script.content_string = patched(script.content_string)


def on_env(env, config, files):
    """Keep the theme's compiled templates from one build to the next."""
    cache = _project(config).build / "templates"
    cache.mkdir(parents=True, exist_ok=True)
    env.bytecode_cache = FileSystemBytecodeCache(str(cache))


def on_page_content(html, page, config, files):
    """Leave out what a notebook brings along."""
    return lightened(html) if page.file.src_uri.endswith(".ipynb") else html


def on_post_build(config):
    """Put each page as plain Markdown beside it."""
    shutil.copytree(_project(config).markdown, config.site_dir, dirs_exist_ok=True)


def on_serve(server, config, builder):
    """Watch what people write, not what the engine writes, ten times a second."""
    server.observer._timeout = 0.1
    server.unwatch(config.docs_dir)
    server.watch(str(_project(config).docs))


def _project(config):
    return Project(Path(config.config_file_path).parent)
