"""Binary cross-entropy is minus the log of the probability of what happened, as in PyTorch."""

import math
import runpy

import numpy as np
import pytest
import torch
from torch import nn

from chapter_3 import cross_entropy as page
from chapter_3 import pipeline

P, Y = [0.9, 0.2, 0.6], [1, 0, 0]


def point(p, y):
    """The loss of one point, by its case."""
    return -math.log(p if y == 1 else 1 - p)


def mean(ps, ys):
    return sum(map(point, ps, ys)) / len(ys)


@pytest.mark.claim(
    "The loss of one point. It is 0 where the model was sure and right, and grows without end towards "
    "sure and wrong. The marks are the three points that follow."
)
def test_the_loss_of_a_point():
    assert point(1, 1) == point(0, 0) == 0
    for end in (10, 100, 700):
        assert point(math.exp(-end), 1) == pytest.approx(end)
    assert [point(p, y) for p, y in zip(P, Y, strict=True)] == pytest.approx(
        [0.1054, 0.2231, 0.9163], abs=5e-5
    )


@pytest.mark.claim("The third: the model gave only 0.4 to what happened.")
@pytest.mark.claim(
    "Where $y$ is 1, the factor $1 - y$ removes the second term; where it is 0, $y$ removes the first."
)
@pytest.mark.claim("nn.BCELoss computes the same mean.")
def test_both_forms_are_the_loss_of_pytorch():
    by_case = [point(p, y) for p, y in zip(P, Y, strict=True)]
    assert page.points.tolist() == pytest.approx(by_case, rel=1e-5)
    assert np.argmax(by_case) == 2 and math.exp(-by_case[2]) == pytest.approx(0.4)
    assert page.second[0] == 0 and page.first[1:].abs().sum() == 0
    assert (
        page.mean.item() == pytest.approx(mean(P, Y), rel=1e-5) == pytest.approx(0.4149, abs=5e-5)
    )
    torch.manual_seed(0)
    p, y = torch.rand(1000), (torch.rand(1000) < 0.3).float()
    assert nn.BCELoss()(p, y).item() == pytest.approx(mean(p.tolist(), y.tolist()), rel=1e-5)


@pytest.mark.claim(
    "The last number, $e$ to the power of minus the loss, is a typical $q_i$: if each were 0.66, "
    "the loss would be the same."
)
def test_a_loss_is_read_as_a_geometric_mean():
    geometric = (0.9 * 0.8 * 0.4) ** (1 / 3)
    assert geometric == pytest.approx(math.exp(-mean(P, Y)))
    assert math.exp(-mean(P, Y)) == pytest.approx(0.6604, abs=5e-5)
    assert mean([geometric] * 3, [1] * 3) == pytest.approx(mean(P, Y))


@pytest.mark.claim(
    "A model that says 0.5 for every point has the loss $\\ln 2 = 0.6931$, whatever the labels."
)
@pytest.mark.claim("Label 1 or 0, what happened was given 0.5.")
def test_saying_one_half_costs_ln_2():
    for positives in (0, 1, 10, 193, 400):
        y = torch.arange(400) < positives
        loss = nn.BCELoss()(torch.full((400,), 0.5), y.float()).item()
        assert loss == pytest.approx(math.log(2), rel=1e-5) == pytest.approx(0.6931, abs=5e-5)
    assert mean([0.1] * 100, [0] * 90 + [1] * 10) == pytest.approx(0.33, abs=0.005)


@pytest.mark.claim(
    "A model with a higher loss has worse probabilities than that, even if it decides well."
)
def test_a_model_that_decides_well_can_cost_more_than_one_half_does():
    p = [0.01] * 90 + [1e-6] * 10  # of the points called negative, the last ten are positive
    y = [0] * 90 + [1] * 10
    assert mean(p, y) > 1.3 > math.log(2)
    assert np.mean([(q >= 0.5) == label for q, label in zip(p, y, strict=True)]) == 0.9


@pytest.mark.claim("No: by less than 0.1, then by 2.3026.")
@pytest.mark.claim("Each time $q$ falls to a tenth, the point costs 2.3026 more, without end.")
@pytest.mark.claim("(Its squared error, $(1 - q)^2$, never exceeds 1.)")
@pytest.mark.claim("So one sure and wrong prediction can spoil a good mean.")
def test_sure_and_wrong_costs_without_end():
    costs = [point(10.0**-k, 1) for k in range(1, 200)]
    np.testing.assert_allclose(np.diff(costs), 2.3026, atol=5e-5)
    assert 0 < point(0.9, 1) - point(0.99, 1) < 0.1
    for p, y in ((0, 1), (1, 0), (0.3, 1), (0.3, 0)):
        given = p if y == 1 else 1 - p
        assert (p - y) ** 2 == pytest.approx((1 - given) ** 2) and (p - y) ** 2 <= 1
    assert mean([0.99] * 100, [1] * 99 + [0]) > 5 * mean([0.99] * 99, [1] * 99)


@pytest.mark.claim(
    "No: among points with the same features, the loss is lowest if $p$ is their share of positives."
)
@pytest.mark.claim(
    "With a share $s$ of positives, the slope of the mean loss is $(p - s) / (p (1 - p))$, negative below "
    "$s$ and positive above it."
)
@pytest.mark.claim("It looks like the safe side, but it costs 0.69 per point.")
@pytest.mark.claim(
    "At 0.7 it is 0.61: the seven positives save more than the three negatives lose."
)
def test_the_share_has_the_lowest_loss():
    grid = np.arange(0.001, 1, 0.001)
    for positives, points in ((7, 10), (193, 400), (1, 20)):
        labels = [1] * positives + [0] * (points - positives)
        losses = [mean([p] * points, labels) for p in grid]
        assert grid[np.argmin(losses)] == pytest.approx(positives / points, abs=0.00051)
        share, middle = positives / points, torch.tensor(grid[1:-1], requires_grad=True)
        loss = -(share * middle.log() + (1 - share) * (1 - middle).log())
        loss.sum().backward()
        slope = (grid[1:-1] - share) / (grid[1:-1] * (1 - grid[1:-1]))
        np.testing.assert_allclose(middle.grad.numpy(), slope, atol=1e-8)
        below = grid[1:-1] < share - 1e-9
        above = grid[1:-1] > share + 1e-9
        assert (middle.grad.numpy()[below] < 0).all() and (middle.grad.numpy()[above] > 0).all()
    assert mean([0.7] * 10, [1] * 7 + [0] * 3) == pytest.approx(0.61, abs=0.005)
    assert 7 * (point(0.5, 1) - point(0.7, 1)) > 3 * (point(0.7, 0) - point(0.5, 0)) > 0


@pytest.mark.claim(
    "It also keeps the numbers in range: the product of 400 values of 0.7 is too small for a 32-bit "
    "float."
)
@pytest.mark.claim(
    "They have the lowest loss, as minus the logarithm falls when the product grows."
)
@pytest.mark.claim(
    "The logarithm makes the product a sum, so each point has a loss and a gradient of its own, as in "
    "the MSE."
)
def test_the_sum_of_logs_is_the_log_of_the_product():
    q = torch.full((400,), 0.7)
    assert q.prod() == 0 and q.log().sum().item() == pytest.approx(400 * math.log(0.7), rel=1e-4)
    grid = np.arange(0.001, 1, 0.001)
    products = grid**7 * (1 - grid) ** 3
    losses = [mean([p] * 10, [1] * 7 + [0] * 3) for p in grid]
    assert (np.argsort(products, kind="stable") == np.argsort(np.negative(losses))).mean() > 0.99
    assert products.argmax() == np.argmin(losses)
    few = np.array([0.9, 0.8, 0.4])
    assert np.log(few).sum() == pytest.approx(math.log(few.prod()))
    p = torch.tensor(P, requires_grad=True)
    nn.BCELoss()(p, torch.tensor([1.0, 0, 0])).backward()
    alone = []
    for value, label in zip(P, Y, strict=True):
        one = torch.tensor(value, requires_grad=True)
        (nn.BCELoss()(one, torch.tensor(float(label))) / 3).backward()
        alone.append(one.grad.item())
    assert p.grad.tolist() == pytest.approx(alone, rel=1e-5)


@pytest.mark.claim("With nn.MSELoss the order makes no difference.")
@pytest.mark.claim("Labels became predictions, all of them sure, and $-\\ln 0$ is infinite.")
@pytest.mark.claim(
    "nn.BCELoss cuts the logarithm at −100, so the points cost 0.1, 0.2 and 0.6 times 100."
)
def test_swapped_arguments_cost_30():
    p, y = torch.tensor(P), torch.tensor([1.0, 0, 0])
    each = nn.BCELoss(reduction="none")(y, p)
    assert each.tolist() == pytest.approx([10, 20, 60], rel=1e-5)
    assert page.swapped.item() == pytest.approx(30, rel=1e-5)
    assert nn.BCELoss()(torch.tensor(0.0), torch.tensor(1.0)) == 100
    assert -torch.log(torch.tensor(0.0)) == math.inf
    assert nn.MSELoss()(y, p) == nn.MSELoss()(p, y)


@pytest.mark.claim(
    "If all logits happen to lie between 0 and 1, nothing is raised, and the loss is wrong."
)
def test_logits_between_0_and_1_pass_silently():
    z, y = torch.tensor([0.3, 0.6, 0.9]), torch.tensor([1.0, 0, 0])
    wrong, right = nn.BCELoss()(z, y), nn.BCELoss()(torch.sigmoid(z), y)
    assert abs(wrong - right) > 0.1
    torch.testing.assert_close(nn.BCEWithLogitsLoss()(z, y), right)
    with pytest.raises(RuntimeError, match="all elements of input should be between 0 and 1"):
        nn.BCELoss()(page.z, y)


@pytest.mark.claim("The message speaks of the target, which here is the prediction: it is nan.")
@pytest.mark.claim(
    "In the first backward pass, $\\ln 0$ made the gradients of all predictions infinite, some positive, "
    "some negative."
)
@pytest.mark.claim("The gradient for the bias adds them up, and infinity minus infinity is nan.")
def test_swapped_arguments_make_the_parameters_nan():
    y = pipeline.y_train_tensor
    torch.manual_seed(42)
    model = nn.Sequential(nn.Linear(2, 1), nn.Sigmoid())
    p = model(pipeline.x_train_tensor)
    p.retain_grad()
    loss = nn.BCELoss()(y, p)
    loss.backward()
    assert loss.item() == pytest.approx(34.9968, rel=1e-4)
    assert p.grad.isinf().all() and (p.grad > 0).any() and (p.grad < 0).any()
    assert model[0].bias.grad.isnan().all()
    assert all(parameter.isnan().all() for parameter in page.model.parameters())
    assert page.model(pipeline.x_train_tensor).isnan().all()


def test_the_answer_of_the_last_question():
    assert mean([0.8, 0.8], [1, 0]) == pytest.approx(0.92, abs=0.005)
    assert point(0.8, 1) == pytest.approx(0.22, abs=0.005)
    assert point(0.8, 0) == pytest.approx(1.61, abs=0.005)


def test_what_the_page_prints(capsys):
    runpy.run_path(page.__file__)
    assert capsys.readouterr().out.splitlines() == [
        "tensor([0.1054, 0.2231, 0.9163])",
        "0.4149 0.4149",
        "0.6604",
        "given 0.99: 0.0101",
        "given 0.90: 0.1054",
        "given 0.50: 0.6931",
        "given 0.10: 2.3026",
        "given 0.01: 4.6052",
        "30.0000",
        "RuntimeError: all elements of input should be between 0 and 1",
        "loss 34.9968",
        "tensor([nan])",
        "RuntimeError: all elements of target should be between 0 and 1",
    ]
