import numpy as np
import pytest

from chapter_0 import batch_sizes, pipeline


def full_loss():
    predicted = pipeline.first_b + pipeline.first_w * pipeline.x_train
    return ((predicted - pipeline.y_train) ** 2).mean()


@pytest.mark.claim("All 80 points give the loss that the last recap found.")
def test_all_points_always_give_the_same_loss():
    np.testing.assert_allclose(batch_sizes.losses[80], full_loss())


@pytest.mark.claim(
    "On average, every size agrees with the loss of all the points, or nearly so: random "
    "batches lean to neither side."
)
def test_every_size_agrees_in_the_mean():
    for losses in batch_sizes.losses.values():
        chance = 3 * losses.std() / len(losses) ** 0.5
        assert abs(losses.mean() - full_loss()) < chance + 1e-12


@pytest.mark.claim("The smaller the batch, the wider the spread around the loss of all 80 points.")
def test_smaller_batches_spread_more():
    spreads = [batch_sizes.losses[size].std() for size in (1, 16, 80)]
    assert spreads[0] > 4 * spreads[1] > 0.1 > spreads[2]
