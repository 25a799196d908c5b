import io
import runpy
from contextlib import redirect_stdout

import numpy as np
import pytest

from chapter_0 import epoch, pipeline

PRINTED = """\
m = 80: 1 updates
  the last has 80
  loss 1.63
m = 32: 3 updates
  the last has 16
  loss 0.62
m = 16: 5 updates
  the last has 16
  loss 0.33
m = 1: 80 updates
  the last has 1
  loss 0.03
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


@pytest.mark.claim("There, one round of the steps is one epoch, and the loop is short:")
def test_with_the_whole_batch_an_epoch_is_one_round_of_the_steps():
    b, w = pipeline.first_b, pipeline.first_w
    error = b + w * pipeline.x_train - pipeline.y_train
    b = b - 0.1 * 2 * error.mean()
    w = w - 0.1 * 2 * (pipeline.x_train * error).mean()
    loss = ((b + w * pipeline.x_train - pipeline.y_train) ** 2).mean()
    assert after_one_epoch(80) == pytest.approx(loss)


@pytest.mark.claim("Yet the more updates they made of them, the lower the loss here.")
def test_more_updates_in_the_epoch_got_further():
    losses = [after_one_epoch(m) for m in (80, 32, 16, 1)]
    assert losses == sorted(losses, reverse=True)


@pytest.mark.claim(
    "After 1000 epochs, $b$ and $w$ are close to the true values 1 and 2, from which the "
    "data were made."
)
def test_after_1000_epochs_b_and_w_are_close_to_the_true_values():
    assert pipeline.n_epochs == 1000
    assert pipeline.b[0] == pytest.approx(pipeline.true_b, abs=0.05)
    assert pipeline.w[0] == pytest.approx(pipeline.true_w, abs=0.05)


@pytest.mark.claim("They don't reach them, because of the noise in the data.")
def test_without_noise_the_loop_reaches_the_true_values():
    x = pipeline.x_train
    b, w = pipeline.first_b, pipeline.first_w
    for _ in range(1000):
        error = b + w * x - (pipeline.true_b + pipeline.true_w * x)
        b, w = b - 0.2 * error.mean(), w - 0.2 * (x * error).mean()
    assert [b[0], w[0]] == pytest.approx([1, 2], abs=1e-5)
    assert abs(pipeline.w[0] - 2) > 0.01


@pytest.mark.claim(
    '1000 "epochs" with next(batches(16)), yet on average each point was used only 200 times:'
)
@pytest.mark.claim(
    "Each round uses a fifth of the points, drawn afresh from all of them, so that some are "
    "used more often than others."
)
def test_one_batch_a_round_is_a_fifth_of_an_epoch():
    assert epoch.times.mean() == 1000 / 5 == 200
    assert epoch.times.min() < 180 < 220 < epoch.times.max()
