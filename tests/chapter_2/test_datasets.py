"""A dataset is two methods, a point is made when it is asked for."""

import runpy

import numpy as np
import pytest
import torch
from torch import nn
from torch.utils.data import DataLoader, Dataset, IterableDataset, TensorDataset

from chapter_1.pytorch_pipeline import x_train_tensor, y_train_tensor
from chapter_2 import datasets as page
from chapter_2.pipeline import x, y, y_tensor


class Asked:
    """No Dataset by name; it writes down what it is asked."""

    def __init__(self, count):
        self.count, self.calls = count, []

    def __len__(self):
        self.calls.append("len")
        return self.count

    def __getitem__(self, i):
        self.calls.append(i)
        if i >= self.count:
            raise IndexError
        return torch.tensor([float(i)])


@pytest.mark.claim("These two methods are all it takes.")
@pytest.mark.claim(
    "In Python, len(points) calls points.__len__(), and points[0] calls points.__getitem__(0)."
)
def test_two_methods_are_all_that_a_loader_needs():
    asked = Asked(5)
    assert len(asked) == 5 and asked[0].item() == 0
    assert asked.calls == ["len", 0]
    batches = [batch[:, 0].tolist() for batch in DataLoader(asked, batch_size=2)]
    assert batches == [[0, 1], [2, 3], [4]]
    assert set(asked.calls) == {"len", 0, 1, 2, 3, 4}


@pytest.mark.claim("For tensors of equal length PyTorch has this class ready-made:")
@pytest.mark.claim(
    "A point comes as a pair, feature first, so a loop can unpack it: for x, y in points:."
)
def test_own_and_ready_made_give_the_same_points():
    assert isinstance(page.points, TensorDataset) and type(page.own) is page.PointDataset
    assert len(page.own) == len(page.points) == 80
    for i in range(80):
        ours, theirs = page.own[i], page.points[i]
        for mine, its, whole in zip(ours, theirs, (x_train_tensor, y_train_tensor), strict=True):
            assert torch.equal(mine, its) and torch.equal(mine, whole[i].cpu())
    assert all(torch.equal(x, page.x_train[i]) for i, (x, y) in enumerate(page.points))
    first_x, first_y = page.own[0]
    assert first_x.item() == pytest.approx(0.7713, rel=1e-4)
    assert first_y.item() == pytest.approx(2.4745, rel=1e-4)


@pytest.mark.claim(
    "One. The length is written in the class, and the point is computed in the call."
)
@pytest.mark.claim("Only photos[i] opens one.")
def test_a_point_is_made_when_it_is_asked_for(monkeypatch):
    made = []
    computed = page.ExactLine.__getitem__
    monkeypatch.setattr(
        page.ExactLine, "__getitem__", lambda self, i: made.append(i) or computed(self, i)
    )
    line = page.ExactLine()
    assert len(line) == 1_000_000 and made == []
    x_one, y_one = line[250_000]
    assert made == [250_000] and vars(line) == {}
    assert (x_one.item(), y_one.item()) == (0.25, 1.5)


@pytest.mark.claim(
    "As a point is made anew in each call, it may also differ from epoch to epoch: photos "
    "are shifted or mirrored at random, which is called data augmentation."
)
def test_a_point_made_by_chance_differs_in_the_next_epoch():
    class Mirrored(Dataset):
        def __len__(self):
            return 20

        def __getitem__(self, i):
            row = torch.arange(3)
            return row.flip(0) if torch.rand(1) < 0.5 else row

    torch.manual_seed(0)
    loader = DataLoader(Mirrored(), batch_size=20)
    epochs = [next(iter(loader)) for _ in range(2)]
    assert not torch.equal(*epochs)
    assert torch.equal(epochs[0].sort(1)[0], epochs[1].sort(1)[0])


@pytest.mark.claim("__len__ looks at x only.")
@pytest.mark.claim(
    "list, like a for loop, asks for point 0, 1, 2 and so on until there is an IndexError, and takes "
    "that for the end."
)
@pytest.mark.claim("It comes at 20, where y_val ends.")
def test_a_loop_ends_at_the_first_index_error():
    asked = Asked(3)
    for _ in asked:
        pass
    assert asked.calls == [0, 1, 2, 3]
    assert len(page.mixed) == 80 and len(list(page.mixed)) == sum(1 for _ in page.mixed) == 20
    page.mixed[19]
    with pytest.raises(IndexError):
        page.mixed[20]


@pytest.mark.claim(
    "A data loader asks for as many points as len says, so it raises that IndexError."
)
def test_a_loader_asks_for_as_many_points_as_len_says():
    batches = iter(DataLoader(page.mixed, batch_size=10))
    next(batches), next(batches)
    with pytest.raises(IndexError, match="index 20"):
        next(batches)


@pytest.mark.claim(
    "If y were longer than x, nothing would show that features get other points' targets."
)
def test_targets_of_all_points_would_be_wrong_ones_without_an_error():
    wrong = page.PointDataset(page.x_train, y_tensor)
    assert len(wrong) == len(list(wrong)) == 80
    [(xs, ys)] = DataLoader(wrong, batch_size=80)
    assert not (ys == page.y_train).any()
    assert abs(np.corrcoef(xs[:, 0], ys[:, 0])[0, 1]) < 0.3
    assert np.corrcoef(page.x_train[:, 0], page.y_train[:, 0])[0, 1] > 0.9


@pytest.mark.claim("Fix: compare the lengths in __init__, or take TensorDataset.")
def test_tensor_dataset_compares_lengths():
    for other in (page.y_val, y_tensor):
        with pytest.raises(AssertionError, match="Size mismatch"):
            TensorDataset(page.x_train, other)


@pytest.mark.claim(
    "A data loader makes batches of a dataset's points, and turns arrays into tensors."
)
@pytest.mark.claim(
    "The loader keeps their 64 bits, which PyTorch calls Double; the layer's parameters have 32."
)
@pytest.mark.claim("Fix: torch.as_tensor(x).float() before the dataset is made.")
def test_arrays_become_tensors_of_64_bits():
    assert isinstance(page.arrays[0][0], np.ndarray)
    assert page.x_batch.dtype == torch.float64 and page.x_batch.type() == "torch.DoubleTensor"
    layer = nn.Linear(1, 1)
    assert {p.dtype for p in layer.parameters()} == {torch.float32}
    fixed = page.PointDataset(torch.as_tensor(x).float(), torch.as_tensor(y).float())
    batch, _ = next(iter(DataLoader(fixed)))
    assert layer(batch).shape == (1, 1)


@pytest.mark.claim(
    "The loader is made without complaint, and fails at the first batch (with shuffle=True, already "
    "when it is made): it has to know from how many points it may choose."
)
@pytest.mark.claim(
    "For data of unknown length, such as a stream, there is IterableDataset, which yields "
    "one point after another."
)
def test_without_a_length_only_a_stream_is_dealt_out():
    loader = DataLoader(page.NoLen())
    with pytest.raises(TypeError, match="has no len"):
        next(iter(loader))
    with pytest.raises(TypeError, match="has no len"):
        DataLoader(page.NoLen(), shuffle=True)

    class Stream(IterableDataset):
        def __iter__(self):
            yield from torch.arange(5)

    assert [batch.tolist() for batch in DataLoader(Stream(), batch_size=2)] == [[0, 1], [2, 3], [4]]


def test_pairs_of_neighbours():
    class Pairs(Dataset):
        a = [3, 1, 4, 1]

        def __len__(self):
            return len(self.a) - 1

        def __getitem__(self, i):
            return self.a[i], self.a[i + 1]

    assert len(Pairs()) == 3 and Pairs()[1] == (1, 4) and Pairs()[0] == (3, 1)


def test_what_the_page_prints(capsys):
    runpy.run_path(page.__file__)
    assert capsys.readouterr().out.splitlines() == [
        "80",
        "(tensor([0.7713]), tensor([2.4745]))",
        "80 (tensor([0.7713]), tensor([2.4745]))",
        "(tensor([0.2500]), tensor([1.5000]))",
        "80",
        "20",
        "AssertionError: Size mismatch between tensors",
        "RuntimeError: mat1 and mat2 must have the same dtype, but got Double and Float",
        "TypeError: object of type 'NoLen' has no len()",
    ]
