import copy
import re
import runpy

import numpy as np
import pytest
import torch
from torch import nn, optim

from chapter_1 import module as page
from chapter_1.pytorch_pipeline import x_train, y_train


def best_line():
    slope, intercept = np.polyfit(x_train[:, 0], y_train[:, 0], 1)
    return intercept, slope


def values(model):
    return {name: value.item() for name, value in model.state_dict().items()}


@pytest.mark.claim(
    "A module registers every nn.Parameter that is assigned to self, under the name it is given."
)
def test_the_class_predicts_the_best_line():
    x, b, w = page.x_train_tensor, page.line.b, page.line.w
    assert torch.equal(page.line(x), b + w * x)
    assert [name for name, _ in page.line.named_parameters()] == ["b", "w"]
    assert [b.item(), w.item()] == pytest.approx(best_line(), abs=1e-4)


@pytest.mark.claim("fit trains a model for 1000 epochs, and prints what it holds before and after:")
def test_fit_trains_1000_epochs_from_the_seed(capsys):
    torch.manual_seed(42)
    model, calls = page.Line(), []
    model.register_forward_hook(lambda *_: calls.append(1))
    page.fit(model)
    assert len(calls) == 1000
    printed = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert printed == [["b", "0.8823", "->", "1.0235"], ["w", "0.9150", "->", "1.9690"]]


@pytest.mark.claim(
    "The weight ends where w did: subtracting a number from every $x$ leaves the slope as it is."
)
@pytest.mark.claim(
    "The bias ends elsewhere: it is now the prediction at that mean, where x - mu is 0."
)
def test_the_buffer_stays_while_weight_and_bias_are_trained():
    intercept, slope = best_line()
    assert page.model.mu.item() == pytest.approx(x_train.mean(), rel=1e-6)
    expected = [x_train.mean(), slope, intercept + slope * x_train.mean()]
    assert list(values(page.model).values()) == pytest.approx(expected, abs=1e-4)
    at_the_mean = page.model(page.model.mu.reshape(1, 1))
    assert at_the_mean.item() == pytest.approx(page.model.linear.bias.item())


@pytest.mark.claim("A module may hold modules: assigned to self, they are registered, too.")
def test_a_module_registers_the_modules_that_are_assigned_to_it():
    assert dict(page.model.named_children()) == {"linear": page.model.linear}


@pytest.mark.claim("Only what has an orange edge is trained.")
def test_parameters_are_trained_and_buffers_are_not():
    assert [name for name, _ in page.model.named_parameters()] == ["linear.weight", "linear.bias"]
    assert [name for name, _ in page.model.named_buffers()] == ["mu"]
    assert not page.model.mu.requires_grad


@pytest.mark.claim("state_dict() gives parameters and buffers by these names.")
@pytest.mark.claim(
    "Registered with register_buffer, it is a buffer: saved and moved with the model, but not "
    "trained."
)
def test_the_state_has_buffers_and_to_moves_them():
    assert list(page.model.state_dict()) == ["mu", "linear.weight", "linear.bias"]
    moved = copy.deepcopy(page.model).to(torch.float64)
    assert {value.dtype for value in moved.state_dict().values()} == {torch.float64}
    assert {value.device.type for value in moved.to("meta").state_dict().values()} == {"meta"}
    module = nn.Module()
    module.register_buffer("three", torch.zeros(3))
    module.linear = nn.Linear(3, 2)
    assert sum(value.numel() for value in module.state_dict().values()) == 11
    assert sum(value.numel() for value in module.parameters()) == 8


@pytest.mark.claim("Layers in a plain Python list are not registered either.")
@pytest.mark.claim("Fix: nn.ModuleList.")
def test_a_list_of_modules_registers_nothing():
    model = nn.Module()
    model.layers = [nn.Linear(1, 1)]
    assert not [*model.parameters()]
    model.layers = nn.ModuleList([nn.Linear(1, 1)])
    assert len([*model.parameters()]) == 2


@pytest.mark.claim("It copies no numbers, so best = model.state_dict() changes with each step().")
def test_a_kept_state_dict_changes_with_the_model():
    model = copy.deepcopy(page.model)
    kept, copied = model.state_dict(), copy.deepcopy(model.state_dict())
    model(page.x_train_tensor).mean().backward()
    optim.SGD(model.parameters(), lr=0.1).step()
    assert torch.equal(kept["linear.bias"], model.linear.bias)
    assert not torch.equal(copied["linear.bias"], model.linear.bias)


@pytest.mark.claim("To keep the present numbers, use copy.deepcopy.")
def test_a_deep_copy_keeps_the_state():
    model = copy.deepcopy(page.model)
    copied, bias = copy.deepcopy(model.state_dict()), model.linear.bias.item()
    model(page.x_train_tensor).mean().backward()
    optim.SGD(model.parameters(), lr=0.1).step()
    assert copied["linear.bias"].item() == bias != model.linear.bias.item()


@pytest.mark.claim("Calling the model runs forward and its hooks.")
@pytest.mark.claim("Calling forward yourself leaves the hooks out, without an error.")
def test_hooks_run_only_when_the_model_is_called():
    model, seen = copy.deepcopy(page.model), []
    model.register_forward_hook(lambda *arguments: seen.append(arguments))
    model.forward(page.x_train_tensor)
    assert not seen
    model(page.x_train_tensor)
    assert len(seen) == 1


@pytest.mark.claim(
    "super().__init__() makes the empty register for that, so it must come before the first of them."
)
@pytest.mark.claim(
    "For an nn.Parameter the message begins with cannot assign parameters, for a buffer with cannot assign buffer."
)
def test_a_module_without_its_own_init_takes_no_layer():
    with pytest.raises(AttributeError, match="cannot assign module before Module.__init__"):
        page.NoInit()

    class Mended(nn.Module):
        def __init__(self):
            self.size = 1
            super().__init__()
            self.linear = nn.Linear(1, 1)

    assert len(list(Mended().parameters())) == 2

    class NoParameter(nn.Module):
        def __init__(self):
            self.b = nn.Parameter(torch.rand(1))

    class NoBuffer(nn.Module):
        def __init__(self):
            self.register_buffer("mu", torch.rand(1))

    with pytest.raises(AttributeError, match="cannot assign parameters before Module.__init__"):
        NoParameter()
    with pytest.raises(AttributeError, match="cannot assign buffer before Module.__init__"):
        NoBuffer()


@pytest.mark.claim("A module does not register a plain tensor, even if it requires gradients.")
@pytest.mark.claim("to(device) and state_dict() skip it, too.")
@pytest.mark.claim(
    "If the module also holds an nn.Linear, the optimiser raises nothing: it trains the layer, and w "
    "keeps its start value."
)
def test_plain_tensors_beside_a_layer_are_passed_over_without_an_error():
    model = page.Plain()
    assert model.w.requires_grad
    with pytest.raises(ValueError, match="empty parameter list"):
        optim.SGD(model.parameters())
    model.linear = nn.Linear(1, 1)
    optimizer, before = optim.SGD(model.parameters(), lr=0.1), model.linear.weight.item()
    (model.w * model.linear(torch.ones(1, 1))).backward()
    optimizer.step()
    assert model.w.item() == 1 and model.linear.weight.item() != before
    assert model.to(torch.float64).w.dtype == torch.float32
    assert [*model.state_dict()] == ["linear.weight", "linear.bias"]


def test_a_none_can_also_be_a_gradient():
    with pytest.raises(AttributeError, match="'NoneType' object has no attribute 'zero_'"):
        nn.Linear(1, 1).weight.grad.zero_()


@pytest.mark.claim("Without return, forward computes the predictions and drops them.")
def test_a_forward_without_return_gives_none():
    assert page.yhat is None
    assert page.forgetful(page.x_train_tensor) is None


PRINTED = """
0.8823 1.0235 0.9150 1.9690 0.4725 0.4725 -0.2343 1.9690 0.9186 1.9538 80 1
"""


def test_every_number_that_the_page_prints(capsys):
    runpy.run_path(page.__file__)
    numbers = re.findall(r"-?\d+\.?\d*", capsys.readouterr().out)
    assert [*map(float, numbers)] == pytest.approx([*map(float, PRINTED.split())], abs=2e-4)
