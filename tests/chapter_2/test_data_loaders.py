"""Each loop over a loader is an epoch: every point once, in batches, shuffled or not."""

import math
import runpy

import matplotlib.pyplot as plt
import pytest
import torch
from torch import nn, optim
from torch.utils.data import DataLoader, Dataset

from chapter_0 import epoch as by_hand
from chapter_2 import data_loaders as page
from chapter_2.pipeline import train_set, val_set


def shuffled(seed=42, **settings):
    generator = torch.Generator().manual_seed(seed)
    return DataLoader(range(80), shuffle=True, generator=generator, **settings)


def epochs(loader, count):
    return [[batch.tolist() for batch in loader] for _ in range(count)]


class Noted(Dataset):
    """Eighty pairs that note which of them was asked for."""

    def __init__(self):
        self.asked = []

    def __len__(self):
        return 80

    def __getitem__(self, index):
        self.asked.append(index)
        return torch.tensor([index]), torch.tensor([-index])


def test_what_the_page_prints(capsys):
    runpy.run_path(page.__file__)
    assert capsys.readouterr().out.splitlines() == [
        "5 batches",
        *["torch.Size([16, 1]) torch.Size([16, 1])"] * 5,
        "2 batches",
        "torch.Size([16, 1]) torch.Size([16, 1])",
        "torch.Size([4, 1]) torch.Size([4, 1])",
        "False 3 [32, 32, 16]",
        "True 2 [32, 32]",
        "TypeError: 'DataLoader' object is not an iterator",
        "16 points",
    ]


@pytest.mark.claim(
    "In Chapter 0, a function dealt out mini-batches: the indices of 80 points, shuffled and cut "
    "into pieces."
)
@pytest.mark.claim(
    "A data loader does that for any dataset that says how many points it has and gives one by its "
    "number."
)
@pytest.mark.claim("Its batches hold the points themselves.")
def test_a_length_and_items_are_enough():
    pieces = list(by_hand.batches(16))
    assert sorted(sum((piece.tolist() for piece in pieces), [])) == list(range(80))
    assert pieces[0].tolist() != sorted(pieces[0])

    class Squares:
        def __len__(self):
            return 5

        def __getitem__(self, index):
            return index**2

    assert [b.tolist() for b in DataLoader(Squares(), batch_size=2)] == [[0, 1], [4, 9], [16]]


@pytest.mark.claim("One loop over a loader is one epoch.")
@pytest.mark.claim("The next loop starts the next epoch; nothing has to be reset.")
@pytest.mark.claim(
    "Each mark puts one point into one batch. Each column has one mark: in an epoch, every point is "
    "used once. Without shuffling, the batches are always the same five stretches of the dataset. "
    "With shuffling, each batch is scattered over the whole dataset, in a new way in each epoch."
)
def test_every_epoch_uses_every_point_once():
    anew = epochs(shuffled(batch_size=16), 20)
    assert len({str(epoch) for epoch in anew}) == 20
    for epoch in anew:
        assert sorted(sum(epoch, [])) == list(range(80))
        for batch in epoch:
            assert max(batch) - min(batch) > 40
    same = epochs(DataLoader(range(80), batch_size=16), 3)
    stretches = [list(range(start, start + 16)) for start in range(0, 80, 16)]
    assert same == [stretches] * 3


def test_the_figure_shows_these_batches(monkeypatch):
    monkeypatch.setattr(plt, "show", lambda: None)
    plt.close("all")
    page_again = runpy.run_path(page.__file__)
    anew = epochs(shuffled(batch_size=16), 2)
    drawn = [[batch.tolist() for batch in batches] for _, batches in page_again["panels"]]
    assert drawn[1:] == anew
    for axes, batches in zip(plt.gcf().axes, drawn, strict=True):
        for k, (bars, batch) in enumerate(zip(axes.collections, batches, strict=True)):
            corners = [path.vertices[:, 0].min() for path in bars.get_paths()]
            assert corners == batch
            assert bars.get_paths()[0].vertices[:, 1].mean() == pytest.approx(k + 1, abs=0.1)
    plt.close("all")


def test_the_training_points_are_dealt_out_in_the_order_of_the_figure():
    generator = torch.Generator().manual_seed(42)
    loader = DataLoader(train_set, batch_size=16, shuffle=True, generator=generator)
    for numbers, (x, y) in zip(shuffled(batch_size=16), loader, strict=True):
        assert torch.equal(x, torch.stack([train_set[i][0] for i in numbers]))
        assert torch.equal(y, torch.stack([train_set[i][1] for i in numbers]))
    made = page.train_loader
    assert made.generator is page.generator and page.generator.initial_seed() == 42
    assert made.dataset is train_set and made.batch_size == page.val_loader.batch_size == 16
    assert isinstance(made.sampler, torch.utils.data.RandomSampler)
    assert isinstance(page.val_loader.sampler, torch.utils.data.SequentialSampler)


@pytest.mark.claim(
    "The training set, with 80 points, and the validation set, with 20, are subsets of one dataset."
)
@pytest.mark.claim(
    "Here a point is a pair: one feature and one target, each a tensor of shape (1,)."
)
@pytest.mark.claim("So a batch is a pair, too: two tensors with 16 rows each.")
@pytest.mark.claim("The last validation batch holds the 4 points that were left.")
def test_items_are_pairs_and_so_are_batches():
    assert (len(train_set), len(val_set)) == (80, 20)
    assert train_set.dataset is val_set.dataset
    assert len(page.train_loader) == len(page.panels[1][1]) == 5
    assert [value.shape for value in train_set[0]] == [(1,), (1,)]
    assert all(len(batch) == 2 and batch[0].shape == (16, 1) for batch in page.train_loader)
    x, y = list(page.val_loader)[-1]
    assert torch.equal(x, torch.stack([val_set[i][0] for i in range(16, 20)]))
    assert torch.equal(y, torch.stack([val_set[i][1] for i in range(16, 20)]))


@pytest.mark.claim(
    "The loader fetches the 16 points of a batch when the loop asks for it, and stacks them, features "
    "on features and targets on targets."
)
@pytest.mark.claim(
    "By default, the program itself fetches the points, so training waits for each batch."
)
def test_items_are_fetched_batch_by_batch():
    dataset = Noted()
    loader = DataLoader(dataset, batch_size=16)
    assert loader.num_workers == 0 and dataset.asked == []
    for k, (x, y) in enumerate(loader, start=1):
        assert dataset.asked == list(range(16 * k))
        assert x.ravel().tolist() == dataset.asked[-16:]
        assert torch.equal(y, -x)


@pytest.mark.claim(
    "That can pay off if a point is an image to be read and decoded (and brought to the size of the "
    "others: points of different shapes can't be stacked)."
)
def test_points_of_different_shapes_are_not_stacked():
    photos = [torch.zeros(4, 5), torch.zeros(4, 6)]
    with pytest.raises(RuntimeError, match="stack expects each tensor to be equal size"):
        list(DataLoader(photos, batch_size=2))
    cut = [photo[:, :5] for photo in photos]
    assert next(iter(DataLoader(cut, batch_size=2))).shape == (2, 4, 5)


@pytest.mark.claim("The length of a loader is its number of batches.")
@pytest.mark.claim(
    "For $n$ points in batches of $m$, that is $\\lceil n / m \\rceil$: $n / m$, rounded up."
)
@pytest.mark.claim("With drop_last=True, the length is rounded down.")
@pytest.mark.claim("The number of points is len(loader.dataset).")
def test_the_length_is_that_of_its_batches():
    for n in (1, 7, 16, 80, 81):
        for m in (1, 5, 16, 100):
            loader = DataLoader(range(n), batch_size=m)
            assert len(loader) == math.ceil(n / m) == len(list(loader))
            assert len(loader.dataset) == n
            full = DataLoader(range(n), batch_size=m, drop_last=True)
            assert len(full) == n // m == len(list(full))


@pytest.mark.claim(
    "Choose it for training if a small batch would harm the model: after a linear layer, "
    "batch norm can't train on a batch of one point, and raises a ValueError."
)
def test_batch_norm_needs_two_points():
    norm = nn.Sequential(nn.Linear(1, 3), nn.BatchNorm1d(3)).train()
    norm(torch.rand(2, 1))
    with pytest.raises(ValueError, match="more than 1 value"):
        norm(torch.rand(1, 1))


@pytest.mark.claim("With shuffling, chance decides anew in each epoch which points are dropped.")
def test_other_points_are_dropped_in_each_epoch():
    dropped = [
        frozenset(range(80)) - frozenset(sum(epoch, []))
        for epoch in epochs(shuffled(batch_size=32, drop_last=True), 100)
    ]
    assert {len(points) for points in dropped} == {16} and len(set(dropped)) == 100
    assert frozenset.union(*dropped) == frozenset(range(80))


@pytest.mark.claim(
    "A loader can start an epoch before the previous one has ended, so it keeps no place itself."
)
@pytest.mark.claim(
    "An iterator does: iter(train_loader) starts an epoch, and next takes its next batch."
)
def test_an_iterator_remembers_its_place():
    loader = DataLoader(range(80), batch_size=16)
    one, other = iter(loader), iter(loader)
    assert next(one).tolist() == next(other).tolist() == list(range(16))
    assert next(one).tolist() == list(range(16, 32))
    assert not hasattr(loader, "__next__") and hasattr(one, "__next__")
    x, _ = next(iter(page.train_loader))
    assert x.shape == (16, 1)


@pytest.mark.claim("Each iter starts a new epoch, and next takes its first batch.")
@pytest.mark.claim("Without shuffling, that is always the same one.")
@pytest.mark.claim('With shuffling, an "epoch" is still one of five batches: Chapter 0\'s trap.')
def test_the_first_batches_alone():
    assert page.times.tolist() == [1000] * 16 + [0] * 64
    loader, times = shuffled(batch_size=16), torch.zeros(80)
    for _ in range(1000):
        times[next(iter(loader))] += 1
    assert times.mean() == 200 and times.min() > 160 and times.max() < 240


@pytest.mark.claim("The loss falls all the same.")
def test_the_loss_falls_though_most_points_are_never_used():
    torch.manual_seed(42)
    model = nn.Linear(1, 1)
    optimizer = optim.SGD(model.parameters(), lr=0.1)
    loader = DataLoader(train_set, batch_size=16)
    losses = []
    for _ in range(1000):
        x, y = next(iter(loader))
        loss = nn.functional.mse_loss(model(x), y)
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
        losses.append(loss.item())
    assert losses[-1] < losses[0] / 50


@pytest.mark.claim(
    "390 batches of 128 hold 49 920 points. The other 80 come as a smaller batch, unless the loader "
    "was made with drop_last=True."
)
@pytest.mark.claim(
    "50 000 / 128 is between 390 and 391, and a started batch counts: 390 full ones and one of 80 "
    "points."
)
def test_the_batches_of_50_000_points():
    assert 390 * 128 == 49_920 and 390 < 50_000 / 128 < 391
    loader = DataLoader(range(50_000), batch_size=128)
    sizes = [len(batch) for batch in loader]
    assert sizes == [128] * 390 + [80] and len(loader) == 391
    assert len(DataLoader(range(50_000), batch_size=128, drop_last=True)) == 390


@pytest.mark.claim(
    "Each iter starts a new epoch, and without shuffling each epoch begins with the same batch."
)
def test_each_iter_starts_with_the_same_batch(capsys):
    loader = DataLoader(range(6), batch_size=2)
    print(next(iter(loader)), next(iter(loader)))
    assert capsys.readouterr().out == "tensor([0, 1]) tensor([0, 1])\n"


@pytest.mark.claim("It is the loss of the same 16 points in every epoch.")
def test_a_dropped_batch_loses_the_last_four_points():
    loader = DataLoader(val_set, batch_size=16, drop_last=True)
    for _ in range(3):
        ((x, _),) = loader
        assert torch.equal(x, torch.stack([val_set[i][0] for i in range(16)]))
