import runpy

import numpy as np
import pytest

from chapter_0 import pipeline
from chapter_0 import train_validation_split as page


@pytest.mark.claim("No point is in both sets, and both reach over nearly the whole range of $x$.")
@pytest.mark.claim("The first is certain. The second is only likely after a shuffle, so look.")
def test_every_point_is_in_exactly_one_set():
    both = np.concatenate([page.train_idx, page.val_idx])
    assert sorted(both) == list(range(100))
    assert page.overlap.shape == (20,) and page.overlap.sum() == 0
    for x in (page.x_train, page.x_val):
        assert np.ptp(x) > 0.9 * np.ptp(pipeline.x)
    random = np.random.default_rng(0)
    parts = [random.permutation(pipeline.x[:, 0])[80:] for _ in range(1000)]
    narrow = np.mean([np.ptp(part) < 0.8 * np.ptp(pipeline.x) for part in parts])
    assert 0 < narrow < 0.2


@pytest.mark.claim(
    "The first 80 % of them select the training points, the rest the validation points:"
)
def test_the_first_80_of_100_are_for_training():
    np.testing.assert_array_equal(page.train_idx, pipeline.idx[:80])
    np.testing.assert_array_equal(page.val_idx, pipeline.idx[80:])
    assert page.x_train.shape == (80, 1) and page.x_val.shape == (20, 1)


@pytest.mark.claim(
    "Each list of indices selects rows from both x and y, so every $x$ keeps its own $y$."
)
def test_every_x_keeps_its_y():
    pairs = set(zip(pipeline.x[:, 0], pipeline.y[:, 0], strict=True))
    for x, y in [(page.x_train, pipeline.y_train), (page.x_val, pipeline.y_val)]:
        assert set(zip(x[:, 0], y[:, 0], strict=True)) <= pairs


@pytest.mark.claim(
    "Above: after shuffling, the validation points lie all along the range. Below: sorted "
    "by $x$ and cut without shuffling, every validation point lies further right than every training point."
)
def test_shuffled_validation_points_lie_all_along_the_range_and_sorted_ones_do_not():
    # Shuffled: in each fifth of the range there is a validation point. Sorted: in the last two only.
    shuffled, _ = np.histogram(page.x_val, bins=5, range=(0, 1))
    assert (shuffled > 0).all()
    train, val = page.splits["sorted by x, then cut"]
    assert page.x[val].min() > page.x[train].max() and (len(train), len(val)) == (80, 20)


def misses(fitted, predicted, degree=5):
    """By how much a curve through some points misses others."""
    curve = np.polyfit(page.x[fitted, 0], page.y[fitted, 0], degree)
    return np.abs(np.polyval(curve, page.x[predicted, 0]) - page.y[predicted, 0])


@pytest.mark.claim(
    "The curve has learned nothing about $x$ above 0.77, and it is judged only there."
)
@pytest.mark.claim(
    "Fitted to the shuffled training set, the curve is off by less than 0.25 at every "
    "validation point."
)
def test_without_shuffling_sorted_data_split_into_two_ranges():
    first, last = page.first, page.last
    assert (len(first), len(last), page.end) == (80, 20, last[-1])
    assert page.x[first].max() < page.x[last].min()
    assert f"{page.x[first].max():.2f} {page.x[last].min():.2f}" == "0.77 0.78"
    assert page.x[page.end] == page.x.max()
    assert misses(first, [page.end]) == pytest.approx(page.y[page.end] - page.predicted)
    assert misses(first, last).max() > 2
    assert misses(page.train_idx, page.val_idx).max() < 0.25


@pytest.mark.claim("With other seeds it shoots up, or down, or by luck stays near.")
def test_how_the_curve_goes_on_is_luck():
    off = []
    for seed in range(12):
        random = np.random.RandomState(seed)
        x = np.sort(random.rand(100))
        y = 1 + 2 * x + 0.1 * random.randn(100)
        off.append(np.polyval(np.polyfit(x[:80], y[:80], 5), x[-1]) - y[-1])
    assert max(off) > 2 and min(off) < -2 and min(map(abs, off)) < 0.2


@pytest.mark.claim(
    "Rows that belong together go into the same set, such as several of one person, or copies of one "
    "record."
)
def test_shuffled_copies_would_lie_in_both_sets():
    points = np.repeat(np.arange(50), 2)
    np.random.default_rng(0).shuffle(points)
    assert set(points[:80]) & set(points[80:])


def test_separate_shuffles_lose_the_line():
    random = np.random.default_rng(0)
    together = np.corrcoef(pipeline.x[:, 0], pipeline.y[:, 0])[0, 1]
    apart = np.corrcoef(random.permutation(pipeline.x[:, 0]), pipeline.y[:, 0])[0, 1]
    assert together > 0.9 and abs(apart) < 0.3


def test_shuffle_takes_arrays_of_two_dimensions():
    rows = np.arange(10).reshape(5, 2)
    np.random.default_rng(0).shuffle(rows)
    assert sorted(rows[:, 0]) == [0, 2, 4, 6, 8] and (rows[:, 1] == rows[:, 0] + 1).all()


def test_what_the_page_prints(capsys):
    runpy.run_path(page.__file__)
    assert capsys.readouterr().out.splitlines() == [
        "(80, 1) (20, 1)",
        "in both: 0",
        "train: 0.01 to 0.99",
        "val: 0.05 to 0.97",
        "train to  0.77",
        "val from  0.78",
        "x         [0.99]",
        "measured  [3.05]",
        "predicted [0.62]",
    ]
