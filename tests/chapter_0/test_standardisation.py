import numpy as np
import pytest

from chapter_0 import pipeline
from chapter_0 import standardisation as page


@pytest.mark.claim(
    "The validation feature does not, and should not: it is a different sample, measured "
    "with the same ruler."
)
def test_only_the_training_feature_is_the_ruler():
    mean, deviation = page.x_train.mean(), page.x_train.std()
    np.testing.assert_allclose(page.z_train, (page.x_train - mean) / deviation)
    np.testing.assert_allclose(page.z_val, (page.x_val - mean) / deviation)


@pytest.mark.claim("The condition number is 1, the best there is.")
def test_the_bowl_is_round():
    assert [page.low, page.high] == pytest.approx([2, 2])


@pytest.mark.claim("Both gradients are 0: one update was the whole training.")
def test_one_step_of_half_lands_on_the_minimum():
    assert [page.b_grad, page.w_grad] == pytest.approx([0, 0], abs=1e-12)


@pytest.mark.claim("Written in units of $x$, it is the line that took 1000 epochs without scaling:")
def test_it_is_the_line_of_a_thousand_epochs():
    assert page.b_of_x == pytest.approx(pipeline.b[0], abs=1e-6)
    assert page.w_of_x == pytest.approx(pipeline.w[0], abs=1e-6)


@pytest.mark.claim(
    "But the same $x$ became another $z$, which the model has learned nothing about, and "
    "the validation loss more than triples: 0.0292 instead of 0.0087."
)
def test_a_second_ruler_more_than_triples_the_validation_loss():
    def loss(z):
        return ((page.b + page.w * z - page.y_val) ** 2).mean()

    assert loss(page.wrong_z_val) == pytest.approx(0.0292, abs=5e-5)
    assert loss(page.z_val) == pytest.approx(0.0087, abs=5e-5)
