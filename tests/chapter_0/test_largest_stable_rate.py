import io
import runpy
from contextlib import redirect_stdout

import numpy as np
import pytest

from chapter_0 import largest_stable_rate as page
from chapter_0 import pipeline

PRINTED = """\
limit for b: 1.00
limit for w: 3.15
smallest curvature 0.151
largest curvature  2.483
limit for both: 0.8055
one unit along it: b and w [0.89  0.455]
growth of their gradients: [2.211 1.13 ]
growth per unit of each:   [2.483 2.483]
0.99 of the limit
after   0: 2.742
after  50: 0.344
after 200: 0.009
1.01 of the limit
after   0: 2.742
after  50: 18.350
after 200: 6974.226
b alone: d -1.522 to -0.018
both: loss 2.7 to 11608.3
"""


def test_the_page_prints_what_its_sentences_speak_of():
    with redirect_stdout(io.StringIO()) as printed:
        runpy.run_path(page.__file__)
    assert printed.getvalue() == PRINTED


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


def gradients(b, w):
    error = b + w * pipeline.x_train - pipeline.y_train
    return np.array([2 * error.mean(), 2 * (pipeline.x_train * error).mean()])


@pytest.mark.claim("The distance shrinks while the factor lies between $-1$ and 1.")
def test_one_parabola_has_a_limit():
    for curvature in (0.5, 2, 7):
        limit = 2 / curvature
        assert abs(1 - 0.999 * limit * curvature) < 1 < abs(1 - 1.001 * limit * curvature)


@pytest.mark.claim(
    "Raising $b$ by 1 raises its gradient, twice the mean error, by 2: that is "
    "the curvature along $b$."
)
@pytest.mark.claim(
    "Raising $w$ by 1 raises each error by its $x$, and so $w$'s gradient by twice the mean of $x^2$."
)
def test_the_curvatures_along_both_parameters():
    assert [curvature(1, 0), curvature(0, 1)] == pytest.approx([page.along_b, page.along_w])
    by_b, by_w = gradients(4, 2) - gradients(3, 2), gradients(3, 3) - gradients(3, 2)
    assert [by_b[0], by_w[1]] == pytest.approx([2, 2 * (pipeline.x_train**2).mean()])
    assert [2 / page.along_b, 2 / page.along_w] == pytest.approx([1, 3.15], abs=5e-3)


@pytest.mark.claim(
    "Its diagonal holds the curvatures along $b$ and $w$. The other two entries, mix in the code,"
    " are equal: raising one parameter by 1 raises the other's gradient by twice the mean of $x$."
)
@pytest.mark.claim(
    "There are two directions, at right angles, where a step along one leaves the slope along the other "
    "as it is."
)
@pytest.mark.claim(
    "So descent along each of them is that of one parabola, with a factor of its own."
)
@pytest.mark.claim("No direction bends less than the smallest or more than the largest:")
def test_the_eigenvalues_are_the_extreme_curvatures():
    columns = [gradients(1, 0) - gradients(0, 0), gradients(0, 1) - gradients(0, 0)]
    assert columns[0][1] == pytest.approx(columns[1][0])
    assert columns[0][1] == pytest.approx(2 * pipeline.x_train.mean())
    np.testing.assert_allclose(np.column_stack(columns), page.H)
    values, directions = np.linalg.eigh(page.H)
    assert directions[:, 0] @ directions[:, 1] == pytest.approx(0)
    for value, step in zip(values, directions.T, strict=True):
        np.testing.assert_allclose(gradients(*(step + 1)) - gradients(1, 1), value * step)
        assert curvature(*step) == pytest.approx(value)
    turn = np.radians(np.arange(0, 180, 0.5))
    around = [curvature(np.cos(t), np.sin(t)) for t in turn]
    assert [min(around), max(around)] == pytest.approx([page.smallest, page.largest], abs=1e-3)
    assert [page.smallest, page.largest] == pytest.approx([0.151, 2.483], abs=5e-4)


@pytest.mark.claim(
    "The direction of the largest curvature, the sharpest, lies across the valley: in it, $w$ grows half "
    "as much as $b$."
)
@pytest.mark.claim("As $x$ is positive here, raising both pushes all predictions the same way.")
def test_the_sharpest_direction_slants():
    _, directions = np.linalg.eigh(page.H)
    to_b, to_w = directions[:, 1]
    assert to_w / to_b == pytest.approx(0.5, abs=0.02)
    assert page.sharpest == pytest.approx(np.abs(directions[:, 1]))
    x = pipeline.x_train
    assert (x > 0).all()
    assert ((to_b + to_w * x) ** 2).mean() > 1.2
    # With the signs of x mixed, the longest steps of the predictions are those along b alone.
    mixed = x - x.mean()
    turn = np.radians(np.arange(180))
    moved = [((np.cos(t) + np.sin(t) * mixed) ** 2).mean() for t in turn]
    assert max(moved) == pytest.approx(1) == moved[0]


@pytest.mark.claim("Less: 0.8055.")
@pytest.mark.claim(
    "As the rate rises, the factor of the sharpest direction is the first to reach $-1$."
)
@pytest.mark.claim(
    "Below the limit each crossing of the valley is shorter than the one before, above it each is "
    "longer."
)
def test_each_direction_has_a_factor_of_its_own():
    assert page.limit == pytest.approx(0.8055, abs=5e-5)
    _, directions = np.linalg.eigh(page.H)
    for part, rate in zip((0.9, 1.05), page.tries.values(), strict=True):
        assert rate == pytest.approx(part * page.limit, abs=1e-4)
        path = page.descend(rate, 6)
        flat, steep = ((path - [page.best_b, page.best_w]) @ directions).T
        np.testing.assert_allclose(flat[1:] / flat[:-1], 1 - rate * page.smallest)
        np.testing.assert_allclose(steep[1:] / steep[:-1], 1 - rate * page.largest)
        crossings = np.hypot(*np.diff(path, axis=0).T)
        assert (np.sign(np.diff(crossings)) == np.sign(part - 1)).all()
    assert 1 - page.limit * page.largest == pytest.approx(-1)
    assert 1 - page.limit * page.smallest > 0


@pytest.mark.claim("Below the limit the loss falls.")
@pytest.mark.claim(
    "Above it, however little, it grows without bound in the end, from this start and nearly every other."
)
def test_the_limit_parts_falling_from_growing_losses():
    random = np.random.default_rng(0).normal(0, 3, (2, 5))
    starts = np.column_stack([random, [pipeline.first_b[0], pipeline.first_w[0]]])
    apart = starts - np.array([[page.best_b], [page.best_w]])
    lowest = loss(page.best_b, page.best_w)
    for nearly in (0.01, 0.001):
        far = int(20 / nearly)
        for part in (1 - nearly, 1 + nearly):
            change = np.eye(2) - part * page.limit * page.H
            losses = []
            for updates in (0, 1, 20, 100, far // 2, far):
                d = np.linalg.matrix_power(change, updates) @ apart
                losses.append(lowest + (d * (page.H @ d)).sum(axis=0) / 2)
            if part < 1:
                assert (np.diff(losses[:4], axis=0) < 0).all() and (losses[-1] < 0.01).all()
            else:
                assert (losses[-1] > losses[-2]).all() and (losses[-1] > 100).all()
        assert losses[1][-1] == pytest.approx(after(part * page.limit, 1))
    assert page.part == 1.01 and page.updates == (0, 50, 200)
    assert page.loss == pytest.approx(after(1.01 * page.limit, 200))


@pytest.mark.claim(
    "At half of that limit, one update removes all distance along the sharpest direction."
)
@pytest.mark.claim("A rate must suit the sharpest direction of all the parameters together.")
def test_a_rate_that_b_alone_bears_diverges_for_both():
    assert page.last == pytest.approx(page.d * 0.8**20) and abs(page.last) < 0.02
    assert page.d == pytest.approx(-1.52, abs=5e-3)
    assert page.old == pytest.approx(loss(*page.start))
    assert page.new == pytest.approx(after(0.9, 20)) and page.new > 10_000
    _, directions = np.linalg.eigh(page.H)
    first = page.descend(1 / page.largest, 1)[1] - [page.best_b, page.best_w]
    assert first @ directions[:, 1] == pytest.approx(0, abs=1e-12)


def test_a_rate_at_the_limit_never_arrives():
    factors = 1 - 0.25 * np.array([1, 4, 8])
    assert factors.tolist() == [0.75, 0, -1]
    assert after(page.limit, 200) == pytest.approx(2.540, abs=5e-4)


def test_two_curvatures_of_two_can_make_one_of_four():
    assert np.linalg.eigvalsh([[2, 2], [2, 2]]).max() == pytest.approx(4)
    assert np.linalg.eigvalsh([[2, 0], [0, 2]]).max() == pytest.approx(2)
