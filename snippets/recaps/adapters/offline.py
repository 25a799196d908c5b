"""Put the site into site/downloads/torch-recaps.zip, made to be read from a folder.

`python -m recaps.adapters.offline`, at the top of the checkout, after the site is built.
"""

import os
import re
import zipfile
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config

FOLDER = Path("build/offline")
ZIP = Path("site/downloads/torch-recaps.zip")
LEFT_OUT = ("card.png", "*.map")  # shared links and debuggers show them
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the same site gives the same zip
# What differs in this copy, beyond what MkDocs knows of.
HTML = [
    (r'href="\.\./([\w-]+)&#46;md"', r'href="\1.md"'),
    (r'<link rel="preload"[^>]+>', ""),  # refused in pages without a host
    (rf'<a href="{ZIP.relative_to("site").as_posix()}">(.+?)</a>', r"\1"),
]


def main() -> None:
    """Build the copy and zip it."""
    os.environ["OFFLINE"] = "true"
    config = load_config("mkdocs.yml", strict=True, site_dir=str(FOLDER), site_url="")
    config.extra["polyfills"] = ["assets/iframe-worker/shim.js"]
    build(config)
    for path in FOLDER.rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        for online, offline in HTML:
            html = re.sub(online, offline, html)
        path.write_text(html, encoding="utf-8")
    with zipfile.ZipFile(ZIP, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(FOLDER.rglob("*.*")):
            if path.is_file() and not any(path.match(pattern) for pattern in LEFT_OUT):
                name = Path("torch-recaps", path.relative_to(FOLDER)).as_posix()
                archive.writestr(
                    zipfile.ZipInfo(name, LONG_AGO), path.read_bytes(), zipfile.ZIP_DEFLATED
                )


if __name__ == "__main__":
    main()
