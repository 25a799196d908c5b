import numpy as np
import pytest
import torch
from torch import optim

from chapter_1 import optimizer as page


@pytest.mark.claim(
    "They agree in all digits shown; in the last bit of a 32-bit float they may differ, "
    "by rounding."
)
def test_one_step_is_the_update_by_hand():
    b, w = page.first_parameters()
    optimizer = optim.SGD([b, w], lr=page.lr)
    page.mse(b, w).backward()
    expected = [p.detach() - page.lr * p.grad for p in (b, w)]
    optimizer.step()
    torch.testing.assert_close([b.detach(), w.detach()], expected, rtol=1e-6, atol=0)


@pytest.mark.claim(
    "The optimiser's dots lie on the path by hand: first across the valley, then slowly along it."
)
def test_both_loops_take_the_same_path_to_the_minimum():
    slope, intercept = np.polyfit(page.x_train[:, 0], page.y_train[:, 0], 1)
    np.testing.assert_allclose(page.path, page.hand_path, atol=1e-5)
    np.testing.assert_allclose(page.path[-1], [intercept, slope], atol=1e-4)


def losses(n_epochs, order):
    b, w = page.first_parameters()
    optimizer = optim.SGD([b, w], lr=page.lr)
    seen = []
    for _ in range(n_epochs):
        loss = page.mse(b, w)
        seen.append(loss.item())
        calls = {"backward": loss.backward, "step": optimizer.step, "clear": optimizer.zero_grad}
        for name in order:
            calls[name]()
    return seen


@pytest.mark.claim("It falls, rises above the loss at the start, falls again.")
def test_without_zero_grad_the_loss_swings_and_never_settles():
    swinging = losses(1000, ["backward", "step"])
    assert max(swinging[1:40]) > swinging[0]
    assert max(swinging[900:]) > 1 > 0.1 > min(swinging[:40])


@pytest.mark.claim(
    "Fix: optimizer.zero_grad() once for each step(), after step() or before backward()."
)
def test_where_zero_grad_may_stand():
    usual = losses(20, ["backward", "step", "clear"])
    assert losses(20, ["clear", "backward", "step"]) == usual
    assert set(losses(20, ["backward", "clear", "step"])) == {usual[0]}


@pytest.mark.claim("The new ones never move, and their gradients only add up.")
def test_old_parameters_move_no_new_ones():
    b, w = page.first_parameters()
    optimizer = optim.SGD([b, w], lr=page.lr)
    b, w = page.first_parameters()
    for count in (1, 2, 3):
        page.mse(b, w).backward()
        optimizer.step()
        optimizer.zero_grad()
        assert b.grad.item() == pytest.approx(count * -3.1125, abs=1e-3)
    assert torch.equal(b, page.first_parameters()[0])
