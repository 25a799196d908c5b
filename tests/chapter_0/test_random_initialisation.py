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


@pytest.mark.claim(
    "So $b$ and $w$ don't depend on how many numbers the data and the split have drawn."
)
def test_the_start_depends_on_nothing_drawn_before():
    np.random.rand(7)
    assert start(42) == (page.b[0], page.w[0])


@pytest.mark.claim("Set it before each draw, and every draw is the first one:")
def test_seeding_before_every_draw_makes_them_equal():
    assert page.same_b == page.same_w == page.b
    assert page.b != page.w


def test_the_first_line_lies_below_all_points_and_no_start_is_nearly_as_steep():
    assert (page.b + page.w * page.x_train < page.y_train - 0.4).all()
    slope_of_the_data = np.polyfit(page.x_train[:, 0], page.y_train[:, 0], 1)[0]
    for seed in (42, 1, 2, 3, 4, 5):
        assert start(seed)[1] < slope_of_the_data / 2


def test_training_from_zero_ends_at_the_same_line():
    b, w = np.zeros(1), np.zeros(1)
    for _ in range(1000):
        error = b + w * page.x_train - page.y_train
        b = b - 0.1 * 2 * error.mean()
        w = w - 0.1 * 2 * (page.x_train * error).mean()
    np.testing.assert_allclose([b, w], [pipeline.b, pipeline.w], atol=1e-5)
