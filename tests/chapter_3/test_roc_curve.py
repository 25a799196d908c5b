"""The ROC curve by hand is scikit-learn's, and runs as the page says."""

import runpy

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score, roc_curve

from chapter_3 import pipeline
from chapter_3 import roc_curve as page

P = pipeline.p_val[:, 0]
Y = pipeline.y_val[:, 0] == 1


@pytest.mark.claim(
    "Between two neighbouring probabilities no call changes, so take each probability as a "
    "threshold."
)
@pytest.mark.claim("Above them all, both shares are 0.")
@pytest.mark.claim(
    "By default, roc_curve leaves out most points in the middle of a straight stretch, so the curve "
    "looks the same."
)
def test_the_points_are_those_of_scikit_learn():
    fpr, recall, thresholds = roc_curve(Y, P, drop_intermediate=False)
    assert thresholds[0] > P.max() and fpr[0] == recall[0] == 0
    assert page.fpr == fpr.tolist() and page.recall == recall.tolist()
    assert len(fpr) == 101
    for low, high in zip(np.sort(P)[:-1], np.sort(P)[1:], strict=True):
        between = (low + high) / 2
        assert ((between <= P) == (high <= P)).all()
    kept = roc_curve(Y, P)
    assert len(kept[0]) == 18
    corners = list(zip(*kept[:2], strict=True))
    for x, y in zip(fpr, recall, strict=True):  # on a stretch between two that are kept
        assert any(
            min(a, c) <= x <= max(a, c)
            and min(b, d) <= y <= max(b, d)
            and (x - a) * (d - b) == pytest.approx((y - b) * (c - a))
            for (a, b), (c, d) in zip(corners[:-1], corners[1:], strict=True)
        )
    assert np.trapezoid(kept[1], kept[0]) == pytest.approx(np.trapezoid(recall, fpr))


@pytest.mark.claim(
    "It begins in the lower left corner, where no point is called positive, and ends in the "
    "upper right one, where all are."
)
@pytest.mark.claim(
    "Lowering the threshold withdraws no positive call, so both shares rise or stay."
)
@pytest.mark.claim(
    "the false-positive rate: of the negatives, the share called positive (0 is best)."
)
@pytest.mark.claim("At 0.5, the counts are TP 42, FP 9, FN 6 and TN 43.")
def test_the_curve_runs_from_corner_to_corner():
    for share in (page.fpr, page.recall):
        assert (np.diff(share) >= 0).all()
        assert share[0] == 0 and share[-1] == 1
    at_half = [np.mean(P[kind] >= 0.5) for kind in (Y, ~Y)]
    assert at_half == [42 / 48, 9 / 52] and (Y.sum(), (~Y).sum()) == (48, 52)
    assert (pipeline.tp, pipeline.fp, pipeline.fn, pipeline.tn) == (42, 9, 6, 43)
    assert at_half[0] in page.recall and at_half[1] in page.fpr


@pytest.mark.claim(
    "Random guesses call about equal shares of two large classes: their curve stays near the diagonal."
)
@pytest.mark.claim(
    "If all positives are called before any negative, the curve passes through the upper left corner."
)
def test_guesses_stay_near_the_diagonal():
    rng = np.random.default_rng(0)
    y = rng.random(20_000) < 0.3
    fpr, recall, _ = roc_curve(y, rng.random(20_000))
    assert np.abs(fpr - recall).max() < 0.03
    fpr, recall, _ = roc_curve(y, y + rng.random(20_000))
    assert (0, 1) in set(zip(fpr.tolist(), recall.tolist(), strict=True))


@pytest.mark.claim(
    "No two probabilities are equal here, so each of them adds one positive call: a positive is a step "
    "up, a negative a step to the right."
)
def test_each_point_is_a_step():
    assert len(np.unique(P)) == len(P)
    fpr, recall = np.diff(page.fpr), np.diff(page.recall)
    for up, right, positive in zip(recall, fpr, Y[np.argsort(-P)], strict=True):
        assert up == pytest.approx(positive / 48)
        assert right == pytest.approx((1 - positive) / 52)


@pytest.mark.claim("of two models, one may be better at 0.5 and worse at 0.3.")
def test_the_better_model_depends_on_the_threshold():
    y = np.array([0, 0, 1, 1])
    right = {}
    for name, p in (("one", [0.4, 0.4, 0.6, 0.6]), ("other", [0.2, 0.6, 0.35, 0.7])):
        right[name] = [((np.array(p) >= t) == y).mean() for t in (0.5, 0.3)]
    assert right["one"][0] > right["other"][0] and right["one"][1] < right["other"][1]


@pytest.mark.claim("Two ROC curves can cross, and then neither model is better everywhere.")
@pytest.mark.claim(
    "(If curves cross, the one with the larger area may be the worse one at the point that you use.)"
)
@pytest.mark.claim(
    "the one with the higher recall there finds more positives, wherever the curves cross."
)
def test_two_curves_can_cross():
    falling = np.arange(6, 0, -1)
    curves, areas = [], []
    for labels in ([1, 1, 0, 0, 0, 1], [0, 1, 1, 1, 0, 0]):
        fpr, recall, _ = roc_curve(labels, falling, drop_intermediate=False)
        curves.append([recall[fpr == share].max() for share in np.unique(fpr)])
        areas.append(roc_auc_score(labels, falling))
    assert areas == pytest.approx([6 / 9, 6 / 9])
    difference = np.subtract(*curves)
    assert difference.min() < 0 < difference.max()
    # of the three positives, the first model finds two without a false alarm, the second none
    assert [3 * curve[0] for curve in curves] == pytest.approx([2, 0])
    # the larger area, and fewer positives without a false alarm
    labels = [1, 0, 1, 1, 0, 0]
    fpr, recall, _ = roc_curve(labels, falling, drop_intermediate=False)
    assert roc_auc_score(labels, falling) > areas[0] and recall[fpr == 0].max() < curves[0][0]


def test_the_answers_of_the_questions():
    y = np.arange(100) < 40
    called = (np.arange(100) < 30) | (np.arange(100) >= 88)
    assert (called[~y].mean(), called[y].mean()) == (0.2, 0.75)
    assert round(1 - y[called].mean(), 2) == 0.29


def test_what_the_page_prints(capsys):
    runpy.run_path(page.__file__)
    assert capsys.readouterr().out.splitlines() == [
        "false-positive rate 0.1731",
        "recall              0.8750",
        "True",
        "True",
        "101 points",
        "18 points by default",
        "ValueError: y should be a 1d array, got an array of shape (100, 2) instead.",
    ]
