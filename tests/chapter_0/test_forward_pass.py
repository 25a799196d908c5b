import runpy

import numpy as np
import pytest

from chapter_0 import forward_pass


@pytest.mark.claim(
    "The forward pass computes one prediction for every point and changes no parameter."
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


@pytest.mark.claim("the bias is 0.50 and the weight $-0.14$.")
def test_the_first_parameters():
    assert f"{forward_pass.b[0]:.2f} {forward_pass.w[0]:.2f}" == "0.50 -0.14"


@pytest.mark.claim(
    "The predictions lie on a straight line, because every one is made with the same $b$ and $w$. "
    "Only $x$ differs from point to point."
)
def test_predictions_lie_on_one_line():
    slopes = np.diff(forward_pass.yhat[:, 0]) / np.diff(forward_pass.x_train[:, 0])
    np.testing.assert_allclose(slopes, forward_pass.w[0])


@pytest.mark.claim("The first point lies at 2.47 and the model says 0.39.")
@pytest.mark.claim("That is a bad prediction, as it should be: nothing has been learned yet.")
def test_the_untrained_model_is_far_off():
    assert round(forward_pass.y_train[0, 0], 2) == 2.47
    assert round(forward_pass.yhat[0, 0], 2) == 0.39
    assert np.abs(forward_pass.yhat - forward_pass.y_train).mean() > 1


@pytest.mark.claim(
    "So the same line also predicts where nothing was measured, which is what a trained model is for:"
)
def test_new_points_are_predicted_by_the_same_line():
    assert not set(forward_pass.new_x) & set(forward_pass.x_train[:, 0])
    predicted = forward_pass.b + forward_pass.w * forward_pass.new_x
    slope, height = np.polyfit(forward_pass.x_train[:, 0], forward_pass.yhat[:, 0], 1)
    np.testing.assert_allclose(predicted, height + slope * forward_pass.new_x)


@pytest.mark.claim("With a plain whole number and a list, it repeats the list:")
def test_a_number_times_a_list_repeats_it():
    assert 2 * [0, 1, 2] == [0, 1, 2, 0, 1, 2]


def test_what_the_page_prints(capsys):
    runpy.run_path(forward_pass.__file__)
    assert capsys.readouterr().out.splitlines() == [
        "x:         [0.77]",
        "predicted: [0.39]",
        "measured:  [2.47]",
        "[0.49671415 0.427582   0.35844985]",
        "[0 2 4]",
        "[0, 1, 2, 0, 1, 2]",
    ]
