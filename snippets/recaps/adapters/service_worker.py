"""Make a built site usable without network: a list of its files by content, and a service worker.

`python -m recaps.adapters.service_worker SITE_FOLDER`, after a builder that runs no hooks. The
hook of MkDocs does the same, but neither for `mkdocs serve` nor for the copy in a zip: what leads
to the worker is put into the pages here, so a site that was not treated has none.
"""

import hashlib
import json
import re
import sys
from fnmatch import fnmatch
from pathlib import Path
from urllib.parse import quote

from mkdocs.plugins import event_priority

WORKER = Path(__file__).with_name("service_worker.js")
LIST = "offline-files.json"
# No reader opens them: they are for debuggers, shared links and machines, or nothing loads them.
LEFT_OUT = (
    "404.html", "sitemap.xml*", "llms*.txt", "*README.txt", "*.map", "*card.png", "*.zip",
    "assets/javascripts/lunr/*", "sw.js", LIST,
)  # fmt: skip
# What the worker keeps from the beginning: Today, and what pages load by themselves.
FIRST = re.compile(
    r"today/index\.html|assets/([\w-]+/)?[\w.-]+\.(js|css|svg|woff2)|downloads/([\w-]+/)?[\w-]+\.js"
)
# The worker begins three seconds after a page is there, so that it delays nothing of a visit.
HEAD = (
    '<link rel="manifest" href="{root}manifest.webmanifest"><script>'
    'addEventListener("load",()=>setTimeout(()=>{{try{{localStorage["torch-recaps:offline-use"]||'
    'navigator.serviceWorker.register("{root}sw.js").catch(()=>{{}})}}catch{{}}}},3e3))</script>'
)
# What a page gets that has a place for it.
PLACE = ' id="offline-use"'
SWITCH = '<script src="{root}assets/offline-use.js" defer></script>'


@event_priority(-100)
def on_post_build(config):
    """Called by MkDocs, last: the site is whole."""
    is_zipped = not config.use_directory_urls  # the worker knows a page by its folder
    is_served = Path(config.site_dir).name.startswith("mkdocs_")  # for `mkdocs serve`
    if not is_zipped and not is_served:
        make_usable_offline(Path(config.site_dir))


def make_usable_offline(site: Path) -> None:
    """Put the worker and its list into the folder of a site, and lead its pages there."""
    for page in site.rglob("*.html"):
        if page != site / "404.html":  # it is shown for any address
            _lead_to_worker(page, "../" * len(page.relative_to(site).parent.parts))
    files = {name: [_digest(data), len(data)] for name, data in _contents(site)}
    listed = {"files": files, "first": [name for name in files if FIRST.fullmatch(name)]}
    build = _digest(json.dumps(listed).encode())
    (site / LIST).write_text(json.dumps({"build": build} | listed), "utf-8")
    worker = WORKER.read_text("utf-8")
    (site / "sw.js").write_text(f'const BUILD = "{build}";\n\n{worker}', "utf-8")


def _lead_to_worker(page: Path, root: str) -> None:
    html = page.read_text("utf-8")
    if 'rel="manifest"' in html:
        return
    head = HEAD + SWITCH if PLACE in html else HEAD
    page.write_text(html.replace("</head>", f"{head.format(root=root)}</head>", 1), "utf-8")


def _contents(site: Path) -> list[tuple[str, bytes]]:
    """Each file that is kept offline: its path as addresses have it, and its bytes."""
    paths = {path.relative_to(site).as_posix(): path for path in site.rglob("*") if path.is_file()}
    return [
        (quote(name), paths[name].read_bytes())
        for name in sorted(paths)
        if not any(fnmatch(name, pattern) for pattern in LEFT_OUT)
    ]


def _digest(data: bytes) -> str:
    """The name of a content, which the worker computes too."""
    return hashlib.sha256(data).hexdigest()[:16]


if __name__ == "__main__":
    make_usable_offline(Path(sys.argv[1]))
