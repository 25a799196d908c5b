import numpy as np
import pytest

from chapter_0 import pipeline
from chapter_0 import train_validation_split as page


@pytest.mark.claim(
    "There are 80 and 20 points, none is in both sets, and both sets reach over nearly "
    "the whole range of $x$."
)
def test_every_point_is_in_exactly_one_set():
    both = np.concatenate([page.train_idx, page.val_idx])
    assert sorted(both) == list(range(100))
    assert (len(page.train_idx), len(page.val_idx)) == (80, 20)


@pytest.mark.claim(
    "Each list of indices selects rows from both x and y, so every $x$ keeps its own $y$."
)
def test_every_x_keeps_its_y():
    pairs = set(zip(pipeline.x[:, 0], pipeline.y[:, 0], strict=True))
    for x, y in [(page.x_train, page.y_train), (page.x_val, page.y_val)]:
        assert set(zip(x[:, 0], y[:, 0], strict=True)) <= pairs


@pytest.mark.claim(
    "There are 80 and 20 points, none is in both sets, and both sets reach over nearly "
    "the whole range of $x$."
)
def test_shuffled_validation_points_reach_over_nearly_the_whole_range():
    assert np.ptp(page.x_val) > 0.9 * np.ptp(pipeline.x)


@pytest.mark.claim(
    "Nothing fails, but the two ranges lie apart: training ends at 0.77, validation begins at 0.78."
)
def test_without_shuffling_sorted_data_split_into_two_ranges():
    assert (len(page.x_first), len(page.x_last)) == (80, 20)
    assert page.x_first.max() < page.x_last.min()


def test_separate_shuffles_lose_the_line():
    random = np.random.default_rng(0)
    together = np.corrcoef(pipeline.x[:, 0], pipeline.y[:, 0])[0, 1]
    apart = np.corrcoef(random.permutation(pipeline.x[:, 0]), pipeline.y[:, 0])[0, 1]
    assert together > 0.9 and abs(apart) < 0.3
