"""What makes an app of the site for those who install it: its manifest and its icons.

The icon is the site's subject: a point on its way down a curve, in the colours of the figures.
"""

import json
import re

import resvg_py

from recaps.output import Costly, Files
from recaps.site import Site

START = "today.md"  # the page that the app begins with
DARK = "(prefers-color-scheme: dark)"
DRAWING = """\
<path class="curve" d="M11 12Q32 82 53 12" stroke-width="5" stroke-linecap="round"/>\
<circle class="point" cx="14.5" cy="22" r="6"/>\
<circle class="point" cx="21.5" cy="37" r="4.5"/>\
<circle class="point" cx="32" cy="47" r="3.5"/>"""
MASKED = "translate(6.4 6.4) scale(.8)"  # into the circle that no mask cuts


def render(site: Site) -> Files:
    """Manifest and icons, if there is a page to begin with."""
    if START not in site.documents:
        return {}
    css = site.project.read(site.project.docs / "assets/site.css")
    light, dark = ({name: _colours(css, name)[scheme] for name in COLOURS} for scheme in (0, 1))
    icons = {
        "icon-192.png": _png(_svg(_style(light)), 192),
        "icon-512.png": _png(_svg(_style(light)), 512),
        "icon-maskable-512.png": _png(_svg(_style(light), masked=True), 512),
        "icon-dark-192.png": _png(_svg(_style(dark)), 192),
        "icon-dark-512.png": _png(_svg(_style(dark)), 512),
        "icon.svg": _svg(f"{_style(light)}@media {DARK}{{{_style(dark)}}}"),
    }
    files: Files = {f"docs/assets/{name}": icon for name, icon in icons.items()}
    manifest = json.dumps(_manifest(site, light, dark), indent=1, ensure_ascii=False)
    return files | {"docs/manifest.webmanifest": f"{manifest}\n"}


# What each colour of the app is called in site.css, which gives it once for each palette.
COLOURS = {
    "paper": "--fig-paper",
    "curve": "--fig-0",
    "point": "--fig-1",
    "bar": "--md-primary-fg-color",
}


def _colours(css: str, name: str) -> list[str]:
    return re.findall(rf"{COLOURS[name]}: (#\w+);", css)


def _manifest(site: Site, light: dict[str, str], dark: dict[str, str]) -> dict:
    """What a browser is told that installs the site; addresses are relative, for any sub-path."""
    return {
        "name": site.title,
        "short_name": site.title.split()[-1],
        "description": site.documents["index.md"].takeaway,
        "lang": "en",
        "start_url": START.replace(".md", "/"),
        "scope": "./",
        "display": "standalone",
        "background_color": light["paper"],
        "theme_color": light["bar"],
        "icons": [
            {"src": "assets/icon.svg", "sizes": "any", "type": "image/svg+xml"},
            _icon("icon-192.png"),
            _icon("icon-512.png"),
            _icon("icon-maskable-512.png") | {"purpose": "maskable"},
        ],
        # For the browsers that know it: https://github.com/w3c/manifest-incubations
        "color_scheme_dark": {
            "background_color": dark["paper"],
            "theme_color": dark["bar"],
            "icons": [_icon("icon-dark-192.png"), _icon("icon-dark-512.png")],
        },
    }


def _icon(name: str) -> dict[str, str]:
    size = re.search(r"\d+", name)[0]
    return {"src": f"assets/{name}", "sizes": f"{size}x{size}", "type": "image/png"}


def _style(colours: dict[str, str]) -> str:
    return (
        f".paper{{fill:{colours['paper']}}}.point{{fill:{colours['point']}}}"
        f".curve{{fill:none;stroke:{colours['curve']}}}"
    )


def _svg(style: str, masked: bool = False) -> str:
    """The icon: with round corners, or, to be `masked`, up to the edges."""
    corners, place = ("", f' transform="{MASKED}"') if masked else (' rx="14"', "")
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">'
        f'<style>{style}</style><rect class="paper" width="64" height="64"{corners}/>'
        f"<g{place}>{DRAWING}</g></svg>\n"
    )


def _png(svg: str, size: int) -> Costly:
    return Costly(f"{size} {svg}", lambda: resvg_py.svg_to_bytes(svg_string=svg, width=size))
