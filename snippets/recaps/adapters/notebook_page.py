"""The page that MkDocs makes of a notebook, without the half megabyte that it brings along."""

from bs4 import BeautifulSoup

EXTRAS = "style, script, clipboard-copy, .clipboard-copy-txt, .anchor-link"


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
    for code in soup.select("pre"):
        code["tabindex"] = "0"
    return str(soup)
