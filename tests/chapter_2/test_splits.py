"""Subsets copy nothing, share no point, and are the same again only from the same numbers."""

import runpy

import numpy as np
import pytest
import torch
from torch.utils.data import Dataset, Subset, TensorDataset, random_split

from chapter_0.pipeline import x_train, x_val
from chapter_2 import splits as page
from chapter_2.pipeline import points, train_idx, train_set, val_idx, val_set, x_tensor


class Watched(Dataset):
    """Writes down which of its points are asked for."""

    def __init__(self):
        self.asked = []

    def __len__(self):
        return 100

    def __getitem__(self, i):
        self.asked.append(i)
        return i


def seeded(lengths, seed=42):
    return random_split(points, lengths, generator=torch.Generator().manual_seed(seed))


@pytest.mark.claim("The indices are those that Chapter 0 shuffled:")
def test_the_subsets_are_chapter_0s_sets():
    for subset, array in ((train_set, x_train), (val_set, x_val)):
        assert len(subset) == len(array)
        xs = np.array([point[0].item() for point in subset])
        np.testing.assert_array_equal(xs, array[:, 0].astype(np.float32))
    assert sorted([*train_set.indices, *val_set.indices]) == list(range(100))


@pytest.mark.claim(
    "A subset is a dataset, too: it says how many points it has, and gives one by its number."
)
@pytest.mark.claim(
    "Asked for its point 0, it looks up its own index 0 and asks the whole dataset for point 76."
)
@pytest.mark.claim("No point was copied.")
@pytest.mark.claim("The first index of train_idx is 76.")
def test_a_subset_asks_the_whole_dataset_when_it_is_asked():
    watched = Watched()
    subset = Subset(watched, train_idx)
    assert isinstance(subset, Dataset) and len(subset) == 80 and watched.asked == []
    assert subset[0] == train_idx[0] == 76 and watched.asked == [76]
    assert train_set.dataset is val_set.dataset is points
    whole = TensorDataset(x_tensor.clone())
    part = Subset(whole, train_idx)
    whole.tensors[0][76] = 5
    assert part[0][0].item() == 5


@pytest.mark.claim(
    "random_split shuffles the numbers of all points, cuts the list, and returns a Subset for each "
    "part."
)
@pytest.mark.claim("Lengths are numbers of points, or fractions that add up to 1.")
def test_random_split_is_a_shuffled_list_that_is_cut():
    order = torch.randperm(100, generator=torch.Generator().manual_seed(42)).tolist()
    for lengths in ([80, 20], [0.8, 0.2]):
        parts = seeded(lengths)
        assert [part.indices for part in parts] == [order[:80], order[80:]]
        assert all(type(part) is Subset and part.dataset is points for part in parts)
    assert [part.indices for part in page.by_random_split] == [order[:80], order[80:]]
    assert order[80:85] == [2, 91, 8, 53, 30]
    assert sorted(order) == list(range(100))
    assert [len(part) for part in seeded([0.5, 0.3, 0.2])] == [50, 30, 20]


@pytest.mark.claim(
    "The same seed gives the same numbers in the same generator, and PyTorch's generator is not NumPy's."
)
def test_the_same_seed_chooses_other_points_than_numpy():
    assert seeded([80, 20])[1].indices == seeded([80, 20])[1].indices
    assert set(page.by_random_split[1].indices) != set(val_idx.tolist())
    np.random.seed(42)
    np.random.rand(100, 1), np.random.randn(100, 1)
    again = np.arange(100)
    np.random.shuffle(again)
    np.testing.assert_array_equal(again[80:], val_idx)


@pytest.mark.claim(
    "On average, 80 % of a new split's validation points were training points before, as 80 % of all points were."
)
def test_splits_of_other_seeds_leak_80_percent():
    known = set(train_idx.tolist())
    shares = [np.mean([i in known for i in seeded([80, 20], s)[1].indices]) for s in range(300)]
    assert np.mean(shares) == pytest.approx(0.8, abs=0.02)
    assert len(page.leaked) == 16
    assert page.leaked == set(page.new_val.indices) - set(page.val.indices)


@pytest.mark.claim(
    "The sizes are right, and neither split has a point in both parts, so no check of one split finds "
    "the leak."
)
@pytest.mark.claim("The validation loss now comes mostly from points that were trained on.")
def test_each_of_two_splits_is_a_right_one():
    torch.manual_seed(42)
    for val in (page.val, page.new_val):
        train, again = random_split(points, [80, 20])
        assert again.indices == val.indices
        assert (len(train), len(again)) == (80, 20)
        assert sorted(train.indices + again.indices) == list(range(100))
    assert len(page.leaked) > len(page.new_val) / 2


@pytest.mark.claim(
    "Fix: generator=g, with g = torch.Generator().manual_seed(42) made anew before each split, or save the indices."
)
@pytest.mark.claim("A generator that is used twice draws two different splits.")
@pytest.mark.claim(
    "With torch.manual_seed(42) at the top of a program, the split changes as soon as other random "
    "numbers are drawn before it, such as the first weights of a layer."
)
def test_a_generator_must_be_seeded_anew():
    for _ in range(2):
        torch.rand(1)
        assert seeded([80, 20])[1].indices[:3] == [2, 91, 8]
    shared = torch.Generator().manual_seed(42)
    one, two = (random_split(points, [80, 20], generator=shared)[1] for _ in range(2))
    assert set(one.indices) != set(two.indices)
    chosen = []
    for draw_before in (lambda: None, lambda: None, lambda: torch.nn.Linear(1, 1)):
        torch.manual_seed(42)
        draw_before()
        chosen.append(random_split(points, [80, 20])[1].indices)
    assert chosen[0] == chosen[1] != chosen[2]


@pytest.mark.claim("The first mean includes the validation points:")
@pytest.mark.claim("Fix: index the tensor with the subset's indices first.")
def test_the_mean_of_the_whole_is_not_that_of_the_training_set():
    assert page.whole is x_tensor
    assert page.whole.mean().item() == pytest.approx(0.4702, rel=1e-4)
    assert page.own.mean().item() == pytest.approx(x_train.mean(), rel=1e-5)
    assert page.own.mean().item() == pytest.approx(0.4725, rel=1e-4)
    moved = x_tensor.clone()
    moved[val_idx] += 1
    assert moved.mean() > page.whole.mean() + 0.1
    assert torch.equal(moved[train_set.indices], page.own)


@pytest.mark.claim(
    "random_split gives every point to one of the parts, so the lengths have to add up to "
    "the number of points."
)
@pytest.mark.claim("each part is rounded down, and the points left over go to the first parts")
@pytest.mark.claim(
    "79.2 and 19.8 are rounded down to 79 and 19, and the point that is left goes to the first part."
)
def test_lengths_are_those_of_all_points():
    with pytest.raises(ValueError, match="Sum of input lengths"):
        random_split(points, [80, 21])
    for n in range(5, 130):
        parts = [len(part) for part in random_split(range(n), [0.8, 0.2])]
        assert sum(parts) == n and parts[0] - int(0.8 * n + 1e-9) in (0, 1)
    assert [len(part) for part in random_split(range(99), [0.8, 0.2])] == [80, 19]


@pytest.mark.claim("inner[0] is part[2], and that is points[9].")
def test_subsets_of_subsets():
    part = Subset(range(100), [7, 3, 9])
    inner = Subset(part, [2, 0])
    assert (inner[0], inner[1], part[2]) == (9, 7, 9)


def test_about_160_of_200_were_trained_on():
    today, tomorrow = (
        random_split(range(1000), [0.8, 0.2], generator=torch.Generator().manual_seed(s))
        for s in (0, 1)
    )
    assert 140 < len(set(today[0].indices) & set(tomorrow[1].indices)) < 180


def test_what_the_page_prints(capsys):
    runpy.run_path(page.__file__)
    assert capsys.readouterr().out.splitlines() == [
        "80 20",
        "[76 83 80]",
        *["(tensor([0.7713]), tensor([2.4745]))"] * 2,
        "True",
        "80 20",
        "[2, 91, 8, 53, 30]",
        str(val_idx[:5]),
        "16 were trained on",
        "all 100 0.4702",
        "own 80  0.4725",
        "ValueError: Sum of input lengths does not equal the length of the input dataset!",
    ]
