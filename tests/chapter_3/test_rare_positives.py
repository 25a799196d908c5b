"""Recall, false-positive rate and AUC don't depend on the share of positives; precision does."""

import runpy

import numpy as np
import pytest
from sklearn.metrics import (
    accuracy_score,
    average_precision_score,
    precision_score,
    recall_score,
    roc_auc_score,
)
from sklearn.model_selection import train_test_split

from chapter_3 import pipeline
from chapter_3 import rare_positives as page

SHARES = 0.5, 0.1, 0.01


def fresh(share, n, seed):
    """Points of the two clouds, made without the page: labels and probabilities."""
    rng = np.random.default_rng(seed)
    y = rng.random(n) < share
    x = rng.normal(size=(n, 2)) + y[:, None] * np.array([2, 1])
    return y, pipeline.predict_proba(pipeline.model, x).numpy()[:, 0]


def rates(y, p, threshold=0.5):
    called = p >= threshold
    return called[y].mean(), called[~y].mean(), y[called].mean()


@pytest.mark.claim("Only the share of positives changes: a half, a tenth, a hundredth.")
@pytest.mark.claim(
    "The model is the one already trained, on a set of which about half is positive."
)
def test_the_sets_differ_in_their_share():
    assert tuple(page.sets) == SHARES
    assert [positive.sum() for _, positive in page.sets.values()] == [10029, 2009, 198]
    assert page.model is pipeline.model and pipeline.y_train.sum() == 193
    for share in SHARES:
        x, y = page.draw(share)
        assert len(x) == 20_000
        for kind, mean in ((y, (2, 1)), (~y, (0, 0))):
            np.testing.assert_allclose(x[kind[:, 0]].mean(axis=0), mean, atol=0.25)
            np.testing.assert_allclose(x[kind[:, 0]].std(axis=0), 1, atol=0.15)


@pytest.mark.claim(
    "A test that calls everybody healthy has an accuracy of 0.99, and finds nobody who is ill."
)
@pytest.mark.claim("Already at 10 %, accuracy prefers the useless answer.")
@pytest.mark.claim(
    "Accuracy counts points, and nearly all are negatives, so what happens to the positives hardly "
    "shows."
)
def test_never_positive_is_more_accurate_at_one_per_cent():
    p, y = page.sets[0.01]
    never = np.zeros_like(y)
    assert accuracy_score(y, never) == pytest.approx(0.9901, abs=5e-5)
    assert recall_score(y, never) == 0
    for share in (0.1, 0.01):
        p_rare, rare = page.sets[share]
        assert accuracy_score(rare, p_rare >= 0.5) < accuracy_score(rare, np.zeros_like(rare))
    assert accuracy_score(y, p >= 0.5) == pytest.approx(0.8855, abs=5e-5)
    assert accuracy_score(page.sets[0.5][1], page.sets[0.5][0] >= 0.5) > 0.8
    lost = (p >= 0.5) & ~y  # the same calls, but for every positive missed
    assert accuracy_score(y, p >= 0.5) - accuracy_score(y, lost) < 0.01


@pytest.mark.claim(
    "Each cloud looks as before, so recall and false-positive rate stay the same, apart from chance, and "
    "so do the ROC curve and its area."
)
@pytest.mark.claim("Precision falls.")
def test_only_precision_depends_on_the_share():
    found = {share: rates(y[:, 0], p[:, 0]) for share, (p, y) in page.sets.items()}
    expected = {0.5: (0.8495, 0.1161, 0.8803), 0.1: (0.8442, 0.1146, 0.4513)}
    expected[0.01] = (0.8485, 0.1141, 0.0692)
    for share, three in expected.items():
        assert found[share] == pytest.approx(three, abs=5e-5)
    recall, fpr, precision = zip(*found.values(), strict=True)
    assert np.ptp(recall) < 0.01 and np.ptp(fpr) < 0.005
    assert precision[0] > precision[1] > precision[2]
    areas = [roc_auc_score(y, p) for p, y in page.sets.values()]
    assert areas == pytest.approx([0.9434, 0.9414, 0.9394], abs=5e-5) and np.ptp(areas) < 0.02
    for seed in range(3):  # other points, too
        y, p = fresh(0.01, 200_000, seed)
        assert rates(y, p)[:2] == pytest.approx(found[0.5][:2], abs=0.03)


@pytest.mark.claim("(The model has learned that about half of all points are positive.")
@pytest.mark.claim(
    "Where they are rarer, its probabilities are too high; a higher threshold would raise precision and "
    "lower recall.)"
)
def test_probabilities_are_too_high_where_positives_are_rarer():
    means = [p.mean() for p, _ in page.sets.values()]
    assert means[0] == pytest.approx(pipeline.y_train.mean(), abs=0.01)
    assert means[1] > 2 * 0.1 and means[2] > 10 * 0.01
    for share in (0.1, 0.01):
        p, y = (values[:, 0] for values in page.sets[share])
        low, high = rates(y, p), rates(y, p, 0.9)
        assert high[0] < low[0] and high[2] > low[2]


@pytest.mark.claim(
    "Left: the three ROC curves lie on each other, apart from chance. Right: the rarer positives are, "
    "the lower the precision at the same recall. The curves begin at the 40 points with the highest "
    "probabilities. Dots: threshold 0.5."
)
def test_the_curves_of_the_figure():
    on_roc, on_pr = [], []
    for p, y in page.sets.values():
        at = np.quantile(p[y], np.linspace(0.95, 0.02, 40))
        three = np.array([rates(y[:, 0], p[:, 0], t) for t in at])
        on_roc.append([(p[~y] >= t).mean() for t in at])
        on_pr.append(three[:, 2])
    assert np.ptp(on_roc, axis=0).max() < 0.1
    assert (np.diff(on_pr, axis=0) < 0).all()
    assert page.steps[0] == 39  # counted from 0


@pytest.mark.claim(
    "Of 1000 points at a share of 1 %, 10 are positive, and 8.5 of them are found on average."
)
@pytest.mark.claim("But 11 % of the 990 negatives are called positive, too: 109 false alarms.")
@pytest.mark.claim("These are the precisions that were measured.")
def test_the_formula_gives_the_measured_precisions():
    for share, (p, y) in page.sets.items():
        recall, fpr, precision = rates(y[:, 0], p[:, 0])
        assert page.precision_at(y.mean(), recall, fpr) == pytest.approx(precision)
        assert precision == pytest.approx(precision_score(y, p >= 0.5))
        assert round(page.precision_at(share, page.r, page.f), 2) == round(precision, 2)
    recall, fpr, _ = rates(*(values[:, 0] for values in reversed(page.sets[0.01])))
    assert round(10 * recall, 1) == 8.5 and round(fpr, 2) == 0.11
    assert round(0.11 * 990) == 109


@pytest.mark.claim(
    "So a validation set with as many positives as negatives can say what precision will be where "
    "positives are rare, as long as each class looks the same there."
)
def test_balanced_points_predict_the_precision_among_rare_ones():
    y, p = fresh(0.5, 20_000, 1)
    recall, fpr, _ = rates(y, p)
    for share in (0.1, 0.01):
        rare, p_rare = fresh(share, 200_000, 2)
        assert page.precision_at(share, recall, fpr) == pytest.approx(
            rates(rare, p_rare)[2], rel=0.05
        )


@pytest.mark.claim(
    "Average precision (AP) sums one up: take each positive's own probability as the threshold, and "
    "average the precisions."
)
def test_average_precision_by_hand():
    expected = [0.9449, 0.7447, 0.3194]
    for (p, y), value in zip(page.sets.values(), expected, strict=True):
        own = [y[p >= threshold].mean() for threshold in p[y][:3000]]
        assert average_precision_score(y, p) == pytest.approx(value, abs=5e-5)
        assert np.mean(own) == pytest.approx(value, abs=0.01)
    by_hand = page.precision[page.ranked].mean()
    assert by_hand == pytest.approx(average_precision_score(page.positive, page.p))


@pytest.mark.claim(
    "(Points with equal probabilities are called together: scikit-learn gives all of them the "
    "precision after the last.)"
)
def test_equal_probabilities_are_called_together():
    for labels in ([1, 0, 0], [0, 0, 1]):
        assert average_precision_score(labels, [0.5] * 3) == pytest.approx(1 / 3)


@pytest.mark.claim("On many points, random guesses have an AP near the share of positives.")
@pytest.mark.claim(
    "So 0.32 is far better than guessing at 1 %, and would be worse than guessing at 50 %: "
    "compare the APs of two models on the same points only."
)
def test_guesses_have_the_share_as_average_precision():
    rng = np.random.default_rng(0)
    for share in (0.5, 0.1, 0.02, 0.01):
        y = rng.random(400_000) < share
        assert average_precision_score(y, rng.random(400_000)) == pytest.approx(share, rel=0.1)


@pytest.mark.claim(
    "Of 100 such sets, about 37 have no positive, and many others have one or two, which say little."
)
def test_small_sets_often_have_no_positive():
    counts = np.random.default_rng(0).binomial(100, 0.01, 100_000)
    assert (counts == 0).mean() == pytest.approx(0.37, abs=0.01)
    assert ((counts == 1) | (counts == 2)).mean() > 0.5
    assert page.few.sum() == 0 and len(page.caught) == 1
    assert page.caught[0].category.__name__ == "UndefinedMetricWarning"
    y = np.arange(1000) % 100 == 0
    for seed in range(5):
        _, other = train_test_split(y, test_size=0.2, stratify=y, random_state=seed)
        assert other.sum() == 2


def test_the_answers_of_the_questions():
    assert page.precision_at(0.01, 0.9, 0.05) == pytest.approx(9 / 58.5)
    assert round(9 / 58.5, 2) == 0.15


def test_what_the_page_prints(capsys):
    runpy.run_path(page.__file__)
    assert capsys.readouterr().out.splitlines() == [
        "share  recall     fpr   prec.",
        "0.5      0.85    0.12    0.88",
        "0.1      0.84    0.11    0.45",
        "0.01     0.85    0.11    0.07",
        "0.5      0.88",
        "0.1      0.45",
        "0.01     0.07",
        "share     AUC      AP",
        "0.5      0.94    0.94",
        "0.1      0.94    0.74",
        "0.01     0.94    0.32",
        "0.32",
        "share   model   never",
        "0.5      0.87    0.50",
        "0.1      0.88    0.90",
        "0.01     0.89    0.99",
        "0 positives",
        "nan",
        "Only one class is present in y_true. ROC AUC score is not defined in that case.",
    ]
