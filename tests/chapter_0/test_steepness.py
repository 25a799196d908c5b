import numpy as np
import pytest

from chapter_0 import steepness as page

AT = np.arange(5)
ALONG_B = np.array([page.gradients(at, page.w)[0] for at in AT])
ALONG_W = np.array([page.gradients(page.b, at)[1] for at in AT])


def rise(b, w, change_b=0.0, change_w=0.0):
    return page.mse(b + change_b, w + change_w) - page.mse(b, w)


@pytest.mark.claim("With $x$ in another unit, the slope for $w$ is another number.")
def test_ten_times_the_feature_give_ten_times_the_gradient_for_w():
    x, w = 10 * page.x_train, page.w / 10
    error = page.b + w * x - page.y_train
    assert 2 * error.mean() == pytest.approx(page.b_grad)
    assert 2 * (x * error).mean() == pytest.approx(10 * page.w_grad)


@pytest.mark.claim(
    "It says how strongly the loss reacts to a small change, up or down, per unit of the parameter."
)
def test_the_larger_gradient_moves_the_loss_more():
    for point in ((page.b, page.w), (2, 2), (0, 4)):
        b_grad, w_grad = page.gradients(*point)
        by_b, by_w = rise(*point, change_b=1e-4), rise(*point, change_w=1e-4)
        assert (abs(b_grad) > abs(w_grad)) == (abs(by_b) > abs(by_w))
        assert np.sign([b_grad, w_grad]).tolist() == np.sign([by_b, by_w]).tolist()


@pytest.mark.claim(
    "Where the sign turns from minus to plus, the bottom of the curve lies between two rows."
)
@pytest.mark.claim("The size shrinks towards the bottom and grows again beyond it.")
def test_signs_turn_once_and_sizes_shrink_towards_the_bottom():
    assert page.values == tuple(AT)
    for gradients in (ALONG_B, ALONG_W):
        bottom = np.abs(gradients).argmin()
        assert gradients[0] < 0 < gradients[-1]
        assert (np.diff(gradients) > 0).all()
        assert (np.diff(np.abs(gradients[: bottom + 1])) < 0).all()
        assert (np.diff(np.abs(gradients[bottom:])) > 0).all()


@pytest.mark.claim("Halfway between: the slope of these curves changes evenly.")
@pytest.mark.claim(
    "From one row to the next, the gradient for $b$ grows by 2 and the one for $w$ by 0.63."
)
@pytest.mark.claim("This change of the slope per unit is the curvature, the second derivative.")
@pytest.mark.claim(
    "For a line and the MSE the loss curves are parabolas: the curvature is the same all along a "
    "curve, and at distance $d$ from the bottom the size of the slope is curvature times $d$."
)
def test_the_curvature_is_the_same_all_along_a_curve():
    second = [2, 2 * (page.x_train**2).mean()]
    assert [page.bends_b, page.bends_w] == pytest.approx(second)
    assert page.bends_w == pytest.approx(0.63, abs=5e-3)
    np.testing.assert_allclose(np.diff(ALONG_B), second[0])
    np.testing.assert_allclose(np.diff(ALONG_W), second[1])
    for gradients, curvature in ((ALONG_B, second[0]), (ALONG_W, second[1])):
        bottom = -gradients[0] / curvature
        np.testing.assert_allclose(gradients, curvature * (AT - bottom))


@pytest.mark.claim(
    "So the curve that bends less can still be the steeper one, if you stand farther from its bottom."
)
@pytest.mark.claim("At (1, 2), close to the minimum, both curves are nearly flat.")
@pytest.mark.claim("At (0, 4) the signs differ: the loss falls when $b$ goes up or $w$ goes down.")
@pytest.mark.claim(
    "There $w$'s curve is the steeper one, although it bends less: it is farther from its bottom."
)
def test_which_curve_is_steeper_depends_on_the_point():
    assert page.places == ((1, 2), (2, 2), (0, 4))
    assert np.abs(page.gradients(1, 2)).max() < 0.05
    b_grad, w_grad = page.gradients(0, 4)
    assert b_grad < 0 < w_grad
    assert abs(w_grad) > abs(b_grad)
    assert abs(w_grad / page.bends_w) > abs(b_grad / page.bends_b)
    assert rise(0, 4, change_b=1e-3) < 0 and rise(0, 4, change_w=-1e-3) < 0
    assert [page.for_b, page.for_w] == [b_grad, w_grad]


@pytest.mark.claim("$-3.04$ is a smaller number than $-1.83$, yet its slope is steeper.")
def test_at_the_first_parameters_the_smaller_number_is_the_steeper_slope():
    assert [page.b_grad, page.w_grad] == pytest.approx([-3.04, -1.83], abs=5e-3)
    assert abs(rise(page.b, page.w, 1e-4)) > abs(rise(page.b, page.w, 0, 1e-4))


def test_two_gradients_alone_do_not_say_which_bottom_is_farther():
    sizes = np.array([4, 2])
    assert (sizes / [4, 1]).tolist() == [1, 2] and (sizes / [1, 2]).tolist() == [4, 1]
