import copy

import pytest
import torch
from torch import nn

from chapter_1 import train_mode as page


@pytest.mark.claim("The flags change together, the weight stays.")
def test_the_modes_change_the_flags_and_no_parameter():
    model = copy.deepcopy(page.model)
    before = copy.deepcopy(model.state_dict())
    for mode, flag in ((model.eval, False), (model.train, True)):
        mode()
        assert {module.training for module in model.modules()} == {flag}
    for name, value in model.state_dict().items():
        assert torch.equal(value, before[name])


@pytest.mark.claim(
    "Dropout with probability $p$ sets each value to zero with probability $p$ in "
    "training mode, and multiplies those it keeps by $1/(1-p)$, so that the mean stays "
    "the same on average."
)
@pytest.mark.claim("In evaluation mode dropout passes on what came in.")
def test_dropout_drops_or_scales_in_training_only():
    ones = torch.ones(10000)
    out = nn.Dropout(p=0.2)(ones)
    assert set(out.tolist()) == {0.0, 1.25}
    assert out.mean().item() == pytest.approx(1, abs=0.05)
    assert torch.equal(nn.Dropout(p=0.2).eval()(ones), ones)


@pytest.mark.claim("In training mode each batch comes out with mean 0, whatever its own mean was.")
def test_batch_norm_moves_its_running_mean_in_training_only():
    norm = nn.BatchNorm1d(1)
    first, second = page.batches
    with torch.no_grad():
        out = norm(first)
        assert out.mean().item() == pytest.approx(0, abs=1e-6)
        assert norm.running_mean.item() == pytest.approx(0.1 * first.mean().item())
        norm.eval()
        running = norm.running_mean.item()
        assert norm(second).mean().item() > 0.1
        assert norm.running_mean.item() == running


@pytest.mark.claim(
    "Without it, dropout removes other values at every call, so the loss differs from "
    "call to call and is several times too high."
)
def test_without_eval_the_validation_loss_changes_and_is_several_times_too_high():
    model = copy.deepcopy(page.model)

    def losses(mode):
        mode()
        with torch.no_grad():
            outs = [model(page.x_val_tensor) for _ in range(50)]
        return [page.loss_fn(out, page.y_val_tensor).item() for out in outs]

    wrong, right = losses(model.train), losses(model.eval)
    assert len(set(wrong)) > 1 and len(set(right)) == 1
    assert sum(wrong) > 2 * sum(right)
    assert page.wrong > 4 * page.right


@pytest.mark.claim("Layers read the flag, autograd does not, and torch.no_grad() does not set it.")
def test_eval_leaves_gradients_on():
    model = copy.deepcopy(page.model).eval()
    assert model(page.x_val_tensor).requires_grad
    with torch.no_grad():
        assert not model(page.x_val_tensor).requires_grad


@pytest.mark.claim(
    "The first validation switches training mode off, and nothing switches it on again."
)
def test_validation_leaves_a_model_in_evaluation_mode():
    assert not page.model.training
