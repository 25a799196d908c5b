import io
import runpy
from contextlib import redirect_stdout

import numpy as np
import pytest

from chapter_0 import batch_size_trade_off as page
from chapter_0 import pipeline
from chapter_0.batch_size_trade_off import best, runs, sizes, updates_needed

PRINTED = """\
lowest loss of any line: 0.0080
batch  rate  updates  points
   80   0.7       21    1680
   16   0.6       30     480
    1  0.15      113     113
rate     80     16      1
0.05    305    304    304
0.10    152    151    176
0.15    101    101    113
0.20     76     76  rough
0.50     30     34  rough
0.60     25     30  rough
0.70     21  rough  rough
batch size 1
  8000000 calls per epoch
  8 numbers per update
batch size 1000
  8000 calls per epoch
  8000 numbers per update
batch size 1000000
  8 calls per epoch
  8000000 numbers per update
batch of 80: 0.0000
batch of 16: 0.0007
batch of 1: 0.0172
"""


def test_the_page_prints_what_its_sentences_speak_of():
    with redirect_stdout(io.StringIO()) as printed:
        runpy.run_path(page.__file__)
    assert printed.getvalue() == PRINTED


def loss(b, w):
    return ((b + w * pipeline.x_train - pipeline.y_train) ** 2).mean()


def test_the_excess_is_the_loss_minus_the_lowest():
    assert page.lowest == pytest.approx(0.0080, abs=5e-5)
    for b, w in ((0.5, -0.1), (1.0, 2.0), (3.0, -4.0)):
        assert page.excess(b, w) == pytest.approx(loss(b, w) - page.lowest)
    assert runs[80][0.1][0] == pytest.approx(loss(pipeline.first_b, pipeline.first_w) - page.lowest)


def test_one_run_of_all_points_is_plain_batch_descent():
    b, w = pipeline.first_b, pipeline.first_w
    for update in range(5):
        error = b + w * pipeline.x_train - pipeline.y_train
        b, w = b - 0.2 * error.mean(), w - 0.2 * (pipeline.x_train * error).mean()
        assert runs[80][0.1][update + 1] == pytest.approx(loss(b, w) - page.lowest)


def test_the_table_counts_updates_until_the_goal():
    assert [[updates_needed(size, lr) for size in (80, 16, 1)] for lr in page.rates] == [
        [305, 304, 304],
        [152, 151, 176],
        [101, 101, 113],
        [76, 76, "rough"],
        [30, 34, "rough"],
        [25, 30, "rough"],
        [21, "rough", "rough"],
    ]
    assert page.sizes == (80, 16, 1)
    assert page.rates == (0.05, 0.1, 0.15, 0.2, 0.5, 0.6, 0.7)


def test_the_first_update_below_the_goal_is_counted():
    n = updates_needed(16, 0.1)
    assert runs[16][0.1][n] < 0.002 < runs[16][0.1][n - 1]
    assert page.goal == 0.002
    assert {len(runs[size][lr]) for size in sizes for lr in page.rates} == {1501}


def test_rough_is_judged_by_the_last_500_updates(monkeypatch):
    curve = np.full(1501, page.goal / 2)
    curve[7] = page.goal
    monkeypatch.setattr(page, "runs", {1: {0.1: curve}})
    assert updates_needed(1, 0.1) == 0
    curve[:8] = page.goal
    assert updates_needed(1, 0.1) == 8
    curve[-501] = 10
    assert updates_needed(1, 0.1) == 8
    curve[-500] = 10
    assert updates_needed(1, 0.1) == "rough"


@pytest.mark.claim("Read a row: about as many, until the noise gets in the way.")
def test_at_one_rate_all_sizes_need_about_as_many_updates():
    for lr in page.rates:
        row = [updates_needed(size, lr) for size in sizes]
        counts = [n for n in row if n != "rough"]
        assert max(counts) <= 1.2 * min(counts)


@pytest.mark.claim(
    "With a strict goal and a constant rate, the batch of all 80 wins on both counts: at a "
    "hundredth of this goal, the smaller batches need rates so low that they read more points, "
    "too."
)
def test_a_strict_goal_turns_the_count_of_points():
    goal = page.goal / 100
    whole = (runs[80][0.7] < goal).argmax()
    assert whole > 0
    smaller = {16: (0.06, 0.08, 0.1, 0.12, 0.2), 1: (0.004, 0.005, 0.006, 0.01, 0.02)}
    for size, rates in smaller.items():
        curves = page.descend(size, rates, n_updates=9000).values()
        borne = [each for each in curves if each[-500:].mean() <= goal]
        assert 2 <= len(borne) < 5
        fewest = min((each < goal).argmax() for each in borne)
        assert fewest > whole and size * fewest > 80 * whole


@pytest.mark.claim(
    "Read a column from the top: up to the highest rate that isn't rough, a higher rate needs fewer "
    "updates."
)
def test_a_higher_rate_needs_fewer_updates():
    for size in sizes:
        column = [updates_needed(size, lr) for lr in page.rates]
        counts = [n for n in column if n != "rough"]
        assert len(counts) >= 3
        assert counts == sorted(counts, reverse=True)


@pytest.mark.claim(
    "So a larger batch gains by allowing a higher rate: single points are rough at 0.2, batches of 16 not even "
    "at 0.6."
)
def test_a_larger_batch_bears_a_higher_rate():
    assert updates_needed(1, 0.2) == "rough"
    assert updates_needed(16, 0.6) != "rough"


def test_the_rates_of_the_race_are_the_best_of_the_table():
    for size, chosen in best.items():
        borne = [lr for lr in page.rates if updates_needed(size, lr) != "rough"]
        assert chosen == max(borne)


@pytest.mark.claim("Counted in points, the batch of all 80 is the last to reach the goal.")
@pytest.mark.claim("Counted in updates, single points are.")
@pytest.mark.claim("The mini-batch of 16 is last in neither panel.")
@pytest.mark.claim(
    "The batch of all 80 reads fifteen times as many points as batches of one, which make five "
    "times as many updates."
)
def test_each_extreme_is_last_by_one_count_and_the_mini_batch_by_none():
    updates = {size: updates_needed(size, lr) for size, lr in best.items()}
    points = {size: size * n for size, n in updates.items()}
    assert points == {80: 1680, 16: 480, 1: 113}
    assert max(points, key=points.get) == 80
    assert max(updates, key=updates.get) == 1
    assert points[80] / points[1] == pytest.approx(15, abs=0.2)
    assert updates[1] / updates[80] == pytest.approx(5, abs=0.5)
    assert points[16] < points[80] / 3 and updates[16] < updates[1] / 3


class Counted:
    """Stands for an array, and counts what is called on it."""

    calls = 0

    def _call(self, *_):
        Counted.calls += 1
        return Counted()

    __getitem__ = __mul__ = __rmul__ = __add__ = __radd__ = __sub__ = _call

    def mean(self):
        Counted.calls += 1
        return 1.0


@pytest.mark.claim(
    "An update is eight calls of NumPy on its batch: fetch $x$, fetch $y$, multiply, add, "
    "subtract, mean, multiply, mean."
)
def test_an_update_is_eight_calls():
    b, w, lr, batch, x, y = 1.0, 1.0, 0.1, [0], Counted(), Counted()
    x_batch, y_batch = x[batch], y[batch]
    error = b + w * x_batch - y_batch
    b = b - lr * 2 * error.mean()
    w = w - lr * 2 * (x_batch * error).mean()
    assert Counted.calls == page.calls == 8


@pytest.mark.claim("Single points pay the fixed price eight million times.")
@pytest.mark.claim(
    "Batches of 1000 pay a thousandth of either, because 1000 is the square root of a million."
)
@pytest.mark.claim("Per epoch, all three work through the same eight million numbers.")
def test_batches_of_1000_pay_a_thousandth_of_either():
    calls = {m: page.calls * (page.n // m) for m in (1, 1000, 1_000_000)}
    numbers = {m: page.calls * m for m in (1, 1000, 1_000_000)}
    assert page.n == 1_000_000
    assert calls[1] == numbers[page.n] == 8_000_000
    assert {calls[m] * m for m in calls} == {8_000_000}
    assert calls[1000] == numbers[1000] == 8_000_000 / 1000


@pytest.mark.claim(
    "With single points, the excess is about twice the lowest loss: a step multiplies the noise of "
    "its gradient by the rate, and near the minimum the noise of one point is over four times that "
    "of 16."
)
@pytest.mark.claim("Batches of 16 still end below the goal.")
def test_single_points_hover_at_twice_the_lowest_loss():
    ends = {size: runs[size][0.5][-500:].mean() for size in sizes}
    assert page.end == ends[1]
    assert ends[80] < 1e-9
    assert ends[16] == pytest.approx(0.0007, abs=5e-5)
    assert ends[1] == pytest.approx(2 * page.lowest, rel=0.1)
    assert ends[16] < page.goal
    error = page.best_b + page.best_w * page.x - page.y
    g_i = 2 * np.stack([error, page.x * error])
    single = g_i.var(axis=1).sum() ** 0.5
    # drawn without replacement from 80
    of_16 = (g_i.var(axis=1).sum() / 16 * (80 - 16) / 79) ** 0.5
    assert 4 < single / of_16 < 5
    lower = [runs[1][lr][-500:].mean() for lr in (0.05, 0.1, 0.2, 0.5)]
    assert lower == sorted(lower)
