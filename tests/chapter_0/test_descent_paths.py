import numpy as np
import pytest

from chapter_0 import pipeline
from chapter_0.descent_paths import best_b, best_w, mse, paths


def distance(size, n_epochs):
    return np.hypot(*(paths[size][n_epochs * 80 // size] - [best_b, best_w]))


def uphill(size):
    return (np.diff(mse(*paths[size].T)) > 0).mean()


def test_all_paths_start_at_the_first_parameters():
    for path in paths.values():
        assert path[0] == pytest.approx([pipeline.first_b[0], pipeline.first_w[0]])


@pytest.mark.claim(
    "After 10 epochs, only stochastic descent is near the minimum, as it has made 800 "
    "updates where batch descent made 10."
)
def test_after_10_epochs_small_batches_are_ahead():
    assert distance(1, 10) < 0.05 < distance(16, 10) < distance(80, 10)


@pytest.mark.claim("After 100 epochs, mini-batch descent is the closest.")
def test_after_100_epochs_the_mini_batch_is_closest_and_stochastic_no_closer():
    assert distance(16, 100) < distance(1, 100) < distance(80, 100)
    assert distance(1, 100) >= distance(1, 10)


@pytest.mark.claim("The smaller the batch, the more updates make the loss of all 80 points larger.")
@pytest.mark.claim("Batch descent goes down with every update.")
@pytest.mark.claim("In stochastic descent, almost every second update goes up.")
def test_the_smaller_the_batch_the_more_updates_go_uphill():
    assert uphill(80) == 0
    assert 0.2 < uphill(16) < 0.4 < uphill(1) < 0.5


@pytest.mark.claim(
    "The mini-batch goes down in all of its first ten epochs, and about every second update "
    "goes up in the last ten, when it has arrived."
)
def test_the_mini_batch_goes_up_only_near_the_minimum():
    rises = np.diff(mse(*paths[16].T)) > 0
    assert rises[:50].mean() == 0
    assert 0.4 < rises[-50:].mean() < 0.6


@pytest.mark.claim("At the minimum no common direction is left, only the kicks.")
def test_at_the_minimum_only_the_mean_of_the_gradients_is_zero():
    error = best_b + best_w * pipeline.x_train - pipeline.y_train
    gradients = 2 * error
    assert gradients.mean() == pytest.approx(0)
    assert np.abs(gradients).mean() > 0.1
