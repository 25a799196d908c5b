import numpy as np

from chapter_0 import loss


def test_the_largest_error_rules_the_loss():
    _, small, large = np.abs(loss.three)
    assert large < 4 * small
    assert 12.5 < large**2 / small**2 < 13


def test_the_sum_grows_with_the_points_and_the_mean_does_not():
    squares = loss.error**2
    for n in (20, 40):
        assert 1.9 < squares[: 2 * n].sum() / squares[:n].sum() < 2.1
        assert 0.95 < squares[: 2 * n].mean() / squares[:n].mean() < 1.05


def test_the_mean_error_calls_a_falling_line_perfect():
    assert abs(loss.falling_error.mean()) < 1e-12
    assert (loss.falling_error**2).mean() > 1
