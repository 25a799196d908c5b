import numpy as np
import pytest

from chapter_0 import linear_regression_model as page


@pytest.mark.claim("Where $x$ is 0, only $b$ is left: 1.")
def test_only_b_is_left_where_x_is_zero():
    assert page.line[page.x == 0] == page.b


@pytest.mark.claim("Every further unit of $x$ adds $w$: 2.")
def test_every_unit_of_x_adds_w():
    assert set(np.diff(page.line) / np.diff(page.x)) == {page.w}


@pytest.mark.claim(
    "The line rises at every step, but the measured values end with 8 and then 7.75."
)
def test_noise_hides_the_rise_between_two_points():
    assert (np.diff(page.line) > 0).all()
    assert (np.diff(page.line + page.e) < 0).any()


@pytest.mark.claim("Two of the four people have four years of experience:")
def test_equal_experience_differs_only_by_noise():
    four = page.years == 4
    assert len(set(page.expected[four])) == 1
    assert len(set(page.salary[four])) == four.sum() == 2


@pytest.mark.claim(
    "The dotted segments are the noise: no straight line passes through all the points."
)
def test_no_straight_line_passes_through_all_the_points():
    slopes = np.diff(page.line + page.e) / np.diff(page.x)
    assert len(set(slopes)) > 1
