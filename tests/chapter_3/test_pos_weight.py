"""pos_weight adds about ln w to the logits, which can be undone, and does what a threshold does."""

import math
import runpy

import numpy as np
import pytest
import torch
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss, roc_auc_score
from torch import nn

from chapter_3 import pipeline
from chapter_3 import pos_weight as page

PLAIN, WEIGHTED, UNDONE = page.p_plain[:, 0], page.p_weighted[:, 0], page.p_undone[:, 0]
POSITIVE = page.positive[:, 0]


def parameters(model):
    return [model[0].bias.item(), *model[0].weight[0].tolist()]


def rates(p, threshold):
    called = p >= threshold
    return called[POSITIVE].mean(), POSITIVE[called].mean()


def groups(p):
    """Mean probability and share of positives in each of five groups."""
    edges = [0, 0.2, 0.4, 0.6, 0.8, 1]
    inside = [(p >= low) & (p < high) for low, high in zip(edges[:-1], edges[1:], strict=True)]
    assert sum(group.sum() for group in inside) == len(p)
    return np.array([(p[group].mean(), POSITIVE[group].mean()) for group in inside]).T


@pytest.mark.claim(
    "Trained on points of which a tenth are positive, a logistic regression with threshold 0.5 finds "
    "little more than half of the positives."
)
@pytest.mark.claim(
    "(The last recap's model found more: it was trained with half of the points positive.)"
)
@pytest.mark.claim("A usual choice is the number of negatives per positive, here about 9.")
def test_the_plain_model_finds_little_more_than_half():
    y = page.y_train_tensor
    assert (len(y), int(y.sum())) == (3200, 333)
    assert 8 < (y == 0).sum() / (y == 1).sum() < 9
    assert page.w.item() == 9 and page.y_new.sum() == 2009 and len(page.y_new) == 20_000
    assert 0.5 < rates(PLAIN, 0.5)[0] < 0.6
    balanced = pipeline.predict_proba(pipeline.model, page.x_new).numpy()[:, 0]
    assert rates(balanced, 0.5)[0] > 0.8 and balanced.mean() > 2 * POSITIVE.mean()
    assert pipeline.y_train.mean() == pytest.approx(0.5, abs=0.02)


@pytest.mark.claim("pos_weight multiplies the loss of each positive by a number $w$:")
@pytest.mark.claim("Then each positive counts as if it stood 9 times in the training set.")
def test_the_loss_of_each_positive_is_multiplied():
    z, y = torch.tensor([0.7, -1.2, 2.0]), torch.tensor([1.0, 1.0, 0.0])
    p = torch.sigmoid(z)
    by_hand = -(9 * y * p.log() + (1 - y) * (1 - p).log())
    torch.testing.assert_close(
        nn.BCEWithLogitsLoss(pos_weight=torch.tensor(9.0), reduction="none")(z, y), by_hand
    )
    one_by_one = nn.BCEWithLogitsLoss(reduction="sum")
    often = torch.tensor([0] * 9 + [1] * 9 + [2])
    torch.testing.assert_close(one_by_one(z[often], y[often]), by_hand.sum())


@pytest.mark.claim(
    "Where there are 9 negatives for 1 positive, the loss sees 9 of each: the odds are multiplied by "
    "$w$, so $\\ln w$ is added to the logit."
)
@pytest.mark.claim("For a model that fitted the odds exactly, the logits would rise by $\\ln 9$.")
def test_the_best_logit_of_one_place_moves_by_the_logarithm():
    z = torch.linspace(-6, 6, 120_001, dtype=torch.float64)
    for p, w in ((0.1, 9.0), (0.3, 2.0), (0.6, 5.0)):
        weighted = -(w * p * nn.functional.logsigmoid(z) + (1 - p) * nn.functional.logsigmoid(-z))
        assert z[weighted.argmin()].item() == pytest.approx(
            math.log(p / (1 - p)) + math.log(w), abs=1e-3
        )


def slopes(log_odds):
    """Of a line fitted to points with these true log odds, plain and with weight 9."""
    rng = np.random.default_rng(0)
    x = rng.uniform(-2, 2, (100_000, 1))
    y = rng.random(len(x)) < page.sigmoid(log_odds(x[:, 0]))
    kinds = [LogisticRegression(C=np.inf, class_weight={0: 1, 1: w}).fit(x, y) for w in (1, 9)]
    return [kind.coef_[0, 0] for kind in kinds]


@pytest.mark.claim(
    "Here a linear layer nearly fits them, because the clouds' true log odds are linear."
)
@pytest.mark.claim("A model that can't fit them gets other feature weights, too.")
def test_weights_move_where_a_line_cannot_fit():
    plain, weighted = slopes(lambda x: 2 * x - 3)
    assert weighted == pytest.approx(plain, abs=0.1)
    plain, weighted = slopes(lambda x: 4 * np.maximum(x, 0) - 3)
    assert abs(weighted - plain) > 0.3


@pytest.mark.claim(
    "Nor does the rule hold for a network that overfits: 9 times a training loss near 0 is still "
    "near 0, so the weight changes little."
)
def test_a_network_that_overfits_does_not_follow_the_rule():
    x, y = page.x_train_tensor[:100], page.y_train_tensor[:100]
    new = page.prepare(page.x_new)
    means = []
    for w in (1.0, 9.0):
        torch.manual_seed(0)
        model = nn.Sequential(
            nn.Linear(2, 64), nn.ReLU(), nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 1)
        ).to(page.device)
        optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
        loss_fn = nn.BCEWithLogitsLoss(pos_weight=torch.tensor(w)).to(page.device)
        for _ in range(600):
            loss = loss_fn(model(x), y)
            loss.backward()
            optimizer.step()
            optimizer.zero_grad()
        assert loss.item() < 0.01  # weighted or not
        with torch.inference_mode():
            means.append(torch.sigmoid(model(new)).mean().item())
    assert WEIGHTED.mean() > 2.4 * PLAIN.mean()
    assert means[1] < 1.5 * means[0]


@pytest.mark.claim("(In scikit-learn: class_weight={0: 1, 1: 9}.)")
@pytest.mark.claim("The bias is larger by nearly $\\ln 9$, and the feature weights hardly differ.")
def test_the_bias_moves_and_the_weights_hardly():
    plain, weighted = parameters(page.plain), parameters(page.weighted)
    assert plain == pytest.approx([-4.5689, 1.9493, 1.0499], rel=1e-4)
    assert weighted == pytest.approx([-2.4075, 1.9501, 1.1041], rel=1e-4)
    assert weighted[0] - plain[0] == pytest.approx(2.1614, rel=1e-4)
    assert abs(weighted[0] - plain[0] - math.log(9)) < 0.1
    np.testing.assert_allclose(weighted[1:], plain[1:], atol=0.06)
    x, y = page.x_train_tensor.cpu().numpy(), page.y_train_tensor.cpu().numpy()[:, 0]
    for model, weight in ((plain, 1), (weighted, 9)):
        other = LogisticRegression(C=np.inf, tol=1e-8, class_weight={0: 1, 1: weight}).fit(x, y)
        assert model == pytest.approx([other.intercept_[0], *other.coef_[0]], abs=1e-3)


@pytest.mark.claim(
    "For a start, the mean probability of new points should be the share of positives."
)
@pytest.mark.claim("It is not: the odds are multiplied by 9, not the probabilities.")
@pytest.mark.claim(
    "The new points in five groups, by predicted probability. On the diagonal, "
    "probabilities come true. The weighted model promises too many positives, in every group; with "
    "ln 9 subtracted, it is as good as the plain one."
)
def test_only_the_weighted_model_is_not_calibrated():
    for p in (PLAIN, UNDONE):
        given, share = groups(p)
        np.testing.assert_allclose(given, share, atol=0.06)
        assert p.mean() == pytest.approx(POSITIVE.mean(), abs=0.01)
    given, share = groups(WEIGHTED)
    assert (given - share > 0.04).all() and (given - share)[1:].min() > 0.2
    assert given[3] == pytest.approx(
        np.mean(page.p_weighted[page.p_weighted // 0.2 == 3]), abs=0.01
    )
    means = [p.mean() for p in (PLAIN, WEIGHTED, UNDONE)]
    assert means == pytest.approx([0.1034, 0.2591, 0.1036], rel=1e-3)
    assert 2 < means[1] / POSITIVE.mean() < 3 and WEIGHTED.max() <= 1
    plain, weighted, undone = (
        log_loss(POSITIVE, p.astype(float)) for p in (PLAIN, WEIGHTED, UNDONE)
    )
    assert undone == pytest.approx(plain, rel=0.01) and weighted > 1.9 * plain


@pytest.mark.claim("For true probabilities, subtract $\\ln w$ from the logits, before the sigmoid.")
def test_undoing_divides_the_odds():
    odds = WEIGHTED / (1 - WEIGHTED)
    np.testing.assert_allclose(UNDONE, odds / 9 / (1 + odds / 9), rtol=1e-3)


@pytest.mark.claim("The weight finds more positives, at the price of precision.")
@pytest.mark.claim(
    "So does the plain model with threshold 0.1, whose odds are 1 to 9: times 9, they are 1 to 1."
)
def test_a_lower_threshold_does_what_the_weight_does():
    plain, weighted, lower = rates(PLAIN, 0.5), rates(WEIGHTED, 0.5), rates(PLAIN, 0.1)
    assert plain == pytest.approx((0.5620, 0.7759), abs=5e-4)
    assert weighted == pytest.approx((0.8616, 0.4068), abs=5e-4)
    assert lower == pytest.approx(weighted, abs=0.005)
    assert math.isclose(9 * 0.1 / 0.9, 1)


@pytest.mark.claim(
    "Weight 9 or threshold 0.1 is right if a miss costs as much as 9 false alarms, however rare "
    "positives are: for true probabilities, the threshold is then 1/(1 + 9)."
)
def test_nine_false_alarms_for_a_miss_call_for_a_threshold_of_one_tenth():
    p = np.linspace(0, 1, 1001)
    alarm_is_cheaper = 1 - p < 9 * p
    assert p[alarm_is_cheaper].min() == pytest.approx(0.1, abs=0.0011)
    thresholds = np.linspace(0.02, 0.98, 49)
    for scores, best in ((PLAIN, 0.1), (WEIGHTED, 0.5)):
        costs = [
            9 * (POSITIVE & (scores < t)).sum() + (~POSITIVE & (scores >= t)).sum()
            for t in thresholds
        ]
        at_best = 9 * (POSITIVE & (scores < best)).sum() + (~POSITIVE & (scores >= best)).sum()
        assert at_best < 1.02 * min(costs)


@pytest.mark.claim(
    "What becomes of a probability when its odds are multiplied by 9. Dashed: a weight of 1."
)
def test_the_curve_of_the_odds():
    p = np.linspace(0, 0.99, 100)
    odds = 9 * p / (1 - p)
    np.testing.assert_allclose(page.odds_times_9[:-1], odds / (1 + odds), atol=1e-12)
    assert page.odds_times_9[[10, 50]] == pytest.approx([0.5, 0.9])


@pytest.mark.claim(
    "Nearly the same number is added to all logits, so the order of the points hardly changes, and "
    "neither does the AUC: 0.94 for both."
)
def test_the_order_hardly_changes():
    areas = [roc_auc_score(POSITIVE, p) for p in (PLAIN, WEIGHTED)]
    assert areas == pytest.approx([0.9413, 0.9412], abs=1e-4)
    ranks = [p.argsort().argsort() for p in (PLAIN, WEIGHTED)]
    assert np.corrcoef(*ranks)[0, 1] > 0.99


@pytest.mark.claim(
    "The loss function keeps its weight as a buffer, a tensor that loss_fn.to(device) moves to the GPU."
)
def test_the_weight_is_a_buffer():
    loss_fn = nn.BCEWithLogitsLoss(pos_weight=torch.tensor(9.0))
    assert dict(loss_fn.named_buffers())["pos_weight"].item() == 9
    assert loss_fn.to("meta").pos_weight.device.type == "meta"


@pytest.mark.claim("With pos_weight, the sum is divided by the 5 points.")
@pytest.mark.claim(
    "So does CrossEntropyLoss(weight=…), with 0 and $z$ as the logits of the two classes (only their "
    "difference counts): it divides by the sum of the weights."
)
@pytest.mark.claim("Repeating each positive 3 times divides it by 9.")
@pytest.mark.claim(
    "The minimum is at the same place, but loss and gradients differ by the factor 9/5."
)
def test_what_the_sum_is_divided_by():
    z, y = page.z.clone().requires_grad_(), page.y
    p = torch.sigmoid(page.z)
    total = -(3 * y * p.log() + (1 - y) * (1 - p).log()).sum().item()
    weighted, repeated = page.weighted_fn(z, y), page.repeat(z[page.often], y[page.often])
    assert weighted.item() == pytest.approx(total / 5) == pytest.approx(0.9435, rel=1e-4)
    assert repeated.item() == pytest.approx(total / 9) == pytest.approx(0.5241, rel=1e-4)
    assert page.cross(page.two_logits, y.long()).item() == pytest.approx(total / 9)
    gradients = [torch.autograd.grad(loss, z)[0] for loss in (weighted, repeated)]
    torch.testing.assert_close(gradients[0], gradients[1] * 9 / 5)


def test_the_answers_of_the_questions():
    assert 0.25 * 4 / (1 + 0.25 * 4) == 0.5
    rise = rates(WEIGHTED, 0.9)
    assert rise == pytest.approx(rates(PLAIN, 0.5), abs=0.05)


def test_what_the_page_prints(capsys):
    runpy.run_path(page.__file__)
    assert capsys.readouterr().out.splitlines() == [
        "OrderedDict([('0.weight', tensor([[1.9493, 1.0499]])), ('0.bias', tensor([-4.5689]))])",
        "OrderedDict([('0.weight', tensor([[1.9501, 1.1041]])), ('0.bias', tensor([-2.4075]))])",
        "bias moved by 2.1614",
        "positives 0.10",
        "plain     0.10",
        "weighted  0.26",
        "undone    0.10",
        "model     at recall  prec.",
        "plain    0.5   0.56   0.78",
        "weighted 0.5   0.86   0.41",
        "plain    0.1   0.86   0.41",
        "TypeError: cannot assign 'float' object to buffer 'pos_weight' "
        "(torch Tensor or None required)",
        "weighted 0.9435",
        "repeated 0.5241",
        "cross-entropy 0.5241",
    ]
