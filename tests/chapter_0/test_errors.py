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


@pytest.mark.claim(
    "All points lie above the line, and the segments tend to be longer further right."
)
def test_every_first_prediction_is_too_low():
    assert (errors.error < 0).all()
    assert np.corrcoef(errors.x_train[:, 0], errors.error[:, 0])[0, 1] < -0.95


@pytest.mark.claim("A model that misses everything to one side can be improved by a shift.")
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
    "A never crosses zero: a shift helps. The errors also fall along $x$, so the slope is wrong as "
    "well. It is the line of the first parameters."
)
@pytest.mark.claim(
    "B crosses zero once: if the truth is straight, the slope is wrong, and perhaps the height, too. "
    "This weight is 1 instead of 2."
)
def test_one_change_of_sign_is_a_wrong_slope():
    assert middle_signs(errors.error, 2) == [-1, -1]
    assert np.polyfit(errors.x_train[:, 0], errors.error[:, 0], 1)[0] < -1
    assert middle_signs(errors.tilted_error, 2) == [1, -1]
    np.testing.assert_allclose(errors.tilted_error + errors.y_train, 1.5 + errors.x_train)
    # a slope too large turns the signs round, and with the true slope they don't change
    assert middle_signs(0.5 + 3 * errors.x_train - errors.y_train, 2) == [-1, 1]
    w, b = np.polyfit(errors.x_train[:, 0], errors.tilted_error[:, 0], 1)
    assert abs(w - (1 - 2)) < 0.1


@pytest.mark.claim(
    "C crosses twice, though it is the best line: the truth is bent. With two crossings or more, a "
    "line is the wrong model."
)
def test_the_best_line_through_a_bent_truth_leaves_two_changes_of_sign():
    assert middle_signs(errors.bent_error, 5) == [-1, 1, 1, 1, -1]
    np.testing.assert_allclose(errors.bent_y - errors.noise, 1 + 2 * errors.x_train**2)
    assert abs(errors.bent_error.mean()) < 1e-12
    assert abs((errors.bent_error * errors.x_train).mean()) < 1e-12
    # other bent truths change more often
    x = np.linspace(0, 1, 1001)
    for truth, changes in [(x**2, 2), (np.sin(2 * np.pi * x), 3), (np.sin(4 * np.pi * x), 5)]:
        best = np.polyval(np.polyfit(x, truth, 1), x) - truth
        best = best[np.abs(best) > 1e-9]
        assert (np.diff(np.sign(best)) != 0).sum() == changes


@pytest.mark.claim("Mind the scales: the largest error in D is about a tenth of that in A.")
@pytest.mark.claim("D has no trend: what is left is probably noise. These are the true parameters.")
def test_the_scales_of_the_panels_differ():
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
    largest = np.abs(errors.error).max()
    assert 0.08 < np.abs(errors.true_error).max() / largest < 0.12


@pytest.mark.claim(
    "Below 0 it goes on from 255, so a prediction that is 2 too low looks 254 too high, and "
    "nothing is raised. Fix: astype(float) before you subtract."
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
        "too low:  80",
        "too high: 0",
        "too low:  44",
        "too high: 36",
        "largest:  0.25",
        "noise, sign turned: True",
        "uint8: [254   3]",
        "float: [-2.  3.]",
    ]
