"""A seeded generator of its own repeats a loader's orders; a state leads back to any epoch."""

import random
import runpy

import matplotlib.pyplot as plt
import numpy as np
import pytest
import torch
from torch import nn, optim
from torch.utils.data import DataLoader

from chapter_2 import pipeline
from chapter_2 import shuffling as page


def own(seed=42):
    return torch.Generator().manual_seed(seed)


def loader_with(generator):
    return DataLoader(range(80), batch_size=16, shuffle=True, generator=generator)


def order(loader):
    return torch.cat(list(loader)).tolist()


def train(reseed):
    """The loss of all training points after the 200 epochs of the pipeline."""
    generator = own()
    loader = DataLoader(pipeline.train_set, batch_size=16, shuffle=True, generator=generator)
    torch.manual_seed(42)
    model = nn.Linear(1, 1)
    optimizer = optim.SGD(model.parameters(), lr=0.1)
    step = pipeline.make_train_step(model, nn.MSELoss(), optimizer)
    for _ in range(200):
        if reseed:
            generator.manual_seed(42)
        pipeline.train_epoch(step, loader)
    with torch.no_grad():
        return nn.functional.mse_loss(model(page.x_train_tensor), page.y_train_tensor).item()


def test_what_the_page_prints(capsys):
    runpy.run_path(page.__file__)
    assert capsys.readouterr().out.splitlines() == [
        "epoch 1 [76, 34, 32, 13, 0]",
        "epoch 2 [23, 46, 3, 34, 63]",
        "seeded  [76, 34, 32, 13, 0]",
        "next  [23, 46, 3, 34, 63]",
        "next  [51, 55, 21, 25, 46]",
        "again [23, 46, 3, 34, 63]",
        "5 different batches",
        "0.8823",
        "0.3829",
        "w 0.0177",
        "b 1.9281",
        "mean of the targets 1.9538",
    ]


@pytest.mark.claim(
    "Give a loader a seeded generator of its own: then every run gets the same batches, whatever else "
    "draws random numbers."
)
@pytest.mark.claim(
    "The second epoch goes on where the first one left the generator, so its order is different."
)
@pytest.mark.claim(
    "Seeded again, the generator begins again, and a second run has the orders of the first, epoch by "
    "epoch."
)
def test_a_seeded_generator_repeats_the_run():
    generator = own()
    loader = loader_with(generator)
    first = [order(loader) for _ in range(20)]
    assert len({tuple(epoch) for epoch in first}) == 20
    generator.manual_seed(42)
    second = []
    for _ in range(20):
        torch.rand(3)
        np.random.rand(3)
        random.random()
        second.append(order(loader))
    assert second == first
    assert [order(loader) for loader in [loader_with(own())] * 2] == first[:2]


@pytest.mark.claim(
    "The dataset is range(80): the point at place 7 is the number 7, so the batches show the order "
    "itself."
)
def test_points_come_in_the_order_of_the_places():
    assert loader_with(own()).dataset[7] == 7
    loader = DataLoader(pipeline.train_set, batch_size=16, shuffle=True, generator=own())
    x = torch.cat([x for x, y in loader])
    places = order(loader_with(own()))
    assert torch.equal(x, torch.stack([pipeline.train_set[i][0] for i in places]))


@pytest.mark.claim(
    "A loader without a generator draws from the global one, and so do new layers with random"
    " parameters, torch.rand, and dropout on a CPU."
)
@pytest.mark.claim("One more draw by any of them, and all later orders are different.")
@pytest.mark.parametrize(
    "draw",
    [
        lambda: nn.Linear(1, 1),
        lambda: nn.functional.dropout(torch.ones(1)),
        lambda: torch.rand(1),
    ],
)
def test_one_more_draw_changes_all_later_orders(draw):
    torch.manual_seed(42)
    loader = loader_with(None)
    undisturbed = [order(loader) for _ in range(20)]
    torch.manual_seed(42)
    disturbed = [order(loader)]
    draw()
    disturbed += [order(loader) for _ in range(19)]
    assert disturbed[0] == undisturbed[0]
    for one, other in zip(disturbed[1:], undisturbed[1:], strict=True):
        assert one != other


@pytest.mark.claim(
    "The first places of three epochs' orders. The bar is one draw from the global generator. A "
    "loader with a generator of its own doesn't notice it. For a loader without one, it changes "
    "every later order (orange)."
)
def test_the_figure_shows_orders_that_change_after_a_draw(monkeypatch):
    monkeypatch.setattr(plt, "show", lambda: None)
    plt.close("all")
    runpy.run_path(page.__file__)
    boxes, pairs = map(plt.figure, plt.get_fignums())
    texts = [text.get_text() for text in boxes.axes[0].texts]
    by_row = [text for text in texts if text.endswith("…")]
    assert by_row[0:3] == ["76 34 32 …", "23 46 3 …", "51 55 21 …"] == by_row[3:6]
    assert by_row[6] == by_row[9] and by_row[7] != by_row[10] and by_row[8] != by_row[11]
    edges = [patch.get_edgecolor() for patch in boxes.axes[0].patches]
    assert len(edges) == 12 and len(set(edges)) == 2
    assert len({*edges[:10]}) == 1 and edges[10] == edges[11] != edges[0]
    assert len(boxes.axes[0].lines) == 2
    kept, lost = pairs.axes
    for axes in (kept, lost):
        points = axes.collections[0].get_offsets()
        assert len(points) == 80
        for values, tensor in zip(
            points.T, (page.x_train_tensor, page.y_train_tensor), strict=True
        ):
            np.testing.assert_allclose(np.sort(values), np.sort(tensor.ravel().numpy()))
    corr = [np.corrcoef(axes.collections[0].get_offsets().T)[0, 1] for axes in (kept, lost)]
    assert corr[0] > 0.98 and abs(corr[1]) < 0.4
    plt.close("all")


@pytest.mark.claim("A seed leads back to the first epoch.")
@pytest.mark.claim("A saved state leads back to where it was saved, here to the end of epoch 1.")
@pytest.mark.claim(
    "So a run that is to go on tomorrow with the same orders has to save the state today."
)
def test_a_state_leads_back_to_any_epoch():
    generator = own()
    loader = loader_with(generator)
    orders, states = [], []
    for _ in range(10):
        states.append(generator.get_state())
        orders.append(order(loader))
    for k in (7, 0, 4):
        anew = torch.Generator()
        anew.set_state(states[k])
        later = loader_with(anew)
        assert [order(later) for _ in range(10 - k)] == orders[k:]
    assert order(loader_with(own())) == orders[0]
    assert torch.equal(page.state, states[1])


@pytest.mark.claim(
    "A state from the middle of one leads to the order of neither this epoch nor the next: this order "
    "is already drawn, and the loader draws once more at its end."
)
def test_a_state_from_the_middle_of_an_epoch_leads_to_neither_order():
    for k in range(4):
        generator = own()
        loader = loader_with(generator)
        orders = [order(loader) for _ in range(k)]
        begun = iter(loader)
        first = next(begun).tolist()
        middle = generator.get_state()
        rest = [batch.tolist() for batch in begun]
        orders += [sum(rest, first), order(loader)]
        anew = torch.Generator()
        anew.set_state(middle)
        assert order(loader_with(anew)) not in orders
    whole, left = own(), own()
    for _ in loader_with(whole):
        pass
    for _ in loader_with(left):
        break
    assert not torch.equal(whole.get_state(), left.get_state())
    assert order(loader_with(whole)) != order(loader_with(left))
    # one more shuffle of 80, and it stands where the whole pass ended
    torch.randperm(80, generator=left)
    assert torch.equal(whole.get_state(), left.get_state())


@pytest.mark.claim(
    "Each epoch begins with the same seed, so each has the same order, and the same five batches."
)
@pytest.mark.claim(
    "Nothing warns you: the line of this chapter ends with nearly the same loss either way."
)
def test_seeding_in_the_loop_repeats_the_batches():
    generator = own()
    loader = loader_with(generator)
    batches = [frozenset(batch.tolist()) for _ in range(200) for batch in loader]
    assert len(set(batches)) == 1000
    generator.manual_seed(42)
    assert page.batches == {tuple(batch.tolist()) for batch in loader} and len(page.batches) == 5
    losses = [train(reseed=True), train(reseed=False)]
    assert losses == pytest.approx([0.00805, 0.00805], abs=5e-6)


@pytest.mark.claim(
    "Each pass over a DataLoader draws a number, shuffled or not. It is a seed for the "
    "processes that may fetch batches, drawn even if there are none."
)
@pytest.mark.claim("Without a generator of the loader's own, it comes from the global one.")
@pytest.mark.claim("So validating once more can change which values dropout drops next.")
def test_a_pass_draws_from_the_global_generator():
    torch.manual_seed(42)
    for _ in DataLoader(range(20)):
        pass
    after_pass = torch.get_rng_state()
    torch.manual_seed(42)
    torch.empty((), dtype=torch.int64).random_()
    assert torch.equal(torch.get_rng_state(), after_pass)

    def dropped(loader):
        torch.manual_seed(42)
        for _ in loader:
            pass
        return nn.functional.dropout(torch.ones(50)).tolist()

    torch.manual_seed(42)
    undisturbed = nn.functional.dropout(torch.ones(50)).tolist()
    assert dropped(pipeline.val_loader) != undisturbed
    fixed = DataLoader(pipeline.val_set, batch_size=16, generator=torch.Generator())
    assert dropped(fixed) == undisturbed


@pytest.mark.claim(
    "(The pipeline of this chapter does without one for validation: once training has begun, nothing "
    "else draws from the global generator.)"
)
def test_the_pipeline_validates_without_a_generator():
    assert pipeline.val_loader.generator is None
    assert pipeline.train_loader.generator is pipeline.generator
    before = torch.get_rng_state()
    pipeline.evaluate(pipeline.model, pipeline.loss_fn, pipeline.val_loader)
    assert not torch.equal(torch.get_rng_state(), before)
    before = torch.get_rng_state()
    held = pipeline.generator.get_state()
    optimizer = optim.SGD(pipeline.model.parameters(), lr=0.0)
    step = pipeline.make_train_step(pipeline.model, pipeline.loss_fn, optimizer)
    pipeline.train_epoch(step, pipeline.train_loader)
    assert torch.equal(torch.get_rng_state(), before)
    assert not torch.equal(pipeline.generator.get_state(), held)
    pipeline.generator.set_state(held)


@pytest.mark.claim(
    "Each loader shuffles for itself, so each feature meets the target of a random point, drawn anew "
    "in each epoch."
)
@pytest.mark.claim(
    "Then features say nothing about targets, and the best line is nearly flat, at about the mean of "
    "the targets."
)
def test_pairs_are_lost():
    x, y = page.x_train_tensor.ravel(), page.y_train_tensor.ravel()
    target_of = {value.item(): target.item() for value, target in zip(x, y, strict=True)}
    met = set()
    for _ in range(5):
        pairs = list(zip(order(page.xs), order(page.ys), strict=True))
        assert sum(target_of[a[0]] == b[0] for a, b in pairs) < 8
        met.add(next(b[0] for a, b in pairs if a[0] == x[0].item()))
    assert len(met) > 2
    assert page.model[0].weight.item() == pytest.approx(0.0177, abs=5e-5)
    assert page.model[0].bias.item() == pytest.approx(1.9281, abs=5e-5)
    # over all ways to pair them, the best line is on average flat, at the mean
    draw = np.random.default_rng(0)
    fits = [np.polyfit(x, draw.permutation(y.numpy()), 1) for _ in range(500)]
    w, b = np.mean(fits, axis=0)
    assert abs(w) < 0.05 and b == pytest.approx(y.mean().item(), abs=0.03)


@pytest.mark.claim("The loader draws from PyTorch's global generator.")
@pytest.mark.claim(
    "NumPy's seed doesn't reach it. NumPy, PyTorch and Python's random each have a generator of their "
    "own. For this loader: torch.manual_seed(42), or better its own torch.Generator."
)
def test_other_seeds_do_not_reach_the_loader():
    torch.manual_seed(42)
    loader = loader_with(None)
    undisturbed = [order(loader) for _ in range(2)]
    torch.manual_seed(42)
    before = np.random.get_state()[1].tolist(), random.getstate()
    disturbed = [order(loader)]
    assert (np.random.get_state()[1].tolist(), random.getstate()) == before
    np.random.seed(42)
    random.seed(42)
    disturbed.append(order(loader))
    assert disturbed == undisturbed


@pytest.mark.claim(
    "Each epoch draws the same order from the same seed, so it is cut into the same 10 batches."
)
@pytest.mark.claim(
    "The same seed gives the same order, not the same batch. In each epoch, that order is cut into 10 "
    "different batches."
)
def test_fifty_epochs_of_the_same_ten_batches():
    generator = torch.Generator()
    loader = DataLoader(range(1000), batch_size=100, shuffle=True, generator=generator)
    batches = []
    for _ in range(50):
        generator.manual_seed(0)
        batches += [tuple(batch.tolist()) for batch in loader]
    assert len(batches) == 500 and len(set(batches)) == 10


@pytest.mark.claim(
    "The new generator stands at its beginning. To get the order of epoch 6, save the state after "
    "epoch 5, and set it before epoch 6."
)
def test_a_new_generator_begins_with_epoch_1():
    generator = own()
    loader = loader_with(generator)
    orders = [order(loader) for _ in range(5)]
    state = generator.get_state()
    orders.append(order(loader))
    anew = own()
    assert order(loader_with(anew)) == orders[0] != orders[5]
    anew.set_state(state)
    assert order(loader_with(anew)) == orders[5]
