import runpy

import numpy as np
import pytest

from chapter_0 import where_the_bowl_ends as page
from chapter_0.pipeline import x_train, y_train

X = np.array([0.5, 1, 2, 3])
Y = np.tanh(0.2 * X) + np.tanh(2 * X)
SADDLE = page.paths["B"][-1]


def loss(w1, w2, y=Y):
    return ((np.tanh(w1 * X) + np.tanh(w2 * X) - y) ** 2).mean()


def bends(w, y=Y):
    """The curvatures of the surface along the diagonal and across it."""
    h, (w1, w2) = 1e-3, w
    return [
        (loss(w1 + h, w2 + s * h, y) - 2 * loss(w1, w2, y) + loss(w1 - h, w2 - s * h, y)) / h**2
        for s in (1, -1)
    ]


def test_the_network_is_the_one_of_the_formula():
    for w in ([0.3, -1], [2, 2], [-6, -5]):
        assert page.loss(np.array(w)) == pytest.approx(loss(*w))
        h = 1e-6
        slopes = [
            (loss(w[0] + h, w[1]) - loss(*w)) / h,
            (loss(w[0], w[1] + h) - loss(*w)) / h,
        ]
        assert page.gradient(np.array(w)) == pytest.approx(slopes, abs=1e-4)
    np.testing.assert_allclose(page.y[:, 0], Y)
    assert [len(path) for path in page.paths.values()] == [3001] * 3
    first = [path[0].tolist() for path in page.paths.values()]
    assert first == [[-2, -1.5], [-2, -2], [-9, -8]]
    step = page.paths["C"][1] - page.paths["C"][0]
    np.testing.assert_allclose(step, -0.1 * page.gradient(np.array([-9, -8])))


@pytest.mark.claim(
    "For a line with the MSE, the loss surface is a bowl: one minimum (if not all $x$ are equal), "
    "where every start arrives if the learning rate is low enough."
)
@pytest.mark.parametrize("start", [(-50, 80), (3, 3), (0, 0)])
def test_a_line_arrives_from_every_start(start):
    b, w = start
    for _ in range(6000):
        error = b + w * x_train - y_train
        b, w = b - 0.1 * 2 * error.mean(), w - 0.1 * 2 * (x_train * error).mean()
    assert [b, w] == pytest.approx([1.0235, 1.9690], abs=1e-3)


@pytest.mark.claim(
    "It is a saddle point: the loss rises in one direction, here along the diagonal, and falls in "
    "another, here across it."
)
def test_equal_weights_end_at_a_saddle():
    assert np.abs(page.gradient(SADDLE)).max() < 1e-9
    along, across = bends(SADDLE)
    assert along > 0.5 > 0 > -0.5 > across
    assert loss(*SADDLE) == pytest.approx(0.0707, abs=5e-5)
    diagonal = np.linspace(-8, 8, 400)
    assert min(loss(w, w) for w in diagonal) >= loss(*SADDLE)


@pytest.mark.claim(
    "Both units are saturated, so that a small change of a weight changes next to nothing."
)
@pytest.mark.claim(
    "The gradient is small, not zero: after about 10 000 updates C does leave, but for another "
    "plateau."
)
def test_c_hardly_moves():
    first, last = page.paths["C"][[0, -1]]
    assert loss(*last) == pytest.approx(10.5261, abs=5e-5) and loss(*first) - loss(*last) < 0.001
    assert np.abs(last - first).max() < 0.4
    assert 0 < np.abs(page.gradient(last)).max() < 0.0015
    assert (np.tanh(last[:, None] * X) < -0.99).all()
    assert loss(*(last + 0.01)) - loss(*last) == pytest.approx(0, abs=1e-4)
    path = page.train(first, 20_000)
    losses = np.array([loss(*w) for w in path[::500]])
    assert losses[18] > 8 and losses[22] < 2
    # on the other plateau it hardly moves, either, and both units are saturated
    assert losses[30] - losses[-1] < 0.002 and losses[-1] > 1.5
    assert (np.abs(np.tanh(path[-1][:, None] * X)) > 0.99).all()
    assert page.moved == pytest.approx(np.hypot(*(last - first)))


@pytest.mark.claim("A came to one of two equally deep minima.")
@pytest.mark.claim("The start (−1.5, −2), its mirror image, comes to the other.")
@pytest.mark.claim(
    "Swapping the two units changes nothing, so the map is a mirror image of itself."
)
def test_there_are_two_minima():
    np.testing.assert_allclose(page.surface, page.surface.T)
    assert loss(0.2, 2) == pytest.approx(0, abs=1e-20) == loss(2, 0.2)
    ends = [page.train(np.array(start), 3000)[-1] for start in ([-2, -1.5], [-1.5, -2])]
    np.testing.assert_allclose(ends, [[0.2, 2], [2, 0.2]], atol=0.01)
    assert loss(*page.paths["A"][-1]) < 1e-8


@pytest.mark.claim(
    "Here both are added as they are, so they get the same gradient, too, and the same update:"
)
@pytest.mark.claim("Its two weights began equal.")
@pytest.mark.claim(
    "So they got the same gradient at every update, and stayed equal: the two units were one, for "
    "ever."
)
@pytest.mark.parametrize("weight", [-2, 0, 0.7, 5])
def test_equal_weights_stay_equal(weight):
    assert page.starts["B"][0] == page.starts["B"][1]
    path = page.train(np.array([weight, weight]), 2000)
    assert (path[:, 0] == path[:, 1]).all()


def test_the_printed_gradients_are_equal():
    assert len(page.same) == 10_001
    first, second = page.gradient(page.starts["B"])
    assert first == second == pytest.approx(-0.3641, abs=5e-5)


@pytest.mark.claim("All around both ends the loss is higher, so both are minima.")
@pytest.mark.claim("The second start stays at 0.652, although there is one of 0.535.")
def test_a_poorer_minimum_holds_a_start():
    targets = np.array([0, -0.5, -0.5, 1.5])
    low, high = (loss(*end, targets) for end in page.ends)
    for start, end in zip(([0.5, 0], [1, -1]), page.ends, strict=True):
        path = page.train(np.array(start), 3000, targets[:, None])
        np.testing.assert_array_equal(end, path[-1])
    assert [low, high] == pytest.approx([0.535, 0.652], abs=5e-4)
    turns = np.radians(np.arange(0, 360, 5))
    for end, height in zip(page.ends, (low, high), strict=True):
        around = [
            loss(end[0] + 0.05 * np.cos(t), end[1] + 0.05 * np.sin(t), targets) for t in turns
        ]
        assert min(around) > height
    np.testing.assert_allclose(page.around, around)


@pytest.mark.claim("Nudge each weight at random, which leads away from a saddle point.")
@pytest.mark.claim("At the saddle, more updates change nothing.")
def test_a_nudge_leads_lower():
    np.testing.assert_allclose(page.train(SADDLE, 100)[-1], SADDLE, atol=1e-12)
    after = page.train(SADDLE + [0.01, -0.01], 3000)[-1]
    np.testing.assert_array_equal(page.nudged, after)
    assert loss(*after) < 5e-5
    rng = np.random.default_rng(0)
    for nudge in 0.01 * rng.normal(size=(20, 2)):
        assert loss(*page.train(SADDLE + nudge, 5000)[-1]) < 1e-3


def test_a_nudge_does_not_lead_away_from_a_plateau_or_a_minimum():
    c, poor = page.paths["C"][-1], page.ends[1]
    assert loss(*page.train(c + [0.01, -0.01], 3000)[-1]) > 10
    end = page.train(poor + [0.01, -0.01], 3000, page.other)[-1]
    np.testing.assert_allclose(end, poor, atol=1e-3)


def test_what_the_page_prints(capsys):
    runpy.run_path(page.__file__)
    assert capsys.readouterr().out.splitlines() == [
        "A [0.2 2. ]",
        "  loss 0.0000",
        "  gradient 0.0000",
        "B [0.54 0.54]",
        "  loss 0.0707",
        "  gradient 0.0000",
        "C [-8.89 -7.66]",
        "  loss 10.5261",
        "  gradient 0.0013",
        "[-0.3641 -0.3641]",
        "True",
        "gradient 0.0000",
        "loss 0.0707",
        "loss 0.0000",
        "[0.1 0.1] loss 0.53524",
        "  loss around it 0.53704",
        "[ 0.74 -1.32] loss 0.65171",
        "  loss around it 0.65182",
    ]
