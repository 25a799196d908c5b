import copy
import re
import runpy

import pytest
import torch
from torch import nn

from chapter_1 import train_mode as page


@pytest.mark.claim(
    "model.train() sets it to true, model.eval() to false, in the model and in all modules "
    "inside it."
)
@pytest.mark.claim("Neither call looks at data, a loss or a parameter.")
def test_the_modes_change_the_flags_and_no_parameter():
    model = copy.deepcopy(page.model)
    before = copy.deepcopy(model.state_dict())
    for mode, flag in ((model.eval, False), (model.train, True)):
        mode()
        assert {module.training for module in model.modules()} == {flag}
    for name, value in model.state_dict().items():
        assert torch.equal(value, before[name])
    assert not page.dropout.training  # as the page left it


@pytest.mark.claim(
    "In training mode, dropout with probability $p$ sets each value to zero with probability $p$."
)
@pytest.mark.claim(
    "It multiplies the others by a number that keeps the sum of all values the same on average."
)
@pytest.mark.claim(
    "A share of $1 - p$ is kept on average, so each value that is kept is multiplied by $1/(1-p)$."
)
@pytest.mark.claim("In evaluation mode the ones pass as they are.")
@pytest.mark.claim("In evaluation mode every value comes out as it went in.")
def test_dropout_drops_or_scales_in_training_only():
    torch.manual_seed(42)
    ones = torch.ones(10000)
    for p, kept in ((0.2, 1.25), (0.6, 2.5), (0.75, 4.0)):
        out = nn.Dropout(p=p)(ones)
        assert set(out.tolist()) == {0.0, kept}
        assert (out == 0).float().mean().item() == pytest.approx(p, abs=0.02)
        assert out.mean().item() == pytest.approx(1, abs=0.05)
        assert torch.equal(nn.Dropout(p=p).eval()(ones), ones)


def test_two_calls_drop_different_values():
    assert page.dropout.p == 0.6
    assert page.ones.tolist() == [1] * 4
    assert page.layer.p == 0.5 and len(page.values) == 40
    torch.manual_seed(7)
    dropout = nn.Dropout(p=0.6)
    assert [dropout(page.ones).tolist() for _ in range(2)] == [[2.5, 2.5, 0, 0], [0, 0, 2.5, 0]]


@pytest.mark.claim(
    "In training mode each batch of this fresh layer comes out with mean 0, whatever its own "
    "mean was."
)
@pytest.mark.claim(
    "In evaluation mode it stays, and both batches are shifted and scaled by the same numbers."
)
def test_batch_norm_moves_its_running_mean_in_training_only():
    norm = nn.BatchNorm1d(1)
    first, second = page.batches
    with torch.no_grad():
        out = norm(first)
        assert out.mean().item() == pytest.approx(0, abs=1e-6)
        assert out.std(correction=0).item() == pytest.approx(1, abs=1e-3)
        assert norm.running_mean.item() == pytest.approx(0.1 * first.mean().item())
        assert norm.running_var.item() == pytest.approx(0.9 + 0.1 * first.var().item())
        norm.eval()
        running, variance = norm.running_mean.item(), norm.running_var.item()
        expected = (second - running) / (variance + norm.eps) ** 0.5
        torch.testing.assert_close(norm(second), expected)
        assert norm.running_mean.item() == running


@pytest.mark.claim(
    "The running mean starts at 0 and moves at each call by a tenth (the default) of the way to "
    "the batch's; after two batches it is still far below theirs."
)
def test_the_running_mean_is_that_of_two_batches():
    means = [batch.mean().item() for batch in page.batches]
    assert means == pytest.approx([0.3799, 0.5192], abs=5e-5)
    assert page.norm.running_mean.item() == pytest.approx(0.0861, abs=5e-5)
    assert page.norm.running_mean.item() < min(means) / 4
    norm, expected = nn.BatchNorm1d(1), 0
    assert (norm.running_mean.item(), norm.momentum) == (0, 0.1)
    for batch, mean in zip(page.batches, means, strict=True):
        norm(batch)
        expected += 0.1 * (mean - expected)
        assert norm.running_mean.item() == pytest.approx(expected, abs=5e-5)
    assert not page.norm.training


@pytest.mark.claim(
    "After standardising, batch norm multiplies by a weight and adds a bias, both learned; they "
    "start at 1 and 0."
)
def test_batch_norm_has_a_weight_and_a_bias():
    norm = nn.BatchNorm1d(1)
    assert {name: p.item() for name, p in norm.named_parameters()} == {"weight": 1, "bias": 0}
    before = norm(page.batches[0])
    nn.init.constant_(norm.weight, 3)
    nn.init.constant_(norm.bias, 5)
    torch.testing.assert_close(norm(page.batches[0]), 3 * before + 5)


@pytest.mark.claim(
    "And it divides by the root of the variance over the $m$ values of the batch (plus a "
    "hundred-thousandth, so that it never divides by 0), while "
    "the running variance moves towards the sum of squared distances from the mean, "
    "divided by $m - 1$."
)
def test_batch_norm_uses_two_variances():
    norm, batch = nn.BatchNorm1d(1).to(page.device), page.batches[0]
    squares = (batch - batch.mean()).square().sum()
    root = (squares / 8 + 1e-5) ** 0.5
    torch.testing.assert_close(norm(batch).detach(), (batch - batch.mean()) / root)
    assert not nn.BatchNorm1d(1)(torch.ones(8, 1)).any()
    close = nn.BatchNorm1d(1)(torch.tensor([[0.0], [0.01]]))
    assert close[1].item() == pytest.approx(0.845, abs=1e-3)
    assert norm.running_var.item() == pytest.approx(0.9 + 0.1 * (squares / 7).item())


@pytest.mark.claim(
    "In training mode it takes the mean and variance of the batch, so a point's output depends on "
    "the other points of its batch."
)
@pytest.mark.claim(
    "In evaluation mode it takes a running mean and variance, which each forward pass in training "
    "mode has updated."
)
def test_in_training_mode_a_points_output_depends_on_its_batch():
    first, second = page.batches
    mixed = torch.cat([first[:1], second[1:]])
    norm = nn.BatchNorm1d(1).to(page.device)
    assert norm(first)[0].item() != pytest.approx(norm(mixed)[0].item(), abs=0.1)
    before = norm.running_mean.item()
    with torch.no_grad():
        norm(first)
    assert norm.running_mean.item() != before
    norm.eval()
    assert norm(first)[0].item() == norm(mixed)[0].item()


@pytest.mark.claim("A linear layer does not read the flag.")
def test_a_linear_layer_is_the_same_in_both_modes():
    linear = nn.Linear(1, 1)
    x = page.x_train_tensor.cpu()
    assert torch.equal(linear.train()(x), linear.eval()(x))


@pytest.mark.claim("In training mode, dropout removes different values at every call.")
@pytest.mark.claim("Here the losses are also more than five times as high.")
def test_without_eval_the_validation_loss_changes_and_is_too_high(capsys):
    runpy.run_path(page.__file__)
    printed = capsys.readouterr().out
    wrong = [float(loss) for loss in re.findall(r"train\(\): (0\.\d+)", printed)]
    right = [float(loss) for loss in re.findall(r"eval\(\):  (0\.\d+)", printed)]
    assert right == [0.0067] * 3
    assert wrong == pytest.approx([0.0386, 0.0359, 0.0420], abs=1e-3)
    assert len(set(wrong)) == 3
    assert min(wrong) > 5 * max(right)
    assert isinstance(page.validate(), float)


@pytest.mark.claim("Batch norm would even move its running mean towards the validation points.")
def test_a_pass_in_training_mode_moves_the_running_mean_without_gradients():
    norm, mean = copy.deepcopy(page.norm).train(), page.x_val_tensor.mean().item()
    with torch.no_grad():
        norm(page.x_val_tensor)
    before, after = page.norm.running_mean.item(), norm.running_mean.item()
    assert before < after < mean


@pytest.mark.claim("Layers read the flag, autograd does not, and torch.no_grad() does not set it.")
@pytest.mark.parametrize("recording", [True, False])
@pytest.mark.parametrize("training", [True, False])
def test_the_two_switches_are_independent(training, recording):
    model = copy.deepcopy(page.model).train(training)
    with torch.set_grad_enabled(recording):
        outs = [model(page.x_val_tensor) for _ in range(2)]
    assert model.training == training
    assert outs[0].requires_grad == recording
    assert torch.equal(*outs) == (not training)
    assert page.yhat.requires_grad and not page.other.requires_grad


@pytest.mark.claim(
    "Under torch.inference_mode() autograd does not record either, and it also keeps no account of in-place "
    "changes."
)
@pytest.mark.claim(
    "That saves time, and has a price: a tensor made there cannot be saved for a backward pass later."
)
def test_inference_mode_is_stricter():
    weight = torch.ones(1, requires_grad=True)
    with torch.no_grad():
        kept = weight * 2
    (weight * kept).backward()
    assert kept._version == 0
    with torch.inference_mode():
        kept = weight * 2
    assert not kept.requires_grad
    with pytest.raises(RuntimeError, match="do not track version counter"):
        _ = kept._version
    with pytest.raises(RuntimeError, match="Inference tensors cannot be saved for backward"):
        weight * kept


@pytest.mark.claim(
    "The first validation switches training mode off, and nothing switches it on again."
)
def test_validation_leaves_a_model_in_evaluation_mode():
    assert page.flags == [True, False, False]
    assert not page.model.training


@pytest.mark.claim("It is trained for 200 epochs:")
def test_the_loop_trains_200_epochs_with_dropout():
    torch.manual_seed(42)
    fresh = nn.Sequential(nn.Linear(1, 20), nn.ReLU(), nn.Dropout(p=0.2), nn.Linear(20, 1))
    assert str(fresh) == str(page.model)
    assert page.optimizer.param_groups[0]["lr"] == 0.1
    assert page.epoch == 2  # of the trap's loop, which comes last


PRINTED = """
2.5 2.5 0. 0. 0. 0. 2.5 0. 1. 1. 1. 1. 1 0.3799 0.0000 0.0380 2
0.5192 0.0000 0.0861 1 0.3799 0.3218 0.0861 2 0.5192 0.4744 0.0861 0.0067 0.0386
0.0359 0.0420 0.0067 0.0067 0.0067
"""


def test_every_number_that_the_page_prints(capsys):
    runpy.run_path(page.__file__)
    numbers = re.findall(r"-?\d+\.?\d*", capsys.readouterr().out)
    assert [*map(float, numbers)] == pytest.approx([*map(float, PRINTED.split())], abs=2e-4)
