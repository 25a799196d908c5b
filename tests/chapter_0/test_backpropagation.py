import numpy as np
import pytest

from chapter_0 import backpropagation as page


@pytest.mark.claim("The sums are the gradients of the equations.")
def test_products_added_over_points_are_the_equations_gradients():
    np.testing.assert_allclose(page.back_to_b.sum(), page.b_grad, rtol=1e-12)
    np.testing.assert_allclose(page.back_to_w.sum(), page.w_grad, rtol=1e-12)


@pytest.mark.claim(
    "Values go down the solid arrows; going back up the dashed ones, each operation "
    "multiplies by its local derivative."
)
def test_each_local_derivative_is_the_slope_of_its_operation():
    h = 1e-6
    squared = page.squared.copy()
    squared[0] += h
    np.testing.assert_allclose((squared.mean() - page.loss) / h, page.d_mean, rtol=1e-5)
    np.testing.assert_allclose(((page.error + h) ** 2 - page.squared) / h, page.d_square, atol=1e-5)
    later = page.yhat + h - page.y_train
    np.testing.assert_allclose((later - page.error) / h, page.d_subtract, rtol=1e-5)
    later = page.b + (page.product + h)
    np.testing.assert_allclose((later - page.yhat) / h, page.d_add, rtol=1e-5)
    later = (page.w + h) * page.x_train
    np.testing.assert_allclose((later - page.product) / h, page.d_multiply, rtol=1e-5)


@pytest.mark.claim("These are the parts that one point contributes.")
def test_one_point_moves_the_loss_by_its_part():
    h = 1e-6
    yhat = page.yhat.copy()
    yhat[0] += h * page.x_train[0]
    loss = ((yhat - page.y_train) ** 2).mean()
    np.testing.assert_allclose((loss - page.loss) / h, page.back_to_w[0, 0], rtol=1e-4)


def test_one_more_operation_is_one_more_factor():
    def loss(b, w):
        return ((2 * (b + w * page.x_train) - page.y_train) ** 2).mean()

    h = 1e-6
    error = 2 * page.yhat - page.y_train
    back_to_b = page.d_mean * 2 * error * page.d_subtract * 2 * page.d_add
    slope = (loss(page.b + h, page.w) - loss(page.b, page.w)) / h
    np.testing.assert_allclose(back_to_b.sum(), slope, rtol=1e-4)


@pytest.mark.claim("Broadcasting has turned one bias into 80.")
def test_without_the_sum_one_bias_becomes_eighty():
    assert (page.b - page.lr * page.back_to_b).shape == (80, 1)
    assert (page.b - page.lr * page.back_to_b.sum()).shape == page.b.shape
