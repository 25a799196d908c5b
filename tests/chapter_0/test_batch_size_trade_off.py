import numpy as np
import pytest

from chapter_0 import pipeline
from chapter_0.batch_size_trade_off import descend, runs


def epochs_needed(losses):
    assert losses.min() < 0.009
    return (losses < 0.009).argmax() + 1


@pytest.mark.claim(
    "So the mini-batch takes a fifth of the epochs of batch descent and ends as low."
)
def test_smaller_batches_need_fewer_epochs():
    assert epochs_needed(runs[1]) < epochs_needed(runs[16]) < epochs_needed(runs[80])
    assert epochs_needed(runs[16]) == pytest.approx(epochs_needed(runs[80]) / 5, abs=1)


@pytest.mark.claim(
    "So the mini-batch takes a fifth of the epochs of batch descent and ends as low."
)
@pytest.mark.claim("The lowest loss any line can have here is about 0.008.")
def test_the_mini_batch_ends_as_low_as_the_batch():
    best = np.polyfit(pipeline.x_train[:, 0], pipeline.y_train[:, 0], 1, full=True)[1][0] / 80
    assert best == pytest.approx(0.008, abs=0.0001)
    assert runs[80][-100:].mean() == pytest.approx(best, rel=0.01)
    assert runs[16][-100:].mean() == pytest.approx(best, rel=0.01)
    assert runs[1][-100:].mean() > 1.1 * best


@pytest.mark.claim(
    "Stochastic descent stays above, and wobbles more than a hundred times as much as the "
    "mini-batch."
)
def test_single_points_wobble_a_hundred_times_as_much():
    assert runs[1][-100:].std() > 100 * runs[16][-100:].std()


@pytest.mark.claim(
    "What is printed for the batch is no wobble: its loss still falls in every epoch."
)
def test_the_loss_of_the_batch_falls_to_the_end():
    assert (np.diff(runs[80]) < 0).all()


@pytest.mark.claim("A lower rate would calm the single points, too.")
def test_single_points_at_a_lower_rate_come_to_rest():
    calm = descend(1, n_epochs=100, lr=0.01)
    assert calm[-50:].max() < 0.0082 < runs[1][-50:].max()


def test_stochastic_descent_does_not_stay_below():
    assert (runs[1][epochs_needed(runs[1]) :] > 0.009).any()


def test_a_higher_rate_helps_the_batch_and_harms_single_points():
    batch, single = (descend(size, n_epochs=100, lr=0.5) for size in (80, 1))
    assert epochs_needed(batch) < epochs_needed(runs[80])
    assert batch[-50:].std() < 1e-4
    assert single[-50:].mean() > 2 * runs[1][-100:].mean()
