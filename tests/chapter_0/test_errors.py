import runpy

import numpy as np
import pytest

from chapter_0 import errors


@pytest.mark.claim(
    "The sign says in which direction: a negative error is a prediction that is too low, a "
    "positive error one that is too high."
)
def test_a_negative_error_is_a_prediction_that_is_too_low():
    for error, yhat in [(errors.error, errors.yhat), (errors.true_error, errors.true_yhat)]:
        np.testing.assert_array_equal(error < 0, yhat < errors.y_train)
        np.testing.assert_array_equal(error > 0, yhat > errors.y_train)


@pytest.mark.claim("Both arrays are columns of 80 numbers, so one subtraction computes all errors:")
def test_one_error_per_point():
    assert errors.yhat.shape == errors.y_train.shape == errors.error.shape == (80, 1)
    assert (errors.yhat - errors.y_train[:, 0]).shape != (80, 1)


@pytest.mark.claim(
    "All points lie above the line, and the segments tend to be longer further right."
)
def test_every_first_prediction_is_too_low():
    assert (errors.error < 0).all()
    assert np.corrcoef(errors.x_train[:, 0], errors.error[:, 0])[0, 1] < -0.95


@pytest.mark.claim(
    "Both predictions are too low. The second point lies further left, where the points are nearer to "
    "the line, so its error is smaller in size."
)
def test_the_second_point_is_missed_by_less():
    first, second = errors.error[:2, 0]
    assert first < second < 0
    assert errors.x_train[1] < errors.x_train[0]


@pytest.mark.claim(
    "The errors are now small and of both signs, but not zero: each is the noise $e_i$ of its"
    " point with the opposite sign."
)
def test_errors_at_the_truth_are_the_noise_turned_round():
    np.testing.assert_array_equal(errors.noise, errors.e[errors.train_idx])
    np.testing.assert_allclose(errors.true_error, -errors.noise, atol=1e-12)
    assert 30 < (errors.true_error < 0).sum() < 50


@pytest.mark.claim("With so many noisy points, no straight line gets rid of all of it.")
def test_the_best_line_gets_rid_of_a_small_part_of_the_noise():
    w, b = np.polyfit(errors.x_train[:, 0], errors.y_train[:, 0], 1)
    best = ((b + w * errors.x_train - errors.y_train) ** 2).mean()
    assert 0.95 < best / (errors.true_error**2).mean() < 1


def middle_signs(error, parts):
    """The sign that most errors have in each of some parts of the range, from left to right."""
    by_x = error[np.argsort(errors.x_train[:, 0]), 0]
    return [np.sign(np.sign(part).sum()) for part in np.array_split(by_x, parts)]


@pytest.mark.claim(
    "A lies below zero and falls: the line is too low, and the more so the larger $x$ is. It needs "
    "a larger weight and a larger bias."
)
@pytest.mark.claim(
    "B falls through zero: too high on the left, too low on the right. The line needs a larger weight, "
    "2 instead of 1, and then a smaller bias."
)
def test_errors_that_fall_along_x_ask_for_a_larger_weight():
    assert (errors.error < 0).all()
    x = errors.x_train[:, 0]
    fall = np.polyfit(x, errors.error[:, 0], 1)[0]
    assert fall == pytest.approx(errors.w[0] - 2, abs=0.1) and fall < -2
    assert errors.b < errors.true_b and errors.w < errors.true_w
    steeper = errors.tilted_error + errors.x_train  # with a weight of 2
    assert (steeper > 0).all() and abs((steeper - 0.5).mean()) < 0.05
    # "half as steep"
    assert np.polyfit(x, errors.tilted_error[:, 0], 1)[0] / fall == pytest.approx(0.5, abs=0.05)
    assert middle_signs(errors.tilted_error, 2) == [1, -1]
    np.testing.assert_allclose(errors.tilted_error + errors.y_train, 1.5 + errors.x_train)
    # a slope too large turns the signs round, and with the true slope they don't change
    assert middle_signs(0.5 + 3 * errors.x_train - errors.y_train, 2) == [-1, 1]
    w, b = np.polyfit(errors.x_train[:, 0], errors.tilted_error[:, 0], 1)
    assert abs(w - (1 - 2)) < 0.1


@pytest.mark.claim("C is bent: too low, too high, too low, by more than the dots scatter.")
@pytest.mark.claim("It is already the best line for its points, which follow $1 + 2x^2$.")
def test_the_best_line_through_a_bent_truth_leaves_errors_that_bend():
    x = errors.x_train[:, 0]
    bend = np.polyval(np.polyfit(x, errors.bent_error[:, 0], 2), x)
    assert np.ptp(bend) > 4 * (errors.bent_error[:, 0] - bend).std()
    assert middle_signs(errors.bent_error, 5) == [-1, 1, 1, 1, -1]
    np.testing.assert_allclose(errors.bent_y - errors.noise, 1 + 2 * errors.x_train**2)
    assert abs(errors.bent_error.mean()) < 1e-12
    assert abs((errors.bent_error * errors.x_train).mean()) < 1e-12


@pytest.mark.claim("The upper panels have one scale, the lower ones a finer one.")
@pytest.mark.claim("D has no trend: only noise is left. These are the true parameters.")
def test_what_the_panels_show():
    (a, b), (c, d) = [[panel.get_ylim() for panel in row] for row in errors.axes]
    assert a == b and c == d and np.ptp(a) > 3 * np.ptp(c)
    assert [
        errors.panels[name] is each
        for name, each in [
            ("A", errors.error),
            ("B", errors.tilted_error),
            ("C", errors.bent_error),
            ("D", errors.true_error),
        ]
    ] == [True] * 4
    assert abs(np.corrcoef(errors.x_train[:, 0], errors.true_error[:, 0])[0, 1]) < 0.2
    np.testing.assert_array_equal(errors.true_yhat, 1 + 2 * errors.x_train)
    np.testing.assert_allclose(errors.true_error, -errors.e[errors.train_idx], atol=1e-12)


@pytest.mark.claim(
    "Below 0, uint8 wraps around to 255, so a prediction that is 2 too low looks 254 too "
    "high, without a message. Fix: astype(float) before you subtract."
)
def test_unsigned_numbers_wrap_round():
    assert (errors.predicted - errors.measured).tolist() == [254, 3]
    assert (0.39 - errors.measured).tolist() == [0.39 - 5, 0.39 - 4]  # not both are uint8
    assert (errors.predicted.astype(float) - errors.measured).tolist() == [-2, 3]


def test_what_the_page_prints(capsys):
    runpy.run_path(errors.__file__)
    assert capsys.readouterr().out.splitlines() == [
        "shape: (80, 1)",
        "x:     [0.77 0.06]",
        "yhat:  [0.39 0.49]",
        "y:     [2.47 1.19]",
        "error: [-2.08 -0.7 ]",
        "too low:  44",
        "too high: 36",
        "largest:  0.25",
        "noise, sign flipped: True",
        "uint8: [254   3]",
        "float: [-2.  3.]",
    ]
