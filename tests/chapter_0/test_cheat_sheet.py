import numpy as np
import pytest

from chapter_0 import cheat_sheet as page
from chapter_0 import largest_stable_rate, pipeline


def furthest(rate, updates=2000):
    """How far the parameters are from the best ones after so many updates at a rate."""
    best_w, best_b = np.polyfit(page.x_train[:, 0], pipeline.y_train[:, 0], 1)
    b, w = largest_stable_rate.descend(rate, updates)[-1]
    return max(abs(b - best_b), abs(w - best_w))


def test_the_limit_separates_what_converges_from_what_diverges():
    assert furthest(0.99 * page.limit) < 1e-6
    assert furthest(1.01 * page.limit) > 1e6


def test_the_best_rate_leaves_the_same_part_of_either_distance():
    best = 2 / (page.low + page.high)
    flat, steep = 1 - best * page.low, 1 - best * page.high
    assert flat == pytest.approx(-steep) == pytest.approx((page.kappa - 1) / (page.kappa + 1))
    for other in (0.99 * best, 1.01 * best):
        assert max(abs(1 - other * page.low), abs(1 - other * page.high)) > flat


def test_the_curvatures_are_those_of_the_loss():
    columns = np.hstack([np.ones_like(page.x_train), page.x_train])
    assert pytest.approx(2 * columns.T @ columns / 80) == page.H
    assert page.kappa == pytest.approx(np.linalg.cond(page.H))


def test_one_standardised_feature_makes_the_bowl_round():
    z = page.z_train
    hessian = 2 * np.array([[1, z.mean()], [z.mean(), (z**2).mean()]])
    assert np.linalg.cond(hessian) == pytest.approx(1)
    back = page.z_val * pipeline.x_train.std() + pipeline.x_train.mean()
    assert back == pytest.approx(pipeline.x_val)


def test_the_validation_loss_is_that_of_the_trained_line():
    predicted = pipeline.b + pipeline.w * pipeline.x_val
    assert page.val_loss == pytest.approx(((predicted - pipeline.y_val) ** 2).mean())
    assert f"{page.val_loss:.4f}" == "0.0087"
