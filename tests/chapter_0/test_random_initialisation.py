import runpy

import numpy as np
import pytest

from chapter_0 import pipeline
from chapter_0 import random_initialisation as page


def start(seed):
    np.random.seed(seed)
    return np.random.randn(1)[0], np.random.randn(1)[0]


@pytest.mark.claim("The same seed gives the same parameters, every time.")
def test_same_seed_same_parameters_other_seed_others():
    assert start(42) == start(42) == (page.b[0], page.w[0])
    assert not set(start(42)) & set(start(43))


def test_the_loop_prints_equal_starts_for_equal_seeds(capsys):
    runpy.run_path(page.__file__)
    first, second, third = capsys.readouterr().out.splitlines()[:3]
    assert first == second == f"42 {page.b} {page.w}"
    assert third.startswith("43 [0.2573")


@pytest.mark.claim("The seed starts the sequence again, so every draw is the first one:")
def test_seeding_before_every_draw_makes_them_equal():
    assert page.same_b == page.same_w == page.b
    assert page.b != page.w


@pytest.mark.claim(
    'These are $w$ and $b$, to the last digit: our "random" start is calculated from the data.'
)
def test_the_start_is_calculated_from_the_first_two_x():
    w, b = page.bent
    assert (b, w) == (page.b[0], page.w[0])


@pytest.mark.claim(
    "rand and randn take the same numbers from the sequence; randn only bends two of them into "
    "two from the bell curve."
)
def test_rand_and_randn_take_the_same_numbers():
    for seed in range(20):
        np.random.seed(seed)
        v = 2 * np.random.rand(2) - 1
        r = (v**2).sum()
        if r < 1:  # otherwise randn takes the next two
            w, b = v * np.sqrt(-2 * np.log(r) / r)
            np.testing.assert_allclose(start(seed), (b, w), rtol=1e-12)


@pytest.mark.claim("default_rng makes a generator of its own, which nobody else can seed again.")
def test_a_generator_goes_on_whoever_seeds_numpy():
    rng = np.random.default_rng(42)
    x = rng.random((100, 1))
    e = 0.1 * rng.normal(size=(100, 1))
    np.random.seed(42)
    b, w = rng.normal(size=1), rng.normal(size=1)
    np.testing.assert_array_equal(x, page.new_x)
    np.testing.assert_array_equal(e, page.new_e)
    assert (b, w) == (page.new_b, page.new_w)


@pytest.mark.claim("The start is another, because this generator makes another sequence from 42.")
def test_another_generator_makes_another_sequence():
    assert page.new_b != page.b and page.new_w != page.w
    assert np.random.default_rng(42).random() != page.x[0, 0]


@pytest.mark.claim(
    "The first line misses all points: nothing has been learned yet. Other seeds give other lines, "
    "none of them as steep as the points."
)
def test_the_first_line_lies_below_all_points_and_no_start_is_nearly_as_steep():
    assert (page.b + page.w * page.x_train < page.y_train - 0.4).all()
    slope_of_the_data = np.polyfit(page.x_train[:, 0], page.y_train[:, 0], 1)[0]
    for seed in (42, 1, 2, 3, 4, 5):
        assert start(seed)[1] < slope_of_the_data / 2


@pytest.mark.claim(
    "For this model another start would do as well: training leads to the same line from anywhere."
)
@pytest.mark.parametrize("start", [(0, 0), (-3, 5), (1000, -1000)])
def test_training_from_elsewhere_ends_at_the_same_line(start):
    b, w = np.array(start, dtype=float).reshape(2, 1)
    for _ in range(3000):
        error = b + w * page.x_train - page.y_train
        b = b - 0.1 * 2 * error.mean()
        w = w - 0.1 * 2 * (page.x_train * error).mean()
    np.testing.assert_allclose([b, w], [pipeline.b, pipeline.w], atol=1e-5)
