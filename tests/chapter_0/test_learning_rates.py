import math

import numpy as np
import pytest

from chapter_0 import learning_rates as page
from chapter_0 import pipeline

B_MIN = (pipeline.y_train - pipeline.first_w * pipeline.x_train).mean()


@pytest.mark.claim("So each update multiplies $d$ by the same factor.")
@pytest.mark.claim(
    "In general the factor of a rate is $1 - \\eta \\lambda$, where $\\lambda$ (lambda) is the "
    "curvature."
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


@pytest.mark.claim(
    "The low rate keeps nine tenths of the distance each time: 44 updates for a hundredth of it."
)
@pytest.mark.claim("The very high one multiplies it by $-1.2$, and the loss climbs.")
def test_how_many_updates_a_factor_takes():
    low = abs(page.descend_b(0.05, 44) - B_MIN)
    np.testing.assert_allclose(low[1:] / low[:-1], 0.9)
    assert low[44] < low[0] / 100 < low[43]
    assert math.ceil(math.log(0.01) / math.log(0.9)) == 44
    very_high = page.descend_b(1.1, 4)
    np.testing.assert_allclose((very_high[1:] - B_MIN) / (very_high[:-1] - B_MIN), -1.2)
    losses = [page.mse(b, page.w) for b in very_high]
    assert losses == sorted(losses) and losses[-1] > 10


@pytest.mark.claim("At a rate of 10 the factor is $-19$.")
@pytest.mark.claim(
    "Numbers too large for a float become inf, and inf - inf is nan, which no later update repairs."
)
def test_a_far_too_high_rate_ends_in_nan():
    assert len(page.path) == 401 and math.isnan(page.path[400])
    np.testing.assert_allclose((page.path[1:50] - B_MIN) / (page.path[:49] - B_MIN), 1 - 10 * 2)
    first = np.isnan(page.path).argmax()
    assert math.isinf(page.path[first - 1]) and np.isnan(page.path[first:]).all()
    assert issubclass(page.caught[0].category, RuntimeWarning)
    assert "overflow encountered" in str(page.caught[0].message)
    assert page.shown == (1, 10, 100, 400)
