import numpy as np
import pytest

from chapter_0 import synthetic_data as page


@pytest.mark.claim("Both arrays have 100 rows, one per point, and one column.")
def test_one_row_a_point():
    assert page.x.shape == page.y.shape == page.e.shape == (100, 1)


@pytest.mark.claim(
    "The noise has a mean of $-0.0001$ and a standard deviation (std) of 0.09: 100 random "
    "draws come close to 0 and 0.1, but not exactly there."
)
def test_noise_is_what_was_asked_for_but_not_exactly():
    assert 0 < abs(page.e.mean()) < 0.01
    assert 0 < abs(page.e.std() - 0.1) < 0.01


@pytest.mark.claim(
    "The noise scatters the points closely around the true line, about equally above and below."
)
def test_most_points_lie_within_a_tenth_of_the_true_line():
    distance = np.abs(page.y - (1 + 2 * page.x))
    assert (distance < 0.1).mean() > 0.7
    assert 0.4 < (page.y > 1 + 2 * page.x).mean() < 0.6


@pytest.mark.claim("A good model will find a line near this one.")
def test_the_best_line_is_near_the_truth_but_not_the_truth():
    w, b = np.polyfit(page.x[:, 0], page.y[:, 0], 1)
    assert 0.01 < abs(b - page.true_b) < 0.05
    assert 0.01 < abs(w - page.true_w) < 0.05


@pytest.mark.claim(
    "To add a column and a row, it pairs every $x$ with every noise: 100 by 100 values "
    "instead of 100."
)
def test_flat_noise_pairs_every_point_with_every_noise():
    assert page.wrong_y.shape == (100, 100)
    np.testing.assert_allclose(page.wrong_y - page.flat_e, (1 + 2 * page.x) * np.ones(100))
