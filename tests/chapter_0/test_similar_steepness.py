import numpy as np
import pytest

from chapter_0 import pipeline
from chapter_0 import similar_steepness as page


@pytest.mark.claim("Both stand on the diagonal of the Hessian H, the table of second derivatives:")
def test_the_hessian_is_the_change_of_the_gradients():
    def gradients(b, w):
        error = b + w * page.x_train - page.y_train
        return np.array([2 * error.mean(), 2 * (page.x_train * error).mean()])

    columns = [gradients(1, 0) - gradients(0, 0), gradients(0, 1) - gradients(0, 0)]
    np.testing.assert_allclose(np.column_stack(columns), page.H)


@pytest.mark.claim(
    "The two loss curves hide most of it: one slanting direction is 16 times as steep as another."
)
def test_the_curvatures_lie_far_apart():
    assert [page.flattest, page.steepest] == pytest.approx([0.151, 2.483], abs=5e-4)
    assert page.steepest / page.flattest == pytest.approx(16.4, abs=0.05)


@pytest.mark.claim("The flat one still has 0.36 of its 1.64 left after 100.")
def test_the_flat_distance_outlasts_the_steep_one():
    start = [pipeline.first_b[0] - page.best_b, pipeline.first_w[0] - page.best_w]
    assert abs(page.directions.T @ start)[0] == pytest.approx(1.64, abs=5e-3)
    assert page.steep < 1e-4 and page.flat == pytest.approx(0.36, abs=5e-3)


@pytest.mark.claim(
    "Along the flattest and along the steepest direction, each update multiplies the "
    r"distance from the minimum by $1 - \eta \lambda$, where $\eta$ is the learning rate "
    r"and $\lambda$ (lambda) the curvature there."
)
def test_the_distances_shrink_by_the_factors_that_the_curvatures_give():
    start = np.array([pipeline.first_b[0] - page.best_b, pipeline.first_w[0] - page.best_w])
    first = np.abs(page.directions.T @ start)
    factors = 1 - page.lr * np.array([page.flattest, page.steepest])
    np.testing.assert_allclose([page.flat, page.steep], first * factors**100, atol=1e-9)


@pytest.mark.claim(
    "Divide $x$ by the root of its mean square, and both loss curves become equally steep:"
)
def test_equally_steep_curves_leave_a_valley():
    assert page.scaled_H[0, 0] == pytest.approx(page.scaled_H[1, 1])
    assert page.high / page.low > 10
