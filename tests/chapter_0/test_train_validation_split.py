import numpy as np

from chapter_0 import pipeline
from chapter_0 import train_validation_split as page


def test_every_point_is_in_exactly_one_set():
    both = np.concatenate([page.train_idx, page.val_idx])
    assert sorted(both) == list(range(100))
    assert (len(page.train_idx), len(page.val_idx)) == (80, 20)


def test_every_x_keeps_its_y():
    pairs = set(zip(pipeline.x[:, 0], pipeline.y[:, 0], strict=True))
    for x, y in [(page.x_train, page.y_train), (page.x_val, page.y_val)]:
        assert set(zip(x[:, 0], y[:, 0], strict=True)) <= pairs


def test_shuffled_validation_points_reach_over_nearly_the_whole_range():
    assert np.ptp(page.x_val) > 0.9 * np.ptp(pipeline.x)


def test_without_shuffling_sorted_data_split_into_two_ranges():
    assert (len(page.x_first), len(page.x_last)) == (80, 20)
    assert page.x_first.max() < page.x_last.min()


def test_separate_shuffles_lose_the_line():
    random = np.random.default_rng(0)
    together = np.corrcoef(pipeline.x[:, 0], pipeline.y[:, 0])[0, 1]
    apart = np.corrcoef(random.permutation(pipeline.x[:, 0]), pipeline.y[:, 0])[0, 1]
    assert together > 0.9 and abs(apart) < 0.3
