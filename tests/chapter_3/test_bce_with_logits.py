"""From the logit, the loss and its gradient stay right where the probability is rounded to 1."""

import runpy

import numpy as np
import pytest
import torch
from torch import nn

from chapter_3 import bce_with_logits as page
from chapter_3.pipeline import x_train_tensor, y_train_tensor

FLAT_ERROR = (
    "ValueError: Target size (torch.Size([2])) must be the same as input size (torch.Size([2, 1]))"
)


def curve(loss_fn, z, y):
    """The loss and the gradient of each logit."""
    z = torch.as_tensor(z, dtype=torch.float32).clone().requires_grad_()
    losses = loss_fn(z, torch.full_like(z, y))
    losses.sum().backward()
    return losses.detach(), z.grad


def steps(z, y):
    return nn.BCELoss(reduction="none")(torch.sigmoid(z), y)


at_once = nn.BCEWithLogitsLoss(reduction="none")


@pytest.mark.claim(
    "For a positive ($y = 1$), $p = 1 / (1 + e^{-z})$, so the loss $-\\ln p$ is $\\ln(1 + e^{-z})$."
)
@pytest.mark.claim(
    "For a negative ($y = 0$), the sign of $z$ changes: $-\\ln(1 - p)$ is $\\ln(1 + e^z)$."
)
@pytest.mark.claim(
    "As $1+e^z=e^z(1+e^{-z})$, that is also $z+\\ln(1+e^{-z})$: either power of $e$ will do."
)
@pytest.mark.claim("In exact arithmetic both give the same.")
def test_the_formula_is_the_cross_entropy_of_the_sigmoid():
    z = torch.linspace(-5, 5, 101)
    p = 1 / (1 + np.exp(-z.double().numpy()))
    for y, exact in ((0.0, -np.log(1 - p)), (1.0, -np.log(p))):
        z64 = z.double().numpy()
        np.testing.assert_allclose(exact, np.log(1 + np.exp(z64 if y == 0 else -z64)), rtol=1e-9)
        label = torch.full_like(z, y)
        for computed in (page.bce_with_logits(z, label), steps(z, label), at_once(z, label)):
            np.testing.assert_allclose(computed, exact, rtol=1e-4)
    np.testing.assert_allclose(np.log(1 + np.exp(z64)), z64 + np.log(1 + np.exp(-z64)))
    assert page.three.tolist() == pytest.approx([0.1269, 0.6931, 3.0486], rel=1e-3)


@pytest.mark.claim(
    "One formula for both classes takes the power that is at most 1, so no logit makes it overflow:"
)
@pytest.mark.claim("torch.log1p(u) is $\\ln(1 + u)$, accurate for a tiny $u$, too.")
def test_no_logit_overflows():
    z = torch.tensor([-1e30, -1000.0, 0.0, 1000.0, 1e30])
    for y in (0.0, 1.0):
        assert page.bce_with_logits(z, torch.full_like(z, y)).isfinite().all()
    assert torch.exp(torch.tensor(1000.0)).isinf()
    tiny = torch.tensor(1e-10)
    assert torch.log1p(tiny) == tiny and torch.log(1 + tiny) == 0


@pytest.mark.claim(
    "From a logit of 16.64 on, p is rounded to 1: one loss jumps to 100, and its gradient drops to 0."
)
@pytest.mark.claim("Before that, the two ways nearly agree.")
@pytest.mark.claim(
    "In two steps, the loss would be infinite, as $1 - p$ is 0; nn.BCELoss cuts it at 100."
)
@pytest.mark.claim(
    "In 32 bits they differ for a large $z$: $p$ is rounded to 1, and from a 1 no loss can find out "
    "what $z$ was."
)
def test_from_16_64_on_the_probability_is_1():
    low = torch.linspace(-5, 16.63, 2164)
    assert (torch.sigmoid(low) < 1).all()
    for one, other in zip(curve(steps, low, 0.0), curve(at_once, low, 0.0), strict=True):
        torch.testing.assert_close(one, other, rtol=0.05, atol=1e-6)
    high = torch.linspace(16.64, 300, 3000)
    assert (torch.sigmoid(high) == 1).all()
    losses, gradients = curve(steps, high, 0.0)
    assert (losses == 100).all() and (gradients == 0).all()
    losses, gradients = curve(at_once, high, 0.0)
    assert torch.equal(losses, high) and (gradients == 1).all()


@pytest.mark.claim(
    "The slope of the sigmoid is $p(1 - p)$, which is 0 if $p$ is 1, and the chain rule multiplies "
    "by it."
)
@pytest.mark.claim("So the model learns nothing from its worst mistake.")
def test_the_sigmoid_is_flat_where_it_is_rounded():
    z = torch.tensor([-3.0, 0.0, 2.0, 20.0], requires_grad=True)
    p = torch.sigmoid(z)
    p.sum().backward()
    torch.testing.assert_close(z.grad, (p * (1 - p)).detach())
    assert z.grad[-1] == 0
    weight = torch.ones(1, requires_grad=True)
    page.in_steps(20 * weight, torch.zeros(1)).backward()
    assert weight.grad == 0


@pytest.mark.claim(
    "On paper the factor cancels: the derivative of $-\\ln(1 - p)$ is $1 / (1 - p)$, and times "
    "$p(1 - p)$ that is $p$ (for a positive, $p - 1$)."
)
@pytest.mark.claim(
    "nn.BCEWithLogitsLoss uses the result: the gradient of a point's loss for its logit is $p - y$."
)
@pytest.mark.claim("It comes near 0 only where the model is sure and right.")
def test_the_gradient_is_the_probability_minus_the_label():
    z = torch.linspace(-150, 150, 3001)
    for y in (0.0, 1.0):
        gradient = curve(at_once, z, y)[1]
        torch.testing.assert_close(gradient, torch.sigmoid(z) - y, rtol=1e-5, atol=2e-7)
        right_and_sure = (z > 4.5) if y else (z < -4.5)
        assert (gradient[~right_and_sure].abs() > 0.01).all()
        assert gradient[right_and_sure].abs().max() < 0.012
    p = torch.linspace(0.1, 0.9, 9, dtype=torch.float64, requires_grad=True)
    for y in (0.0, 1.0):
        bce = nn.BCELoss(reduction="sum")(p, torch.full_like(p, y))
        (slope,) = torch.autograd.grad(bce, p)
        torch.testing.assert_close(slope * p * (1 - p), p - y)
        torch.testing.assert_close(slope, 1 / (1 - p) if y == 0 else -1 / p)


@pytest.mark.claim(
    "Unscaled features can lead to such logits: with both 100 times as large, 91 of the 207 negatives "
    "in the training set would start above 16.64 (seed 42)."
)
def test_unscaled_features_start_with_large_logits():
    torch.manual_seed(42)
    model = nn.Linear(2, 1)
    with torch.no_grad():
        z = model(100 * x_train_tensor)[y_train_tensor == 0]
    assert len(z) == 207 and (z > 16.64).sum() == 91
    gradients = curve(steps, z, 0.0)[1]
    assert (gradients[z > 16.64] == 0).all()


@pytest.mark.claim(
    "Here $p$ is close to 0, and near 0 the 32-bit floats lie much closer together than near 1."
)
@pytest.mark.claim("The loss stays right until $p$ itself is 0, from −89 down.")
@pytest.mark.claim(
    "The gradient fails earlier: in the backward pass nn.BCELoss divides by $p(1 - p)$, but by no "
    "less than $10^{-12}$."
)
def test_a_positive_fails_later():
    assert np.spacing(np.float32(1e-9)) < np.spacing(np.float32(1)) / 1e6
    fine = torch.linspace(-87, -1, 1000)
    torch.testing.assert_close(curve(steps, fine, 1.0)[0], curve(at_once, fine, 1.0)[0])
    losses, gradients = curve(steps, torch.linspace(-300, -89, 100), 1.0)
    assert (losses == 100).all() and (gradients == 0).all()
    for z, gradient in ((-20.0, -1), (-30.0, -0.0936)):
        assert curve(steps, [z], 1.0)[1].item() == pytest.approx(gradient, rel=1e-3)
    for probability, slope in ((1e-14, -1e12), (1e-13, -1e12), (1e-10, -1e10)):
        p = torch.tensor(probability, requires_grad=True)
        nn.BCELoss()(p, torch.tensor(1.0)).backward()
        assert p.grad.item() == pytest.approx(slope, rel=1e-5)


@pytest.mark.claim(
    "The loss reads the probabilities, 0 to 1, as logits, and a logit above 0 means positive: all 100 "
    "validation points are called so."
)
@pytest.mark.claim(
    "Even a perfect model keeps a loss of 0.3133 per positive and 0.6931 per negative."
)
@pytest.mark.claim(
    "Fix: end the model in the linear layer (the loss then ends at 0.3242), and apply torch.sigmoid "
    "when you predict."
)
def test_two_sigmoids_keep_the_loss_up():
    torch.manual_seed(42)
    assert page.train(nn.Sequential(nn.Linear(2, 1)), y_train_tensor) == pytest.approx(
        0.3242, rel=1e-4
    )
    assert page.twice == pytest.approx(0.5825, rel=1e-4)
    assert page.called.all() and (page.outputs <= 1).all() and len(page.outputs) == 100
    p = torch.linspace(0, 1, 101)
    assert at_once(p, torch.ones(101)).min().item() == pytest.approx(0.3133, abs=5e-5)
    assert at_once(p, torch.zeros(101)).min().item() == pytest.approx(0.6931, abs=5e-5)
    share = y_train_tensor.mean().item()
    assert page.twice > share * 0.3133 + (1 - share) * 0.6931


@pytest.mark.claim(
    "With $y = -1$ and a negative $z$, the loss is about $z$ itself: it falls without end as $z$ does."
)
@pytest.mark.claim("(nn.BCELoss would raise an error.)")
def test_labels_of_minus_one_have_no_lowest_loss():
    assert page.last_loss == pytest.approx(-142.0552, rel=1e-4)
    z = torch.tensor([-5.0, -10.0, -100.0, -1000.0])
    torch.testing.assert_close(at_once(z, -torch.ones(4)), z, rtol=2e-3, atol=0)
    page.train(page.below_zero, page.labels)
    assert at_once(page.below_zero(x_train_tensor), page.labels).mean() < -200
    with pytest.raises(RuntimeError, match="target"):
        nn.BCELoss()(torch.full((2,), 0.5), torch.tensor([-1.0, 1.0]))
    assert torch.equal((page.labels + 1) / 2, y_train_tensor)


def test_what_the_page_prints(capsys):
    runpy.run_path(page.__file__)
    assert capsys.readouterr().out.splitlines() == [
        "losses   tensor([0.1269, 0.6931, 3.0486])",
        "by hand  tensor(1.2896)",
        "in steps tensor(1.2896)",
        "directly tensor(1.2896)",
        "loss 100.0000, gradient 0.0000",
        "loss 20.0000, gradient 1.0000",
        "z = -20.0",
        "loss 20.0000, gradient -1.0000",
        "loss 20.0000, gradient -1.0000",
        "z = -30.0",
        "loss 30.0000, gradient -0.0936",
        "loss 30.0000, gradient -1.0000",
        "loss 0.5825",
        "100 positive",
        "at best tensor([0.3133, 0.6931])",
        "loss -142.1",
        FLAT_ERROR,
    ]
