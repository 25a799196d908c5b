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
    "twice as large counts four times as much, so large errors pull harder on the parameters than small ones."
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


@pytest.mark.claim("in size, the errors run from 0.5 to 2.7.")
@pytest.mark.claim(
    "Between $0.5^2 = 0.25$ and $2.7^2 = 7.29$: a mean lies between the smallest and the "
    "largest of its values."
)
def test_the_loss_lies_between_the_squares_of_the_errors():
    sizes = np.abs(loss.error)
    assert [round(each, 1) for each in (sizes.min(), sizes.max())] == [0.5, 2.7]
    assert sizes.min() ** 2 < mse(loss.error) < sizes.max() ** 2
    assert 0.5**2 < round(mse(loss.error), 2) == 2.74 < 2.7**2


@pytest.mark.claim(
    "The sum about doubles with the number of points, although the model is the same. The mean "
    "stays near 2.8."
)
@pytest.mark.claim(
    "So that the number of points does not change the scale: here the sum for 80 points is about "
    "twice that for 40."
)
def test_the_sum_grows_with_the_points_and_the_mean_does_not():
    squares = loss.error**2
    for n in (20, 40):
        assert 1.9 < squares[: 2 * n].sum() / squares[:n].sum() < 2.1
    for n in (20, 40, 80):
        assert abs(squares[:n].mean() - 2.8) < 0.11


@pytest.mark.claim(
    "The RMSE is larger because the large errors weigh more in it. Both are large: the $y$ only run "
    "from about 1 to about 3."
)
def test_the_root_has_the_unit_of_y():
    assert round(mse(loss.error) ** 0.5, 2) == 1.66
    assert round(np.abs(loss.error).mean(), 2) == 1.52
    alike = np.full(80, 1.52)  # if no error is larger than another, the two are equal
    assert np.isclose(mse(alike) ** 0.5, np.abs(alike).mean())
    assert [round(each) for each in (loss.y_train.min(), loss.y_train.max())] == [1, 3]
    # y in other units, here a thousand times as fine: the RMSE goes with it, the MSE with its square
    assert np.isclose(mse(1000 * loss.error) ** 0.5, 1000 * mse(loss.error) ** 0.5)


@pytest.mark.claim(
    "At the true parameters, only the noise is left as the error. Its standard deviation is 0.1, so "
    "its variance is $0.1^2 = 0.01$."
)
@pytest.mark.claim(
    "These 80 draws of the noise happen to be a little smaller than usual, so the loss is 0.0082 rather than 0.01."
)
def test_what_is_left_at_the_truth_is_about_the_variance_of_the_noise():
    assert round(mse(loss.true_error), 4) == round(loss.true_loss, 4) == 0.0082
    np.testing.assert_allclose(loss.true_error, -pipeline.e[pipeline.train_idx], atol=1e-12)
    usual = mse(0.1 * np.random.default_rng(0).normal(size=(80, 100_000)))
    assert usual == pytest.approx(0.01, rel=0.01)


@pytest.mark.claim("The line with the lowest MSE follows the noise a little:")
@pytest.mark.claim("With many noisy points, even the best line has a loss above 0.")
@pytest.mark.claim(
    "A loss near the noise's variance means that there is little left to learn. A training loss far below "
    "it means that the model has learned the noise. With real data that variance is unknown; the sign "
    "is then a validation loss far above the training loss, if both sets are alike."
)
def test_no_line_gets_far_below_the_loss_of_the_truth_but_a_bendy_curve_does():
    best = np.polyval(line(loss.y_train), loss.x_train) - loss.y_train
    assert mse(best) == pytest.approx(loss.best_loss) and round(mse(best), 4) == 0.0080
    assert 0.97 * mse(loss.true_error) < mse(best) < mse(loss.true_error)
    x, y = loss.x_train[:10, 0], loss.y_train[:10, 0]
    with np.errstate(all="ignore"):
        curve = np.polyfit(x, y, 9)
    assert mse(np.polyval(curve, x) - y) < 0.0001
    assert mse(np.polyval(curve, pipeline.x_val) - pipeline.y_val) > 0.02


@pytest.mark.claim(
    "Positive errors on the left cancel negative ones on the right. Fix: square before the mean."
)
def test_the_mean_error_calls_a_falling_line_perfect():
    falling_error = loss.falling - loss.y_train
    left = loss.x_train < loss.x_train.mean()
    assert falling_error[left].mean() > 0 > falling_error[~left].mean()
    assert abs(falling_error.mean()) < 1e-12
    assert mse(falling_error) > 1
    np.testing.assert_allclose(np.diff(loss.falling, axis=0), -2 * np.diff(loss.x_train, axis=0))


@pytest.mark.claim(
    "Broadcasting subtracts every measured value from every prediction, which makes $80 \\cdot"
    " 80$ numbers, and raises no error."
)
def test_a_flat_y_subtracts_every_value_from_every_prediction():
    assert loss.wrong.shape == (80, 80)
    np.testing.assert_allclose(loss.wrong.diagonal(), loss.true_error[:, 0])
    assert round(mse(loss.wrong), 3) == 0.747
    np.testing.assert_array_equal(loss.right, loss.true_error)


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
        "RMSE: 1.66",
        "mean size: 1.52",
        "true line: 0.0082",
        "best line: 0.0080",
        "mean: 0.0",
        "MSE: 1.4852",
        "shape: (80, 80)",
        "loss:  0.747",
        "fixed: 0.008",
    ]
