"""The area under the ROC curve is the share of pairs that are won."""

import runpy

import numpy as np
import pytest
from sklearn.metrics import balanced_accuracy_score, roc_auc_score, roc_curve

from chapter_3 import auc as page
from chapter_3 import pipeline

P = pipeline.p_val[:, 0]
Y = pipeline.y_val[:, 0] == 1


def pairs(p, y):
    """The share of pairs in which the positive is higher; equal ones count half."""
    difference = p[y][:, None] - p[~y]
    return ((difference > 0) + (difference == 0) / 2).mean()


def clouds(rng, n):
    """Points of the two clouds, as the pipeline's, with the probabilities of its model."""
    y = rng.random(n) < 0.5
    x = rng.normal(size=(n, 2)) + y[:, None] * [2, 1]
    return x, y, pipeline.predict_proba(pipeline.model, x).numpy()[:, 0]


@pytest.mark.claim(
    "Four positives, four negatives, 16 pairs. Shaded: the positive has the higher probability, in "
    "13 pairs. The thick edge is the ROC curve."
)
@pytest.mark.claim("Each positive is a step up, each negative a step to the right.")
@pytest.mark.claim(
    "Below a step to the right lies one square for each positive that came before it."
)
def test_the_staircase_counts_pairs():
    p = np.array(page.positives + page.negatives)
    y = np.arange(8) < 4
    up = right = squares = 0
    corners = [(0, 0)]
    for label in y[np.argsort(-p)]:
        up, right = up + label, right + 1 - label
        squares += 0 if label else up
        corners.append((right, up))
    assert squares == 13 and pairs(p, y) == 13 / 16 == roc_auc_score(y, p)
    drawn = [(0, 0), (0, 2), (1, 2), (1, 3), (2, 3), (2, 4), (4, 4)]
    assert set(drawn) <= set(corners)
    np.testing.assert_allclose(
        np.array(corners)[:, 0] / 4, roc_curve(y, p, drop_intermediate=False)[0]
    )


@pytest.mark.claim("The AUC is the share of pairs that the positive wins.")
@pytest.mark.claim("The validation set has 48 · 52 = 2496 pairs.")
@pytest.mark.claim(
    "On the ROC curve's axes, a square has the area 1/16, so the shaded area is the share of pairs won."
)
@pytest.mark.claim("(A pair with equal probabilities counts half: the curve is slanted there.)")
@pytest.mark.claim("(A positive and a negative with equal probabilities make a slanted piece.)")
def test_three_ways_to_the_area_agree():
    assert page.area == pytest.approx(pairs(P, Y), rel=1e-12)
    assert page.area == pytest.approx(roc_auc_score(Y, P), rel=1e-12)
    assert page.area == pytest.approx(0.9415, abs=5e-5)
    assert (page.won.sum(), page.won.size) == (2350, 48 * 52)
    equal = P.round(1)
    fpr, recall, _ = roc_curve(Y, equal)
    assert ((np.diff(fpr) > 0) & (np.diff(recall) > 0)).any()
    assert roc_auc_score(Y, equal) == pytest.approx(pairs(equal, Y), rel=1e-12)
    assert (equal[Y][:, None] == equal[~Y]).any()


@pytest.mark.claim(
    "A curve through the upper left corner has an AUC of 1. The diagonal has one half, like random "
    "guesses on average."
)
def test_the_best_and_the_worst_area():
    rng = np.random.default_rng(0)
    y = rng.random(20_000) < 0.3
    assert roc_auc_score(y, y + rng.random(20_000)) == 1
    assert roc_auc_score(y, np.zeros(20_000)) == 0.5
    guesses = [roc_auc_score(Y, rng.random(100)) for _ in range(1000)]
    assert np.mean(guesses) == pytest.approx(0.5, abs=0.01)


@pytest.mark.claim(
    "Draw one of these pairs at random: with probability 0.94, the positive has the higher $p$."
)
def test_a_random_pair_is_won_in_94_of_100_draws():
    rng = np.random.default_rng(0)
    won = rng.choice(P[Y], 100_000) > rng.choice(P[~Y], 100_000)
    assert won.mean() == pytest.approx(0.94, abs=0.005)


@pytest.mark.claim("So any score that orders the points has an AUC.")
def test_logits_and_squares_have_the_same_area():
    double = P.astype(float)
    for score in (double**2, np.log(double / (1 - double)), double.argsort().argsort()):
        assert roc_auc_score(Y, score) == pytest.approx(page.area, rel=1e-12)
    assert roc_auc_score(Y, 1 - double) == pytest.approx(1 - page.area)


@pytest.mark.claim(
    "From one set of 100 points to another, the model's AUC varies with a standard deviation of about "
    "0.02, so its second decimal is uncertain."
)
def test_the_area_varies_between_sets_of_100_points():
    alone = [roc_auc_score(Y, pipeline.x_val[:, k]) for k in (0, 1)]
    assert alone == pytest.approx([0.9155, 0.7648], abs=5e-5)
    rng = np.random.default_rng(0)
    areas = []
    for _ in range(500):
        _, y, p = clouds(rng, 100)
        areas.append(roc_auc_score(y, p))
    assert np.std(areas) == pytest.approx(0.02, abs=0.005)
    x, y, p = clouds(rng, 20_000)
    assert roc_auc_score(y, p) > roc_auc_score(y, x[:, 0]) > roc_auc_score(y, x[:, 1]) > 0.7


@pytest.mark.claim(
    "Calls have only two values, so the curve has one point between its ends, and the area "
    "depends on the threshold."
)
def test_the_area_of_calls_is_balanced_accuracy():
    areas = {}
    for threshold in (0.3, 0.5, 0.9):
        called = threshold <= P
        assert len(roc_curve(Y, called, drop_intermediate=False)[0]) == 3
        areas[threshold] = roc_auc_score(Y, called)
        assert areas[threshold] == pytest.approx((called[Y].mean() + 1 - called[~Y].mean()) / 2)
        assert areas[threshold] == pytest.approx(balanced_accuracy_score(Y, called))
    assert list(areas.values()) == pytest.approx([0.8446, 0.8510, 0.7404], abs=5e-5)


def test_the_answers_of_the_questions():
    assert roc_auc_score([1, 0, 1, 1, 0], [5, 4, 3, 2, 1]) == pytest.approx(4 / 6)


def test_what_the_page_prints(capsys):
    runpy.run_path(page.__file__)
    assert capsys.readouterr().out.splitlines() == [
        "area 0.9415",
        "won  0.9415: 2350 of 2496 pairs",
        "model    0.9415",
        "x1 alone 0.9155",
        "x2 alone 0.7648",
        "0.3 0.8446",
        "0.5 0.8510",
        "0.9 0.7404",
        "ValueError: continuous format is not supported",
    ]
