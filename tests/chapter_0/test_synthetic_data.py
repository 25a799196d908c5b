import runpy

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


@pytest.mark.claim("The seed fixes the random draws: every run makes the same 100 points.")
def test_every_run_makes_the_same_points():
    np.random.seed(42)
    np.testing.assert_array_equal(np.random.rand(100, 1), page.x)
    np.testing.assert_array_equal(0.1 * np.random.randn(100, 1), page.e)
    np.testing.assert_array_equal(page.true_b + page.true_w * page.x + page.e, page.y)
    assert (page.true_b, page.true_w) == (1, 2)


@pytest.mark.claim("One letter less, and all noise is positive:")
@pytest.mark.claim(
    "The best line then starts at 1.05: the bias has swallowed the mean of the noise."
)
def test_the_bias_swallows_the_mean_of_positive_noise():
    assert (page.even_e > 0).all() and page.even_e.max() < 0.1
    np.testing.assert_allclose(page.even_y - page.even_e, 1 + 2 * page.x)
    assert round(page.even_e.mean(), 2) == round(page.b - page.true_b, 2) == 0.05


@pytest.mark.parametrize(("n", "factor"), [(100, 1), (400, 2)])
def test_four_times_as_many_points_halve_the_miss(n, factor):
    random = np.random.default_rng(0)
    weights = []
    for _ in range(1000):
        x = random.random(n)
        weights.append(np.polyfit(x, 1 + 2 * x + 0.1 * random.normal(size=n), 1)[0])
    assert 0.9 < factor * np.std(weights) / (0.1 / np.sqrt(100 / 12)) < 1.1


def test_what_the_page_prints(capsys):
    runpy.run_path(page.__file__)
    assert capsys.readouterr().out.splitlines() == [
        "(100, 1) (100, 1)",
        "x: 0.01 to 0.99",
        "mean of e: -0.0001",
        "std of e: 0.0908",
        "mean: 0.05",
        "best b 1.05, best w 2.01",
    ]
