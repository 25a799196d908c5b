"""Early stopping restores the epoch with the lowest validation loss, if it copied and was patient."""

import copy
import runpy

import numpy as np
import pytest
import torch
from torch import nn, optim

from chapter_2 import early_stopping as page
from chapter_2.pipeline import (
    evaluate,
    make_train_step,
    train_set,
    val_loader,
)

LOSSES, VAL = np.array(page.losses), np.array(page.val_losses)


def lows(losses):
    """The epochs with a new lowest loss, counted from 1."""
    return [k + 1 for k, loss in enumerate(losses) if k == 0 or loss < min(losses[:k])]


def after(epochs, snapshots=()):
    """A new run: the model after so many epochs, and its optimiser's state at some of them."""
    torch.manual_seed(42)
    model = nn.Sequential(
        nn.Linear(1, 50), nn.Tanh(), nn.Linear(50, 50), nn.Tanh(), nn.Linear(50, 1)
    )
    optimizer = optim.Adam(model.parameters(), lr=0.01)
    step = make_train_step(model, nn.MSELoss(), optimizer)
    x, y = train_set[range(8)]
    kept = {}
    for epoch in range(1, epochs + 1):
        step(x, y)
        if epoch in snapshots:
            kept[epoch] = copy.deepcopy((model.state_dict(), optimizer.state_dict()))
    return model, optimizer, kept


def test_what_the_page_prints(capsys):
    runpy.run_path(page.__file__)
    assert capsys.readouterr().out.splitlines() == [
        "training   0.0021",
        "validation 0.0285",
        "epoch 177: 0.0117",
        "epoch 127: 0.0083",
        "restored: 0.0117",
        "3 5 2 0.2468",
        "20 64 44 0.0161",
        "50 177 127 0.0083",
        "stops after 600, keeps 600",
        "validation 0.0285",
    ]


@pytest.mark.claim(
    "Here is a model that overfits: a network with two hidden layers of 50 units has 2701 "
    "parameters, and it gets 8 training points."
)
def test_the_network_has_many_parameters_and_few_points():
    assert sum(p.numel() for p in page.model.parameters()) == 2701 == 100 + 2550 + 51
    assert len(page.few) == 8
    x, y = page.few[:]
    whole_x, whole_y = train_set[range(8)]
    assert torch.equal(x, whole_x) and torch.equal(y, whole_y)
    assert LOSSES[-1] < LOSSES[126] / 3 and VAL[-1] > 3 * VAL[126]


@pytest.mark.claim("The optimiser is Adam: AdamW without weight decay.")
def test_adam_is_adamw_without_weight_decay():
    x, y = train_set[range(8)]
    states = []
    for rule in (
        lambda p: optim.Adam(p, lr=0.01),
        lambda p: optim.AdamW(p, lr=0.01, weight_decay=0),
        lambda p: optim.AdamW(p, lr=0.01),
    ):
        torch.manual_seed(0)
        model = nn.Sequential(nn.Linear(1, 5), nn.Tanh(), nn.Linear(5, 1))
        step = make_train_step(model, nn.MSELoss(), rule(model.parameters()))
        for _ in range(50):
            step(x, y)
        states.append(model[0].weight.detach())
    torch.testing.assert_close(states[0], states[1], rtol=1e-5, atol=1e-7)
    assert not torch.allclose(states[0], states[2], rtol=1e-5, atol=1e-7)


@pytest.mark.claim(
    "Above: the validation loss is lowest at epoch 127, and the 50 epochs after it, shaded, bring "
    "no new low. Below: at epoch 127 the curve is nearly straight; after 600 it bends towards the 8 training "
    "points."
)
def test_the_losses_and_the_curves_of_the_figure():
    assert VAL.argmin() + 1 == 127 and len(VAL) == len(LOSSES) == 600
    assert VAL[126] == pytest.approx(0.0082702, rel=1e-4)
    assert VAL[599] == pytest.approx(0.0285489, rel=1e-4)
    assert VAL[176] == pytest.approx(0.0117330, rel=1e-4)
    assert LOSSES[599] == pytest.approx(0.0020997, rel=1e-4)
    x, y = page.few[:]
    grid = torch.linspace(x.min().item(), x.max().item(), 50)
    off, missed, model = {}, {}, copy.deepcopy(page.model)
    for epoch, state in page.states.items():
        model.load_state_dict(state)
        with torch.no_grad():
            curve = model(grid[:, None])[:, 0].numpy()
            missed[epoch] = nn.functional.mse_loss(model(x), y).item()
        line = np.polyval(np.polyfit(grid.numpy(), curve, 1), grid.numpy())
        off[epoch] = np.abs(curve - line).max()
    assert list(off) == [127, 600]
    assert off[127] < 0.06 and off[600] > 3 * off[127]
    assert missed[600] < missed[127] / 2


@pytest.mark.claim(
    "It stops 50 epochs after the best one, and goes back to it: the restored model has the lowest "
    "validation loss of the run."
)
@pytest.mark.claim(
    "Without stopping, the loss would have risen to more than three times as much by epoch 600."
)
def test_the_best_epoch_is_restored():
    assert (page.stopped_after, page.restored_from) == (177, 127)
    assert page.restored == page.best_loss == VAL[:177].min() == VAL.min()
    best = after(127)[0]
    for name, value in best.state_dict().items():
        assert torch.equal(page.restored_state[name], value)
    assert evaluate(best, nn.MSELoss(), val_loader) == page.best_loss
    assert VAL[-1] > 3 * page.best_loss


@pytest.mark.claim("The optimiser still holds its running means from epoch 177.")
@pytest.mark.claim(
    "If training is to go on from the best epoch, copy optimizer.state_dict() as well."
)
@pytest.mark.claim("Only the model is restored.")
def test_going_on_from_the_best_epoch_needs_the_optimiser_too():
    model, optimizer, kept = after(177, (127, 130, 177))
    model.load_state_dict(kept[127][0])
    held = optimizer.state_dict()["state"][0]["exp_avg"]
    assert torch.equal(held, kept[177][1]["state"][0]["exp_avg"])
    assert not torch.equal(held, kept[127][1]["state"][0]["exp_avg"])
    step = make_train_step(model, nn.MSELoss(), optimizer)
    for restore in (False, True):
        model.load_state_dict(kept[127][0])
        if restore:
            optimizer.load_state_dict(kept[127][1])
        for _ in range(3):
            step(*train_set[range(8)])
        same = torch.equal(model[0].weight, kept[130][0]["0.weight"])
        assert same == restore


@pytest.mark.claim(
    "state_dict() returns the model's own tensors, and each update changes them in place."
)
@pytest.mark.claim(
    "After 50 more epochs best holds the parameters of epoch 177, and loading it changes nothing."
)
def test_without_a_copy_best_moves_on():
    model = after(177)[0]
    assert evaluate(model, nn.MSELoss(), val_loader) == VAL[176]
    assert all(torch.equal(page.best[name], value) for name, value in model.state_dict().items())
    state = model.state_dict()
    assert state["0.weight"].data_ptr() == model[0].weight.data_ptr()
    before = copy.deepcopy(state)
    step = make_train_step(model, nn.MSELoss(), optim.SGD(model.parameters(), lr=0.1))
    step(*train_set[range(8)])
    assert not torch.equal(state["0.weight"], before["0.weight"])


@pytest.mark.claim(
    "Here, up to 25 epochs pass between one new low and the next. With less patience, the "
    "loop stops before epoch 127."
)
def test_a_patience_of_25_is_enough_and_24_is_not():
    assert np.diff(lows(VAL)).max() == 25
    assert page.stop(page.val_losses, 25) == (152, 127)
    assert page.stop(page.val_losses, 24) == (68, 44)
    assert not (np.diff(VAL[:127]) < 0).all()


@pytest.mark.claim(
    "What the loop does with the validation losses can be done with a list of them afterwards:"
)
def test_the_rule_on_the_list_ends_as_the_loop():
    assert page.stop(page.val_losses, 50) == (page.stopped_after, page.restored_from)


@pytest.mark.claim(
    "The first rises are swings, not overfitting: the training loss of the same parameters "
    "rises, too."
)
def test_both_losses_rise_at_first():
    model, _, kept = after(5, (2, 3, 4, 5))
    x, y = train_set[range(8)]
    on_train = {}
    for epoch, (state, _) in kept.items():
        model.load_state_dict(state)
        on_train[epoch] = nn.functional.mse_loss(model(x), y).item()
    assert on_train[4] > on_train[3] > on_train[2]
    assert VAL[3] > VAL[2] > VAL[1] and VAL[4] > VAL[1]


@pytest.mark.claim(
    "That costs time, but can't end with a higher validation loss, as the best epoch is restored "
    "anyway."
)
def test_more_patience_never_restores_a_higher_loss():
    rng = np.random.default_rng(0)
    for losses in (VAL, *rng.random((100, 60)), *rng.normal(size=(100, 60)).cumsum(axis=1)):
        ends = [page.stop(losses, patience) for patience in range(1, 40)]
        restored = [losses[best - 1] for _, best in ends]
        assert (np.diff(restored) <= 0).all()
        assert (np.diff([last for last, _ in ends]) >= 0).all()


@pytest.mark.claim(
    "Here the training loss has a new low at least every 15 epochs, so the loop never "
    "stops, and it keeps the epoch that overfits most."
)
def test_the_training_loss_never_stops_the_loop():
    assert np.diff(lows(LOSSES)).max() == 15 and lows(LOSSES)[-1] == 600
    assert VAL[599] == VAL[127:].max()


@pytest.mark.claim(
    "The lowest validation loss was chosen because it is low, so on average it is lower "
    "than the loss on new points."
)
def test_new_points_have_a_higher_loss():
    rng = np.random.default_rng(0)
    x = torch.as_tensor(rng.random((20_000, 1))).float()
    y = 1 + 2 * x + 0.1 * torch.as_tensor(rng.normal(size=(20_000, 1))).float()
    model = copy.deepcopy(page.model)
    model.load_state_dict(page.states[127])
    with torch.no_grad():
        new = nn.functional.mse_loss(model(x), y).item()
    assert new > 1.2 * VAL.min()


def test_the_questions():
    losses = [9, 5, 6, 4, 5, 7, 3, 8]
    assert page.stop(losses, 2) == (6, 4)
    assert page.stop(losses, 1) == (3, 2)
    assert page.stop(page.val_losses, 100) == (227, 127)
