import runpy

import numpy as np
import pytest

from chapter_0 import pipeline
from chapter_0 import random_initialisation as page


def start(seed):
    np.random.seed(seed)
    return np.random.randn(1)[0], np.random.randn(1)[0]


@pytest.mark.claim(
    "Neighbouring seeds give parameters no closer than distant seeds do, and the same seed gives the "
    "same parameters, every time."
)
def test_same_seed_same_parameters_other_seed_others():
    assert start(42) == start(42) == (page.b[0], page.w[0])
    assert not set(start(42)) & set(start(43))
    # no closer to the next seed's than to any other's
    starts = np.array([start(seed) for seed in range(1000)])
    near, far = (np.abs(starts[d:] - starts[:-d]).mean() for d in (1, 500))
    assert near == pytest.approx(far, rel=0.1)


def test_the_loop_prints_equal_starts_for_equal_seeds(capsys):
    runpy.run_path(page.__file__)
    first, second, third = capsys.readouterr().out.splitlines()[:3]
    assert first == second == f"42 {page.b} {page.w}"
    assert third.startswith("43 [0.2573")


@pytest.mark.claim("The seed starts the sequence again, so every draw is the first one:")
def test_seeding_before_every_draw_makes_them_equal():
    assert page.same_b == page.same_w == page.b
    assert page.b != page.w


@pytest.mark.claim("These are $w$ and $b$, to the last digit.")
def test_the_start_is_calculated_from_the_first_two_x():
    w, b = page.bent
    assert (b, w) == (page.b[0], page.w[0])


@pytest.mark.claim("rand and randn take the same numbers from the sequence.")
@pytest.mark.claim("it skips other pairs.")
@pytest.mark.claim("The first two $x$ are such a pair:")
def test_rand_and_randn_take_the_same_numbers():
    for seed in range(20):
        np.random.seed(seed)
        pairs = 2 * np.random.rand(20, 2) - 1
        v = next(pair for pair in pairs if (pair**2).sum() < 1)
        r = (v**2).sum()
        w, b = v * np.sqrt(-2 * np.log(r) / r)
        np.testing.assert_allclose(start(seed), (b, w), rtol=1e-12)
    assert page.r < 1


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
    "In a network, many parts work side by side, and two that start with the same weights, going "
    "in and coming out, get the same updates."
)
@pytest.mark.parametrize(("start_out", "equal"), [([0.5, 0.5], True), ([0.5, -0.2], False)])
def test_equal_parts_of_a_network_stay_equal(start_out, equal):
    x, y = pipeline.x_train, pipeline.y_train
    into, out = np.full(2, 0.3), np.array(start_out)
    for _ in range(50):
        hidden = np.tanh(x * into)
        error = hidden @ out[:, None] - y
        out_grad = 2 * (error * hidden).mean(axis=0)
        into_grad = 2 * (error * out * (1 - hidden**2) * x).mean(axis=0)
        into, out = into - 0.1 * into_grad, out - 0.1 * out_grad
    assert (into[0] == into[1] and out[0] == out[1]) == equal


@pytest.mark.claim(
    "The first line misses all points: nothing has been learned yet. None of the five other starts "
    "is as steep as the points. A start needn't be near: training gets there from all of them."
)
def test_the_first_line_lies_below_all_points_and_no_start_is_nearly_as_steep():
    assert (page.b + page.w * page.x_train < page.y_train - 0.4).all()
    slope_of_the_data = np.polyfit(page.x_train[:, 0], page.y_train[:, 0], 1)[0]
    for seed in (42, 1, 2, 3, 4, 5):
        assert start(seed)[1] < slope_of_the_data / 2


@pytest.mark.claim(
    "For a line and the MSE, with a suitable learning rate and enough steps, training leads from any "
    "start to nearly the same parameters."
)
@pytest.mark.parametrize("start", [(0, 0), (-3, 5), (1000, -1000), *map(start, range(1, 6))])
def test_training_from_elsewhere_ends_at_the_same_line(start):
    b, w = np.array(start, dtype=float).reshape(2, 1)
    for _ in range(3000):
        error = b + w * page.x_train - page.y_train
        b = b - 0.1 * 2 * error.mean()
        w = w - 0.1 * 2 * (page.x_train * error).mean()
    np.testing.assert_allclose([b, w], [pipeline.b, pipeline.w], atol=1e-5)


@pytest.mark.claim("zeros are too low at every point, and nothing cancels.")
def test_zeros_have_gradients():
    error = 0 - page.y_train
    assert (error < 0).all() and (page.x_train > 0).all()
    assert error.mean() < -1 and (page.x_train * error).mean() < -1


def test_what_the_page_prints(capsys):
    runpy.run_path(page.__file__)
    assert capsys.readouterr().out.splitlines() == [
        "42 [0.49671415] [-0.1382643]",
        "42 [0.49671415] [-0.1382643]",
        "43 [0.25739993] [-0.90848143]",
        "[0.49671415] [0.49671415]",
        "[-0.1382643   0.49671415]",
        "[0.00123015] [0.29874554]",
    ]
