import numpy as np
import pytest

from chapter_0 import forward_pass


@pytest.mark.claim(
    "One line of NumPy predicts all 80 training points at once: b and w hold one number "
    "each, and broadcasting stretches them over the whole column x_train."
)
def test_one_prediction_a_point():
    assert forward_pass.yhat.shape == forward_pass.y_train.shape == (80, 1)


@pytest.mark.claim(
    "The predictions lie on a straight line, because every one is made with the same $b$ and $w$."
)
def test_predictions_lie_on_one_line():
    slopes = np.diff(forward_pass.yhat[:, 0]) / np.diff(forward_pass.x_train[:, 0])
    np.testing.assert_allclose(slopes, forward_pass.w[0])


@pytest.mark.claim("That is a bad prediction, as it should be: nothing has been learned yet.")
def test_the_untrained_model_is_far_off():
    assert np.abs(forward_pass.yhat - forward_pass.y_train).mean() > 1
