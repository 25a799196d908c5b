"""What a straight boundary can't do, a squared feature or a hidden layer can."""

import runpy

import numpy as np
import pytest
import torch
from sklearn.linear_model import LogisticRegression
from torch import nn

from chapter_3 import hidden_layer as page
from chapter_3 import pipeline


@pytest.fixture(scope="module")
def numbers():
    """The 200 points of the first part, whose names the rings have taken over."""
    np.random.seed(42)
    x = np.random.uniform(-2, 2, (200, 1))
    return x, (x**2 < 1).astype(float)


def on_rings(model):
    return [
        page.accuracy(model, x, y)
        for x, y in ((page.x_train, page.y_train), (page.x_val, page.y_val))
    ]


@pytest.mark.claim(
    "Those between −1 and 1 are positive, so the negatives lie on both sides of them."
)
@pytest.mark.claim("107 of the 200 points are negative.")
@pytest.mark.claim("With $x$ alone it calls every point negative:")
def test_x_alone_answers_with_the_majority(numbers):
    x, y = numbers
    assert (y == (abs(x) < 1)).all() and (x.min(), x.max()) == pytest.approx((-2, 2), abs=0.1)
    assert (x[y == 0] < -1).sum() > 40 and (x[y == 0] > 1).sum() > 40
    assert (y == 0).sum() == 107 and page.accuracy(page.one, x, y) == 0.535
    with torch.no_grad():
        assert (page.one(page.prepare(x)) < 0).all()
    exact = LogisticRegression(C=np.inf, tol=1e-8).fit(x, y[:, 0])
    assert page.one[0].weight.item() == pytest.approx(exact.coef_[0, 0], abs=1e-4)
    assert page.one[0].bias.item() == pytest.approx(exact.intercept_[0], abs=1e-4)


@pytest.mark.claim("(A cut at 1 would be right more often.")
@pytest.mark.claim(
    "But the loss judges probabilities, and it is lower with nearly the same probability for all "
    "points.)"
)
def test_a_cut_would_be_right_more_often_at_a_higher_loss(numbers):
    x, y = numbers
    assert ((x < 1) == (y == 1)).mean() > 0.7
    with torch.no_grad():
        p = torch.sigmoid(page.one(page.prepare(x)))
    assert p.max() - p.min() < 0.02
    cut = [
        nn.functional.binary_cross_entropy_with_logits(
            page.prepare(w * (1 - x)), page.prepare(y)
        ).item()
        for w in (0.05, 0.1, 0.3, 1, 3, 10)
    ]
    assert min(cut) > page.one_loss == pytest.approx(0.6907, abs=5e-5)


@pytest.mark.claim(
    "With $x^2$, the boundary is a straight line in the plane of both features. "
    "On the axis of $x$ it is two cuts."
)
@pytest.mark.claim(
    "Below: with x alone, no single cut has all the positives on one side and the negatives on the "
    "other. Above: lifted to the height x squared, they lie on two sides of a straight line."
)
@pytest.mark.claim("The one wrong point lies next to −1: the learned cut is still a little off.")
def test_the_square_makes_two_cuts(numbers):
    x, y = numbers
    assert page.accuracy(page.two, np.hstack([x, x**2]), y) == 0.995
    assert page.two_loss == pytest.approx(0.0590, abs=5e-5)
    (w1, w2), b = page.two[0].weight[0].tolist(), page.two[0].bias.item()
    inside = np.roots([w2, w1, b])
    assert (x[y == 1] ** 2 < 1).all() and (x[y == 0] ** 2 > 1).all()
    assert sorted(inside) == pytest.approx([-1, 1], abs=0.05)
    wrong = ((np.polyval([w2, w1, b], x) >= 0) != (y == 1))[:, 0]
    assert wrong.sum() == 1 and -1 < x[wrong].item() < min(inside) < -0.98
    grid = np.linspace(-2, 2, 4001)[:, None]
    with torch.no_grad():
        above = page.two(page.prepare(np.hstack([grid, grid**2]))).numpy() > 0
    assert (np.diff(above[:, 0].astype(int)) != 0).sum() == 2
    cuts = np.sort(x[:, 0])
    right = [((x > cut) == (y == 1)).mean() for cut in cuts]
    assert max(max(right), 1 - min(right)) < 0.76


@pytest.mark.claim(
    "The linear model cuts both rings in two. The model with a hidden layer surrounds the inner "
    "ring with straight pieces."
)
def test_only_the_hidden_layer_surrounds_the_inner_ring():
    assert on_rings(page.linear) == [0.5250, 0.46]
    assert on_rings(page.hidden) == pytest.approx([0.9775, 0.99])
    assert page.x_train.shape == (400, 2) and page.x_val.shape == (100, 2)
    angle = np.linspace(0, 2 * np.pi, 360)
    circle = np.column_stack([np.cos(angle), np.sin(angle)])
    with torch.no_grad():
        assert (page.hidden(page.prepare(circle)) > 0).all()
        for size in (1.9, 2.5, 10):
            assert (page.hidden(page.prepare(size * circle)) < 0).all()
        for size in (1, 2):
            sides = page.linear(page.prepare(size * circle)) > 0
            assert 0.3 < sides.float().mean() < 0.7


@pytest.mark.claim(
    "The linear model (first line) does little better than a coin in training, and worse in "
    "validation: on each side of its boundary are about as many points of one class as of the other."
)
def test_the_line_has_as_many_of_both_classes_on_each_side():
    train, val = on_rings(page.linear)
    assert 0.5 < train < 0.53 and val < 0.5
    for x, y in ((page.x_train, page.y_train), (page.x_val, page.y_val)):
        with torch.no_grad():
            side = page.linear(page.prepare(x)).cpu().numpy()[:, 0] >= 0
        for part in (side, ~side):
            assert 0.45 < y[part].mean() < 0.56


@pytest.mark.claim("(Again, another line would be right more often, at a higher loss.)")
def test_a_line_beside_the_inner_ring_would_be_right_more_often_at_a_higher_loss():
    beside = 1.3 - page.x_train[:, :1]
    assert ((beside >= 0) == (page.y_train == 1)).mean() > 0.63
    y = page.prepare(page.y_train)
    with torch.no_grad():
        loss = nn.functional.binary_cross_entropy_with_logits
        lowest = loss(page.linear(page.prepare(page.x_train)), y)
        for w in (0.01, 0.05, 0.1, 0.3, 1, 3, 10):
            assert loss(page.prepare(w * beside), y) > lowest


@pytest.mark.claim("The loss function and the loop stay as they are.")
def test_the_training_is_that_of_logistic_regression():
    torch.manual_seed(42)
    model = nn.Sequential(nn.Linear(2, 1))
    loss = page.train(model, pipeline.x_train, pipeline.y_train)
    assert loss == pytest.approx(pipeline.losses[-1], rel=1e-4)
    for mine, theirs in zip(model.parameters(), pipeline.model.parameters(), strict=True):
        torch.testing.assert_close(mine, theirs, rtol=1e-3, atol=1e-3)


@pytest.mark.claim(
    "Each $h_k$ is 0 on one side of a straight line and grows with the distance from it on the other."
)
@pytest.mark.claim(
    "Between these eight lines the logit is linear, so the boundary is straight there; it can bend "
    "only where it crosses one of them."
)
def test_the_logit_is_linear_between_the_lines_of_the_units():
    first, _, last = page.hidden
    points = page.prepare(np.random.default_rng(0).uniform(-3, 3, (2000, 2))).requires_grad_()
    page.hidden(points).sum().backward()
    with torch.no_grad():
        before = points @ first.weight.T + first.bias
        h = page.hidden[:2](points)
        torch.testing.assert_close(h, before.clamp(min=0))
        torch.testing.assert_close(page.hidden(points), last.bias + h @ last.weight.T)
        # The gradient for the point hangs on nothing but which units are on.
        on = (before > 0).float()
        torch.testing.assert_close(points.grad, (on * last.weight) @ first.weight)
    assert h.shape == (2000, 8)


@pytest.mark.claim("a logistic regression of $x_1^2 + x_2^2$ does as well here.")
def test_the_squared_radius_does_as_well():
    squares = [(x**2).sum(axis=1, keepdims=True) for x in (page.x_train, page.x_val)]
    model = nn.Sequential(nn.Linear(1, 1))
    page.train(model, squares[0], page.y_train)
    assert page.accuracy(model, squares[0], page.y_train) >= on_rings(page.hidden)[0]
    assert page.accuracy(model, squares[1], page.y_val) >= on_rings(page.hidden)[1]


@pytest.mark.claim(
    "Two linear layers in a row compute no more than one, so the boundary is the dashed line again."
)
def test_without_an_activation_the_boundary_is_that_of_the_linear_model():
    assert on_rings(page.flat) == [0.5250, 0.46] == on_rings(page.linear)
    first, last = page.flat
    with torch.no_grad():
        weight, bias = last.weight @ first.weight, last.bias + last.weight @ first.bias
        torch.testing.assert_close(weight, page.linear[0].weight, rtol=0, atol=1e-3)
        torch.testing.assert_close(bias, page.linear[0].bias, rtol=0, atol=1e-3)


@pytest.mark.claim("only the last bias has moved.")
@pytest.mark.claim(
    "With $h_k = 0$ the gradient for $v_k$ is 0, and with $v_k = 0$ the gradients for the parameters "
    "of $h_k$ are 0."
)
@pytest.mark.claim(
    "A model of one linear layer may start with all parameters at 0, one with a hidden layer may not."
)
def test_a_hidden_layer_of_zeros_stays():
    assert page.zeros_loss == pytest.approx(0.6931, abs=5e-5)
    *others, last_bias = page.zeros.parameters()
    assert not any(p.any() for p in others) and len(others) == 3
    share = page.y_train.mean()
    assert last_bias.item() == pytest.approx(np.log(share / (1 - share)), rel=1e-3)
    line = nn.Sequential(nn.Linear(2, 1))
    for p in line.parameters():
        nn.init.zeros_(p)
    assert page.train(line, pipeline.x_train, pipeline.y_train) == pytest.approx(
        pipeline.losses[-1], rel=1e-4
    )
    torch.manual_seed(42)
    half = nn.Sequential(nn.Linear(2, 8), nn.ReLU(), nn.Linear(8, 1))
    for p in half[2].parameters():
        nn.init.zeros_(p)
    page.train(half, page.x_train, page.y_train)
    assert on_rings(half)[0] > 0.95  # only the last layer at 0: it learns


@pytest.mark.claim(
    "Whether training finds it is another matter: with more units than needed, it does so from "
    "more starts."
)
@pytest.mark.parametrize(("units", "low", "high"), [(3, 0, 0.8), (8, 0.95, 1)])
def test_three_units_fail_from_some_starts(units, low, high):
    found = []
    for seed in range(4):
        torch.manual_seed(seed)
        model = nn.Sequential(nn.Linear(2, units), nn.ReLU(), nn.Linear(units, 1))
        page.train(model, page.x_train, page.y_train)
        found.append(page.accuracy(model, page.x_val, page.y_val))
    assert low < min(found) <= high


@pytest.mark.claim("Two units make two cuts.")
def test_the_units_of_the_questions():
    x = np.linspace(-6, 6, 1201)
    z = 2 - np.maximum(x - 1, 0) - np.maximum(-x - 1, 0)
    np.testing.assert_array_equal(z > 1e-9, abs(x) < 3 - 1e-9)
    angle = 2 * np.pi / 3 * np.arange(3)
    directions = np.stack([np.cos(angle), np.sin(angle)])
    around = np.linspace(0, 2 * np.pi, 360)
    far = 10 * np.stack([np.cos(around), np.sin(around)], axis=1)
    closed = 1 - np.maximum(far @ directions - 1, 0).sum(axis=1)
    assert (closed < 0).all()


@pytest.mark.claim("Between two such lines, a wedge or a strip stays open.")
def test_two_units_close_nothing():
    around = np.linspace(0, 2 * np.pi, 720)
    far = np.stack([np.cos(around), np.sin(around)], axis=1)
    rng = np.random.default_rng(0)
    for _ in range(100):
        w, v = rng.normal(size=(2, 2)), rng.normal(size=2)
        # In some direction the logit doesn't fall, whatever the signs of v.
        assert (np.maximum(far @ w, 0) @ v).max() > -1e-9
    strip = np.array([[1, -1], [0, 0]])
    assert (np.maximum(far @ strip, 0) @ [-1, -1]).max() > -0.01


@pytest.mark.claim("Both losses are about the same.")
def test_a_hidden_layer_gains_nothing_on_the_clouds():
    torch.manual_seed(42)
    model = nn.Sequential(nn.Linear(2, 8), nn.ReLU(), nn.Linear(8, 1))
    page.train(model, pipeline.x_train, pipeline.y_train)
    y = page.prepare(pipeline.y_val)
    with torch.no_grad():
        bent, straight = (
            nn.functional.binary_cross_entropy_with_logits(
                m(page.prepare(pipeline.x_val)), y
            ).item()
            for m in (model, pipeline.model)
        )
    assert (bent, straight) == pytest.approx((0.3238, 0.3119), abs=0.001)


def test_what_the_page_prints(capsys):
    runpy.run_path(page.__file__)
    assert capsys.readouterr().out.splitlines() == [
        "x alone      0.5350",
        "x, x squared  0.9950",
        "train 0.5250, val 0.4600",
        "train 0.9775, val 0.9900",
        "train 0.5250, val 0.4600",
        "loss 0.6931",
        "0.weight 0.0000",
        "0.bias   0.0000",
        "2.weight 0.0000",
        "2.bias   0.0100",
    ]
