"""Each batch makes one update; the epoch loss is the mean over points, and over models."""

import copy
import inspect
import runpy

import matplotlib.pyplot as plt
import numpy as np
import pytest
import torch
from torch import nn, optim
from torch.utils.data import DataLoader

from chapter_1 import pytorch_pipeline
from chapter_2 import mini_batch_loop as page
from chapter_2 import pipeline

BATCHES = [0.6803, 0.4535, 0.3471, 0.1982, 0.1054]


def by_hand(epochs, batch_size=16):
    """The losses of the batches, and each model before its update, in the loop written out."""
    generator = torch.Generator().manual_seed(42)
    loader = DataLoader(
        pipeline.train_set, batch_size=batch_size, shuffle=True, generator=generator
    )
    torch.manual_seed(42)
    model = nn.Sequential(nn.Linear(1, 1))
    optimizer = optim.SGD(model.parameters(), lr=0.1)
    losses, models = [], []
    for _ in range(epochs):
        batches = []
        for x, y in loader:
            models.append(copy.deepcopy(model))
            loss = ((model(x) - y) ** 2).mean()
            batches.append((loss.item(), len(x)))
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        losses.append(batches)
    return losses, [*models, model]


def epoch_loss(batches):
    return sum(loss * count for loss, count in batches) / sum(count for _, count in batches)


def full_loss(model):
    x, y = pipeline.x_tensor[pipeline.train_idx], pipeline.y_tensor[pipeline.train_idx]
    with torch.no_grad():
        return ((model(x) - y) ** 2).mean().item()


@pytest.fixture(scope="module")
def run():
    return by_hand(205)


def test_the_run_of_the_page_prints_its_numbers(capsys):
    runpy.run_path(page.__file__)
    assert capsys.readouterr().out.splitlines() == [
        "OrderedDict([('0.weight', tensor([[1.9679]])), ('0.bias', tensor([1.0212]))])",
        "last epoch 0.0082",
        "OrderedDict([('0.weight', tensor([[1.9690]])), ('0.bias', tensor([1.0235]))])",
        *[f"batch {loss:.4f}" for loss in BATCHES],
        "mean  0.3569",
        "model 0.1095",
        "0.0078, mean 0.0082",
        "0.0071, mean 0.0082",
        "0.0092, mean 0.0082",
        "0.0084, mean 0.0081",
        "0.0131, mean 0.0082",
    ]


@pytest.mark.claim("Very close: five updates in each of 200 epochs are 1000 updates, too.")
@pytest.mark.claim("They read 16 000 points instead of 80 000.")
def test_two_hundred_epochs_of_five_updates(run):
    losses, models = run
    assert page.losses == pytest.approx([epoch_loss(batches) for batches in losses[:200]], rel=1e-5)
    assert len(losses[0]) == 5 and len(page.losses) * 5 == 1000
    assert sum(count for batches in losses[:200] for _, count in batches) == 16_000
    after = models[1000]
    assert after[0].weight.item() == pytest.approx(1.9679, rel=1e-4)
    assert after[0].bias.item() == pytest.approx(1.0212, rel=1e-4)
    ended = pytorch_pipeline.model.state_dict().values()
    for one, other in zip(after.state_dict().values(), ended, strict=True):
        assert abs(one.item() - other.item()) < 0.003


@pytest.mark.claim(
    "The 1000 epochs of Chapter 1, with one update each, ended at bias 1.0235 and weight 1.9690."
)
@pytest.mark.claim("Nothing in train_epoch depends on the batch size or the model.")
@pytest.mark.claim("Here each epoch makes one update, and 1000 epochs end where Chapter 1 ended.")
def test_one_batch_of_all_points_is_the_loop_of_chapter_1():
    assert len(page.whole) == 1 and pytorch_pipeline.n_epochs == 1000
    state, ended = page.other.state_dict(), pytorch_pipeline.model.state_dict()
    assert state.keys() == ended.keys()
    for name, value in state.items():
        torch.testing.assert_close(value, ended[name], rtol=1e-4, atol=0)
    assert ended["0.bias"].item() == pytest.approx(1.0235, rel=1e-4)
    assert ended["0.weight"].item() == pytest.approx(1.9690, rel=1e-4)
    names = inspect.getclosurevars(pipeline.train_epoch)
    assert set(names.globals) == {"device"} and set(names.builtins) == {"len"}
    network = nn.Sequential(nn.Linear(1, 5), nn.Tanh(), nn.Linear(5, 1))
    optimizer = optim.Adam(network.parameters(), lr=0.01)
    step = pipeline.make_train_step(network, nn.L1Loss(), optimizer)
    for size in (1, 7, 80):
        loader = DataLoader(pipeline.train_set, batch_size=size)
        pipeline.train_epoch(step, loader)
        assert optimizer.state[network[0].weight]["step"].item() >= len(loader)


@pytest.mark.claim(
    "In an epoch, each batch makes one update; the epoch loss is the mean over all points, taken "
    "while the model changes."
)
@pytest.mark.claim("With nn.MSELoss(), the loss of a batch is the mean over its points.")
@pytest.mark.claim(
    "Multiplied by the number of these points, it is the sum of their squared errors."
)
@pytest.mark.claim(
    "The sum over all batches, divided by the number of all points, is the epoch loss."
)
@pytest.mark.claim("Every point counts the same in it, even if the last batch is smaller.")
@pytest.mark.parametrize("size", [1, 7, 16, 32, 80])
def test_every_point_counts_the_same_in_the_epoch_loss(size):
    """With updates that move nothing, the epoch loss is that of all points."""
    model = nn.Sequential(nn.Linear(1, 1))
    optimizer = optim.SGD(model.parameters(), lr=0.0)
    steps = []

    def counted(x, y):
        steps.append(len(x))
        return frozen(x, y)

    frozen = pipeline.make_train_step(model, nn.MSELoss(), optimizer)
    loader = DataLoader(pipeline.train_set, batch_size=size)
    assert pipeline.train_epoch(counted, loader) == pytest.approx(full_loss(model), rel=1e-5)
    assert len(steps) == len(loader) and sum(steps) == 80
    moving, _ = by_hand(3, size)
    model, step, loader = page.new_parts(size)
    for batches in moving:
        returned = pipeline.train_epoch(step, loader)
        assert returned == pytest.approx(epoch_loss(batches), rel=1e-5)


@pytest.mark.claim(
    "Each batch is moved to the device when its turn comes, so a GPU needs room for one batch at a "
    "time, not for the whole dataset."
)
def test_only_batches_are_moved(monkeypatch):
    monkeypatch.setattr(pipeline, "device", "meta")
    seen = []
    loader = DataLoader(pipeline.train_set, batch_size=16)

    def step(x, y):
        seen.append((x.device.type, y.device.type, len(x)))
        return 0.0

    pipeline.train_epoch(step, loader)
    assert seen == [("meta", "meta", 16)] * 5
    assert pipeline.points.tensors[0].device.type == "cpu"


@pytest.mark.claim(
    "Five updates in each epoch. The epoch loss is the mean of the five dots. The model that comes "
    "out of the epoch is better: in each of these 8 epochs, its loss on all training points lies "
    "below the bar, far below in the first epoch, a little in the last ones."
)
def test_the_figure_shows_epoch_losses_above_the_losses_after(monkeypatch, run):
    monkeypatch.setattr(plt, "show", lambda: None)
    plt.close("all")
    runpy.run_path(page.__file__)
    axes = plt.gca()
    losses, models = run
    dots, diamonds = (line.get_ydata() for line in axes.lines)
    bars = [segment[0][1] for segment in axes.collections[0].get_segments()]
    each = [loss for batches in losses[:8] for loss, _ in batches]
    np.testing.assert_allclose(dots, each, rtol=1e-5)
    np.testing.assert_allclose(bars, np.reshape(each, (8, 5)).mean(axis=1), rtol=1e-5)
    after = [full_loss(models[5 * (epoch + 1)]) for epoch in range(20)]
    np.testing.assert_allclose(diamonds, after[:8], rtol=1e-5)
    for epoch in range(20):
        assert after[epoch] < epoch_loss(losses[epoch])
    below = [after[epoch] / epoch_loss(losses[epoch]) for epoch in range(8)]
    assert below[0] < 0.4 and min(below[2:]) > 0.9
    plt.close("all")


@pytest.mark.claim(
    "Each loss belongs to a different state of the model: train_step computes the loss "
    "first, then makes the update."
)
@pytest.mark.claim(
    "But a validation loss is computed after the epoch, from the newest state. So it can "
    "be the lower one, although the model wasn't trained on its points."
)
def test_each_loss_belongs_to_the_model_before_its_update(run):
    losses, models = run
    assert [loss for loss, _ in losses[0]] == pytest.approx(BATCHES, abs=5e-5)
    assert page.losses[0] == pytest.approx(np.mean(BATCHES), abs=5e-5)
    assert full_loss(models[5]) == pytest.approx(0.1095, abs=5e-5)
    assert page.loss_of_all(page.new) == pytest.approx(full_loss(models[5]), rel=1e-5)
    weights = [model[0].weight.item() for model in models[:6]]
    assert len(set(weights)) == 6
    assert pipeline.losses[0] == pytest.approx(page.losses[0], rel=1e-5)
    x, y = pipeline.x_tensor[pipeline.val_idx], pipeline.y_tensor[pipeline.val_idx]
    with torch.no_grad():
        of_the_last = ((models[5](x) - y) ** 2).mean().item()
    assert pipeline.val_losses[0] == pytest.approx(of_the_last, rel=1e-5)
    # of 20 models that learn from 80 points, all have a lower loss on 80 other points
    draw = torch.Generator().manual_seed(0)
    for _ in range(20):
        x = torch.rand(160, 1, generator=draw)
        y = 1 + 2 * x + 0.1 * torch.randn(160, 1, generator=draw)
        model, step, _ = page.new_parts()
        reported = [step(x[k : k + 16], y[k : k + 16]) for k in range(0, 80, 16)]
        with torch.no_grad():
            assert nn.functional.mse_loss(model(x[80:]), y[80:]).item() < np.mean(reported)


@pytest.mark.claim(
    "While training makes fast progress, the epoch loss is too high for the newest state, "
    "because its losses come from states that are, on average, about half an epoch older."
)
def test_the_models_of_an_epoch_are_half_an_epoch_older(run):
    losses, models = run
    for count in (5, 100, 1000):
        # the first loss is `count` updates older than the newest model, the last one is one older
        ages = np.arange(count, 0, -1) / count
        assert ages.mean() == pytest.approx(0.5, abs=0.11)
    for epoch in range(20):
        assert epoch_loss(losses[epoch]) > full_loss(models[5 * (epoch + 1)])
    assert epoch_loss(losses[0]) > 3 * full_loss(models[5])


@pytest.mark.claim(
    "But each batch pulls towards its own minimum, so the parameters wobble to the end."
)
def test_the_parameters_wobble_to_the_end(run):
    _, models = run
    weights = np.array([model[0].weight.item() for model in models])
    steps = np.abs(np.diff(weights[900:1000]))
    assert steps.max() > 0.005
    # with all points, they have all but stopped
    _, whole = by_hand(1000, batch_size=80)
    settled = np.array([model[0].weight.item() for model in whole[900:]])
    assert np.abs(np.diff(settled)).max() < 1e-5
    x = pipeline.x_tensor[pipeline.train_idx].numpy().ravel().astype(float)
    y = pipeline.y_tensor[pipeline.train_idx].numpy().ravel().astype(float)
    minima = [np.polyfit(x[k : k + 16], y[k : k + 16], 1)[0] for k in range(0, 80, 16)]
    assert np.ptp(minima) > 0.05


@pytest.mark.claim(
    "On the left is the loss of the last batch, which says little about the other 64 points."
)
def test_the_last_batch_jumps_and_the_epoch_loss_does_not(run):
    losses, _ = run
    last = [batches[-1][0] for batches in losses[200:205]]
    mean = [epoch_loss(batches) for batches in losses[200:205]]
    assert last == pytest.approx([0.0078, 0.0071, 0.0092, 0.0084, 0.0131], abs=5e-5)
    assert mean == pytest.approx([0.0082, 0.0082, 0.0082, 0.0081, 0.0082], abs=5e-5)
    assert np.ptp(last) > 20 * np.ptp(mean)
    # over many epochs, it hardly goes with the mean of the other four batches
    many, _ = by_hand(400)
    rows = np.array([[loss for loss, _ in batches] for batches in many[200:]])
    assert np.corrcoef(rows[:, -1], rows[:, :-1].mean(axis=1))[0, 1] < 0


@pytest.mark.claim(
    "(3 · 32 + 2 · 32 + 10 · 16) / 80 = 320 / 80. Each loss counts as often as its batch has points."
)
@pytest.mark.claim("In it, a point of the last batch counts twice as much as one of the others.")
def test_three_batches_of_two_sizes():
    reported = iter([3, 2, 10])
    loader = DataLoader(pipeline.train_set, batch_size=32)
    assert pipeline.train_epoch(lambda x, y: next(reported), loader) == 4
    assert 3 * 32 + 2 * 32 + 10 * 16 == 320 and (3 + 2 + 10) / 3 == 5
    shares = [1 / 3 / len(x) for x, y in loader]
    assert shares[2] == 2 * shares[1] == 2 * shares[0]


@pytest.mark.claim(
    "Single batches differ even if the model no longer moves. What levels off is the epoch loss."
)
def test_batches_of_a_model_at_rest_differ(run):
    _, models = run
    at_rest = models[1000]
    generator = torch.Generator().manual_seed(42)
    loader = DataLoader(pipeline.train_set, batch_size=16, shuffle=True, generator=generator)
    with torch.no_grad():
        epochs = [[((at_rest(x) - y) ** 2).mean().item() for x, y in loader] for _ in range(20)]
    assert max(map(max, epochs)) > 2 * min(map(min, epochs))
    assert np.mean(epochs, axis=1) == pytest.approx([full_loss(at_rest)] * 20, rel=1e-5)


@pytest.mark.claim(
    "That is batch gradient descent, as in Chapter 1. At the same learning rate, it needs more epochs "
    "to get as far."
)
@pytest.mark.claim(
    "The 200 epochs use the same data, each point 200 times. But parameters move by updates, and "
    "there are only a fifth as many."
)
def test_two_hundred_epochs_of_one_update_come_less_far(run):
    _, models = run
    losses, whole = by_hand(200, batch_size=80)
    assert [len(batches) for batches in losses] == [1] * 200
    x = pipeline.x_tensor[pipeline.train_idx].numpy().ravel().astype(float)
    y = pipeline.y_tensor[pipeline.train_idx].numpy().ravel().astype(float)
    w, b = np.polyfit(x, y, 1)
    lowest = ((b + w * x - y) ** 2).mean()
    assert full_loss(whole[200]) - lowest > 5 * (full_loss(models[1000]) - lowest)


def test_what_the_pipeline_prints(capsys):
    runpy.run_path(pipeline.__file__)
    assert capsys.readouterr().out.splitlines() == [
        "OrderedDict([('0.weight', tensor([[1.9679]])), ('0.bias', tensor([1.0212]))])",
        "0.0082 0.0084",
        "tensor([[1.4148],",
        "        [2.0052],",
        "        [2.9891]])",
    ]
