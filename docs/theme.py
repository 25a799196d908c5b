"""Mends what is wrong in the HTML of Material for MkDocs.

Most of it stands outside the blocks of its templates, and a copy of a template
would name the theme's files by the hashes of one version.
"""

import re

HTML = [
    # A checkbox can't have autocomplete.
    (r'(type="checkbox" id="__\w+") autocomplete="off"', r"\1"),
    # The search dialog has no name.
    (r'(data-md-component="search" role="dialog")', r'\1 aria-label="Search"'),
    # A chapter's part of the nav is named by an empty label: the next one holds its title.
    (r'(for="__nav_\d+") id="__nav_\d+_label"', r"\1"),
    (r'(class="md-nav__title" for="(__nav_\d+)")', r'\1 id="\2_label"'),
]


def on_files(files, config):
    """The buttons on code are no navigation."""
    for script in files.javascript_files():
        if "/bundle." in script.src_uri:
            script.content_string = script.content_string.replace(
                '"nav",{class:"md-code__nav"}', '"div",{class:"md-code__nav"}'
            )


def on_post_page(html, config, **_):
    """Mend a page."""
    for wrong, right in HTML:
        html = re.sub(wrong, right, html)
    # On a chapter's page the table of contents has nothing to fold.
    if 'id="__toc"' not in html:
        html = html.replace(' for="__toc"', "")
    return html


on_post_template = on_post_page  # 404.html
