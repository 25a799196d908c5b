import numpy as np
import pytest

from chapter_0 import partial_derivatives as page
from chapter_0 import pipeline

ERROR = pipeline.first_b + pipeline.first_w * pipeline.x_train - pipeline.y_train
GRADIENT = np.array([2 * ERROR.mean(), 2 * (pipeline.x_train * ERROR).mean()])


def rise(to_b, to_w):
    return page.mse(page.b + to_b, page.w + to_w) - page.mse(page.b, page.w)


@pytest.mark.claim("Raising $b$ makes the loss fall, by about 3.04 times as much as $b$ rises.")
@pytest.mark.claim("Smaller, as the tangent is flatter.")
def test_each_ratio_is_near_the_partial_derivative():
    assert page.mse(page.b, page.w) == pytest.approx((ERROR**2).mean())
    assert [page.by_b / 0.001, page.by_w / 0.001] == pytest.approx(GRADIENT, abs=2e-3)
    assert page.by_b == pytest.approx(-0.003044, abs=5e-7)
    assert page.by_b / page.h == pytest.approx(-3.04, abs=5e-3)
    assert page.by_w / page.h == pytest.approx(-1.8334, abs=5e-5)
    assert page.by_w == pytest.approx(-0.001833, abs=5e-7)
    assert page.slope_w == page.by_w / page.h


@pytest.mark.claim("The two effects add up, nearly.")
@pytest.mark.claim(
    "That is why one question per parameter is enough: for any small step, multiply each "
    "partial derivative by the change of its parameter, and add."
)
def test_the_effects_of_small_steps_add_up():
    assert page.added == page.by_b + page.by_w
    assert page.both == pytest.approx(page.by_b + page.by_w, rel=1e-3)
    assert page.both / page.h == pytest.approx(-4.8763, abs=5e-5)
    for step in np.random.default_rng(0).normal(0, 1e-4, (20, 2)):
        assert rise(*step) == pytest.approx(GRADIENT @ step, abs=3 * step @ step)


@pytest.mark.claim(
    "Read as an arrow on the map, the gradient points where the loss rises most steeply."
)
def test_no_direction_rises_or_falls_more_than_along_the_gradient():
    turn = np.radians(np.arange(360))
    rises = [rise(1e-5 * np.cos(t), 1e-5 * np.sin(t)) for t in turn]
    uphill = np.degrees(np.arctan2(GRADIENT[1], GRADIENT[0])) % 360
    assert abs(np.argmax(rises) - uphill) <= 0.5
    assert page.lowest == np.argmin(rises) == round(page.against) == 31


@pytest.mark.claim("The gradient stands at right angles to the contour line through the start.")
def test_along_the_contour_the_loss_stays():
    along = 1e-4 * np.array([-GRADIENT[1], GRADIENT[0]]) / np.hypot(*GRADIENT)
    assert abs(rise(*along)) < 1e-3 * abs(rise(*(1e-4 * GRADIENT / np.hypot(*GRADIENT))))


@pytest.mark.claim("Against it is the steepest way down from here, and it misses the star by 45°.")
def test_the_steepest_way_down_misses_the_minimum():
    away = page.to_it - np.degrees(np.arctan2(*-GRADIENT[::-1]))
    assert away == pytest.approx(45, abs=0.5)
    assert page.to_it == pytest.approx(76, abs=0.5)
    error = page.best_b + page.best_w * page.x_train - page.y_train
    assert [error.mean(), (page.x_train * error).mean()] == pytest.approx([0, 0], abs=1e-12)


@pytest.mark.claim("b + 1e-17 is rounded back to b, so nothing was changed.")
def test_the_smallest_step_changes_nothing():
    assert page.sizes == (1e-3, 1e-10, 1e-17)
    assert page.rise == 0
    assert page.b + 1e-17 == page.b
    assert rise(1e-6, 0) / 1e-6 == pytest.approx(GRADIENT[0], abs=1e-5)


def test_lowering_w_raises_the_loss_by_as_much():
    assert rise(0, -page.h) == pytest.approx(0.0018, abs=5e-5)


def test_a_large_change_gives_another_slope():
    assert abs(rise(1, 0) - GRADIENT[0]) > 0.9
