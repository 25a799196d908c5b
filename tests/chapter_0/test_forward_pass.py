import numpy as np

from chapter_0 import forward_pass


def test_one_prediction_a_point():
    assert forward_pass.yhat.shape == forward_pass.y_train.shape == (80, 1)


def test_predictions_lie_on_one_line():
    slopes = np.diff(forward_pass.yhat[:, 0]) / np.diff(forward_pass.x_train[:, 0])
    np.testing.assert_allclose(slopes, forward_pass.w[0])


def test_the_untrained_model_is_far_off():
    assert np.abs(forward_pass.yhat - forward_pass.y_train).mean() > 1
