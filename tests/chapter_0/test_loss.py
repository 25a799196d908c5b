import numpy as np
import pytest

from chapter_0 import loss


@pytest.mark.claim(
    "In size, the third error is less than four times the second, "
    "but its square is nearly thirteen times as large."
)
def test_the_largest_error_rules_the_loss():
    _, small, large = np.abs(loss.three)
    assert large < 4 * small
    assert 12.5 < large**2 / small**2 < 13


@pytest.mark.claim(
    "The sum about doubles with the number of points, although the model is the same."
)
def test_the_sum_grows_with_the_points_and_the_mean_does_not():
    squares = loss.error**2
    for n in (20, 40):
        assert 1.9 < squares[: 2 * n].sum() / squares[:n].sum() < 2.1
        assert 0.95 < squares[: 2 * n].mean() / squares[:n].mean() < 1.05


@pytest.mark.claim("The mean error calls this line perfect.")
def test_the_mean_error_calls_a_falling_line_perfect():
    assert abs(loss.falling_error.mean()) < 1e-12
    assert (loss.falling_error**2).mean() > 1
