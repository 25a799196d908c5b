"""What the descent lab shows, as a script: points, the code of a run, ranges of settings."""

import json

from recaps.output import Files
from recaps.site import Site
from recaps.transforms.lab import SETTINGS, lab_page


def render(site: Site) -> Files:
    """The data of the lab, if a page has one."""
    page = lab_page(site)
    if not page:
        return {}
    parts = {name: [source.split(":") for source in part] for name, part in page.lab.items()}
    ((name, section),) = parts.pop("points")
    rows = site.results[name][section].output.splitlines()
    code = {
        part: "\n\n".join(site.snippets[name].sections[section].code for name, section in sections)
        for part, sections in parts.items()
    }
    points = [[float(value) for value in row.split(",")] for row in rows]
    data = {"points": points, "settings": SETTINGS} | code
    script = f"const descentLabData = {json.dumps(data)};\n"
    return {"docs/downloads/descent-lab-data.js": script}
