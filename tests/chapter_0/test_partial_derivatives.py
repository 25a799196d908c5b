import numpy as np
import pytest

from chapter_0 import partial_derivatives as page

ERROR = page.b + page.w * page.x_train - page.y_train


@pytest.mark.claim("Raising $b$ makes the loss fall, by about 3.04 times as much as $b$ rises.")
def test_each_ratio_is_near_the_equations_gradient():
    assert np.isclose(page.by_b / page.change, 2 * ERROR.mean(), rtol=1e-3)
    assert np.isclose(page.by_b / page.change, -3.04, atol=0.005)
    assert np.isclose(page.by_w / page.change, 2 * (page.x_train * ERROR).mean(), rtol=1e-3)


@pytest.mark.claim("That is close to the sum of the two partial derivatives.")
def test_changing_both_gives_about_the_sum():
    assert np.isclose(page.both, page.by_b + page.by_w, rtol=1e-3)
    assert abs(page.both) > 1.5 * max(abs(page.by_b), abs(page.by_w))


def test_lowering_w_raises_the_loss_by_as_much():
    rise = page.mse(page.b, page.w - page.change) - page.mse(page.b, page.w)
    assert rise > 0
    assert np.isclose(rise, -page.by_w, rtol=1e-3)


def test_a_large_change_gives_another_slope():
    slope = (page.mse(page.b + 1, page.w) - page.mse(page.b, page.w)) / 1
    assert abs(slope - page.by_b / page.change) > 0.9
