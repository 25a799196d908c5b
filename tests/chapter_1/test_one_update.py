import numpy as np
import pytest

from chapter_0 import pipeline
from chapter_1 import one_update, pytorch_pipeline


def numbers(*values):
    return [float(np.asarray(value).reshape(())) for value in values]


def test_both_sides_start_and_step_equally():
    """The numbers of each row of docs/side-by-side.md."""
    yhat = pipeline.first_b + pipeline.first_w * pipeline.x_train
    error = yhat - pipeline.y_train
    gradients = numbers(2 * error.mean(), 2 * (pipeline.x_train * error).mean())
    np.testing.assert_allclose(one_update.prediction.detach().numpy(), yhat, rtol=1e-5)
    assert one_update.mse.item() == pytest.approx((error**2).mean(), rel=1e-6)
    assert [one_update.b_slope, one_update.w_slope] == pytest.approx(gradients, rel=1e-6)
    updated = numbers(pipeline.first_b - 0.1 * gradients[0], pipeline.first_w - 0.1 * gradients[1])
    model = one_update.model
    assert [model.bias.item(), model.weight.item()] == pytest.approx(updated, rel=1e-5)


def test_both_sides_end_equally():
    layer = pytorch_pipeline.model[0]
    ends = numbers(pipeline.b[0], pipeline.w[0])
    assert [layer.bias.item(), layer.weight.item()] == pytest.approx(ends, rel=1e-4)
