"""One call of train_step is one update of Chapter 1's loop, of the model that it was made with."""

import copy
import runpy

import matplotlib.pyplot as plt
import numpy as np
import pytest
import torch
from torch import nn, optim

from chapter_1.pytorch_pipeline import x_train_tensor, y_train_tensor
from chapter_2 import train_step as page
from chapter_2.pipeline import make_train_step


def parts():
    torch.manual_seed(42)
    model = nn.Sequential(nn.Linear(1, 1))
    return model, nn.MSELoss(), optim.SGD(model.parameters(), lr=0.1)


def written_out(epochs):
    """The losses and the parameters of the loop of Chapter 1."""
    model, loss_fn, optimizer = parts()
    losses = []
    for _ in range(epochs):
        model.train()
        loss = loss_fn(model(x_train_tensor), y_train_tensor)
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
        losses.append(loss.item())
    return losses, model.state_dict()


@pytest.mark.claim("Weight and bias equal Chapter 1's to the last bit, and so do all 1000 losses.")
def test_the_losses_are_those_of_the_loop_written_out():
    losses, state = written_out(1000)
    assert page.losses == losses and len(losses) == 1000
    for name, value in state.items():
        assert torch.equal(page.trained[name], value)
    assert page.trained["0.bias"].item() == pytest.approx(1.0235, rel=1e-4)
    assert page.trained["0.weight"].item() == pytest.approx(1.9690, rel=1e-4)
    assert losses[0] == pytest.approx(0.7256, rel=1e-4)
    assert losses[-1] == pytest.approx(0.0080, abs=5e-5)


@pytest.mark.claim("make_train_step updates nothing.")
@pytest.mark.claim(
    "It returns the inner function without calling it: train_step, not train_step()."
)
@pytest.mark.claim(
    "Of the five things that go into it, only two will change from call to call, once there are "
    "mini-batches: x and y."
)
def test_the_maker_moves_no_parameter():
    model, loss_fn, optimizer = parts()
    before = copy.deepcopy(model.state_dict())
    step = make_train_step(model.eval(), loss_fn, optimizer)
    assert not model.training
    assert all(torch.equal(value, before[name]) for name, value in model.state_dict().items())
    step(x_train_tensor, y_train_tensor)
    assert model.training
    assert not torch.equal(model[0].weight, before["0.weight"])
    assert step.__code__.co_varnames[:2] == ("x", "y") and step.__code__.co_argcount == 2


@pytest.mark.claim(
    "They are the same for any model that predicts y from x, any loss function and any batch, so "
    "they belong in one function."
)
def test_it_trains_other_models_with_other_parts():
    torch.manual_seed(0)
    model = nn.Sequential(nn.Linear(1, 8), nn.ReLU(), nn.Linear(8, 1))
    optimizer = optim.Adam(model.parameters(), lr=0.01)
    step = make_train_step(model, nn.L1Loss(), optimizer)
    losses = [step(x_train_tensor[:16], y_train_tensor[:16]) for _ in range(200)]
    assert losses[-1] < losses[0] / 5


@pytest.mark.claim(
    "train_step keeps the model that it was made with, whatever the name model refers to later."
)
@pytest.mark.claim("It goes on training the old one and reports the old one's loss.")
def test_a_new_model_is_not_reached():
    assert page.new_loss.item() == page.start_loss == pytest.approx(0.7256, rel=1e-4)
    assert page.reported == pytest.approx(0.0080, abs=5e-5)
    assert page.reported <= page.losses[-1]
    fresh = parts()[0]
    assert torch.equal(page.new_model[0].weight, fresh[0].weight)


@pytest.mark.claim(
    "The old optimiser holds the old model's parameters: with it, a new train_step would report "
    "0.7256 in every call."
)
def test_the_old_optimiser_does_not_reach_a_new_model():
    old, loss_fn, optimizer = parts()
    new = parts()[0]
    step = make_train_step(new, loss_fn, optimizer)
    losses = [step(x_train_tensor, y_train_tensor) for _ in range(50)]
    assert losses == [losses[0]] * 50 and losses[0] == pytest.approx(0.7256, rel=1e-4)
    assert torch.equal(old[0].weight, new[0].weight)


@pytest.mark.claim("The model learned to predict the feature from the target.")
@pytest.mark.claim("The inverse of the true line has slope 0.5.")
@pytest.mark.claim("Noise in $y$ tends to make the fitted slope a little smaller.")
def test_swapped_arguments_fit_x_by_y():
    slope, bias = page.swapped[0].weight.item(), page.swapped[0].bias.item()
    assert slope == pytest.approx(0.4969, rel=1e-4) and bias == pytest.approx(-0.4984, rel=1e-4)
    assert slope < 0.5
    exact = np.polyfit(y_train_tensor[:, 0].numpy(), x_train_tensor[:, 0].numpy(), 1)
    assert [slope, bias] == pytest.approx(exact, abs=1e-4)
    assert np.polyfit([1, 3], [0, 1], 1) == pytest.approx([0.5, -0.5])
    draw, slopes = np.random.default_rng(0), []
    for _ in range(500):
        xs = draw.random(80)
        slopes.append(np.polyfit(1 + 2 * xs + 0.1 * draw.normal(size=80), xs, 1)[0])
    assert 0.47 < np.mean(slopes) < 0.495 and np.mean(np.array(slopes) < 0.5) > 0.9


@pytest.mark.claim(
    "The tensor would keep the graph that it was computed with, so a list of a thousand of "
    "them would keep a thousand graphs."
)
def test_a_returned_tensor_keeps_its_graph_and_cannot_be_drawn():
    model, loss_fn, _ = parts()
    loss = loss_fn(model(x_train_tensor), y_train_tensor)
    loss.backward()
    assert loss.grad_fn is not None and loss.grad_fn.next_functions
    with pytest.raises(RuntimeError, match="Can't call numpy"):
        plt.plot([loss])
    plt.close()


def test_what_the_page_prints(capsys):
    runpy.run_path(page.__file__)
    assert capsys.readouterr().out.splitlines() == [
        "first loss 0.7256",
        "last loss  0.0080",
        "OrderedDict([('0.weight', tensor([[1.9690]])), ('0.bias', tensor([1.0235]))])",
        "reported  0.0080",
        "new model 0.7256",
        "OrderedDict([('0.weight', tensor([[0.4969]])), ('0.bias', tensor([-0.4984]))])",
    ]
