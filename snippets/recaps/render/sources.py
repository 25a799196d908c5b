"""What stands beside the pages: assets, the theme's blocks, the snippets with their tests."""

from pathlib import PurePosixPath

from recaps.output import Files
from recaps.site import Site


def render(site: Site) -> Files:
    """Every file of docs/ that is no page, the builder's settings, and what readers download."""
    project = site.project
    files: Files = {"mkdocs.yml": (project.root / "mkdocs.yml").read_bytes()}
    for path in project.sources(project.docs, "*"):
        if path.suffix != ".md":
            name = path.relative_to(project.docs).as_posix()
            files[f"docs/{name}"] = path.read_bytes()
    for name, snippet in site.snippets.items():
        for source in filter(None, (snippet.path, snippet.test)):
            file = PurePosixPath(name).with_name(source.name)
            files[f"docs/downloads/{file}"] = source.read_bytes()
    return files
