import numpy as np
import pytest

from chapter_0 import largest_stable_rate as page
from chapter_0 import pipeline


def loss(b, w):
    return ((b + w * pipeline.x_train - pipeline.y_train) ** 2).mean()


def after(rate, updates):
    b, w = pipeline.first_b[0], pipeline.first_w[0]
    for _ in range(updates):
        error = b + w * pipeline.x_train - pipeline.y_train
        b, w = b - rate * 2 * error.mean(), w - rate * 2 * (pipeline.x_train * error).mean()
    return loss(b, w)


def curvature(to_b, to_w):
    """The second difference of the loss for a step of length one."""
    step = np.array([to_b, to_w]) / np.hypot(to_b, to_w)
    return loss(*step) - 2 * loss(0, 0) + loss(*-step)


@pytest.mark.claim(
    "For the line and the MSE, the curvature along $b$ is 2, and along $w$ it is twice the mean of "
    "$x^2$:"
)
def test_the_curvatures_along_both_parameters():
    assert [curvature(1, 0), curvature(0, 1)] == pytest.approx([page.along_b, page.along_w])
    assert [2 / page.along_b, 2 / page.along_w] == pytest.approx([1, 3.15], abs=5e-3)


@pytest.mark.claim(
    "The eigenvalues of $H$ are the smallest and largest curvature in any direction:"
)
@pytest.mark.claim(
    "The bowl bends more in a slanting direction (2.483) than along $b$ (2), because raising both "
    "parameters together moves the predictions more than raising one."
)
def test_the_eigenvalues_are_the_extreme_curvatures():
    turn = np.radians(np.arange(0, 180, 0.5))
    around = [curvature(np.cos(t), np.sin(t)) for t in turn]
    assert [min(around), max(around)] == pytest.approx([page.flattest, page.steepest], abs=1e-3)
    assert [page.flattest, page.steepest] == pytest.approx([0.151, 2.483], abs=5e-4)
    steepest = turn[np.argmax(around)]
    assert 0 < steepest < np.pi / 2  # both parameters grow
    moved = np.cos(steepest) + np.sin(steepest) * pipeline.x_train
    assert (moved**2).mean() > 1 > (pipeline.x_train**2).mean()
    assert page.limit == pytest.approx(0.8055, abs=5e-5)


@pytest.mark.claim(
    "Along each of the two directions the distance has a factor of its own, and the steepest one "
    "reaches $-1$ first."
)
@pytest.mark.claim("Along the valley both paths come nearer to the star.")
def test_each_direction_has_a_factor_of_its_own():
    _, directions = np.linalg.eigh(page.H)
    for part in (0.9, 1.05):
        path = page.descend(part * page.limit, 10) - [page.best_b, page.best_w]
        flat, steep = (path @ directions).T
        np.testing.assert_allclose(flat[1:] / flat[:-1], 1 - part * page.limit * page.flattest)
        np.testing.assert_allclose(steep[1:] / steep[:-1], 1 - 2 * part)
        assert abs(flat[-1]) < abs(flat[0])
    assert 1 - page.limit * page.steepest == pytest.approx(-1)
    assert 1 - page.limit * page.flattest > 0


@pytest.mark.claim("Below the limit the loss falls.")
@pytest.mark.claim("Above it the loss grows without end, however near the limit is.")
def test_the_limit_parts_falling_from_growing_losses():
    for nearly in (0.01, 0.001):
        far = int(20 / nearly)
        below = [after((1 - nearly) * page.limit, n) for n in (0, far // 2, far)]
        above = [after((1 + nearly) * page.limit, n) for n in (0, far // 2, far)]
        assert below == sorted(below, reverse=True) and below[-1] < 0.01
        assert above == sorted(above) and above[-1] > 100
    assert page.part == 1.01 and page.after == (0, 50, 200)
    assert page.loss == pytest.approx(after(1.01 * page.limit, 200))


@pytest.mark.claim("At 0.9, the distance of $b$ alone shrinks.")
@pytest.mark.claim("A rate must suit the steepest direction of all the parameters together.")
def test_a_rate_that_b_alone_bears_diverges_for_both():
    assert abs(page.d * page.factor**20) < 0.02 < abs(page.d)
    assert page.d == pytest.approx(-1.52, abs=5e-3)
    assert loss(*page.both) == pytest.approx(after(0.9, 20))
    assert loss(*page.both) > 10_000


def test_two_curvatures_of_two_can_make_one_of_four():
    assert np.linalg.eigvalsh([[2, 2], [2, 2]]).max() == pytest.approx(4)
    assert np.linalg.eigvalsh([[2, 0], [0, 2]]).max() == pytest.approx(2)
