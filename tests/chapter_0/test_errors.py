import runpy

import numpy as np
import pytest

from chapter_0 import errors


@pytest.mark.claim(
    "Its sign says to which side: a negative error is a prediction that is too low, a positive "
    "error one that is too high."
)
def test_a_negative_error_is_a_prediction_that_is_too_low():
    for error, yhat in [(errors.error, errors.yhat), (errors.true_error, errors.true_yhat)]:
        np.testing.assert_array_equal(error < 0, yhat < errors.y_train)
        np.testing.assert_array_equal(error > 0, yhat > errors.y_train)


@pytest.mark.claim("Both arrays are columns of 80 numbers, so one subtraction computes all errors:")
def test_one_error_per_point():
    assert errors.yhat.shape == errors.y_train.shape == errors.error.shape == (80, 1)
    assert (errors.yhat - errors.y_train[:, 0]).shape != (80, 1)


@pytest.mark.claim("Both predictions are too low, and the one further right is off by more.")
def test_the_point_further_right_is_off_by_more():
    assert errors.x_train[0] > errors.x_train[1]
    assert errors.error[0] < errors.error[1] < 0


@pytest.mark.claim("All 80 are.")
@pytest.mark.claim(
    "With the first parameters all points lie above the line, and the segments grow to the right."
)
def test_every_first_prediction_is_too_low():
    assert (errors.error < 0).all()
    assert np.corrcoef(errors.x_train[:, 0], errors.error[:, 0])[0, 1] < -0.95


@pytest.mark.claim("A model that misses everything to one side can still be improved by a shift.")
def test_a_shift_improves_what_misses_to_one_side():
    shifted = errors.error - errors.error.mean()
    assert np.abs(shifted).mean() < np.abs(errors.error).mean() / 2


@pytest.mark.claim(
    "The errors are now small and of both signs, but not zero: each is the noise $e_i$ of "
    "its point with the sign turned."
)
def test_errors_at_the_truth_are_the_noise_turned_round():
    np.testing.assert_array_equal(errors.noise, errors.e[errors.train_idx])
    np.testing.assert_allclose(errors.true_error, -errors.noise, atol=1e-12)
    assert 30 < (errors.true_error < 0).sum() < 50


@pytest.mark.claim(
    "If they change along $x$, as when the ends are too high and the middle too low, a line is "
    "the wrong model."
)
def test_a_line_through_a_bent_truth_leaves_a_pattern_of_signs():
    x = np.linspace(0, 1, 50)
    w, b = np.polyfit(x, np.sin(3 * x), 1)
    error = b + w * x - np.sin(3 * x)
    assert error[0] > 0 and error[-1] > 0 and error[25] < 0
    assert (np.diff(np.sign(error)) != 0).sum() == 2


@pytest.mark.claim(
    "A prediction that is 2 too low looks 254 too high, and nothing is raised. Fix: "
    "astype(float) before you subtract."
)
def test_unsigned_numbers_wrap_round():
    assert (errors.predicted - errors.measured).tolist() == [254, 3]
    assert (errors.predicted.astype(float) - errors.measured).tolist() == [-2, 3]


def test_what_the_page_prints(capsys):
    runpy.run_path(errors.__file__)
    assert capsys.readouterr().out.splitlines() == [
        "(80, 1)",
        "x:     [0.77 0.06]",
        "yhat:  [0.39 0.49]",
        "y:     [2.47 1.19]",
        "error: [-2.08 -0.7 ]",
        "too low:  80",
        "too high: 0",
        "too low:  44",
        "too high: 36",
        "largest:  0.25",
        "noise, sign turned: True",
        "[254   3]",
        "[-2.  3.]",
    ]
