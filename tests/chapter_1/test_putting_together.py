import dis
import inspect
import re
import runpy

import pytest
import torch
from torch import nn, optim

from chapter_1 import numpy_pipeline
from chapter_1 import putting_together as page


@pytest.mark.claim(
    "The training inputs and all later ones go through features, so there is one place for the scaler."
)
def test_a_scaler_in_features_changes_training_and_prediction(monkeypatch):
    scale = lambda array: (torch.as_tensor(array).float() - 0.5) * 3  # noqa: E731
    source = inspect.getsource(page)
    assert source.count("return prepare(x)") == 1
    names = {"__name__": "scaled"}
    exec(
        source.replace("return prepare(x)", "return prepare((torch.as_tensor(x) - 0.5) * 3)"), names
    )
    torch.testing.assert_close(names["x"], scale(page.x_train).to(page.device))
    assert torch.equal(names["y"], page.y)
    scaled = names["predict"](names["model"], [[0.0], [0.5]])
    assert scaled.ravel().tolist() == pytest.approx([1.0235, 2.0080], abs=2e-4)


def test_the_data_are_tensors_of_32_bit_floats():
    for tensor, array in ((page.x, page.x_train), (page.y, page.y_train)):
        assert tensor.dtype == torch.float32 and tensor.device.type == page.device
        torch.testing.assert_close(tensor.cpu(), torch.as_tensor(array).float())


@pytest.mark.claim(
    "The lines below it stay as they are, but have to run again, so that the optimiser gets the new "
    "parameters."
)
def test_a_network_needs_one_other_line():
    source = inspect.getsource(page)
    line = "model = nn.Sequential(nn.Linear(1, 1))\nmodel.to"
    assert source.count(line) == 1
    body = source.partition("# --8<-- [end:update]")[0]
    names = {"__name__": "another"}
    exec(
        body.replace(
            line, "model = nn.Sequential(nn.Linear(1, 8), nn.ReLU(), nn.Linear(8, 1))\nmodel.to"
        ),
        names,
    )
    loss = names["loss_fn"](names["model"](page.x), page.y).item()
    assert loss == pytest.approx(page.ends["network", 42][0], abs=1e-6)
    with pytest.raises(ValueError, match="empty parameter list"):
        exec("optimizer = optim.SGD(parameters, lr=0.1)", names)


@pytest.mark.claim("Everything that update uses is given to it as an argument:")
def test_training_reads_no_global():
    assert "LOAD_GLOBAL" not in {step.opname for step in dis.get_instructions(page.update)}


@pytest.mark.claim(
    "update names no number, no layer and no parameter, and yet the loop ends at the weight and bias "
    "of the NumPy program."
)
def test_the_line_of_the_numpy_program():
    assert not re.search(r"\d|nn\.|optim\.|train_|feature", inspect.getsource(page.update))
    ends = [page.model[0].bias.item(), page.model[0].weight.item()]
    assert ends == pytest.approx([numpy_pipeline.b[0], numpy_pipeline.w[0]], abs=1e-5)
    assert not re.search(r"weight|bias|\b[bw]\b", inspect.getsource(page.update))


def test_one_call_is_one_update_in_training_mode():
    model = nn.Sequential(nn.Linear(1, 1)).to(page.device).eval()
    before = [parameter.detach().clone() for parameter in model.parameters()]
    optimizer = optim.SGD(model.parameters(), lr=0.1)
    page.loss_fn(model(page.x), page.y).backward()
    expected = [p - 0.1 * q.grad for p, q in zip(before, model.parameters(), strict=True)]
    optimizer.zero_grad()
    page.update(page.x, page.y, model, page.loss_fn, optimizer)
    torch.testing.assert_close([p.detach() for p in model.parameters()], expected)
    assert model.training
    assert all(parameter.grad is None for parameter in model.parameters())


@pytest.mark.claim(
    "Its order matters: the seed comes before the model, because the layer draws its parameters "
    "while it is made; the model comes before the optimiser, which is given those parameters."
)
def test_the_configuration():
    assert page.n_epochs == 1000
    assert page.loss_fn.reduction == "mean"
    torch.manual_seed(42)
    again = nn.Sequential(nn.Linear(1, 1)).to(page.device)
    optimizer = optim.SGD(again.parameters(), lr=0.1)
    for _ in range(1000):
        page.update(page.x, page.y, again, page.loss_fn, optimizer)
    assert torch.equal(again[0].bias, page.model[0].bias)
    torch.manual_seed(42)
    first = nn.Linear(1, 1).weight.item()
    torch.manual_seed(42)
    assert nn.Linear(1, 1).weight.item() == first != nn.Linear(1, 1).weight.item()
    with pytest.raises(ValueError, match="empty parameter list"):
        optim.SGD([], lr=0.1)


@pytest.mark.claim(
    "With a second feature the first layer needs two inputs, and a feature in another unit may "
    "need another learning rate."
)
def test_a_feature_in_another_unit_needs_another_rate():
    x, y = page.x, page.y
    for scale, lr, converges in ((1, 0.1, True), (10, 0.1, False), (10, 0.01, True)):
        torch.manual_seed(42)
        model = nn.Linear(1, 1).to(page.device)
        optimizer = optim.SGD(model.parameters(), lr=lr)
        for _ in range(100):
            page.update(scale * x, y, model, page.loss_fn, optimizer)
        assert (page.loss_fn(model(scale * x), y).item() < 1) == converges
    with pytest.raises(RuntimeError, match="cannot be multiplied"):
        nn.Linear(1, 1)(torch.rand(4, 2))


@pytest.mark.claim(
    "For mini-batches update stays as it is: the loop around it calls it once per mini-batch."
)
def test_update_takes_a_mini_batch_as_it_is():
    x, y = page.x, page.y
    model = nn.Linear(1, 1).to(page.device)
    optimizer = optim.SGD(model.parameters(), lr=0.1)
    for _ in range(200):
        for batch in zip(x.split(16), y.split(16), strict=True):
            page.update(*batch, model, page.loss_fn, optimizer)
    assert page.loss_fn(model(x), y).item() < 0.01


@pytest.mark.claim(
    "With these two seeds the network gains little, as the points do lie around a line."
)
@pytest.mark.claim("The line ends at the same place from both seeds, as its loss has one minimum.")
@pytest.mark.claim("Where the network ends depends on where it starts.")
def test_two_models_from_two_seeds():
    lines = [page.ends["line", seed] for seed in (42, 43)]
    networks = [page.ends["network", seed] for seed in (42, 43)]
    assert lines[0] == pytest.approx(lines[1], rel=1e-4)
    assert networks[0] != pytest.approx(networks[1], rel=0.01)
    for (line, line_val), (network, network_val) in zip(lines, networks, strict=True):
        assert [line, line_val] == pytest.approx([0.0080, 0.0087], abs=1e-4)
        assert 0.95 * line < network < line
        assert 0.85 * line_val < network_val < line_val


@pytest.mark.claim(
    "To predict, prepare the input like the training data, switch to evaluation mode, and switch "
    "recording off."
)
@pytest.mark.claim("At 0 only the bias is left; at one half, half of the weight is added.")
def test_predictions_for_new_points():
    page.model.train()
    predicted = page.predict(page.model, [[0.0], [0.5]])
    assert predicted.ravel().tolist() == pytest.approx([1.0235, 2.0080], abs=1e-4)
    bias, weight = page.model[0].bias.item(), page.model[0].weight.item()
    assert predicted.ravel().tolist() == pytest.approx([bias, bias + weight / 2])
    assert predicted.is_inference() and not predicted.requires_grad
    assert not page.model.training
    assert page.prepare([[0.0]]).dtype == torch.float32


@pytest.mark.claim(
    "The loaded model predicts the same: its numbers come from the file, its formula from the same code."
)
@pytest.mark.claim(
    "The formula is not in the file: a model with the same names and shapes but another activation "
    "loads it without an error, and predicts something else."
)
def test_the_file_gives_the_same_model():
    x = [[0.0], [0.5], [7.0]]
    assert torch.equal(page.predict(page.loaded, x), page.predict(page.model, x))
    assert page.loaded is not page.model
    assert [*page.state] == ["0.weight", "0.bias"]
    with pytest.raises(RuntimeError, match="Error"):
        nn.Sequential(nn.Linear(2, 1)).load_state_dict(page.state)  # another shape
    with pytest.raises(RuntimeError, match="Error"):
        nn.Linear(1, 1).load_state_dict(page.state)  # other names
    saved = page.network()
    other = nn.Sequential(nn.Linear(1, 8), nn.Tanh(), nn.Linear(8, 1))
    other.load_state_dict(saved.state_dict())
    assert not torch.allclose(saved(torch.ones(1, 1)), other(torch.ones(1, 1)), atol=0.01)


@pytest.mark.claim("Loading an object can run code that somebody hid in the file.")
@pytest.mark.claim(
    "With weights_only=True, the default since PyTorch 2.6, a file that would run code of its own "
    "is refused."
)
def test_a_file_with_code_is_refused(tmp_path, capsys):
    class Stranger:
        def __reduce__(self):
            return print, ("code was run",)

    torch.save({"weight": Stranger()}, tmp_path / "file.pt")
    for settings in ({"weights_only": True}, {}):
        with pytest.raises(Exception, match="Weights only load failed"):
            torch.load(tmp_path / "file.pt", **settings)
    assert not capsys.readouterr().out
    torch.load(tmp_path / "file.pt", weights_only=False)
    assert capsys.readouterr().out == "code was run\n"


def test_an_old_optimizer_leaves_the_new_model_alone():
    old, new = nn.Linear(1, 1).to(page.device), nn.Linear(1, 1).to(page.device)
    optimizer = optim.SGD(old.parameters(), lr=0.1)
    before = [parameter.clone() for parameter in (*old.parameters(), *new.parameters())]
    sums = []
    for _ in range(2):
        page.loss_fn(new(page.x), page.y).backward()
        optimizer.step()
        optimizer.zero_grad()
        sums.append(new.weight.grad.clone())
    torch.testing.assert_close(sums[1], 2 * sums[0])  # nothing clears them
    assert all(map(torch.equal, before, (*old.parameters(), *new.parameters())))
    page.loss_fn(old(page.x), page.y).backward()
    optimizer.step()
    assert not torch.equal(before[0], old.weight)


@pytest.mark.claim("By then, optim is the optimiser made the first time, no longer the module.")
def test_the_name_of_the_module_is_given_to_an_optimizer():
    assert isinstance(page.optim, optim.SGD)
    held = page.optim.param_groups[0]["params"]
    assert [*map(id, held)] == [*map(id, page.model.parameters())]


PRINTED = """
0. 1.9690 0. 1.0235 42 0.0080 0.0087 43 0.0080 0.0087 42 0.0079 0.0083 43 0.0078 0.0077
1.0235 2.0080 1.0235 2.0080
"""


def test_every_number_that_the_page_prints(capsys, monkeypatch):
    rates, settings, sgd, load = [], [], optim.SGD, torch.load
    monkeypatch.setattr(optim, "SGD", lambda p, lr: rates.append(lr) or sgd(p, lr=lr))
    monkeypatch.setattr(torch, "load", lambda *a, **k: settings.append(k) or load(*a, **k))
    runpy.run_path(page.__file__)
    assert rates == [0.1] * 6
    assert settings == [{"weights_only": True}]
    printed = capsys.readouterr().out
    assert "'SGD' object has no attribute 'SGD'" in printed
    assert "module 'torch' has no attribute 'to_tensor'" in printed
    numbers = re.findall(r"-?\d+\.?\d*", printed)
    assert [*map(float, numbers)] == pytest.approx([*map(float, PRINTED.split())], abs=2e-4)
