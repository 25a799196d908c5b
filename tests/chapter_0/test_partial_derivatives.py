import runpy

import numpy as np
import pytest

from chapter_0 import partial_derivatives as page
from chapter_0 import pipeline

ERROR = pipeline.first_b + pipeline.first_w * pipeline.x_train - pipeline.y_train
GRADIENT = np.array([2 * ERROR.mean(), 2 * (pipeline.x_train * ERROR).mean()])


def rise(to_b, to_w):
    return page.mse(page.b + to_b, page.w + to_w) - page.mse(page.b, page.w)


@pytest.mark.claim(
    "Raising $b$ a little makes the loss fall, by about 3.04 times as much as $b$ rises."
)
@pytest.mark.claim("For $w$ it is about 1.83 times.")
def test_each_ratio_is_near_the_partial_derivative():
    assert page.mse(page.b, page.w) == pytest.approx((ERROR**2).mean())
    assert [page.by_b / 0.001, page.by_w / 0.001] == pytest.approx(GRADIENT, abs=2e-3)
    assert page.by_b == pytest.approx(-0.003044, abs=5e-7)
    assert page.by_b / page.h == pytest.approx(-3.04, abs=5e-3)
    assert page.by_w / page.h == pytest.approx(-1.8334, abs=5e-5)
    assert page.by_w == pytest.approx(-0.001833, abs=5e-7)
    assert [page.slope_b, page.slope_w] == pytest.approx(GRADIENT, abs=1e-5)


@pytest.mark.claim("The two effects add up, nearly; the small difference shrinks with $h$.")
@pytest.mark.claim(
    "On a smooth surface this holds for any small step: multiply each partial derivative by the "
    "change of its parameter, and add."
)
def test_the_effects_of_small_steps_add_up():
    assert page.added == page.by_b + page.by_w
    assert page.both == pytest.approx(page.by_b + page.by_w, rel=1e-3)
    assert page.both / page.h == pytest.approx(-4.8763, abs=5e-5)
    rests = [(rise(h, h) - rise(h, 0) - rise(0, h)) / h for h in (1e-2, 1e-3, 1e-4)]
    assert rests[0] > 9 * rests[1] > 80 * rests[2] > 0
    assert rests[1] == pytest.approx((page.both - page.added) / page.h)
    for step in np.random.default_rng(0).normal(0, 1e-4, (20, 2)):
        assert rise(*step) == pytest.approx(GRADIENT @ step, abs=3 * step @ step)


@pytest.mark.claim(
    "It falls most with changes in proportion to the partial derivatives and of opposite "
    "sign; no other split of the step gives more."
)
@pytest.mark.claim(
    "So, as an arrow on the map, the gradient points in the direction in which the loss rises most "
    "steeply, and the opposite arrow is the steepest way down."
)
def test_no_direction_rises_or_falls_more_than_along_the_gradient():
    turn = np.radians(np.arange(360))
    rises = [rise(1e-5 * np.cos(t), 1e-5 * np.sin(t)) for t in turn]
    uphill = np.degrees(np.arctan2(GRADIENT[1], GRADIENT[0])) % 360
    assert abs(np.argmax(rises) - uphill) <= 0.5
    assert page.lowest == np.argmin(rises) == round(page.against) == 31
    splits = [page.slopes @ [np.cos(t), np.sin(t)] for t in turn]
    assert page.slopes == pytest.approx(GRADIENT, abs=2e-3)
    assert page.slopes @ page.step == pytest.approx(-np.hypot(*page.slopes))
    assert page.slopes @ page.step <= min(splits) < page.slopes @ page.step + 1e-3


@pytest.mark.claim(
    "The gradient stands at right angles to the thick contour line through the start, along "
    "which the loss doesn't change."
)
@pytest.mark.claim("Both arrows are 0.3 times as long as the gradient.")
def test_along_the_contour_the_loss_stays():
    assert page.gradient == pytest.approx(0.3 * GRADIENT, abs=1e-3)
    assert page.here == pytest.approx([page.b[0], page.w[0]])
    along = 1e-4 * np.array([-GRADIENT[1], GRADIENT[0]]) / np.hypot(*GRADIENT)
    assert abs(rise(*along)) < 1e-3 * abs(rise(*(1e-4 * GRADIENT / np.hypot(*GRADIENT))))


@pytest.mark.claim("Each dotted triangle is one unit wide.")
def test_the_triangles_show_the_slopes():
    assert page.near[0] < -1 < 0 < page.near[1]
    assert page.corner == pytest.approx([page.height - GRADIENT[1], page.height, page.height])
    assert page.height - page.slope_b == pytest.approx(5.79, abs=0.01)  # "just below 6"
    assert 4.5 < page.corner[0] < 4.6


@pytest.mark.claim(
    "Of all steps of length $h$, from 0° (only $b$ grows) to 359°, the one against the gradient leads "
    "lowest."
)
def test_the_lowest_of_the_steps():
    assert page.all_angles == range(360)
    losses = [page.loss_towards(degrees) for degrees in range(360)]
    assert page.loss_towards(0) == page.mse(page.b + page.h, page.w)
    assert page.loss_towards(90) == pytest.approx(page.mse(page.b, page.w + page.h))
    assert page.lowest == np.argmin(losses) == round(page.against)


@pytest.mark.claim("Straight on, the steepest way down would miss the star.")
@pytest.mark.claim("In general it doesn't.")
def test_the_steepest_way_down_misses_the_minimum():
    away = page.to_it - np.degrees(np.arctan2(*-GRADIENT[::-1]))
    assert away == pytest.approx(45, abs=0.5)
    assert page.gap == pytest.approx(away, abs=0.02)
    assert page.to_it == pytest.approx(76, abs=0.5)
    error = page.best_b + page.best_w * page.x_train - page.y_train
    assert [error.mean(), (page.x_train * error).mean()] == pytest.approx([0, 0], abs=1e-12)


@pytest.mark.claim(
    "In this bowl only a start on the long or the short axis of its ellipses leads straight to the "
    "minimum."
)
def test_only_from_an_axis_the_steepest_way_down_meets_the_minimum():
    x = pipeline.x_train
    bends = 2 * np.array([[1, x.mean()], [x.mean(), (x**2).mean()]])
    axis = np.linalg.eigh(bends)[1][:, 1]
    first_axis = page.angle(*axis) % 90
    for degrees in np.arange(0, 360, 7.5):
        turn = np.radians(first_axis + degrees)
        from_it = np.array([np.cos(turn), np.sin(turn)])
        down = -bends @ from_it
        misses = abs(page.angle(*down) - page.angle(*-from_it)) % 360 > 0.1
        assert misses == (degrees % 90 != 0)


@pytest.mark.claim(
    "Which way is steepest depends on the unit of $x$: with $x$ ten times as large, and $w$ a tenth, "
    "the steepest way down is at 81° and the minimum at 22°."
)
def test_another_unit_gives_other_angles():
    x, w = 10 * pipeline.x_train, page.w / 10
    error = page.b + w * x - pipeline.y_train
    against = page.angle(-2 * error.mean(), -2 * (x * error).mean())
    to_it = page.angle(page.best_b - page.b, page.best_w / 10 - w)
    assert [against, to_it] == pytest.approx([81, 22], abs=0.5)


@pytest.mark.claim(
    "A large $h$ suffers from the bend of the curve, a tiny one from rounding: at $10^{-16}$ the "
    "slope is far off, and b + 1e-17 is rounded back to b, so nothing was changed."
)
@pytest.mark.claim(
    "Fix: an $h$ in between, $10^{-6}$ to $10^{-8}$ for 64-bit numbers and parameters of size"
    " about 1. For larger parameters, $h$ has to grow with them."
)
def test_the_smallest_step_changes_nothing():
    assert page.sizes == (1e-3, 1e-6, 1e-16, 1e-17)
    assert page.rise == 0 and page.slope == 0
    assert page.b + 1e-17 == page.b
    assert GRADIENT[0] == pytest.approx(-3.0448, abs=5e-5)
    off = {h: abs(rise(h, 0) / h - GRADIENT[0]) for h in (*page.sizes, 1e-7, 1e-8)}
    assert max(off[1e-6], off[1e-7], off[1e-8]) < 1e-5 < 9e-4 < off[1e-3]
    assert off[1e-16] > 1
    assert 1e9 + 1e-8 == 1e9 < 1e9 + 1e9 * 1e-8


def test_the_steps_of_the_question():
    for step, change in (((3, 4), -25), ((0, 5), -20), ((-3, -4), 25)):
        assert np.hypot(*step) == 5 and np.dot((-3, -4), step) == change


def test_lowering_w_raises_the_loss_by_as_much():
    assert rise(0, -page.h) == pytest.approx(0.0018, abs=5e-5)


def test_a_large_change_gives_another_slope():
    assert abs(rise(1, 0) - GRADIENT[0]) > 0.9


def test_what_the_predictions_give():
    np.testing.assert_array_equal(page.slopes.round(3), [-3.044, -1.833])
    assert round(np.linalg.norm(page.slopes), 3) == 3.553
    assert round((-3.044 - 1.833) / 1.414, 2) == -3.45


def test_what_the_page_prints(capsys):
    runpy.run_path(page.__file__)
    assert capsys.readouterr().out.splitlines() == [
        "change by b: -0.003044",
        "  per unit:  -3.0438",
        "change by w: -0.001833",
        "  per unit:  -1.8334",
        "both moved: -4.8763",
        "added:      -4.8772",
        "all in b: -3.04",
        "half and half: -3.45",
        "in proportion: -3.55",
        "lowest of 360:  31°",
        "minus gradient: 31°",
        "minimum: b 1.0235, w 1.9690",
        "steepest way down: 31°",
        "to the minimum:    76°",
        "misses it by:      45°",
        "h = 0.001: -3.0438",
        "h = 1e-06: -3.0448",
        "h = 1e-16: -4.4409",
        "h = 1e-17: 0.0000",
    ]
