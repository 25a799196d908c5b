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
        'fill="var(--fig-ink, #1d2433)"><path d="M1.2 5" fill="var(--fig-ink, #1d2433)" /></svg>'
    )


@pytest.mark.parametrize(
    ("drawn", "kept"),
    [
        ("M 1 2  L 3 1  L 3.25 1.06  z", "M1 2l2-1l0.2 0.1z"),
        ("M 1 1  Q 2 2 3 1  C 3 2 4 3 5 5  M 7 7  L 7 8", "M1 1q1 1 2 0c0 1 1 2 2 4M7 7l0 1"),
        ("M 1 1  L 2 1  z  L 3 3", "M1 1l1 0zl2 2"),
        ("M 1 1  L 2 1  L 4 1  L 4 2  L 3 2  L 4 2", "M1 1l3 0l0 1l-1 0l1 0"),
        ("M 1 1  L 2 2 3 3", "M 1 1  L 2 2 3 3"),
        ("M1,2C3,4 5,6 7,8", "M1,2C3,4 5,6 7,8"),
    ],
)
def test_a_path_counts_from_point_to_point(drawn, kept):
    svg = for_page(f'<svg viewBox="0 0 9 9"><path d="{drawn}"/></svg>')
    assert f'd="{kept}"' in svg


def test_another_colour_is_refused():
    with pytest.raises(ValueError, match="#123456"):
        for_page('<svg viewBox="0 0 1 1"><path d="M 1 1" fill="#123456"/></svg>')


@pytest.mark.parametrize(
    ("drawn", "kept"),
    [
        (
            '<g><use style="fill: red"/><use style="fill: red"/></g>',
            '<g style="fill: red"><use /><use /></g>',
        ),
        (
            '<g><use style="fill: red"/><use style="fill: blue"/></g>',
            '<g><use style="fill: red" /><use style="fill: blue" /></g>',
        ),
        (
            '<g style="fill: red"><use style="fill: blue"/><use style="fill: blue"/></g>',
            '<g style="fill: red"><use style="fill: blue" /><use style="fill: blue" /></g>',
        ),
        ("<g><use/><use/></g>", "<g><use /><use /></g>"),
        ('<g><use style="fill: red"/></g>', '<g><use style="fill: red" /></g>'),
    ],
)
def test_markers_that_look_the_same_say_once_how(drawn, kept):
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 140 70">{drawn}</svg>'
    assert kept in for_page(svg)
