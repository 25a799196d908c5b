import copy

import pytest
import torch
from torch import nn, optim

from chapter_1 import module as page


@pytest.mark.claim(
    "A module notes every nn.Parameter that is assigned to self, under the name it is given."
)
def test_the_class_predicts_a_line():
    x, b, w = page.x_train_tensor, page.manual.b, page.manual.w
    assert torch.equal(page.manual(x), b + w * x)
    assert [name for name, _ in page.manual.named_parameters()] == ["b", "w"]


@pytest.mark.claim(
    "The weight is a matrix, with a row for each output and a column for each input."
)
def test_a_matrix_has_a_row_an_output_and_a_column_an_input():
    assert nn.Linear(3, 5).weight.shape == (5, 3)


@pytest.mark.claim("It is what you save, and what another model of the same class can load:")
def test_a_state_dict_moves_to_another_model_and_with_its_own():
    model = page.LinearRegression()
    kept, copied = model.state_dict(), copy.deepcopy(model.state_dict())
    page.twin.load_state_dict(copied)
    nn.MSELoss()(model(page.x_train_tensor), page.y_train_tensor).backward()
    optim.SGD(model.parameters(), lr=0.1).step()
    assert torch.equal(kept["linear.bias"], model.linear.bias)
    assert not torch.equal(copied["linear.bias"], model.linear.bias)
    assert torch.equal(page.twin.linear.bias, copied["linear.bias"])


@pytest.mark.claim("Calling the model runs forward and all that hangs on it.")
@pytest.mark.claim("Calling forward yourself leaves the rest out without a word.")
def test_hooks_run_only_when_the_model_is_called():
    model, seen = page.LinearRegression(), []
    model.register_forward_hook(lambda *arguments: seen.append(arguments))
    model.forward(page.x_train_tensor)
    assert not seen
    model(page.x_train_tensor)
    assert len(seen) == 1


@pytest.mark.claim("A module notes parameters and modules, but no plain tensors.")
@pytest.mark.claim("to(device) and state_dict() pass them over as well.")
def test_plain_tensors_beside_a_layer_are_passed_over_without_an_error():
    model = page.PlainRegression()
    with pytest.raises(ValueError, match="empty parameter list"):
        optim.SGD(model.parameters())
    model.linear = nn.Linear(1, 1)
    optim.SGD(model.parameters())
    assert model.to(torch.float64).b.dtype == torch.float32
    assert [*model.state_dict()] == ["linear.weight", "linear.bias"]
