import runpy

import numpy as np
import pytest

from chapter_0 import steepness as page

OUTPUT = """\
at b_grad w_grad
0  -4.04  -1.75
1  -2.04  -1.11
2  -0.04  -0.48
3   1.96   0.16
4   3.96   0.79
  curvature bottom
b      2.00   2.02
w      0.63   2.75
b -3.04, w -1.83
False
True
"""

AT = np.arange(5)
ALONG_B = np.array([page.gradients(at, page.w)[0] for at in AT])
ALONG_W = np.array([page.gradients(page.b, at)[1] for at in AT])


def rise(b, w, change_b=0.0, change_w=0.0):
    return page.mse(b + change_b, w + change_w) - page.mse(b, w)


def test_the_page_prints_what_it_printed(capsys):
    runpy.run_path(page.__file__)
    assert capsys.readouterr().out == OUTPUT


@pytest.mark.claim(
    "The unit counts: with $x$ counted in tenths, one unit of $w$ would move every prediction ten "
    "times as far, and the slope for $w$ would be ten times as steep."
)
def test_ten_times_the_feature_give_ten_times_the_gradient_for_w():
    x, w = 10 * page.x_train, page.w / 10
    error = page.b + w * x - page.y_train
    np.testing.assert_allclose((w + 1) * x - w * x, 10 * page.x_train)
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
    "The size shrinks towards the bottom, where the sign turns from minus to plus, and grows again "
    "beyond it."
)
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
    "From one row to the next, the gradient for $b$ grows by 2 and the one for $w$ by about 0.63."
)
@pytest.mark.claim("This change of the slope per unit is the curvature, the second derivative.")
@pytest.mark.claim(
    "For a line and the MSE the loss curves are parabolas: the curvature is the same all along a "
    "curve, and at distance $d$ from the bottom the size of the slope is curvature times $d$."
)
def test_the_curvature_is_the_same_all_along_a_curve():
    second = [2, 2 * (page.x_train**2).mean()]
    assert [page.curvature_b, page.curvature_w] == pytest.approx(second)
    assert page.curvature_w == pytest.approx(0.63, abs=5e-3)
    np.testing.assert_allclose(np.diff(ALONG_B), second[0])
    np.testing.assert_allclose(np.diff(ALONG_W), second[1])
    for gradients, curvature in ((ALONG_B, second[0]), (ALONG_W, second[1])):
        bottom = -gradients[0] / curvature
        np.testing.assert_allclose(gradients, curvature * (AT - bottom))


@pytest.mark.claim("At 0 the curve of $b$ is the steeper one, yet its bottom is the nearer one.")
@pytest.mark.claim("Divide the size of the slope by the curvature: 1.75 by 0.63 is about 2.8.")
@pytest.mark.claim(
    "The curve of $w$ starts gentler, but its slope also changes more slowly, so it takes longer to level "
    "out."
)
def test_the_steeper_curve_has_the_nearer_bottom():
    assert abs(ALONG_B[0]) > abs(ALONG_W[0])
    assert 2 < page.bottom_b < 2.1 and 2.5 < page.bottom_w < 3
    assert page.curvature_w < page.curvature_b
    for away, along in ((page.bottom_b, ALONG_B), (page.bottom_w, ALONG_W)):
        assert away == pytest.approx(-along[0] / (along[1] - along[0]))
    assert page.gradients(page.bottom_b, page.w)[0] == pytest.approx(0, abs=1e-12)
    assert page.gradients(page.b, page.bottom_w)[1] == pytest.approx(0, abs=1e-12)


@pytest.mark.claim(
    "Curvature and steepness are two things: the slope of $b$ changes by 2 per unit at the bottom, where "
    "the curve is flat, and as fast out on the arms, which look almost straight."
)
def test_the_slope_changes_as_fast_at_the_bottom_as_on_the_arms():
    h = 1e-3
    for at in (0, page.bottom_b):
        slopes = [page.gradients(at + d, page.w)[0] for d in (-h, h)]
        assert (slopes[1] - slopes[0]) / (2 * h) == pytest.approx(page.curvature_b)
    assert abs(slopes[0] + slopes[1]) < 1e-9


@pytest.mark.claim("$-3.04$ is a smaller number than $-1.83$, yet its slope is steeper.")
def test_at_the_first_parameters_the_smaller_number_is_the_steeper_slope():
    assert [page.b_grad, page.w_grad] == pytest.approx([-3.04, -1.83], abs=5e-3)
    assert abs(rise(page.b, page.w, 1e-4)) > abs(rise(page.b, page.w, 0, 1e-4))


def test_two_gradients_alone_do_not_say_which_bottom_is_farther():
    sizes = np.array([4, 2])
    assert (sizes / [4, 1]).tolist() == [1, 2] and (sizes / [1, 2]).tolist() == [4, 1]
