import pytest
import torch

from chapter_1 import autograd as page
from chapter_1 import numpy_pipeline as by_hand


def first_parameters():
    torch.manual_seed(42)
    return [torch.randn(1, requires_grad=True, device=page.device) for _ in range(2)]


def loss_of(b, w):
    return ((b + w * page.x_train_tensor - page.y_train_tensor) ** 2).mean()


@pytest.mark.claim("They are, to the precision of 32-bit floats.")
def test_autograd_equals_the_equations_in_numpy():
    b, w = first_parameters()
    loss_of(b, w).backward()
    error = b.item() + w.item() * by_hand.x_train - by_hand.y_train
    assert b.grad.item() == pytest.approx(2 * error.mean(), rel=1e-6)
    assert w.grad.item() == pytest.approx(2 * (by_hand.x_train * error).mean(), rel=1e-6)


@pytest.mark.claim("backward() adds to what grad holds.")
def test_a_second_backward_doubles_the_gradients():
    b, w = first_parameters()
    loss_of(b, w).backward()
    once = b.grad.item(), w.grad.item()
    loss_of(b, w).backward()
    assert (b.grad.item(), w.grad.item()) == (2 * once[0], 2 * once[1])


@pytest.mark.claim("Bias and weight are those of the NumPy program.")
def test_the_loop_ends_where_numpy_ends():
    assert page.trained_b == pytest.approx(by_hand.b[0], abs=1e-5)
    assert page.trained_w == pytest.approx(by_hand.w[0], abs=1e-5)


@pytest.mark.claim("The parameters run past the minimum and back, and never come to rest.")
def test_without_clearing_the_loss_never_settles():
    settled = loss_of(page.trained_b, page.trained_w).item()
    assert page.losses[0] > page.losses[1] > 100 * settled
    for hundred in range(0, 1000, 100):
        assert max(page.losses[hundred : hundred + 100]) > 100 * settled


@pytest.mark.claim("Never cleared, it swings on at full width.")
def test_only_cleared_gradients_vanish():
    cleared, never = (list(page.gradients(zeroing)) for zeroing in (True, False))
    assert cleared[0] == never[0]
    assert max(map(abs, cleared[15:])) < 0.1
    assert max(map(abs, never[40:])) > 0.9 * max(map(abs, never[:20]))


def test_equals_instead_of_minus_equals_loses_the_parameter():
    b, w = first_parameters()
    loss_of(b, w).backward()
    with torch.no_grad():
        b = b - page.lr * b.grad
        w -= page.lr * w.grad
    assert not b.requires_grad and b.grad is None
    assert w.requires_grad and w.is_leaf
