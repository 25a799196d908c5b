"""An SVG becomes one of the page: colours as variables, nothing that the page brings itself."""

import pytest

from recaps.execution.scrapers.svg import for_page


def test_size_and_colours_are_the_pages():
    svg = for_page(
        '<svg xmlns="http://www.w3.org/2000/svg" version="1.1" width="140" height="70" viewBox="0 0 140 70">'
        '<title>a</title><path id="b" d="M 1.234 5" fill="#000000"/></svg>'
    )
    assert svg == (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 140 70" style="max-width: 10.0rem" '
        'fill="var(--fig-ink, #1d2433)"><path d="M 1.2 5" fill="var(--fig-ink, #1d2433)" /></svg>'
    )


def test_another_colour_is_refused():
    with pytest.raises(ValueError, match="#123456"):
        for_page('<svg viewBox="0 0 1 1"><path d="M 1 1" fill="#123456"/></svg>')
