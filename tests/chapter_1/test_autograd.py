import re
import runpy
import warnings

import numpy as np
import pytest
import torch

from chapter_1 import autograd as page
from chapter_1 import numpy_pipeline as by_hand

OUTPUT = """\
tensor([0.3367], requires_grad=True)
tensor([0.1288], requires_grad=True)
before: None None
after:  tensor([-3.1125]) tensor([-1.8156])
b: tensor(-3.1125)
w: tensor(-1.8156)
again:  tensor([-6.2250]) tensor([-3.6313])
b: tensor([0.6479], requires_grad=True)
w: tensor([0.3104], requires_grad=True)
after 1000 updates: b 1.0235, w 1.9690
RuntimeError: element 0 of tensors does not require grad and does not have a grad_fn
RuntimeError: a leaf Variable that requires grad is being used in an in-place operation.
b: tensor([1.0235], grad_fn=<SubBackward0>)
UserWarning: The .grad attribute of a Tensor that is not a leaf Tensor is being accessed
grad: None
"""


def first_parameters():
    torch.manual_seed(42)
    return [torch.randn(1).to(page.device).requires_grad_() for _ in range(2)]


def error_of(b, w):
    return b + w * page.x_train_tensor - page.y_train_tensor


def loss_of(b, w):
    return (error_of(b, w) ** 2).mean()


def test_the_page_prints_what_it_printed(capsys):
    with warnings.catch_warnings():
        runpy.run_path(page.__file__)
    printed = capsys.readouterr().out
    assert re.sub(r", device='cuda:0'", "", printed) == OUTPUT


@pytest.mark.claim("They agree, up to the rounding of 32-bit floats.")
def test_autograd_equals_the_equations_in_numpy():
    b, w = first_parameters()
    loss_of(b, w).backward()
    error = b.item() + w.item() * by_hand.x_train - by_hand.y_train
    assert b.grad.item() == pytest.approx(2 * error.mean(), rel=1e-6)
    assert w.grad.item() == pytest.approx(2 * (by_hand.x_train * error).mean(), rel=1e-6)


@pytest.mark.claim(
    "The MAE is straight there, as each error is negative and counts the same: its slope is −1."
)
def test_the_mae_is_straight_while_each_error_is_negative():
    b, w = first_parameters()
    for further in (-1.0, 0.0, 0.3):
        moved = (b.detach() + further).requires_grad_()
        error = error_of(moved, w)
        assert (error < 0).all()
        error.abs().mean().backward()
        assert moved.grad.item() == pytest.approx(-1)


@pytest.mark.claim(
    "The dashed lines have the slope that backward() left at the dot: another loss, another "
    "gradient, the same call."
)
@pytest.mark.parametrize(("loss_of", "slope"), [(torch.square, -3.1125), (torch.abs, -1.0)])
def test_the_slopes_of_the_figure_are_those_of_its_curves(loss_of, slope):
    b, w = first_parameters()
    loss_of(error_of(b, w)).mean().backward()
    assert b.grad.item() == pytest.approx(slope, abs=5e-3)
    before, after = (
        loss_of(error_of(b.detach() + h, w.detach())).mean().item() for h in (-0.1, 0.1)
    )
    assert (after - before) / 0.2 == pytest.approx(slope, abs=1e-2)


@pytest.mark.claim("Every $x$ lies between 0 and 1, and every error is negative here.")
@pytest.mark.claim(
    "Flatter: in the gradient for $w$ each error is multiplied by its $x$, which is below 1."
)
def test_the_gradient_for_w_is_flatter():
    b, w = first_parameters()
    error = error_of(b, w)
    assert (error < 0).all()
    assert page.x.min() > 0 and page.x.max() < 1
    (error**2).mean().backward()
    assert b.grad < w.grad < 0
    torch.testing.assert_close(w.grad, 2 * (page.x * error.detach()).mean().reshape(1))


@pytest.mark.claim("Twice as much, because backward() adds to what is there.")
def test_a_second_backward_doubles_the_gradients():
    b, w = first_parameters()
    loss_of(b, w).backward()
    once = b.grad.item(), w.grad.item()
    loss_of(b, w).backward()
    assert (b.grad.item(), w.grad.item()) == (2 * once[0], 2 * once[1])


@pytest.mark.claim(
    "So one update can use the gradients of several passes, such as the parts of a batch too large "
    "for the memory."
)
def test_the_gradients_of_parts_add_up_to_that_of_the_whole():
    b, w = first_parameters()
    loss_of(b, w).backward()
    whole = b.grad.item()
    b, w = first_parameters()
    for at in range(0, 80, 20):
        ((error_of(b, w)[at : at + 20] ** 2).mean() / 4).backward()
    assert b.grad.item() == pytest.approx(whole)


@pytest.mark.claim(
    "But clear the gradients that the last update used: without that, this training runs past the "
    "minimum again and again, and no error is raised."
)
def test_without_clearing_the_loss_never_settles():
    b, w = first_parameters()
    losses, biases = [], []
    for _ in range(1000):
        loss = loss_of(b, w)
        loss.backward()
        losses.append(loss.item())
        biases.append(b.item())
        with torch.no_grad():
            b -= page.lr * b.grad
            w -= page.lr * w.grad
    assert all(max(losses[at : at + 100]) > 1 for at in range(0, 1000, 100))
    sides = np.sign(np.array(biases) - page.trained_b)
    assert np.count_nonzero(np.diff(sides)) > 50


@pytest.mark.claim(
    "Before the first backward(), grad is None, so there is nothing to clear, and no zero_() to call."
)
@pytest.mark.claim(
    "The update stands under no_grad: it is no part of the loss, and autograd refuses to record an "
    "in-place change to a leaf that requires gradients."
)
def test_what_a_first_update_must_not_do():
    b, _ = first_parameters()
    with pytest.raises(AttributeError, match="'NoneType' object has no attribute 'zero_'"):
        b.grad.zero_()
    with pytest.raises(RuntimeError, match="a leaf Variable that requires grad"):
        b -= 1


@pytest.mark.claim("A thousand such updates end at the line of the NumPy program:")
def test_the_loop_ends_where_numpy_ends():
    assert page.updates == 1000
    assert page.trained_b == pytest.approx(by_hand.b[0], abs=1e-5)
    assert page.trained_w == pytest.approx(by_hand.w[0], abs=1e-5)


@pytest.mark.claim("b -= … does so too, so b is still a leaf that requires gradients.")
def test_an_update_in_place_keeps_the_leaf():
    b, w = first_parameters()
    loss_of(b, w).backward()
    place = b.data_ptr()
    with torch.no_grad():
        b -= page.lr * b.grad
    assert b.is_leaf and b.requires_grad and b.data_ptr() == place


@pytest.mark.claim(
    "Look for a forward pass under no_grad, a detach() on the way, which cuts a tensor off from "
    "its record, or parameters made without requires_grad=True."
)
def test_three_ways_to_a_loss_without_a_record():
    b, w = first_parameters()
    with torch.no_grad():
        unrecorded = loss_of(b, w)
    plain = loss_of(b.detach(), w.detach())
    for loss in (unrecorded, loss_of(b, w).detach(), plain):
        with pytest.raises(RuntimeError, match="element 0 of tensors does not require grad"):
            loss.backward()


@pytest.mark.claim(
    "It still requires gradients, but it is no leaf, and by default gradients are kept in leaves only."
)
@pytest.mark.claim(
    "The next update fails: TypeError: unsupported operand type(s) for *: 'float' and 'NoneType'."
)
def test_a_recorded_assignment_loses_the_leaf():
    b, w = first_parameters()
    loss_of(b, w).backward()
    b = b - page.lr * b.grad
    assert b.requires_grad and not b.is_leaf and b.grad_fn.name() == "SubBackward0"
    kept = b * 1
    kept.retain_grad()
    loss_of(kept, w).backward()
    assert kept.grad is not None
    loss_of(b, w).backward()
    with pytest.warns(UserWarning, match="not a leaf"):
        gradient = b.grad
    with pytest.raises(
        TypeError, match=r"unsupported operand type\(s\) for \*: 'float' and 'NoneType'"
    ):
        page.lr * gradient


def test_equals_instead_of_minus_equals_loses_the_parameter():
    b, w = first_parameters()
    loss_of(b, w).backward()
    with torch.no_grad():
        b = b - page.lr * b.grad
        w -= page.lr * w.grad
    assert not b.requires_grad and b.grad is None
    assert w.requires_grad and w.is_leaf


def test_the_third_question():
    b = torch.tensor(2.0, requires_grad=True)
    for _ in range(3):
        (b**2).backward()
    assert b.grad == 12
