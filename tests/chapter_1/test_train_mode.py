import copy

import pytest
import torch
from torch import nn

from chapter_1 import train_mode as page


def test_the_modes_change_the_flags_and_no_parameter():
    model = copy.deepcopy(page.model)
    before = copy.deepcopy(model.state_dict())
    for mode, flag in ((model.eval, False), (model.train, True)):
        mode()
        assert {module.training for module in model.modules()} == {flag}
    for name, value in model.state_dict().items():
        assert torch.equal(value, before[name])


def test_dropout_drops_or_scales_in_training_only():
    ones = torch.ones(10000)
    out = nn.Dropout(p=0.2)(ones)
    assert set(out.tolist()) == {0.0, 1.25}
    assert out.mean().item() == pytest.approx(1, abs=0.05)
    assert torch.equal(nn.Dropout(p=0.2).eval()(ones), ones)


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


def test_eval_leaves_gradients_on():
    model = copy.deepcopy(page.model).eval()
    assert model(page.x_val_tensor).requires_grad
    with torch.no_grad():
        assert not model(page.x_val_tensor).requires_grad


def test_validation_leaves_a_model_in_evaluation_mode():
    assert not page.model.training
