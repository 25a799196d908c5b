import io
import runpy
from contextlib import redirect_stdout

import numpy as np
import pytest

from chapter_0 import epoch, pipeline

PRINTED = """\
  m  updates  last  loss
 80        1    80  1.63
 32        3    16  0.62
 16        5    16  0.33
  1       80     1  0.03
on average 200
169 to 235
"""


def after_one_epoch(m):
    np.random.seed(42)
    b, w = np.random.randn(2)
    for batch in epoch.batches(m):
        b, w = epoch.update(b, w, batch)
    return epoch.mse(b, w)


def test_the_page_prints_what_its_sentences_speak_of():
    with redirect_stdout(io.StringIO()) as printed:
        runpy.run_path(epoch.__file__)
    assert printed.getvalue() == PRINTED


@pytest.mark.claim("All four used each of the 80 points once, so all four are one epoch.")
@pytest.mark.parametrize("m, updates", [(80, 1), (32, 3), (16, 5), (1, 80)])
def test_an_epoch_uses_every_point_once(m, updates):
    batches = list(epoch.batches(m))
    assert len(batches) == updates == -(-80 // m)
    assert sorted(np.concatenate(batches)) == list(range(80))


@pytest.mark.claim("There, one round of the steps is one epoch, and a single loop will do:")
def test_with_the_whole_batch_an_epoch_is_one_round_of_the_steps():
    b, w = pipeline.first_b, pipeline.first_w
    error = b + w * pipeline.x_train - pipeline.y_train
    b = b - 0.1 * 2 * error.mean()
    w = w - 0.1 * 2 * (pipeline.x_train * error).mean()
    loss = ((b + w * pipeline.x_train - pipeline.y_train) ** 2).mean()
    assert after_one_epoch(80) == pytest.approx(loss)


@pytest.mark.claim("A smaller batch gives more updates per epoch.")
@pytest.mark.claim("Each builds on the one before, so here the loss is lower.")
def test_more_updates_in_the_epoch_got_further():
    losses = [after_one_epoch(m) for m in (80, 32, 16, 1)]
    assert losses == sorted(losses, reverse=True)
    for m in (32, 16, 1):
        np.random.seed(42)
        b, w = np.random.randn(2)
        after = [epoch.mse(b, w)]
        for batch in epoch.batches(m):
            b, w = epoch.update(b, w, batch)
            after.append(epoch.mse(b, w))
        assert (np.diff(after) < 0).mean() > 0.5


@pytest.mark.claim(
    "(At a rate of 1, well above the largest stable rate, the order turns round: updates make the"
    " loss larger, so more of them make it worse.)"
)
def test_above_the_largest_stable_rate_more_updates_make_it_worse(monkeypatch):
    x = pipeline.x_train[:, 0]
    steepest = np.linalg.eigvalsh(2 * np.array([[1, x.mean()], [x.mean(), (x**2).mean()]]))[-1]
    assert 2 / steepest < 1
    monkeypatch.setattr(epoch, "lr", 1)
    for seed in range(20):
        losses = []
        for m in (80, 32, 16, 1):
            np.random.seed(42)
            b, w = np.random.randn(2)
            before = epoch.mse(b, w)
            np.random.seed(seed)
            for batch in epoch.batches(m):
                b, w = epoch.update(b, w, batch)
            losses.append(epoch.mse(b, w))
        assert before < losses[0] < losses[1] < losses[2] < losses[3]


@pytest.mark.claim(
    "Each batch gives one update, even a smaller batch at the end. At the end of the bar, every "
    "point has been used once."
)
@pytest.mark.claim("The next epoch shuffles them anew.")
def test_each_epoch_shuffles_anew():
    np.random.seed(0)
    first, second = (np.concatenate(list(epoch.batches(16))) for _ in range(2))
    assert set(first) == set(second) == set(range(80))
    assert (first != second).any()


@pytest.mark.claim(
    "After 1000 epochs, $b$ and $w$ are close to the true values 1 and 2, from which the "
    "data were made."
)
def test_after_1000_epochs_b_and_w_are_close_to_the_true_values():
    assert pipeline.n_epochs == 1000
    assert pipeline.b[0] == pytest.approx(pipeline.true_b, abs=0.05)
    assert pipeline.w[0] == pytest.approx(pipeline.true_w, abs=0.05)


@pytest.mark.claim(
    "More epochs would hardly change them: they are almost at the minimum for these 80 noisy "
    "points, which isn't exactly at 1 and 2."
)
def test_without_noise_the_loop_reaches_the_true_values():
    x = pipeline.x_train
    b, w = pipeline.first_b, pipeline.first_w
    for _ in range(1000):
        error = b + w * x - (pipeline.true_b + pipeline.true_w * x)
        b, w = b - 0.2 * error.mean(), w - 0.2 * (x * error).mean()
    assert [b[0], w[0]] == pytest.approx([1, 2], abs=1e-5)
    best_w, best_b = np.polyfit(pipeline.x_train[:, 0], pipeline.y_train[:, 0], 1)
    assert [pipeline.b[0], pipeline.w[0]] == pytest.approx([best_b, best_w], abs=1e-6)
    assert abs(best_w - 2) > 0.03


@pytest.mark.claim(
    "So each round uses a fifth of the points, drawn by chance from all of them, and some are used "
    "more often than others."
)
def test_one_batch_a_round_is_a_fifth_of_an_epoch():
    assert epoch.times.mean() == 1000 / 5 == 200
    assert epoch.times.min() < 180 < 220 < epoch.times.max()
