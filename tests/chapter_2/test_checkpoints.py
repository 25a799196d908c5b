"""A run resumed with all three states equals one never stopped; without one of them, it differs."""

import io
import runpy

import numpy as np
import pytest
import torch
from torch import nn, optim
from torch.utils.data import DataLoader

from chapter_1.pytorch_pipeline import x_train_tensor, y_train_tensor
from chapter_2 import checkpoints as page
from chapter_2.pipeline import make_train_step, train_epoch, train_set


def parts(rate=0.05, momentum=0.9):
    torch.manual_seed(42)
    model = nn.Sequential(nn.Linear(1, 1))
    optimizer = optim.SGD(model.parameters(), lr=rate, momentum=momentum)
    generator = torch.Generator().manual_seed(42)
    loader = DataLoader(train_set, batch_size=16, shuffle=True, generator=generator)
    return model, optimizer, generator, loader


def run(model, optimizer, loader, epochs):
    step = make_train_step(model, nn.MSELoss(), optimizer)
    return [train_epoch(step, loader) for _ in range(epochs)]


def reloaded(state):
    file = io.BytesIO()
    torch.save(state, file)
    file.seek(0)
    return torch.load(file)


def orders(generator, epochs):
    loader = DataLoader(range(80), batch_size=16, shuffle=True, generator=generator)
    return [torch.cat(list(loader)).tolist() for _ in range(epochs)]


@pytest.mark.claim(
    "All eight losses equal those of the run that was never stopped, to the last bit."
)
def test_the_resumed_run_equals_the_whole_one():
    model, optimizer, generator, loader = parts()
    whole = run(model, optimizer, loader, 8)
    assert len(page.losses) == 8 and page.losses == page.whole_losses == whole
    assert torch.equal(page.resumed[0][0].weight, model[0].weight)
    assert torch.equal(page.resumed[0][0].bias, model[0].bias)
    assert torch.equal(page.resumed[2].get_state(), generator.get_state())
    assert model[0].bias.item() == pytest.approx(0.9971, rel=1e-4)
    assert model[0].weight.item() == pytest.approx(2.0651, rel=1e-4)
    assert page.checkpoint["epoch"] == len(page.checkpoint["losses"]) == 4
    assert page.checkpoint["losses"] == whole[:4]


@pytest.mark.claim(
    "With all three states restored, the resumed run stays on the grey line. With one of "
    "them left out, it leaves that line in the first epoch after the checkpoint."
)
@pytest.mark.claim("Only the program with all three goes on as if never stopped:")
@pytest.mark.claim("A different run need not be worse.")
def test_each_state_left_out_gives_another_run():
    assert page.runs["nothing"] == page.whole_losses[4:]
    for name in ("model", "optimizer", "generator"):
        assert abs(page.runs[name][0] / page.whole_losses[4] - 1) > 0.05
    rest = {name: run[3] for name, run in page.runs.items()}
    assert not any(
        run == page.whole_losses[4:] for name, run in page.runs.items() if name != "nothing"
    )
    assert rest["optimizer"] < rest["generator"] < rest["nothing"] < rest["model"]


@pytest.mark.claim("Without the state of the model, training starts over from random parameters.")
@pytest.mark.claim("Without the state of the optimiser, the first update is made without momentum.")
def test_what_starts_over():
    half = parts()
    run(half[0], half[1], half[3], 4)
    first, last = parts()[0].state_dict(), half[0].state_dict()
    assert not torch.equal(first["0.weight"], last["0.weight"])

    fresh = parts()
    fresh[0].load_state_dict(last)
    loss = nn.MSELoss()(fresh[0](x_train_tensor), y_train_tensor)
    loss.backward()
    gradient, before = fresh[0][0].weight.grad.clone(), fresh[0][0].weight.detach().clone()
    fresh[1].step()
    torch.testing.assert_close(fresh[0][0].weight.detach(), before - 0.05 * gradient)


@pytest.mark.claim(
    "Without the state of the generator, the new one begins at its seed: epochs 5 to 8 get the orders "
    "of epochs 1 to 4."
)
def test_a_new_generator_repeats_the_orders():
    generator = torch.Generator().manual_seed(42)
    first = orders(generator, 4)
    later = orders(generator, 4)
    assert orders(torch.Generator().manual_seed(42), 4) == first != later
    assert first[0][:5] == [76, 34, 32, 13, 0]


@pytest.mark.claim("An optimiser with momentum remembers the last step of each parameter.")
def test_momentum_keeps_the_last_step():
    model, optimizer, _, loader = parts()
    run(model, optimizer, loader, 1)
    before = [parameter.detach().clone() for parameter in model.parameters()]
    make_train_step(model, nn.MSELoss(), optimizer)(x_train_tensor, y_train_tensor)
    for parameter, old in zip(model.parameters(), before, strict=True):
        kept = optimizer.state[parameter]["momentum_buffer"]
        torch.testing.assert_close(old - 0.05 * kept, parameter.detach())


@pytest.mark.claim("What was saved stays as it is.")
@pytest.mark.claim(
    "The dictionary checkpoint doesn't: state_dict() copies no numbers, so its parameters change "
    "with the next update."
)
def test_the_dictionary_moves_on_and_the_file_does_not():
    model, optimizer, _, loader = parts()
    run(model, optimizer, loader, 4)
    checkpoint = {"model": model.state_dict()}
    file = io.BytesIO()
    torch.save(checkpoint, file)
    before = model[0].weight.detach().clone()
    run(model, optimizer, loader, 1)
    assert torch.equal(checkpoint["model"]["0.weight"], model[0].weight)
    file.seek(0)
    assert torch.equal(torch.load(file)["model"]["0.weight"], before)
    assert not torch.equal(before, model[0].weight)


@pytest.mark.claim(
    "Here momentum carries the bias past its best value, and the run without the optimiser's "
    "state has the lowest loss of all in epochs 6 to 8."
)
@pytest.mark.claim("But its result depends on where it was interrupted.")
def test_without_momentum_here_the_loss_is_lower():
    best = np.polyfit(x_train_tensor[:, 0].numpy(), y_train_tensor[:, 0].numpy(), 1)[1]
    biases = []
    for stop in (5, 7):
        model, optimizer, _, loader = parts()
        run(model, optimizer, loader, stop)
        biases.append(model[0].bias.item())
    assert biases[0] > best + 0.1 and biases[1] < best - 0.1
    for epoch in (1, 2, 3):
        others = [page.runs[name][epoch] for name in ("nothing", "model", "generator")]
        assert page.runs["optimizer"][epoch] < min(others)
    ends = set()
    for stop in (3, 4, 5):
        model, optimizer, _, loader = parts()
        run(model, optimizer, loader, stop)
        again = optim.SGD(model.parameters(), lr=0.05, momentum=0.9)
        run(model, again, loader, 8 - stop)
        ends.add(round(model[0].weight.item(), 4))
    assert len(ends) == 3


@pytest.mark.claim("Neither changes a parameter.")
def test_the_numbers_change_no_parameter():
    past = reloaded(page.checkpoint)
    model, optimizer, generator, loader = parts()
    model.load_state_dict(past["model"])
    optimizer.load_state_dict(past["optimizer"])
    generator.set_state(past["generator"])
    assert run(model, optimizer, loader, 4) == page.whole_losses[4:]


@pytest.mark.claim("Load the file anew for each run that starts from it.")
@pytest.mark.claim(
    "On the CPU, an optimiser takes over the tensors in past without a copy, so training changes "
    "them."
)
def test_a_loaded_dictionary_serves_one_run():
    past = reloaded(page.checkpoint)
    kept = past["optimizer"]["state"][0]["momentum_buffer"]
    before = kept.clone()
    for first in (True, False):
        model, optimizer, generator, loader = parts()
        model.load_state_dict(past["model"])
        optimizer.load_state_dict(past["optimizer"])
        generator.set_state(past["generator"])
        assert torch.equal(kept, before) == first
        assert (run(model, optimizer, loader, 4) == page.whole_losses[4:]) == first


@pytest.mark.claim(
    "The loader draws the order of an epoch at its beginning, so in the middle of one the "
    "generator's state doesn't say which batches are left."
)
def test_the_generator_stands_still_within_an_epoch():
    _, _, generator, loader = parts()
    states = []
    for _ in loader:
        states.append(generator.get_state())
    assert len(states) == 5
    assert all(torch.equal(state, states[0]) for state in states)
    assert not torch.equal(states[0], torch.Generator().manual_seed(42).get_state())


def with_dropout(restored):
    """The losses of 4 epochs after a checkpoint, of a whole run and of a resumed one."""

    def new():
        torch.manual_seed(42)
        model = nn.Sequential(nn.Linear(1, 8), nn.Dropout(0.5), nn.Linear(8, 1))
        return model, optim.SGD(model.parameters(), lr=0.05)

    def train(model, optimizer):
        step = make_train_step(model, nn.MSELoss(), optimizer)
        return [step(x_train_tensor, y_train_tensor) for _ in range(4)]

    model, optimizer = new()
    train(model, optimizer)
    saved = reloaded({"model": model.state_dict(), "random": torch.get_rng_state()})
    whole = train(model, optimizer)

    if restored == "before":
        torch.set_rng_state(saved["random"])
        state = torch.get_rng_state()
        nn.Linear(1, 8)
        assert not torch.equal(state, torch.get_rng_state())
    model, optimizer = new()
    model.load_state_dict(saved["model"])
    if restored == "after":
        torch.set_rng_state(saved["random"])
    return whole, train(model, optimizer)


@pytest.mark.claim("Dropout draws from PyTorch's global generator.")
@pytest.mark.claim(
    "Save torch.get_rng_state(), too, and restore it with torch.set_rng_state after the model is "
    "made, which draws from the same generator."
)
def test_dropout_needs_the_global_state():
    whole, resumed = with_dropout("after")
    assert whole == resumed
    for restored in ("never", "before"):
        whole, resumed = with_dropout(restored)
        assert whole[0] != resumed[0]


@pytest.mark.claim(
    "The generator's state has to be on the CPU; load_state_dict moves parameters and momentum to "
    "the device of the model."
)
def test_states_and_devices():
    _, optimizer, generator, _ = parts()
    elsewhere = generator.get_state().to("meta")
    with pytest.raises(TypeError):
        generator.set_state(elsewhere)
    model = nn.Sequential(nn.Linear(1, 1)).to("meta")
    optimizer = optim.SGD(model.parameters(), lr=0.05, momentum=0.9)
    optimizer.load_state_dict(page.past["optimizer"])
    kept = optimizer.state[model[0].weight]["momentum_buffer"]
    assert page.past["optimizer"]["state"][0]["momentum_buffer"].device.type == "cpu"
    assert kept.device.type == "meta"


@pytest.mark.claim("Saving raises no error; loading does, perhaps weeks later:")
@pytest.mark.claim("np.mean returns a number of a NumPy type.")
@pytest.mark.claim(
    "By default, torch.load makes only tensors, plain Python values and a few other types known to be "
    "safe, since making other objects can run code from the file."
)
@pytest.mark.claim("The message also offers weights_only=False, without this protection.")
@pytest.mark.claim("Code that is hidden in the file runs on your machine.")
def test_what_a_file_may_hold():
    assert isinstance(np.mean([1.0, 2.0]), np.generic)
    with pytest.raises(page.UnpicklingError, match="Weights only load failed") as refused:
        reloaded({"loss": np.mean(page.losses)})
    assert "with `weights_only` set to `False` will likely succeed" in str(refused.value)
    few = {"tensor": torch.ones(1), "plain": [1, "a", {2.5: None}], "type": torch.float32}
    assert reloaded(few) == few
    assert reloaded({"loss": float(np.mean(page.losses))})["loss"] == np.mean(page.losses)

    ran = []
    Hidden.run = ran.append
    file = io.BytesIO()
    torch.save(Hidden(), file)
    file.seek(0)
    with pytest.raises(page.UnpicklingError):
        torch.load(file)
    assert not ran
    file.seek(0)
    torch.load(file, weights_only=False)
    assert ran == ["hidden"]


class Hidden:
    """What runs code when it is loaded."""

    def __reduce__(self):
        return call, ("hidden",)


def call(word):
    Hidden.run(word)


@pytest.mark.claim(
    "The state of an optimiser holds its settings, too, and loading it restores them."
)
@pytest.mark.claim(
    "The state does hold the rate. But the line sets it again, to the same value.",
)
@pytest.mark.claim(
    "Plain SGD remembers nothing from one update to the next, and its rate is in the line."
)
def test_the_settings_are_in_the_state():
    assert page.slower.param_groups[0]["lr"] == 0.05
    page.slower.param_groups[0]["lr"] = 0.01
    assert page.slower.state_dict()["param_groups"][0]["lr"] == 0.01
    model, optimizer, _, loader = parts(rate=0.1, momentum=0)
    run(model, optimizer, loader, 2)
    state = optimizer.state_dict()
    assert not any(kept and kept["momentum_buffer"] is not None for kept in state["state"].values())
    assert state["param_groups"][0]["lr"] == 0.1


@pytest.mark.claim("0.9 · (−0.5) − 0.1 · 2 = −0.65.")
@pytest.mark.claim("A new optimiser has no step before, so −0.1 · 2 is left.")
def test_the_step_of_the_question():
    for restored, step in ((True, -0.65), (False, -0.2)):
        w = nn.Parameter(torch.zeros(1))
        optimizer = optim.SGD([w], lr=0.1, momentum=0.9)
        w.grad = torch.tensor([5.0])
        optimizer.step()
        assert w.item() == -0.5
        state = optimizer.state_dict()
        optimizer = optim.SGD([w], lr=0.1, momentum=0.9)
        if restored:
            optimizer.load_state_dict(state)
        w.grad = torch.tensor([2.0])
        optimizer.step()
        assert w.item() + 0.5 == pytest.approx(step)


def test_what_the_page_prints(capsys):
    runpy.run_path(page.__file__)
    out = capsys.readouterr().out.splitlines()
    at = out.index("left out   epochs 5 to 8")
    rows = [
        (line.split()[0], [float(loss) for loss in line.split()[1:]]) for line in out[at + 1 :][:4]
    ]
    assert dict(rows) == {
        "nothing": pytest.approx([0.0195, 0.0296, 0.0113, 0.0145], abs=1.1e-4),
        "model": pytest.approx([0.3186, 0.2615, 0.0684, 0.0949], abs=1.1e-4),
        "optimizer": pytest.approx([0.0215, 0.0152, 0.0112, 0.0102], abs=1.1e-4),
        "generator": pytest.approx([0.0218, 0.0289, 0.0143, 0.0125], abs=1.1e-4),
    }
    assert out[at + 5] == "True"
    assert out[at + 6 :] == [
        "UnpicklingError: … Unsupported global: GLOBAL numpy._core.multiarray.scalar was not an "
        "allowed global",
        "0.05",
    ]
