import runpy

import numpy as np
import pytest

from chapter_0 import pipeline
from chapter_0 import random_initialisation as page


def start(seed):
    np.random.seed(seed)
    return np.random.randn(1)[0], np.random.randn(1)[0]


@pytest.mark.claim(
    "The seed says where this sequence begins, so the same seed gives the same start."
)
def test_same_seed_same_parameters_other_seed_others():
    assert start(42) == start(42) == (pipeline.first_b[0], pipeline.first_w[0])
    assert not set(start(42)) & set(start(43))


@pytest.mark.claim("The seed starts the sequence again, so every draw is the first one:")
def test_seeding_before_every_draw_makes_them_equal():
    assert page.same_b == page.same_w == pipeline.first_b
    assert pipeline.first_b != pipeline.first_w


@pytest.mark.claim(
    "So step 0 draws its $b$ and $w$ from the same random numbers that made the first $x$."
)
def test_rand_and_randn_take_the_same_numbers():
    # the polar method, by which randn makes two draws from two random numbers
    v = 2 * pipeline.x[:2, 0] - 1
    w, b = v * np.sqrt(-2 * np.log((v**2).sum()) / (v**2).sum())
    np.testing.assert_allclose((b, w), (pipeline.first_b[0], pipeline.first_w[0]), rtol=1e-12)
    for seed in range(20):
        np.random.seed(seed)
        pairs = 2 * np.random.rand(20, 2) - 1
        v = next(pair for pair in pairs if (pair**2).sum() < 1)
        r = (v**2).sum()
        w, b = v * np.sqrt(-2 * np.log(r) / r)
        np.testing.assert_allclose(start(seed), (b, w), rtol=1e-12)


@pytest.mark.claim(
    "Now another seed for the start leaves the data as they are, and np.random.seed, wherever it "
    "is called, changes neither."
)
def test_two_generators_keep_data_and_start_apart():
    for seed in (7, 8):
        data, first = np.random.default_rng(42), np.random.default_rng(seed)
        b, w = first.normal(size=1), first.normal(size=1)
        np.random.seed(seed)
        np.testing.assert_array_equal(data.random((100, 1)), page.new_x)
        np.testing.assert_array_equal(0.1 * data.normal(size=(100, 1)), page.new_e)
        np.testing.assert_array_equal(data.permutation(100), page.new_idx)
        assert ((b, w) == (page.new_b, page.new_w)) == (seed == 7)


@pytest.mark.claim(
    "On the left, both parts start with the same three parameters. So they compute the same "
    "values, get the same updates and stay equal, up to the last step. Together they can do "
    "no more than a single part."
)
def test_equal_parts_of_a_network_stay_equal():
    assert (page.equal_start == 0.5).all() and page.equal_start.shape == (3, 2)
    np.testing.assert_array_equal(page.equal_end[:, 0], page.equal_end[:, 1])
    shift, w_in, w_out = page.equal_end[:, 0]
    single = 2 * w_out * np.tanh(shift + w_in * page.bump_x)
    np.testing.assert_allclose(page.parts(page.equal_end).sum(axis=1, keepdims=True), single)


def test_training_takes_3000_steps_against_the_gradient():
    def losses(weights):
        shift, w_in, w_out = np.moveaxis(weights, 1, 0)[..., None, :]
        yhat = (w_out * np.tanh(shift + w_in * page.bump_x)).sum(axis=2)
        return ((yhat - page.bump_y[:, 0]) ** 2).mean(axis=1)

    moves = 1e-6 * np.eye(6).reshape(6, 3, 2)
    weights = page.random_start
    for _ in range(3000):
        up, down = np.split(losses(weights + np.concatenate([moves, -moves])), 2)
        weights = weights - 0.1 * ((up - down) / 2e-6).reshape(3, 2)
    np.testing.assert_allclose(page.random_end, weights, atol=1e-7)


@pytest.mark.claim(
    "Left: both parts are still the same curve, so the network can rise, but not rise and fall. Right: "
    "started at random, one part has come to rise and the other to fall, and their sum follows the "
    "points."
)
def test_the_random_parts_follow_the_points_that_equal_parts_cannot():
    first, second = np.diff(page.parts(page.equal_end), axis=0).T
    assert (first > 0).all() and (second > 0).all()
    first, second = np.diff(page.parts(page.random_end), axis=0).T
    assert {(first > 0).all(), (second > 0).all()} == {True, False}
    assert {(first < 0).all(), (second < 0).all()} == {True, False}
    missed = [
        np.abs(page.parts(end).sum(axis=1) - page.bump[:, 0]).max()
        for end in (page.equal_end, page.random_end)
    ]
    assert missed[0] > 0.7 and missed[1] < 0.1
    x = np.linspace(-3, 3, 40)
    np.testing.assert_array_equal(page.bump_x[:, 0], x)
    np.testing.assert_array_equal(page.bump[:, 0], np.tanh(x + 1) - np.tanh(x - 1))
    top = page.bump_y.argmax()
    assert page.bump_y[0] < 0.3 and page.bump_y[-1] < 0.3 and 10 < top < 30
    np.testing.assert_allclose(
        page.bump_y - page.bump, 0.1 * np.random.default_rng(0).normal(size=(40, 1))
    )
    start = np.random.default_rng(42).normal(size=(3, 2))
    np.testing.assert_array_equal(page.random_start, start)


@pytest.mark.claim(
    "For a line, the MSE and points with different $x$, training leads from any start to nearly the same "
    "parameters, given a suitable learning rate and enough steps."
)
@pytest.mark.parametrize("start", [(0, 0), (-3, 5), (1000, -1000), *map(start, range(1, 6))])
def test_training_from_elsewhere_ends_at_the_same_line(start):
    b, w = np.array(start, dtype=float).reshape(2, 1)
    for _ in range(3000):
        error = b + w * pipeline.x_train - pipeline.y_train
        b = b - 0.1 * 2 * error.mean()
        w = w - 0.1 * 2 * (pipeline.x_train * error).mean()
    np.testing.assert_allclose([b, w], [pipeline.b, pipeline.w], atol=1e-5)


@pytest.mark.claim("Here all predictions are too low, so nothing cancels.")
@pytest.mark.claim(
    "A line could start from zeros: $b$ shifts it and $w$ tilts it, so they get different updates even "
    "from equal values."
)
def test_zeros_have_gradients():
    error = 0 - pipeline.y_train
    assert (error < 0).all() and (pipeline.x_train > 0).all()
    assert error.mean() < -1 and (pipeline.x_train * error).mean() < -1
    assert abs(error.mean() - (pipeline.x_train * error).mean()) > 0.1
    # for falling data, too, the weight first rises
    assert (pipeline.x_train * (0 - (3 - 2 * pipeline.x_train))).mean() < -0.5


def test_what_the_page_prints(capsys):
    runpy.run_path(page.__file__)
    assert capsys.readouterr().out.splitlines() == [
        "[0.49671415] [0.49671415]",
        "[0.00123015] [0.29874554]",
    ]
    np.testing.assert_array_equal([*pipeline.first_b, *pipeline.first_w], start(42))
