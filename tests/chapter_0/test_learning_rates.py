import math
import runpy

import numpy as np
import pytest

from chapter_0 import learning_rates as page
from chapter_0 import pipeline

B_MIN = (pipeline.y_train - pipeline.first_w * pipeline.x_train).mean()
FIRST = pipeline.first_b[0] - B_MIN

OUTPUT = """\
d at the start: -1.52
low       factor  0.9
good      factor  0.4
high      factor -0.8
very high factor -1.2
low       [-1.52 -1.37 -1.23 -1.11 -1.  ]
good      [-1.52 -0.61 -0.24 -0.1  -0.04]
high      [-1.52  1.22 -0.97  0.78 -0.62]
very high [-1.52  1.83 -2.19  2.63 -3.16]
rate 0.7  [-1.52  0.61 -0.24  0.1  -0.04]
update       b loss
     1   3e+01 8e+02
   100 -1e+128 1e+256
   120 -4e+153 inf
   400     nan nan
overflow encountered in reduce
"""


def test_the_page_prints_what_it_printed(capsys):
    runpy.run_path(page.__file__)
    assert capsys.readouterr().out == OUTPUT


@pytest.mark.claim("So each update multiplies $d$ by the same factor.")
@pytest.mark.claim(
    "On a parabola of curvature $\\lambda$ (lambda), the factor is $1 - \\eta \\lambda$."
)
@pytest.mark.parametrize("rate", page.rates.values())
def test_each_update_multiplies_the_distance_by_its_factor(rate):
    distance = page.descend_b(rate, 4) - B_MIN
    np.testing.assert_allclose(distance[1:] / distance[:-1], 1 - 2 * rate)
    for curvature in (0.5, 4):
        d = 3.0
        assert d - rate * curvature * d == pytest.approx((1 - rate * curvature) * d)


def test_the_estimate_is_of_the_start_and_these_rates():
    assert page.d == pytest.approx(-1.52, abs=5e-3) == pipeline.first_b[0] - page.b_min
    assert page.b_min == pytest.approx(B_MIN)
    assert list(page.rates.values()) == [0.05, 0.3, 0.9, 1.1]
    assert page.factor == pytest.approx(1 - 2 * 1.1)
    assert page.apart[-1] == pytest.approx(page.d * page.factor**4)
    assert len(page.apart) == 5


@pytest.mark.claim(
    "From the same start (square): creeping, arriving, zigzagging inwards, zigzagging outwards."
)
def test_the_four_rates_do_four_things():
    creeping, arriving, inwards, outwards = (
        page.descend_b(rate, 4) - B_MIN for rate in page.rates.values()
    )
    assert (creeping < -0.9).all() and (np.diff(creeping) > 0).all()
    assert abs(arriving[-1]) < 0.05
    for path in (inwards, outwards):
        assert (path[1:] * path[:-1] < 0).all()
    assert (np.diff(abs(inwards)) < 0).all() and (np.diff(abs(outwards)) > 0).all()


def test_the_factors_0_and_minus_1_part_the_rates():
    assert page.descend_b(0.5, 1)[1] == pytest.approx(B_MIN)
    apart = page.descend_b(1, 100) - B_MIN
    np.testing.assert_allclose(apart, FIRST * (-1.0) ** np.arange(101))
    below, above = (abs(page.descend_b(rate, 100) - B_MIN) for rate in (0.99, 1.01))
    assert (np.diff(below) < 0).all() and (np.diff(above) > 0).all()


@pytest.mark.claim("Equally near: it lands at the same distances, on alternating sides.")
@pytest.mark.claim("The nearer the factor is to 0, the faster $d$ shrinks.")
def test_a_jump_across_brings_as_close_as_a_step_down_one_side():
    assert len(page.jumping) == 5 and (page.jumping[1:] * page.jumping[:-1] < 0).all()
    good = page.descend_b(page.rates["good"], 4) - B_MIN
    assert page.jumping / good == pytest.approx([1, -1, 1, -1, 1])
    assert (page.jumping[1] / page.jumping[0], good[1] / good[0]) == pytest.approx((-0.4, 0.4))
    rates = np.linspace(0.05, 0.95, 37)
    ends = [abs(page.descend_b(rate, 2)[-1] - B_MIN) for rate in rates]
    by_factor = abs(1 - 2 * rates).round(9)
    np.testing.assert_allclose(ends, abs(FIRST) * by_factor**2, atol=1e-9)


def losses_with_both_free(rate, updates):
    b, w, losses = pipeline.first_b, pipeline.first_w, []
    for _ in range(updates + 1):
        error = b + w * pipeline.x_train - pipeline.y_train
        losses.append((error**2).mean())
        b = b - rate * 2 * error.mean()
        w = w - rate * 2 * (pipeline.x_train * error).mean()
    return losses


@pytest.mark.claim("With both parameters free, the loss at 0.9 rises from the first update on.")
@pytest.mark.claim(
    "Some directions across the surface bend more than the curve of $b$ and lower the limit to 0.81."
)
def test_with_both_parameters_free_the_limit_is_lower():
    assert (np.diff(losses_with_both_free(0.9, 20)) > 0).all()
    x = pipeline.x_train
    hessian = 2 * np.array([[1, x.mean()], [x.mean(), (x**2).mean()]])
    largest = np.linalg.eigvalsh(hessian)[1]
    assert largest > 2 and 2 / largest == pytest.approx(0.81, abs=5e-3)


@pytest.mark.claim(
    "Try rates a factor of three or ten apart, from the same start, and compare the training "
    "losses after the same number of updates. Make twenty updates rather than one: with both "
    "parameters free, 0.4 beats 0.7 at first and loses to it later."
)
def test_the_number_of_updates_decides_which_rate_wins():
    lower, higher = losses_with_both_free(0.4, 20), losses_with_both_free(0.7, 20)
    assert lower[1] < higher[1] and lower[20] > higher[20]


@pytest.mark.claim(
    "Keep the rate with the lowest loss, not the highest rate at which the loss falls."
)
@pytest.mark.claim(
    "On the curve of $b$ the loss falls at 0.9, too, yet after four updates $d$ is still $-0.62$;"
    " at 0.3 it is $-0.04$."
)
def test_the_highest_rate_at_which_the_loss_falls_is_not_the_best():
    paths = {name: page.descend_b(rate, 4) for name, rate in page.rates.items()}
    losses = {name: [page.mse(b, page.w) for b in path] for name, path in paths.items()}
    falling = [name for name, values in losses.items() if values == sorted(values)[::-1]]
    assert falling == ["low", "good", "high"]
    assert min(losses, key=lambda name: losses[name][-1]) == "good"
    ends = [losses[name][-1] for name in page.rates]
    assert ends == pytest.approx([1.422, 0.426, 0.813, 10.390], abs=5e-4)
    assert paths["high"][-1] - B_MIN == pytest.approx(-0.62, abs=5e-3)
    assert paths["good"][-1] - B_MIN == pytest.approx(-0.04, abs=5e-3)


@pytest.mark.claim("At a rate of 10 the factor is $-19$.")
@pytest.mark.claim(
    "At update 120 the sum of the squared errors exceeds the largest float, while $b$ is still a number."
)
@pytest.mark.claim(
    "Later the step overflows, too, and the next update makes inf - inf: nan, for good."
)
def test_a_far_too_high_rate_ends_in_nan():
    path = np.array(page.path)
    assert len(path) == len(page.losses) == 401 and math.isnan(path[400])
    np.testing.assert_allclose((path[1:50] - B_MIN) / (path[:49] - B_MIN), 1 - 10 * 2)
    assert np.isinf(page.losses).argmax() == 120 < np.isnan(page.losses).argmax()
    at_120 = path[120] + page.w * page.x_train - page.y_train
    with np.errstate(over="ignore"):
        assert np.isfinite(at_120**2).all() and np.isinf((at_120**2).sum())
    first = np.isnan(path).argmax()
    assert math.isinf(path[first - 1]) and np.isnan(path[first:]).all()
    last = path[first - 2] + page.w * page.x_train - page.y_train
    assert np.isfinite(last).all()
    with np.errstate(over="ignore"):
        assert np.isinf(last.mean())
    assert page.warned[0] == "overflow encountered in reduce"
    assert page.shown == (1, 100, 120, 400)
    assert [page.k, math.isnan(page.at), math.isnan(page.loss)] == [400, True, True]
