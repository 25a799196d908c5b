"""A linear layer trained with cross-entropy finds the log odds, as scikit-learn does."""

import runpy

import numpy as np
import pytest
import torch
from sklearn.linear_model import LogisticRegression
from torch import nn, optim

from chapter_3 import logistic_regression as page
from chapter_3 import pipeline

TRUTH = [-2.5, 2, 1]


def parameters(model):
    return [model[0].bias.item(), *model[0].weight[0].tolist()]


def probabilities(model, x):
    with torch.no_grad():
        return torch.sigmoid(model(pipeline.prepare(x))).numpy()


def train(x, y, epochs, weight_decay=0.0):
    """The weights of SGD with rate 1 from 0, with weight decay on them and not on the bias."""
    x, y = pipeline.prepare(np.array(x)), pipeline.prepare(np.array(y))
    model = nn.Linear(x.shape[1], 1)
    nn.init.zeros_(model.weight)
    nn.init.zeros_(model.bias)
    groups = [{"params": [model.weight], "weight_decay": weight_decay}, {"params": [model.bias]}]
    optimizer = optim.SGD(groups, lr=1)
    for _ in range(epochs):
        nn.BCEWithLogitsLoss()(model(x), y).backward()
        optimizer.step()
        optimizer.zero_grad()
    return [model.bias.item(), *model.weight[0].tolist()]


@pytest.mark.claim(
    "The data were made, so the truth is known: the log odds of a positive are $-2.5 + 2 x_1 + x_2$."
)
def test_the_true_log_odds_are_linear():
    points = np.random.default_rng(1).normal(size=(100, 2)) * 3

    def density(centre):
        distances = ((points - centre) ** 2).sum(axis=1)
        return np.exp(-distances / 2) / (2 * np.pi)

    log_odds = np.log(density([2, 1]) / density([0, 0]))
    np.testing.assert_allclose(log_odds, points @ [2, 1] - 2.5, atol=1e-9)
    # and the data are made so: as many positives as negatives in the long run, moved by (2, 1)
    np.random.seed(42)
    y = (np.random.rand(500, 1) < 0.5).astype(float)
    np.testing.assert_array_equal(pipeline.y, y)
    np.testing.assert_array_equal(pipeline.x, np.random.randn(500, 2) + y * [2, 1])


@pytest.mark.claim(
    "The parameters level out close to the truth (dashed), at the values that fit these 400 points best."
)
@pytest.mark.claim("From parameters of 0, every update makes all four surer.")
@pytest.mark.claim("From 0, it comes to about 4.0 after 100 epochs and 6.2 after 1000.")
def test_the_parameters_level_out_near_the_truth():
    _, path = page.descend(lr=1, n_epochs=1000)
    assert path[-1] == pytest.approx(parameters(pipeline.model), rel=1e-6)
    assert path[-1] == pytest.approx([-2.5535, 1.9280, 0.9363], rel=1e-4)
    assert np.abs(path[300:] - path[-1]).max() < 2e-3
    assert np.abs(path[-1] - TRUTH).max() < 0.1
    assert len(pipeline.x_train) == 400
    weights = {n: train([[-2], [-1], [1], [2]], [[0], [0], [1], [1]], n)[1] for n in (100, 1000)}
    assert weights[100] == pytest.approx(4.0, abs=0.05)
    assert weights[1000] == pytest.approx(6.2, abs=0.05)
    path = [train([[-2], [-1], [1], [2]], [[0], [0], [1], [1]], n) for n in range(30)]
    surer = [[-(b - 2 * w), -(b - w), b + w, b + 2 * w] for b, w in path]
    assert (np.diff(surer, axis=0) > 0).all()
    held = [train([[-2], [-1], [1], [2]], [[0], [0], [1], [1]], n, 0.01)[1] for n in (1000, 2000)]
    assert held[1] == pytest.approx(held[0], rel=1e-4)


@pytest.mark.claim(
    "The labels are only 0 and 1, but how they mix shows the odds: where positives outnumber "
    "negatives three to one, the cross-entropy is lowest if the model says 3/4."
)
def test_the_cross_entropy_is_lowest_at_the_share():
    p = np.linspace(0.001, 0.999, 999)
    losses = -(3 * np.log(p) + np.log(1 - p)) / 4
    assert p[losses.argmin()] == pytest.approx(0.75)


@pytest.mark.claim(
    "Each parameter scatters around its true value, the bias with a standard deviation of 0.3."
)
@pytest.mark.claim("Those found here lie well within that.")
@pytest.mark.claim("Other points give other parameters:")
def test_other_points_give_other_parameters():
    fits = np.array(page.fits)
    spread = fits.std(axis=0)
    assert fits.shape == (200, 3) and spread[0] == pytest.approx(0.3, abs=0.02)
    assert (np.abs(fits.mean(axis=0) - TRUTH) < 0.3 * spread).all()
    assert (np.abs(np.array(parameters(pipeline.model)) - TRUTH) < 0.5 * spread).all()


@pytest.mark.claim(
    "The method isn't to blame: scikit-learn has a method of its own to find the minimum, its solver, "
    "and comes to the same numbers on the same points."
)
@pytest.mark.claim(
    "For a linear layer, the cross-entropy is a bowl with a single minimum, so every method that "
    "arrives at a minimum arrives at this one."
)
def test_scikit_learn_and_newton_find_the_same():
    found = [page.exact.intercept_[0], *page.exact.coef_[0]]
    assert found == pytest.approx(parameters(pipeline.model), rel=1e-4)
    design = np.hstack([np.ones((400, 1)), pipeline.x_train])
    newton = np.zeros((3, 1))
    for _ in range(10):
        p = 1 / (1 + np.exp(-design @ newton))
        curved = (design * p * (1 - p)).T @ design
        assert np.linalg.eigvalsh(curved).min() > 0
        newton += np.linalg.solve(curved, design.T @ (pipeline.y_train - p))
    assert newton[:, 0] == pytest.approx(found, rel=1e-5)


@pytest.mark.claim(
    "If a line separates the classes (no point is on its wrong side), larger weights are always better."
)
@pytest.mark.claim(
    "If a feature is a weighted sum of the others plus a number, many weights fit equally well."
)
def test_without_a_single_minimum():
    def loss(x, y, b, *w):
        z = b + np.array(x) @ np.array(w)
        return np.log1p(np.exp(-np.where(np.array(y) == 1, z, -z))).mean()

    # apart, and with a point of each class on the line
    for x in ([[-2], [-1], [1], [2]], [[-1], [0], [0], [1]]):
        losses = [loss(x, [0, 0, 1, 1], 0, w) for w in (1, 2, 4, 8, 16)]
        assert (np.diff(losses) < 0).all()
    x1 = np.array([-2.0, -1.0, 0.5, 1.0, 2.0])
    x = np.column_stack([x1, 3 * x1 + 1])
    y = [0, 1, 0, 1, 1]
    assert loss(x, y, 0, 1, 0) == pytest.approx(loss(x, y, -1 / 3, 0, 1 / 3))


@pytest.mark.claim(
    "Even odds become about 7 to 1: where the model said 1/2, it then says about 7/8."
)
@pytest.mark.claim(
    "One unit more of $x_1$ adds $w_1$ to the log odds, so it multiplies the odds by $e^{w_1}$, "
    "wherever the point was."
)
def test_a_unit_more_multiplies_the_fitted_odds():
    points = np.array([[-1.0, 0.5], [0.0, 0.0], [1.0, 1.5]])
    p = probabilities(pipeline.model, points)
    more = probabilities(pipeline.model, points + [1, 0])
    factors = more / (1 - more) / (p / (1 - p))
    assert factors == pytest.approx(np.full((3, 1), 6.8760), rel=1e-4)
    even = np.array([[0.0, 2.5535 / 0.9363]])
    assert probabilities(pipeline.model, even) == pytest.approx(0.5, abs=1e-4)
    assert probabilities(pipeline.model, even + [1, 0]) == pytest.approx(7 / 8, abs=0.005)


@pytest.mark.claim(
    "(C=np.inf switches off its penalty, a term that is added to the loss and grows with the weights.)"
)
@pytest.mark.claim(
    "By default, scikit-learn adds a penalty on large weights, as weight decay does."
)
@pytest.mark.claim(
    "The losses of the points are added up, so with fewer points the penalty pulls more strongly."
)
def test_scikit_learn_penalises_like_weight_decay():
    x, y = pipeline.x_train, pipeline.y_train
    assert page.default.coef_[0] == pytest.approx([1.8549, 0.9003], rel=1e-4)
    decayed = train(x, y, 1000, weight_decay=1 / 400)
    exact = LogisticRegression(tol=1e-8).fit(x, y[:, 0])
    assert [exact.intercept_[0], *exact.coef_[0]] == pytest.approx(decayed, rel=1e-4)
    shrunk = []
    for n in (400, 100, 40):
        few, labels = x[:n], y[:n, 0]
        free = LogisticRegression(C=np.inf, tol=1e-8).fit(few, labels)
        penalised = LogisticRegression(tol=1e-8).fit(few, labels)
        shrunk.append(np.linalg.norm(penalised.coef_) / np.linalg.norm(free.coef_))
    assert 1 > shrunk[0] > shrunk[1] > shrunk[2]


@pytest.mark.claim(
    "Fix: C=np.inf switches it off; tol=1e-8 then lets the solver go on to the fourth decimal."
)
def test_the_default_tolerance_stops_earlier():
    loose = LogisticRegression(C=np.inf).fit(pipeline.x_train, pipeline.y_train[:, 0])
    gap = abs(loose.intercept_[0] - parameters(pipeline.model)[0])
    assert 1e-4 < gap < 1e-2
    assert abs(page.exact.intercept_[0] - parameters(pipeline.model)[0]) < 5e-5


@pytest.mark.claim(
    "How far from 0.5 a probability lies doesn't count. That depends on the size of the weights, and "
    "they take longer to grow."
)
@pytest.mark.claim(
    "Stopped here, the model is too unsure: on average, its probabilities lie too close to 0.5."
)
def test_accuracy_is_done_before_the_weights():
    early = page.early
    assert page.accuracy(early) == page.accuracy(pipeline.model) == 0.865
    ratio = np.array(parameters(early)[1:]) / parameters(pipeline.model)[1:]
    assert ((ratio > 0.5) & (ratio < 0.65)).all()
    unsure = np.abs(probabilities(early, pipeline.x_train) - 0.5)
    sure = np.abs(probabilities(pipeline.model, pipeline.x_train) - 0.5)
    truth = 1 / (1 + np.exp(2.5 - pipeline.x_train @ [2, 1]))
    assert unsure.mean() < sure.mean() - 0.05
    assert unsure.mean() < np.abs(truth - 0.5).mean() - 0.05
    surer, _ = page.descend(lr=0.1, n_epochs=2000)
    assert parameters(surer) == pytest.approx(parameters(pipeline.model), rel=1e-2)


@pytest.mark.claim(
    "All batches but one hold a single class, and pull the model towards it. Each epoch ends with "
    "positives, so in the end the model's probabilities are too high."
)
def test_a_sorted_training_set_ends_with_positives():
    labels = page.by_class.tensors[1][:, 0]
    mixed = [batch for batch in labels.split(16) if 0 < batch.sum() < len(batch)]
    assert len(labels.split(16)) == 25 and len(mixed) == 1 and labels[-16:].all()
    means = {}
    for order in ("sorted", "shuffled"):
        torch.manual_seed(42)
        model = nn.Sequential(nn.Linear(2, 1))
        optimizer = optim.SGD(model.parameters(), lr=1)
        generator = torch.Generator().manual_seed(0)
        for _ in range(20):
            chosen = torch.arange(400)
            if order == "shuffled":
                chosen = torch.randperm(400, generator=generator)
            for batch in chosen.split(16):
                x, y = (tensor[batch] for tensor in page.by_class.tensors)
                nn.BCEWithLogitsLoss()(model(x), y).backward()
                optimizer.step()
                optimizer.zero_grad()
        means[order] = probabilities(model, pipeline.x_val).mean()
    whole = probabilities(pipeline.model, pipeline.x_val).mean()
    assert means["sorted"] > whole + 0.1
    assert abs(means["shuffled"] - whole) < 0.05


def test_what_the_page_prints(capsys):
    runpy.run_path(page.__file__)
    assert capsys.readouterr().out.splitlines() == [
        "b [-2.5535]",
        "w [[1.928  0.9363]]",
        "tensor([[6.8760, 2.5505]])",
        "mean of b, w1, w2: [-2.56  2.04  1.03]",
        "standard deviation of b, w1, w2: [0.3  0.21 0.17]",
        "w [[1.8549 0.9003]]",
        "b, w1, w2  [-1.0887  1.0755  0.5772]",
        "accuracy   0.865",
        "at the end 0.865",
        "shuffle=False: 0.5709",
        "shuffle=True: 0.3108",
    ]


def test_what_the_pipeline_prints(capsys):
    runpy.run_path(pipeline.__file__)
    assert capsys.readouterr().out.splitlines() == [
        "OrderedDict([('0.weight', tensor([[1.9280, 0.9363]])), ('0.bias', tensor([-2.5535]))])",
        "TP 42 FP 9 FN 6 TN 43",
        "accuracy  0.8500",
        "precision 0.8235",
        "recall    0.8750",
    ]
