import numpy as np
import pytest

from chapter_0 import pipeline
from chapter_0 import similar_steepness as page


def test_the_hessian_is_the_change_of_the_gradients():
    def gradients(b, w):
        error = b + w * page.x_train - page.y_train
        return np.array([2 * error.mean(), 2 * (page.x_train * error).mean()])

    columns = [gradients(1, 0) - gradients(0, 0), gradients(0, 1) - gradients(0, 0)]
    np.testing.assert_allclose(np.column_stack(columns), page.H)


def test_the_curvatures_lie_far_apart():
    assert [page.flattest, page.steepest] == pytest.approx([0.151, 2.483], abs=5e-4)
    assert page.steepest / page.flattest == pytest.approx(16.4, abs=0.05)


def test_the_flat_distance_outlasts_the_steep_one():
    assert page.steep < 1e-4 < 0.1 < page.flat


def test_the_distances_shrink_by_the_factors_that_the_curvatures_give():
    start = np.array([pipeline.first_b[0] - page.best_b, pipeline.first_w[0] - page.best_w])
    first = np.abs(page.directions.T @ start)
    factors = 1 - page.lr * np.array([page.flattest, page.steepest])
    np.testing.assert_allclose([page.flat, page.steep], first * factors**100, atol=1e-9)


def test_equally_steep_curves_leave_a_valley():
    assert page.scaled_H[0, 0] == pytest.approx(page.scaled_H[1, 1])
    assert page.high / page.low > 10
