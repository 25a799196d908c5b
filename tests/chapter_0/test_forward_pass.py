import runpy

import numpy as np
import pytest

from chapter_0 import forward_pass


@pytest.mark.claim(
    "The forward pass computes one prediction for every point that it is given, and changes no "
    "parameter."
)
@pytest.mark.claim(
    "One line of NumPy predicts all 80 training points at once: b and w hold one number "
    "each, and broadcasting stretches them over the whole column x_train."
)
def test_one_prediction_per_point():
    assert forward_pass.b.size == forward_pass.w.size == 1
    assert forward_pass.yhat.shape == forward_pass.y_train.shape == (80, 1)
    before = forward_pass.b.copy(), forward_pass.w.copy()
    by_hand = [float(forward_pass.b[0] + forward_pass.w[0] * x) for x in forward_pass.x_train[:, 0]]
    np.testing.assert_array_equal(forward_pass.yhat[:, 0], by_hand)
    assert before == (forward_pass.b, forward_pass.w)


@pytest.mark.claim("By hand, $0.50 - 0.14 \\cdot 0.77 = 0.39$.")
def test_the_prediction_by_hand():
    assert f"{forward_pass.b[0]:.2f} {forward_pass.w[0]:.2f}" == "0.50 -0.14"
    assert round(forward_pass.x_train[0, 0], 2) == 0.77
    assert round(0.50 - 0.14 * 0.77, 2) == round(forward_pass.yhat[0, 0], 2) == 0.39


@pytest.mark.claim(
    "The squares lie on a straight line: the formula $b + w x$ draws one, and every point uses the "
    "same $b$ and $w$."
)
def test_predictions_lie_on_one_line():
    assert (forward_pass.yhat < forward_pass.y_train).all()
    slopes = np.diff(forward_pass.yhat[:, 0]) / np.diff(forward_pass.x_train[:, 0])
    np.testing.assert_allclose(slopes, forward_pass.w[0])


@pytest.mark.claim("The point lies at 2.47, far above: nothing has been learned yet.")
def test_the_untrained_model_is_far_off():
    assert round(forward_pass.y_train[0, 0], 2) == 2.47
    assert round(forward_pass.yhat[0, 0], 2) == 0.39
    assert np.abs(forward_pass.yhat - forward_pass.y_train).mean() > 1


@pytest.mark.claim(
    "So it also predicts where nothing was measured: using a trained model is a forward pass, and so is "
    "checking it on the validation set."
)
def test_new_points_are_predicted_by_the_same_line():
    assert not set(forward_pass.new_x[:, 0]) & set(forward_pass.x_train[:, 0])
    predicted = forward_pass.b + forward_pass.w * forward_pass.new_x
    slope, height = np.polyfit(forward_pass.x_train[:, 0], forward_pass.yhat[:, 0], 1)
    np.testing.assert_allclose(predicted, height + slope * forward_pass.new_x)


@pytest.mark.claim("Three rows in, three rows out. But all measured $x$ lie between 0 and 1.")
@pytest.mark.claim(
    "So 21 is right only if the truth goes on as a straight line, and no point says so."
)
def test_the_model_predicts_far_outside_the_measured_range():
    assert (forward_pass.b + forward_pass.w * forward_pass.new_x).shape == (3, 1)
    assert forward_pass.x_train.min() > 0 and forward_pass.x_train.max() < 1
    assert forward_pass.new_x[:, 0].tolist() == [0, 0.5, 10]
    # a truth that bends after the last point leaves the points as they are
    straight, bent = (
        [1 + 2 * each for each in (0, 1, 10)],
        [1 + 2 * min(each, 1) for each in (0, 1, 10)],
    )
    assert straight[:2] == bent[:2] and straight[2] == 21 != bent[2]


@pytest.mark.claim(
    "Two forward passes of a line with no update between them give the same predictions."
)
def test_two_forward_passes_give_the_same():
    again = forward_pass.b + forward_pass.w * forward_pass.x_train
    np.testing.assert_array_equal(again, forward_pass.yhat)


@pytest.mark.claim("A list is repeated, and only a whole number can say how often:")
@pytest.mark.claim(
    "The w of this chapter is an array, so NumPy turns the list into an array, too, but a flat one."
)
def test_a_number_times_a_list_repeats_it():
    assert 2 * [0, 1, 2] == [0, 1, 2, 0, 1, 2]
    with pytest.raises(TypeError):
        print(0.5 * [0, 1, 2])
    w = forward_pass.w
    np.testing.assert_array_equal(w * [0, 1, 2], [0, w[0], 2 * w[0]])
    assert (w * [0, 1, 2]).shape == (3,) and (w * np.array([[0], [1], [2]])).shape == (3, 1)


def test_what_the_page_prints(capsys):
    runpy.run_path(forward_pass.__file__)
    assert capsys.readouterr().out.splitlines() == [
        "x:         [0.77]",
        "predicted: [0.39]",
        "measured:  [2.47]",
        "[[ 1.]",
        " [ 2.]",
        " [21.]]",
        "[[0]",
        " [2]",
        " [4]]",
        "[0, 1, 2, 0, 1, 2]",
        "TypeError: can't multiply sequence by non-int of type 'float'",
    ]
