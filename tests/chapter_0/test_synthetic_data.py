import runpy

import numpy as np
import pytest

from chapter_0 import synthetic_data as page


@pytest.mark.claim("Both arrays have 100 rows, one per point, and one column.")
def test_one_row_a_point():
    assert page.x.shape == page.y.shape == page.e.shape == (100, 1)


@pytest.mark.claim(
    "The mean of the noise is near 0 and its standard deviation near 0.1. They are not exactly 0 and "
    "0.1, because 100 draws are only a sample."
)
def test_the_noise_has_a_mean_near_0_and_a_standard_deviation_near_a_tenth():
    assert 0 < abs(page.e.mean()) < 0.02
    assert 0.08 < page.e.std() < 0.12 and page.e.std() != 0.1


@pytest.mark.claim("By hundredths: the noise of each set moves its best line a little.")
def test_the_best_lines_of_five_seeds_miss_by_hundredths():
    for seed in (42, 1, 2, 3, 4):
        random = np.random.RandomState(seed)
        x = random.rand(100)
        w, b = np.polyfit(x, 1 + 2 * x + 0.1 * random.randn(100), 1)
        assert 0.005 < abs(b - 1) < 0.1 and 0.005 < abs(w - 2) < 0.1
        without_noise = np.polyfit(x, 1 + 2 * x, 1)
        np.testing.assert_allclose(without_noise, [2, 1])
    random = np.random.RandomState(4)
    np.testing.assert_array_equal(page.new_x, random.rand(100))
    np.testing.assert_array_equal(page.new_e, 0.1 * random.randn(100))
    np.testing.assert_array_equal(page.new_y, 1 + 2 * page.new_x + page.new_e)


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
    "The seed fixes the random draws: every run that starts from the same seed makes the same"
    " 100 points."
)
def test_every_run_makes_the_same_points():
    np.random.seed(42)
    np.testing.assert_array_equal(np.random.rand(100, 1), page.x)
    np.testing.assert_array_equal(0.1 * np.random.randn(100, 1), page.e)
    np.testing.assert_array_equal(page.true_b + page.true_w * page.x + page.e, page.y)
    assert (page.true_b, page.true_w) == (1, 2)


@pytest.mark.claim("One letter is missing, and all noise is positive:")
@pytest.mark.claim("Nothing fails, but every point lies above the true line.")
@pytest.mark.claim(
    "The line that fits best starts at 1.05: the bias has swallowed the mean of the noise. "
    "The draws spread around 0.05, with a standard deviation of 0.03 instead of 0.1, so the data look "
    "cleaner than they should."
)
def test_the_bias_swallows_the_mean_of_positive_noise():
    draws = np.random.RandomState(1).rand(100, 1)  # with 42, they would be x again
    np.testing.assert_array_equal(page.wrong_e, 0.1 * draws)
    np.testing.assert_array_equal(np.random.RandomState(42).rand(100, 1), page.x)
    assert (page.wrong_e > 0).all() and page.wrong_e.max() < 0.1
    np.testing.assert_allclose(page.wrong_y - page.wrong_e, 1 + 2 * page.x)
    assert (page.wrong_y > 1 + 2 * page.x).all()
    assert round(page.wrong_e.std(), 2) == 0.03
    assert round(page.wrong_e.mean(), 2) == round(page.b - page.true_b, 2) == 0.05


@pytest.mark.claim(
    "More points help, but slowly: if the noise of one point says nothing about that of another, "
    "four times the points halve the typical miss."
)
@pytest.mark.claim("With 100 points, a typical miss is 0.02 for $b$ and 0.03 for $w$.")
@pytest.mark.parametrize(("n", "factor"), [(100, 1), (400, 2)])
def test_four_times_as_many_points_halve_the_miss(n, factor):
    random = np.random.default_rng(0)
    weights, biases = [], []
    for _ in range(1000):
        x = random.random(n)
        w, b = np.polyfit(x, 1 + 2 * x + 0.1 * random.normal(size=n), 1)
        weights.append(w)
        biases.append(b)
    assert 0.9 < factor * np.std(weights) / (0.1 / np.sqrt(100 / 12)) < 1.1
    assert round(factor * np.std(biases), 2) == 0.02
    if n == 100:
        assert 0.06 / np.std(biases) == pytest.approx(3, abs=0.25)
        assert 0.1 / np.std(weights) == pytest.approx(3, abs=0.25)
    else:
        np.testing.assert_allclose(
            [page.b_miss, page.w_miss], [np.std(biases), np.std(weights)], 0.1
        )


def test_what_the_page_prints(capsys):
    runpy.run_path(page.__file__)
    assert capsys.readouterr().out.splitlines() == [
        "(100, 1) (100, 1)",
        "x: 0.01 to 0.99",
        "mean of e: -0.0001",
        "std of e: 0.0908",
        "42: b 1.02, w 1.95",
        "1: b 1.02, w 1.97",
        "2: b 0.97, w 2.08",
        "3: b 1.02, w 1.95",
        "4: b 1.01, w 1.98",
        "100: b 0.020, w 0.034",
        "400: b 0.010, w 0.017",
        "mean: 0.05",
        "std: 0.03",
        "best b 1.05, best w 2.01",
    ]
