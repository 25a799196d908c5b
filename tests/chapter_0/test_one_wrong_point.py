import runpy

import numpy as np
import pytest

from chapter_0 import one_wrong_point as page


def mean_square(error):
    return (error**2).mean()


def mean_size(error):
    return np.abs(error).mean()


def mae(line, y):
    return mean_size(np.polyval(line, page.x_train) - y)


@pytest.mark.claim("The slip gives one of the 80 points an error of about 22.")
@pytest.mark.claim("Suppose the decimal point of one measured value slips: 24.7 instead of 2.47.")
@pytest.mark.claim("The MSE becomes about 750 times as large, the MAE about five times.")
def test_one_slipped_point_rules_the_mse():
    assert 22 < (page.slipped - page.true_yhat)[0, 0] < 22.5
    assert round(page.y_train[0, 0], 2) == 2.47 and round(page.slipped[0, 0], 1) == 24.7
    np.testing.assert_array_equal(page.slipped[1:], page.y_train[1:])
    before, after = page.true_yhat - page.y_train, page.true_yhat - page.slipped
    assert 745 < (after**2).mean() / (before**2).mean() < 755
    assert 4.8 < np.abs(after).mean() / np.abs(before).mean() < 5.2


@pytest.mark.claim("The MSE takes the mean, 20, which lies near none of them.")
@pytest.mark.claim(
    "The MAE takes the median, 3: half of the other values lie below it and half above."
)
@pytest.mark.claim("With 9000 in place of 90, it would still be 3.")
def test_the_best_number_is_the_mean_or_the_median():
    values = page.values
    assert values.tolist() == [1, 2, 3, 4, 90]
    best = [min(page.tries, key=lambda b: error(b - values)) for error in (mean_square, mean_size)]
    assert best == [values.mean(), np.median(values)] == [20, 3]
    assert np.abs(values - 20).min() == 16
    further = np.array([1, 2, 3, 4, 9000])
    assert min(range(9001), key=lambda b: mean_size(b - further)) == 3


@pytest.mark.claim(
    "One point in 80 takes the slope for the MSE from 1.97 to 2.86. The slope for the MAE stays at 1.96."
)
def test_the_best_line_of_the_mse_follows_the_slip_and_that_of_the_mae_does_not():
    slopes = [
        round(page.best_line(y, loss)[0], 2)
        for loss in ("MSE", "MAE")
        for y in (page.y_train, page.slipped)
    ]
    assert slopes == [1.97, 2.86, 1.96, 1.96]
    # No line near the MAE's has a lower MAE, nor has that of the MSE.
    for y in (page.y_train, page.slipped):
        best = page.best_line(y, "MAE")
        for change in ([0.01, 0], [-0.01, 0], [0, 0.01], [0, -0.01], [0.02, -0.01], [-0.02, 0.01]):
            assert mae(best, y) < mae(best + change, y)
        assert mae(best, y) < mae(page.best_line(y, "MSE"), y)


@pytest.mark.claim(
    "The best line for the MSE leans towards it, the best line for the MAE does not."
)
def test_the_lines_of_the_figure():
    for loss, leans in (("MSE", True), ("MAE", False)):
        before, after = (
            np.polyval(page.best_line(y, loss), page.x_slip) for y in (page.y_train, page.slipped)
        )
        assert (after - before > 0.2) == leans
    assert page.x_slip == page.x_train[0, 0]


@pytest.mark.claim(
    "That helps against a wrong $y$ only. Had the $x$ of this point slipped instead, to 77, "
    "the best line for the MAE would be nearly flat."
)
def test_a_wrong_x_flattens_the_line_of_the_mae():
    x, y = page.x_train[:, 0].copy(), page.y_train[:, 0]
    for factor, slope in ((1, 1.96), (100, 0.01)):
        x[0] = factor * page.x_train[0, 0]
        # Some best line for the MAE passes through two of the points: try all pairs.
        one, other = np.triu_indices(80, 1)
        w = (y[one] - y[other]) / (x[one] - x[other])
        b = y[one] - w * x[one]
        best = np.abs(b[:, None] + w[:, None] * x - y).mean(axis=1).argmin()
        assert round(w[best], 2) == slope
    assert round(x[0]) == 77


@pytest.mark.claim(
    "With real data, where nobody knows the true line, the fitted one does: the point makes 97 % of its MSE."
)
def test_the_fitted_line_shows_the_point_too():
    fitted = np.polyval(page.best_line(page.slipped, "MSE"), page.x_train)
    squares = (fitted - page.slipped) ** 2
    assert round(squares[0, 0] / squares.sum(), 2) == 0.97


@pytest.mark.claim("One point makes nearly all of the loss.")
def test_one_point_makes_nearly_all_of_the_loss():
    assert page.worst == 0
    assert page.share > 0.99


def test_what_the_page_prints(capsys):
    runpy.run_path(page.__file__)
    assert capsys.readouterr().out.splitlines() == [
        "lowest MSE at b = 20",
        "lowest MAE at b = 3",
        "[2.47]",
        "[24.7]",
        "MSE 0.0082",
        "  MAE 0.0714",
        "MSE 6.1702",
        "  MAE 0.3481",
        "slope for the MSE",
        "  1.97",
        "  2.86",
        "slope for the MAE",
        "  1.96",
        "  1.96",
        "MSE 6.17",
        "point 0, share: 0.999",
    ]
