import io
import runpy
from contextlib import redirect_stdout

import numpy as np
import pytest

from chapter_0 import batch_sizes, pipeline
from chapter_0.batch_sizes import losses

PRINTED = """\
m = 80: 2.74
m = 16: 2.51
m = 1: 6.81
m = 1: mean 2.76
  std      2.08
  estimate 2.08
m = 4: mean 2.75
  std      1.02
  estimate 1.04
m = 16: mean 2.75
  std      0.46
  estimate 0.52
m = 80: mean 2.74
  std      0.00
  estimate 0.23
m = 1: 2.07
m = 4: 1.01
m = 16: 0.47
m = 80: 0.00
all:    2.74
better: 2.45
one batch:     2.01
other, better: 2.60
"""


def loss_per_point():
    predicted = pipeline.first_b + pipeline.first_w * pipeline.x_train
    return (predicted - pipeline.y_train) ** 2


def test_the_page_prints_what_its_sentences_speak_of():
    with redirect_stdout(io.StringIO()) as printed:
        runpy.run_path(batch_sizes.__file__)
    assert printed.getvalue() == PRINTED


@pytest.mark.claim("Of the $N = 100$ points, $n = 80$ are for training.")
def test_eighty_of_a_hundred_points_are_for_training():
    assert (pipeline.N, len(pipeline.x_train)) == (100, 80)


@pytest.mark.claim("All 80 points give the loss that you know, 16 come close, and one is far off.")
def test_all_points_always_give_the_same_loss():
    np.testing.assert_allclose(losses[80], loss_per_point().mean())
    assert abs(2.51 - losses[80][0]) < 0.3 < 4 < abs(6.81 - losses[80][0])


@pytest.mark.claim("The second model is better on all points, but it got a different batch:")
@pytest.mark.claim("Two batches of 16 differ by chance, here by more than the models do.")
def test_two_batches_differ_by_more_than_two_models():
    squares, better = batch_sizes.squares, batch_sizes.better
    np.testing.assert_array_equal(squares, loss_per_point())
    assert better.mean() < squares.mean()
    for same in (batch_sizes.one, batch_sizes.other):
        assert better[same].mean() < squares[same].mean()
        assert len(set(same)) == 16
    between_batches = abs(squares[batch_sizes.one].mean() - squares[batch_sizes.other].mean())
    assert between_batches > squares.mean() - better.mean()


@pytest.mark.claim(
    "Two batches differ even with unchanged parameters. Only a difference of several times the "
    "noise of a batch says something."
)
@pytest.mark.claim("In about one pair of batches in three, the better model looks worse.")
def test_pairs_of_batches_differ_by_chance():
    draw = np.random.default_rng(0)
    squares, better = batch_sizes.squares[:, 0], batch_sizes.better[:, 0]
    apart, worse = [], []
    for _ in range(4000):
        one, other = draw.permutation(80)[:16], draw.permutation(80)[:16]
        apart.append(abs(squares[one].mean() - squares[other].mean()))
        worse.append(better[other].mean() > squares[one].mean())
    noise = losses[16].std()
    assert np.mean(np.array(apart) > noise) > 0.4
    assert np.mean(np.array(apart) > 3 * noise) < 0.05
    assert 0.3 < np.mean(worse) < 0.37


@pytest.mark.claim("Every size is right on average.")
def test_every_size_agrees_in_the_mean():
    for drawn in losses.values():
        assert len(drawn) == 2000
        chance = 3 * drawn.std() / len(drawn) ** 0.5
        assert abs(drawn.mean() - loss_per_point().mean()) < chance + 1e-12


@pytest.mark.claim(
    "Each dot is the loss of one random batch, all with the same parameters: 100 of 2000 draws in "
    "each row. Up and down inside a row means nothing. Dashed: the loss of all 80 points. Each bar reaches one standard deviation to either "
    "side of the mean."
)
@pytest.mark.claim(
    "As long as the batch is a small part of the data, half the noise costs four times the points."
)
def test_four_times_the_points_halve_the_noise():
    assert batch_sizes.shown.shape == (100,)
    for bar, drawn in zip(batch_sizes.bars, losses.values(), strict=True):
        assert bar == pytest.approx([drawn.mean() - drawn.std(), drawn.mean() + drawn.std()])
    for m in (1, 4):
        assert losses[4 * m].std() == pytest.approx(losses[m].std() / 2, rel=0.15)


@pytest.mark.claim(
    "From 4 points on, there is less noise than estimated, and the more so the larger the batch, because no point is drawn twice: with "
    "all 80, nothing is left to chance."
)
@pytest.mark.claim("Four times the points halve it.")
def test_the_square_root_estimates_the_noise():
    single = loss_per_point().std()
    assert losses[1].std() == pytest.approx(single, rel=0.02)
    shares = [losses[m].std() / (losses[1].std() / m**0.5) for m in (1, 4, 16, 80)]
    assert shares == sorted(shares, reverse=True) and shares[-1] < 1e-12
    for m in (4, 16, 80):
        assert losses[m].std() < single / m**0.5
        # What is exact when no point is drawn twice.
        exact = single / m**0.5 * ((80 - m) / 79) ** 0.5
        assert losses[m].std() == pytest.approx(exact, rel=0.05, abs=1e-12)
    draw = np.random.default_rng(0)
    for m in (1, 4, 16):
        twice = loss_per_point()[draw.integers(80, size=(20_000, m)), 0].mean(axis=1)
        assert twice.std() == pytest.approx(single / m**0.5, rel=0.02)


@pytest.mark.claim(
    "The gradients are means over the same points, so their noise shrinks in the same way."
)
def test_the_noise_of_the_gradient_shrinks_in_the_same_way():
    error = pipeline.first_b + pipeline.first_w * pipeline.x_train - pipeline.y_train
    draw = np.random.default_rng(0)
    for gradients in (2 * error, 2 * pipeline.x_train * error):
        for m in (4, 16):
            means = gradients[draw.integers(80, size=(20_000, m)), 0].mean(axis=1)
            assert means.std() == pytest.approx(gradients.std() / m**0.5, rel=0.02)
