import numpy as np
import pytest

from chapter_0 import steepness as page

AT = np.arange(5)
ALONG_B = np.array([page.gradients(at, page.w)[0] for at in AT])
ALONG_W = np.array([page.gradients(page.b, at)[1] for at in AT])


def rise(b, w, change_b=0.0, change_w=0.0):
    return page.mse(b + change_b, w + change_w) - page.mse(b, w)


@pytest.mark.claim("It says how strongly the loss reacts to a small change, up or down.")
def test_the_larger_gradient_moves_the_loss_more():
    for point in ((page.b, page.w), (2, 2), (0, 4)):
        b_grad, w_grad = page.gradients(*point)
        by_b, by_w = rise(*point, change_b=1e-4), rise(*point, change_w=1e-4)
        assert (abs(b_grad) > abs(w_grad)) == (abs(by_b) > abs(by_w))
        assert np.sign([b_grad, w_grad]).tolist() == np.sign([by_b, by_w]).tolist()


@pytest.mark.claim(
    "In both columns the sign turns from minus to plus: the bottom of the curve lies between."
)
@pytest.mark.claim("The size shrinks towards the bottom and grows again behind it.")
def test_signs_turn_once_and_sizes_shrink_towards_the_bottom():
    for gradients in (ALONG_B, ALONG_W):
        bottom = np.abs(gradients).argmin()
        assert gradients[0] < 0 < gradients[-1]
        assert (np.diff(gradients) > 0).all()
        assert (np.diff(np.abs(gradients[: bottom + 1])) < 0).all()
        assert (np.diff(np.abs(gradients[bottom:])) > 0).all()


@pytest.mark.claim(
    "And $b$'s gradient changes faster: from one row to the next by 2, $w$'s by less than "
    "1, because the curve for $b$ bends more."
)
def test_the_curve_for_b_bends_more():
    np.testing.assert_allclose(np.diff(ALONG_B), 2)
    assert (np.diff(ALONG_W) < 1).all()


@pytest.mark.claim("At the first parameters $b$'s curve is the steeper one.")
@pytest.mark.claim("There $w$'s curve is the steeper one.")
def test_which_curve_is_steeper_depends_on_the_point():
    b_grad, w_grad = page.gradients(0, 4)
    assert b_grad < 0 < w_grad
    assert abs(w_grad) > abs(b_grad)
    assert abs(page.b_grad) > abs(page.w_grad)


def test_the_smaller_gradient_is_farther_from_its_bottom():
    to_b = -ALONG_B[0] / np.diff(ALONG_B)[0]
    to_w = -ALONG_W[0] / np.diff(ALONG_W)[0]
    assert abs(ALONG_W[0]) < abs(ALONG_B[0])
    assert 2 < to_b < 2.1 < 2.7 < to_w < 3
