import io
import runpy
from contextlib import redirect_stdout

import numpy as np
import pytest

from chapter_0 import pipeline
from chapter_0 import similar_steepness as page

PRINTED = """\
minimum: b = 1.0235, w = 1.9690
smallest: 0.151
largest:  2.483
condition number: 16.4
rate flat sharp
0.1   303    17
0.4    74     1
0.8    36   335
best rate: 0.759
updates: [38 38]
factors: [ 0.885 -0.885]
after   0: flat 1.6366, sharp 1.4281
after  10: flat 1.4055, sharp 0.0823
after 100: flat 0.3572, sharp 0.0000
along w: 2.00
condition number: 11.4
"""


START = np.array([pipeline.first_b[0] - page.best_b, pipeline.first_w[0] - page.best_w])


def test_the_page_prints_what_its_sentences_speak_of():
    with redirect_stdout(io.StringIO()) as printed:
        runpy.run_path(page.__file__)
    assert printed.getvalue() == PRINTED


def gradients(b, w):
    error = b + w * page.x_train - page.y_train
    return np.array([2 * error.mean(), 2 * (page.x_train * error).mean()])


def distances(rate, updates):
    """How far along the flattest and the sharpest direction, after each update."""
    at = np.array([pipeline.first_b[0], pipeline.first_w[0]])
    best = np.array([page.best_b, page.best_w])
    path = [at]
    for _ in range(updates):
        at = at - rate * gradients(*at)
        path.append(at)
    return np.abs((np.array(path) - best) @ page.directions)


def updates_needed(rate, direction):
    apart = distances(rate, 400)[:, direction]
    return (apart <= apart[0] / 100).argmax()


@pytest.mark.claim(
    "Both curvatures are eigenvalues of the Hessian $H$, the table of second derivatives."
)
@pytest.mark.claim("The largest divided by the smallest is the condition number $\\kappa$ (kappa):")
def test_the_hessian_is_the_change_of_the_gradients():
    columns = [gradients(1, 0) - gradients(0, 0), gradients(0, 1) - gradients(0, 0)]
    np.testing.assert_allclose(np.column_stack(columns), page.H)
    assert [page.smallest, page.largest] == pytest.approx([0.151, 2.483], abs=5e-4)
    assert page.ratio == pytest.approx(16.4, abs=0.05)
    assert gradients(page.best_b, page.best_w) == pytest.approx([0, 0], abs=1e-12)


def test_the_slope_is_curvature_times_distance():
    for curvature, direction in zip(page.curvatures, page.directions.T, strict=True):
        for distance in (0.1, 2):
            place = np.array([page.best_b, page.best_w]) + distance * direction
            assert gradients(*place) @ direction == pytest.approx(curvature * distance)


@pytest.mark.claim(
    "The sharpest direction limits the rate to less than 2 divided by its curvature."
)
@pytest.mark.claim(
    "At such a rate, the flattest direction, with its much smaller curvature, has a factor near "
    "1. So descent along it takes many updates:"
)
def test_below_the_limit_the_flattest_factor_is_near_one():
    limit = 2 / page.largest
    assert abs(1 - 0.999 * limit * page.largest) < 1 < abs(1 - 1.001 * limit * page.largest)
    assert 0 < limit * page.smallest < 0.13


@pytest.mark.claim(
    "A hundred updates at rate 0.1: first mainly across the valley, along the sharpest direction, then "
    "along the flattest one, in ever shorter steps."
)
def test_the_path_crosses_the_valley_first():
    assert len(page.path) == 101
    assert (np.diff(np.hypot(*np.diff(page.path, axis=0).T)) < 0).all()
    apart = distances(0.1, 100)
    best = [page.best_b, page.best_w]
    np.testing.assert_allclose(np.abs((page.path - best) @ page.directions), apart, atol=1e-12)
    assert apart[10, 1] < 0.06 * apart[0, 1] and apart[10, 0] > 0.85 * apart[0, 0]
    assert apart[100, 0] > 0.2 * apart[0, 0]
    moved = np.abs(np.diff(apart, axis=0))
    assert moved[0, 1] > 10 * moved[0, 0] and (moved[15:, 0] > moved[15:, 1]).all()
    assert [page.flat, page.sharp] == pytest.approx(apart[100], abs=1e-9)
    assert apart[[0, 10, 100], 0] == pytest.approx([1.6366, 1.4055, 0.3572], abs=5e-5)


@pytest.mark.claim(
    "The rate 0.4 is nearly 1 divided by the largest curvature, so the sharp factor is almost 0, and "
    "one update is enough, while the flat direction needs 74."
)
@pytest.mark.claim(
    "At 0.8 the flat one is faster, but each update lands on the other side of the valley, nearly as far "
    "from the bottom as before, and the sharp direction needs 335."
)
def test_the_estimates_come_true():
    assert [updates_needed(0.1, 0), updates_needed(0.1, 1)] == [303, 17]
    assert [updates_needed(0.4, 0), updates_needed(0.4, 1)] == [74, 1]
    assert [updates_needed(0.8, 0), updates_needed(0.8, 1)] == [36, 335]
    for rate in (0.1, 0.4, 0.8):
        by_running = [updates_needed(rate, 0), updates_needed(rate, 1)]
        assert page.needed(rate).tolist() == by_running
        # the rates up to 0.8 are below the limit
        assert rate < 2 / page.largest
    assert 1 / page.largest == pytest.approx(0.4, abs=0.005)
    assert 1 - 0.4 * page.largest == pytest.approx(0, abs=0.01)
    assert page.lr == 0.8
    assert -1 < 1 - 0.8 * page.largest < -0.98


@pytest.mark.claim(
    "Above 0.4, a higher rate makes the flat factor smaller and the sharp one larger in size."
)
@pytest.mark.claim(
    "So the best rate for both lies where they are equally large, one positive and one negative:"
)
@pytest.mark.claim("Both need 38 updates, and no single rate gets both to a hundredth in fewer.")
def test_no_rate_needs_fewer_updates_than_the_best():
    higher = np.linspace(1 / page.largest, 2 / page.largest, 50)
    assert abs(1 - 0.4 * page.largest) < abs(1 - 0.41 * page.largest)
    assert (np.diff(abs(1 - higher * page.smallest)) < 0).all()
    assert (np.diff(abs(1 - higher * page.largest)) > 0).all()
    assert page.best_lr == pytest.approx(0.76, abs=1e-3)
    assert page.factors == pytest.approx([0.885, -0.885], abs=5e-4)
    assert [updates_needed(page.best_lr, 0), updates_needed(page.best_lr, 1)] == [38, 38]
    assert page.needed(page.best_lr).tolist() == page.needed(0.759).tolist() == [38, 38]
    rates = [rate for rate in np.linspace(0.001, 0.8, 800) if abs(rate - 1 / page.largest) > 1e-3]
    assert min(page.needed(rate).max() for rate in rates) == 38


@pytest.mark.claim(
    "At this rate, an update leaves $(\\kappa - 1) / (\\kappa + 1)$ of the distance along both, here 0.885."
)
@pytest.mark.claim(
    "So the condition number says how slow plain gradient descent on full batches is on a bowl, even at "
    "its best rate, from nearly every start."
)
@pytest.mark.parametrize("curvatures", [(0.151, 2.483), (1, 3), (2, 50)])
def test_the_condition_number_sets_the_best_factor(curvatures):
    low, high = curvatures
    kappa = high / low
    rates = np.linspace(0, 2 / high, 100_001)
    worst = np.maximum(abs(1 - rates * low), abs(1 - rates * high))
    assert worst.min() == pytest.approx((kappa - 1) / (kappa + 1), abs=1e-4)
    assert rates[worst.argmin()] == pytest.approx(2 / (low + high), rel=1e-4)
    assert page.factors[0] == pytest.approx((page.ratio - 1) / (page.ratio + 1))
    # From nearly every start, what is left after many updates shrinks by that factor or more slowly.
    best = (kappa - 1) / (kappa + 1)
    starts = np.random.default_rng(0).normal(size=(2, 100))
    for rate in (2 / (low + high), *np.linspace(0.1, 2.1, 21) / high):
        left = np.abs(1 - rate * np.array([[low], [high]])) ** 50 * np.abs(starts)
        assert (np.hypot(*left) > best**50 * np.abs(starts).min(axis=0) * 0.99).all()


@pytest.mark.claim(
    "At 1 the bowl is round, and one rate brings all directions to the bottom in a single update."
)
def test_a_round_bowl_needs_one_update():
    start = np.array([3.0, -2.0])
    np.testing.assert_allclose(start - 1 / 7 * (7 * np.eye(2) @ start), 0, atol=1e-12)


@pytest.mark.claim(
    "Divide $x$ by the root of its mean square, and the curvature along $w$ is 2, like that along $b$:"
)
@pytest.mark.claim(
    "The values are still all positive, so a rise of $b$ and a fall of $w$ partly cancel."
)
@pytest.mark.claim(
    "On average (as a root mean square), the predictions move less than a third as far as if both"
    " rise: that is the flat direction of a slanting valley."
)
@pytest.mark.claim("Both eigenvalues are then 2, and the condition number is 1.")
def test_equally_steep_curves_leave_a_valley():
    scaled = page.x_train / np.sqrt((page.x_train**2).mean())
    assert page.along_w == pytest.approx(2 * (scaled**2).mean()) == pytest.approx(2)
    assert page.mix == pytest.approx(2 * scaled.mean())
    assert page.number == pytest.approx(11.4, abs=0.05)
    against, together = (np.sqrt(((1 + sign * scaled) ** 2).mean()) for sign in (-1, 1))
    assert (scaled > 0).all() and against < together / 3
    flat = np.linalg.eigh(page.scaled_H)[1][:, 0]
    assert flat[0] == pytest.approx(-flat[1])
    centred = page.x_train - page.x_train.mean()
    centred = centred / np.sqrt((centred**2).mean())
    H = 2 * np.array([[1, centred.mean()], [centred.mean(), (centred**2).mean()]])
    assert np.linalg.cond(H) == pytest.approx(1)
    assert np.linalg.eigvalsh(H) == pytest.approx([2, 2])


def test_a_hundred_updates_leave_about_a_third():
    left = (1 - 0.01 * 1) ** 100
    assert left == pytest.approx(0.37, abs=5e-3)
    assert 1 - 0.01 * 100 == 0
