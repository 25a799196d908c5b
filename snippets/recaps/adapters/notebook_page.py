"""The page that MkDocs makes of a notebook, without the half megabyte that it brings along."""

import os
from pathlib import Path

from bs4 import BeautifulSoup

from recaps.execution.surroundings import environment

EXTRAS = "style, script, clipboard-copy, .clipboard-copy-txt, .anchor-link"


def on_config(config):
    """Called by MkDocs before kernels are started: nothing of the author's home reaches them."""
    for name in list(os.environ):
        if name.startswith(("IPYTHON", "JUPYTER", "MATPLOTLIB", "MPL", "PYTHON")):
            del os.environ[name]
    home = Path(config.config_file_path).absolute().with_name("build") / "home"
    profile = home / ".ipython" / "profile_default"
    profile.mkdir(parents=True, exist_ok=True)
    # A kernel warns that it talks to this machine without encryption.
    (profile / "ipython_kernel_config.py").write_text('c.IPKernelApp.log_level = "ERROR"\n')
    os.environ.update(environment(home))


def on_page_content(html, page, config, files):
    """Called by MkDocs for the content of a page."""
    return lightened(html) if page.file.src_uri.endswith(".ipynb") else html


def lightened(html: str) -> str:
    """The page's content without styles and scripts of its own; the keyboard scrolls its code."""
    soup = BeautifulSoup(html, "html.parser")
    for extra in soup.select(EXTRAS):
        extra.decompose()
    for cell in soup.select("[tabindex]"):
        del cell["tabindex"]
    _join_streams(soup)
    for code in soup.select("pre"):
        code["tabindex"] = "0"
    return str(soup)


def _join_streams(soup: BeautifulSoup) -> None:
    """What a cell printed is one output, also where the kernel sent it in pieces."""
    for area in soup.select(".jp-OutputArea"):
        before = None
        for output in area.find_all(class_="jp-OutputArea-child", recursive=False):
            is_result = "jp-OutputArea-executeResult" in output["class"]
            printed = not is_result and output.select_one('[data-mime-type="text/plain"] pre')
            if printed and before:
                before.append(printed.get_text())
                output.decompose()
            else:
                before = printed
