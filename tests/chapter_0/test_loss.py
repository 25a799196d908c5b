import runpy

import numpy as np
import pytest

from chapter_0 import loss, pipeline


def line(y, x=loss.x_train):
    """The slope and the height at 0 of the line with the lowest MSE."""
    return np.polyfit(x[:, 0], y[:, 0], 1)


def mse(errors):
    return (errors**2).mean()


@pytest.mark.claim(
    "No square is negative, so a prediction too high and one too low cannot cancel. An error "
    "twice as large counts four times."
)
@pytest.mark.claim("The dashed square has the mean area: it is the loss of these three points.")
def test_the_loss_of_three_points_is_their_mean_square():
    np.testing.assert_array_equal(loss.three, loss.error[:3, 0])
    assert loss.squares.round(3).tolist() == [4.345, 0.497, 6.428]
    assert loss.areas == [*(loss.three**2), mse(loss.three)]
    assert mse(2 * loss.three) == 4 * mse(loss.three)


@pytest.mark.claim(
    "In size, the third error is less than four times the second, "
    "but its square is nearly thirteen times as large."
)
def test_the_largest_error_rules_the_loss():
    _, small, large = np.abs(loss.three)
    assert large < 4 * small
    assert 12.5 < large**2 / small**2 < 13


@pytest.mark.claim(
    "The sum about doubles with the number of points, although the model is the same. The mean "
    "stays near 2.8."
)
def test_the_sum_grows_with_the_points_and_the_mean_does_not():
    squares = loss.error**2
    for n in (20, 40):
        assert 1.9 < squares[: 2 * n].sum() / squares[:n].sum() < 2.1
    for n in (20, 40, 80):
        assert abs(squares[:n].mean() - 2.8) < 0.11


@pytest.mark.claim(
    "So the first line is typically off by 1.66, while the $y$ run from about 1 to about 3."
)
def test_the_root_has_the_unit_of_y():
    assert round(mse(loss.error) ** 0.5, 2) == 1.66
    assert [round(each) for each in (loss.y_train.min(), loss.y_train.max())] == [1, 3]
    # y in other units, here a thousand times as fine: the RMSE goes with it, the MSE with its square
    assert np.isclose(mse(1000 * loss.error) ** 0.5, 1000 * mse(loss.error) ** 0.5)


@pytest.mark.claim("About the noise's variance, $0.1^2 = 0.01$:")
def test_what_is_left_at_the_truth_is_about_the_variance_of_the_noise():
    assert round(mse(loss.true_error), 4) == 0.0082
    np.testing.assert_allclose(loss.true_error, -pipeline.e[pipeline.train_idx], atol=1e-12)
    assert 0.007 < mse(loss.true_error) < 0.013


@pytest.mark.claim("A loss near it means that there is little left to learn.")
def test_no_line_gets_far_below_the_loss_of_the_truth():
    best = np.polyval(line(loss.y_train), loss.x_train) - loss.y_train
    assert 0.97 * mse(loss.true_error) < mse(best) < mse(loss.true_error)


@pytest.mark.claim("Suppose the decimal point of one target slips: 24.7 instead of 2.47.")
@pytest.mark.claim("The MSE grows 750 times, the MAE fivefold.")
def test_one_slipped_point_rules_the_mse():
    assert round(loss.y_train[0, 0], 2) == 2.47 and round(loss.slipped[0, 0], 1) == 24.7
    np.testing.assert_array_equal(loss.slipped[1:], loss.y_train[1:])
    off = loss.true_error + loss.y_train - loss.slipped
    assert 745 < mse(off) / mse(loss.true_error) < 755
    assert 4.8 < np.abs(off).mean() / np.abs(loss.true_error).mean() < 5.2


@pytest.mark.claim(
    "With the MSE, the best line leans towards the slip: its slope goes from 1.97 to 2.86."
)
def test_the_best_line_of_the_mse_follows_the_slip_and_that_of_the_mae_does_not():
    assert [round(line(y)[0], 2) for y in (loss.y_train, loss.slipped)] == [1.97, 2.86]
    columns = np.hstack([np.ones_like(loss.x_train), loss.x_train])
    lines = []
    for y in (loss.y_train, loss.slipped):
        best = np.linalg.lstsq(columns, y, rcond=None)[0]
        for _ in range(500):  # weighted least squares, again and again, ends at the lowest MAE
            weight = 1 / np.maximum(np.abs(columns @ best - y), 1e-6)
            best = np.linalg.solve(columns.T @ (weight * columns), columns.T @ (weight * y))
        lines.append(best)
    np.testing.assert_allclose(*lines, atol=0.01)


@pytest.mark.claim(
    "Errors too high on the left cancel those too low on the right. Fix: square before the mean."
)
def test_the_mean_error_calls_a_falling_line_perfect():
    falling_error = loss.falling - loss.y_train
    left = loss.x_train < loss.x_train.mean()
    assert falling_error[left].mean() > 0 > falling_error[~left].mean()
    assert abs(falling_error.mean()) < 1e-12
    assert mse(falling_error) > 1
    np.testing.assert_allclose(np.diff(loss.falling, axis=0), -2 * np.diff(loss.x_train, axis=0))


@pytest.mark.claim(
    "NumPy takes every prediction minus every target, (80, 80) numbers, and raises nothing."
)
def test_a_flat_y_subtracts_every_value_from_every_prediction():
    assert loss.wrong.shape == (80, 80)
    np.testing.assert_allclose(loss.wrong.diagonal(), loss.true_error[:, 0])
    assert round(mse(loss.wrong), 3) == 0.747


@pytest.mark.claim("Training on this loss ends at a flat line.")
def test_training_with_a_flat_y_ends_at_a_flat_line():
    b, w = loss.b, loss.w
    for _ in range(1000):
        error = b + w * loss.x_train - loss.flat_y
        b = b - 0.1 * 2 * error.mean()
        w = w - 0.1 * 2 * (loss.x_train * error).mean()
    assert abs(w[0]) < 1e-5
    np.testing.assert_allclose(b, loss.y_train.mean(), atol=1e-5)


def test_what_the_page_prints(capsys):
    runpy.run_path(loss.__file__)
    assert capsys.readouterr().out.splitlines() == [
        "errors:  [-2.0845 -0.7048 -2.5354]",
        "squares: [4.345 0.497 6.428]",
        "mean:    3.757",
        "20 points: sum 55.52, mean 2.78",
        "40 points: sum 112.94, mean 2.82",
        "80 points: sum 219.37, mean 2.74",
        "1.66",
        "0.0082",
        "[2.47453822] [24.74538221]",
        "MSE 0.0082, MAE 0.0714",
        "MSE 6.1702, MAE 0.3481",
        "slope of the best line: 1.97",
        "slope of the best line: 2.86",
        "mean: 0.0",
        "MSE: 1.4852",
        "(80, 80)",
        "0.747",
    ]
