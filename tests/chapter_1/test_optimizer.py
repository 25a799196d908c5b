import copy
import re
import runpy

import numpy as np
import pytest
import torch
from torch import optim

from chapter_1 import optimizer as page

RUNS = {
    "plain": page.plain,
    "faster": page.faster,
    "rolling": page.rolling,
    "adamw": page.adamw,
}


def smallest():
    slope, intercept = np.polyfit(page.x_train[:, 0], page.y_train[:, 0], 1)
    return ((intercept + slope * page.x_train - page.y_train) ** 2).mean()


def arrived(losses):
    """The first epoch from which on the loss stays within 1% of the smallest one."""
    far = [epoch for epoch, loss in enumerate(losses) if loss > 1.01 * smallest()]
    return max(far) + 1


def run(rule, n_epochs, factor=1, **settings):
    b, w = page.first_parameters()
    optimizer = rule([b, w], **settings)
    path = []
    for _ in range(n_epochs):
        path.append((b.item(), w.item()))
        (factor * page.mse(b, w)).backward()
        optimizer.step()
        optimizer.zero_grad()
    return np.array(path)


@pytest.mark.claim(
    "b moved by the rule, $0.3367 + 0.1 \\cdot 3.1125$, and its gradient is still there."
)
def test_one_step_is_the_update_by_hand():
    b, w = page.first_parameters()
    page.mse(b, w).backward()
    assert [b.item(), b.grad.item()] == pytest.approx([0.3367, -3.1125], abs=5e-5)
    by_hand = [p.item() - 0.1 * p.grad.item() for p in (b, w)]
    assert [page.moved_b, page.moved_w] == pytest.approx(by_hand, rel=1e-6)
    before = b.grad.clone()
    optim.SGD([b, w], lr=0.1).step()
    assert torch.equal(b.grad, before)


@pytest.mark.claim("None, not zero: by default the gradient is thrown away.")
def test_zero_grad_throws_the_gradients_away():
    b, w = page.first_parameters()
    optimizer = optim.SGD([b, w], lr=0.1)
    page.mse(b, w).backward()
    optimizer.zero_grad()
    assert b.grad is None and w.grad is None


@pytest.mark.claim("step() skips a parameter without one.")
@pytest.mark.parametrize("set_to_none", [True, False])
def test_a_parameter_without_a_gradient_stays(set_to_none):
    b, w = page.first_parameters()
    optimizer = optim.SGD([b, w], lr=0.1, momentum=0.9)
    page.mse(b, w).backward()
    optimizer.step()
    before = b.item(), w.item()
    optimizer.zero_grad(set_to_none=set_to_none)
    optimizer.step()
    assert ((b.item(), w.item()) == before) is set_to_none


@pytest.mark.claim(
    "Each of three calls of step() moves b and w at once; dashed, the two parts of the first, each "
    "−η times a gradient."
)
def test_the_first_figure_shows_three_steps_of_both_parameters():
    assert len(page.points) == 4
    np.testing.assert_allclose(page.points, page.plain[0][:4])
    moves = np.diff(page.points, axis=0)
    b, w = page.first_parameters()
    page.mse(b, w).backward()
    assert moves[0] == pytest.approx([-0.1 * b.grad.item(), -0.1 * w.grad.item()], abs=1e-6)
    assert [page.step_b, page.step_w] == pytest.approx(moves[0])
    assert (moves > 0).all() and (np.diff(moves, axis=0) < 0).all()
    found = (page.best_b + page.best_w * page.x_train - page.y_train) ** 2
    assert found.mean() == pytest.approx(smallest())


@pytest.mark.claim("Momentum adds to each step a part of the step before, often 0.9.")
@pytest.mark.claim(
    "With 0.9, steps grow up to tenfold if the gradient stays the same, and shrink to about half if "
    "its sign flips each time."
)
def test_momentum_adds_part_of_the_step_before():
    path = page.rolling[0]
    steps = np.diff(path, axis=0)
    for place, (b, w) in enumerate(path[1:40], 1):
        error = b + w * page.x_train - page.y_train
        gradients = 2 * np.array([error.mean(), (error * page.x_train).mean()])
        np.testing.assert_allclose(
            steps[place], 0.9 * steps[place - 1] - 0.1 * gradients, atol=1e-5
        )

    def last_step(gradients):
        p = torch.zeros(1, requires_grad=True)
        optimizer = optim.SGD([p], lr=0.1, momentum=0.9)
        for gradient in gradients:
            before, p.grad = p.item(), torch.tensor([gradient])
            optimizer.step()
        return before - p.item()

    assert last_step([20.0] * 200) == pytest.approx(20)
    assert abs(last_step([20.0, -20.0] * 100)) == pytest.approx(2 / 1.9)


@pytest.mark.claim(
    "At first, corrected for their start at 0, they are the gradient and its square: the quotient is 1 "
    "or −1, and the step about $\\eta$ long, whether the gradient is 0.001 or 1000."
)
@pytest.mark.parametrize("gradient", [0.001, 1000.0])
def test_the_first_step_of_adamw_has_the_length_of_the_rate(gradient):
    p = torch.ones(1, requires_grad=True)
    p.grad = torch.tensor([-gradient])
    optimizer = optim.AdamW([p], lr=0.1)
    optimizer.step()
    assert p.item() - 1 == pytest.approx(0.1, rel=0.02)
    state, (small, large) = optimizer.state[p], optimizer.defaults["betas"]
    assert state["exp_avg"].item() / (1 - small) == pytest.approx(-gradient, rel=1e-5)
    assert state["exp_avg_sq"].item() / (1 - large) == pytest.approx(gradient**2, rel=1e-5)


@pytest.mark.claim(
    "Plain SGD, at a rate that suits it: here a better rate saves more epochs than another rule."
)
def test_which_rule_needs_how_many_epochs():
    epochs = [arrived(losses) for _, losses, _ in RUNS.values()]
    assert epochs == [244, 34, 98, 119]
    others = [arrived(page.train(optim.SGD, lr=lr)[1]) for lr in (0.5, 0.6, 0.65, 0.75, 0.8)]
    assert min(others) >= 34
    assert page.smallest == pytest.approx(smallest())
    assert {len(losses) for _, losses, _ in RUNS.values()} == {1000}
    for path, losses, _ in RUNS.values():
        assert path[0].tolist() == pytest.approx([0.3367, 0.1288], abs=5e-5)
        assert losses[0] == pytest.approx(2.7475, abs=5e-5)


def epochs(rates, momentum, curvatures):
    """Until gradient descent stays within 1% of the smallest loss, in a bowl of these curvatures."""
    x, y = page.x_train[:, 0], page.y_train[:, 0]
    _, axes = np.linalg.eigh(2 * np.array([[1, x.mean()], [x.mean(), (x**2).mean()]]))
    slope, intercept = np.polyfit(x, y, 1)
    rates = np.reshape(rates, (-1, 1))
    away = np.tile(axes.T @ [0.3367 - intercept, 0.1288 - slope], (len(rates), 1))
    step, last = 0, np.zeros(len(rates))
    with np.errstate(over="ignore", invalid="ignore"):
        for epoch in range(600):
            near = (curvatures * away**2).sum(axis=1) / 2 <= 0.01 * smallest()
            last[~near] = epoch
            step = momentum * step - rates * curvatures * away
            away = away + step
    return last + 1


def curvatures_here():
    x = page.x_train[:, 0]
    return np.linalg.eigvalsh(2 * np.array([[1, x.mean()], [x.mean(), (x**2).mean()]]))


@pytest.mark.claim("No rate brings momentum 0.9 below 90 epochs here.")
@pytest.mark.claim(
    "At any rate from 0.02 to 1.5 it overshoots, and what is left shrinks by about 5% per epoch (by the "
    "factor $\\sqrt{0.9}$)."
)
def test_momentum_has_no_better_rate_here():
    curvatures = curvatures_here()
    assert epochs(0.1, 0.9, curvatures) == 98
    assert 90 <= epochs(np.arange(0.005, 1.6, 0.005), 0.9, curvatures).min() < 98
    for rate in (0.02, 0.05, 0.1, 0.3, 0.7, 1, 1.5):
        for curvature in curvatures:
            move = np.array([[1.9 - rate * curvature, -0.9], [1, 0]])
            assert np.abs(np.linalg.eigvals(move)) == pytest.approx(np.sqrt(0.9))
    assert 1 - np.sqrt(0.9) == pytest.approx(0.05, abs=2e-3)


@pytest.mark.claim("Momentum 0.5 at rate 0.7 is faster:")
def test_a_smaller_momentum_needs_fewer_epochs():
    path, losses, optimizer = page.run
    assert arrived(losses) == 15 and len(path) == 1000
    (group,) = optimizer.param_groups
    assert (group["lr"], group["momentum"]) == (0.7, 0.5)
    assert arrived(losses) < min(arrived(page.faster[1]), arrived(page.rolling[1]))


@pytest.mark.claim("AdamW at its best rate still needs about three times the epochs of plain SGD.")
def test_adamw_at_its_best_rate():
    best = min(arrived(page.train(optim.AdamW, lr=lr)[1]) for lr in (0.2, 0.3, 0.5, 0.7, 0.8))
    assert best / arrived(page.faster[1]) == pytest.approx(3, abs=0.3)


@pytest.mark.claim(
    "This one is 16 times as strongly curved across as along; at 100 times, momentum 0.9 needs fewer "
    "epochs than plain SGD, each at its best rate."
)
def test_momentum_wins_in_a_narrower_valley():
    flat, steep = curvatures_here()
    assert round(steep / flat) == 16

    def best(momentum, curvatures):
        return epochs(np.arange(0.005, 1.6, 0.005), momentum, curvatures).min()

    assert best(0, np.array([flat, steep])) < best(0.9, np.array([flat, steep])) / 2
    assert best(0, np.array([steep / 100, steep])) > 1.2 * best(0.9, np.array([steep / 100, steep]))


def test_sgd_runs_down_and_crawls():
    moves = np.diff(page.plain[0][:50], axis=0)
    steps = np.linalg.norm(moves, axis=1)
    valley = np.array([-0.43, 0.9])  # where one more of w needs half less of b
    along = np.abs(moves @ valley) / np.linalg.norm(valley) / steps
    assert along[0] < 0.2 and along[40] > 0.99
    assert steps[40] < steps[0] / 20


@pytest.mark.claim(
    "At rate 0.1, SGD runs down to the valley floor and crawls along it; at 0.7 it crosses the floor "
    "in each of its first steps."
)
def test_the_larger_rate_crosses_the_valley_and_the_smaller_one_does_not():
    x, y = page.x_train[:, 0], page.y_train[:, 0]
    _, axes = np.linalg.eigh(2 * np.array([[1, x.mean()], [x.mean(), (x**2).mean()]]))
    slope, intercept = np.polyfit(x, y, 1)
    small, large = (
        (run[0][:20] - [intercept, slope]) @ axes[:, 1] for run in (page.plain, page.faster)
    )
    assert (small[1:] * small[:-1] > 0).all() and (np.abs(small[1:]) < np.abs(small[:-1])).all()
    assert (large[1:] * large[:-1] < 0).all()


@pytest.mark.claim("Momentum overshoots.")
def test_momentum_overshoots():
    path = page.rolling[0]
    assert path[:, 0].max() > 2 * path[-1, 0]
    assert page.plain[0][:, 0].max() < 1.5 * path[-1, 0]


@pytest.mark.claim("AdamW starts at 45°, with equal steps in b and w.")
def test_adamw_starts_at_45_degrees():
    steps = np.diff(page.adamw[0], axis=0)[:5]
    np.testing.assert_allclose(steps[:, 0], steps[:, 1], rtol=0.02)


@pytest.mark.claim(
    "AdamW's weight decay, 0.01 by default, also pulls every parameter towards zero at each step."
)
@pytest.mark.claim(
    "Because of that, $w$ ends lower here, and $b$ makes up for it by ending higher."
)
def test_weight_decay_moves_where_adamw_ends():
    slope, intercept = np.polyfit(page.x_train[:, 0], page.y_train[:, 0], 1)
    assert page.adamw[0][-1][1] < slope - 0.005
    assert page.adamw[0][-1][0] > intercept + 0.001
    without = run(optim.AdamW, 1001, lr=0.1, weight_decay=0)[-1]
    np.testing.assert_allclose(without, [intercept, slope], atol=1e-4)
    assert optim.AdamW([torch.zeros(1)]).defaults["weight_decay"] == 0.01
    idle = torch.ones(1, requires_grad=True)
    idle.grad = torch.zeros(1)
    optim.AdamW([idle], lr=0.1).step()
    assert idle.item() == pytest.approx(1 - 0.1 * 0.01)


@pytest.mark.claim(
    "For each parameter, momentum keeps one more number and AdamW two, besides a count of the steps."
)
def test_what_is_remembered():
    def sizes(optimizer):
        (b, _) = optimizer.param_groups[0]["params"]
        state = copy.deepcopy(optimizer.state[b])
        state.pop("step", None)
        return [value.numel() for value in state.values()]

    assert [sizes(optimizer) for _, _, optimizer in RUNS.values()] == [[], [], [1], [1, 1]]


@pytest.mark.claim("AdamW's default rate is 0.001.")
def test_the_default_rate():
    assert optim.AdamW([torch.zeros(1)]).defaults["lr"] == 0.001


def losses(n_epochs, order):
    b, w = page.first_parameters()
    optimizer = optim.SGD([b, w], lr=0.1)
    seen = []
    for _ in range(n_epochs):
        loss = page.mse(b, w)
        seen.append(loss.item())
        calls = {"backward": loss.backward, "step": optimizer.step, "clear": optimizer.zero_grad}
        for name in order:
            calls[name]()
    return seen


def test_without_zero_grad_the_loss_swings_and_never_settles():
    swinging = losses(1000, ["backward", "step"])
    assert swinging[6] == page.swinging == max(swinging[:7]) > swinging[0]
    assert max(swinging[900:]) > 1 > 0.1 > min(swinging[:40])


@pytest.mark.claim(
    "Fix: optimizer.zero_grad() once for each step(), after step() or before backward()."
)
def test_where_zero_grad_may_stand():
    usual = losses(20, ["backward", "step", "clear"])
    assert losses(20, ["clear", "backward", "step"]) == usual
    assert set(losses(20, ["backward", "clear", "step"])) == {usual[0]}


@pytest.mark.claim(
    "Its step() and its zero_grad() reach only those: the new ones never move, and their "
    "gradients add up."
)
def test_old_parameters_move_no_new_ones():
    assert page.new_b.grad.item() == pytest.approx(3 * -3.1125, abs=1e-3)
    assert torch.equal(page.new_b, page.first_parameters()[0])
    assert page.old_optimizer.param_groups[0]["params"][0] is not page.new_b


PRINTED = """
0.3367 -3.1125 0.6479 -3.1125 0 2.7475 1 1.6098 2 0.3907 3 0.2191 4 1.2452 5 2.5014 6 2.8040
2.7475 -3.1125 2.7475 -6.2250 2.7475 -9.3375 244 0.1 34 0.7 98 0.1 0.9 119 0.1 15 0.7 0.5
1.0235 1.9690 1.0254 1.9631 0.1 0.7 0.1 0.1 0.001 0.01
"""


def test_every_number_that_the_page_prints(capsys):
    runpy.run_path(page.__file__)
    printed = capsys.readouterr().out
    numbers = re.findall(r"-?\d+\.?\d*", printed)
    assert [*map(float, numbers)] == pytest.approx([*map(float, PRINTED.split())], abs=2e-4)
    assert "grad None" in printed and "holds b itself: True" in printed
    assert re.findall(r"epochs: (\w+)", printed) == ["SGD", "SGD", "SGD", "AdamW", "SGD"]
