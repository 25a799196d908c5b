import numpy as np
import pytest

from chapter_0 import gradients as page

STEPS = np.array([1, 0.1, 0.01, 0.001, 0.0001])
HERE = page.mse(page.b, page.w)


def gradients(scale=1):
    error = scale * page.error
    return np.array([2 * error.mean(), 2 * (page.x_train * error).mean()])


@pytest.mark.claim("Each row is closer to the two gradients above.")
@pytest.mark.claim(
    "As the second point (square) moves towards the first (circle), the secant turns into "
    "the tangent."
)
def test_finite_differences_close_in_on_both_gradients():
    for_b = [(page.mse(page.b + h, page.w) - HERE) / h for h in STEPS]
    for_w = [(page.mse(page.b, page.w + h) - HERE) / h for h in STEPS]
    for slopes, gradient in ((for_b, page.b_grad), (for_w, page.w_grad)):
        distance = np.abs(np.array(slopes) - gradient)
        assert (distance[1:] < 0.2 * distance[:-1]).all()
        assert distance[-1] < 2e-4


@pytest.mark.claim(
    "It does not go on for ever: below a step of about $10^{-8}$ the two losses are so "
    "nearly equal that rounding spoils their difference."
)
@pytest.mark.parametrize("step", [1e-13, 1e-14])
def test_rounding_spoils_the_smallest_steps(step):
    slope = (page.mse(page.b + step, page.w) - HERE) / step
    assert abs(slope - page.b_grad) > 1e-3


def test_the_product_of_means_is_another_number():
    assert abs(page.wrong - page.w_grad) > 0.3


def test_twice_the_errors_give_twice_the_gradients():
    np.testing.assert_allclose(gradients(scale=2), 2 * np.array([page.b_grad, page.w_grad]))
