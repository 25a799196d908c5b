"""What MkDocs needs to know of the generator: when to run it, and what to watch."""

import os
import shutil
from pathlib import Path

from bs4 import BeautifulSoup
from jinja2 import FileSystemBytecodeCache
from mkdocs.exceptions import Abort

from recaps.build import build
from recaps.project import HERE, SourceError

NOTEBOOK_EXTRAS = "style, script, clipboard-copy, .clipboard-copy-txt, .anchor-link"

changed: set[str] = set()


def on_pre_build(config):
    """Run what changed before anything of the site is touched."""
    try:
        changed.update(build(HERE))
    except SourceError as error:
        raise Abort(f"error: {error}") from error


def on_files(files, config):
    """Let a dirty build render pages again whose snippets changed."""
    for name in changed:
        html = Path(files.get_file_from_path(name).abs_dest_path)
        if html.exists():
            os.utime(html, (0, 0))
    changed.clear()


def on_env(env, config, files):
    """Keep the theme's compiled templates from one build to the next."""
    cache = HERE.root / "build" / "templates"
    cache.mkdir(parents=True, exist_ok=True)
    env.bytecode_cache = FileSystemBytecodeCache(str(cache))


def on_page_content(html, page, config, files):
    """Leave out the half megabyte that a notebook brings along; the keyboard scrolls its code."""
    if page.file.src_uri.endswith(".ipynb"):
        soup = BeautifulSoup(html, "html.parser")
        for extra in soup.select(NOTEBOOK_EXTRAS):
            extra.decompose()
        for cell in soup.select("[tabindex]"):
            del cell["tabindex"]
        for code in soup.select("pre"):
            code["tabindex"] = "0"
        return str(soup)


def on_post_build(config):
    """Put each page as plain Markdown beside it, and its figures with it."""
    shutil.copytree(HERE.pages, config.site_dir, dirs_exist_ok=True)


def on_serve(server, config, builder):
    """Watch what people write, not what the generator writes, ten times a second."""
    server.observer._timeout = 0.1
    server.unwatch(config.docs_dir)
    for path in Path(config.docs_dir).iterdir():
        if path != HERE.downloads:
            server.watch(str(path))
