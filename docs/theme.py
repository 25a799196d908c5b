"""Mends the HTML and the script of Material for MkDocs, and loads things when they are needed.

Most of it stands outside the blocks of its templates, and a copy of a template
would name the theme's files by the hashes of one version. A mend that finds
nothing to mend stops the build.
"""

import re

from mkdocs.exceptions import Abort

HTML = [
    # A checkbox can't have autocomplete.
    (r'(type="checkbox" id="__\w+") autocomplete="off"', r"\1"),
    # The search dialog has no name.
    (r'(data-md-component="search" role="dialog")', r'\1 aria-label="Search"'),
    # What opens the menu and the search of a small window can't be reached by keyboard.
    (r'(class="md-header__button md-icon" for="__(?:drawer|search)")', r'\1 tabindex="0"'),
    # A page can be shown before the script has come.
    (r'(<script src="[^"]*/bundle\.[^"]*")(?=>)', r"\1 defer"),
    # A chapter's part of the nav is named by an empty label: the next one holds its title.
    (r'(for="__nav_\d+") id="__nav_\d+_label"', r"\1"),
    (r'(class="md-nav__title" for="(__nav_\d+)")', r'\1 id="\2_label"'),
]
# On a chapter's page the table of contents has nothing to fold.
NOTHING_TO_FOLD = (r' for="__toc"', "")
# Formulas wait a moment for their font, so that nothing moves when it comes.
FORMULAS = (
    r'(?=<link rel="stylesheet" href="([^"]*)/site\.css">)',
    r'<link rel="preload" href="\1/fonts/stix-two-math.woff2" as="font" crossorigin>',
)
SCRIPT = [
    # The buttons on code are no navigation.
    (r'"nav",\{class:"md-code__nav"\}', '"div",{class:"md-code__nav"}'),
    # The search's index and worker are loaded when a reader first opens the search.
    (r'\$\(location\.protocol!=="file:"\),(\w+\("search"\))', r"\1"),
    (r"=new Worker\((\w+)\)", r"=workerOnDemand(\1)"),
]
WORKER_ON_DEMAND = """\
function workerOnDemand(url) {
  const channel = new EventTarget();
  let worker;
  channel.postMessage = (message) => {
    if (!worker) {
      worker = new Worker(url);
      worker.onmessage = ({ data }) => channel.dispatchEvent(new MessageEvent("message", { data }));
    }
    worker.postMessage(message);
  };
  return channel;
}
"""


def mend(text: str, mends: list[tuple[str, str]], where: str) -> str:
    """`text` with each pattern replaced; a pattern that `where` no longer has stops the build."""
    for wrong, right in mends:
        text, count = re.subn(wrong, right, text)
        if not count:
            raise Abort(f"error: docs/theme.py: {where} has nothing like {wrong}")
    return text


def on_files(files, config):
    """Mend the theme's script."""
    (script,) = (file for file in files.javascript_files() if "/bundle." in file.src_uri)
    script.content_string = WORKER_ON_DEMAND + mend(script.content_string, SCRIPT, script.src_uri)


def on_post_page(html, page, config):
    """Mend a page."""
    mends = list(HTML)
    if 'id="__toc"' not in html:
        mends.append(NOTHING_TO_FOLD)
    if "<math" in html:
        mends.append(FORMULAS)
    return mend(html, mends, page.file.src_uri)


def on_post_template(html, template_name, config):
    """Mend 404.html."""
    return mend(html, HTML, template_name) if template_name.endswith(".html") else html
