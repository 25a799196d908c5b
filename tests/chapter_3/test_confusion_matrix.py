"""The four counts, how a threshold moves them, and which threshold is the cheapest."""

import runpy

import numpy as np
import pytest
from sklearn.metrics import accuracy_score, confusion_matrix

from chapter_3 import confusion_matrix as page
from chapter_3 import pipeline

p_val = pipeline.p_val[:, 0]
TRUTH = pipeline.y_val[:, 0] == 1


def counts(called, truth=TRUTH):
    """TP, FP, FN and TN, one point after the other."""
    found = {"TP": 0, "FP": 0, "FN": 0, "TN": 0}
    for says, is_so in zip(called, truth, strict=True):
        found[("T" if says == is_so else "F") + ("P" if says else "N")] += 1
    return list(found.values())


@pytest.mark.claim(
    "The second word says what the point is called, the first whether that is right."
)
@pytest.mark.claim("The 100 validation points hold 48 positives.")
def test_the_counts_by_hand():
    assert counts(p_val >= 0.5) == [42, 9, 6, 43]
    assert [pipeline.tp, pipeline.fp, pipeline.fn, pipeline.tn] == [42, 9, 6, 43]
    assert TRUTH.sum() == 48 and len(TRUTH) == 100


@pytest.mark.claim(
    "The row is the truth, the side of the threshold is the call. Crosses are mistakes: false "
    "alarms at the lower right, misses at the upper left."
)
@pytest.mark.claim("Within a row, the height means nothing.")
def test_the_figure_shows_the_four_counts():
    positive = page.positive[:, 0]
    drawn = np.random.default_rng(0).uniform(-0.25, 0.25, (100, 1))
    np.testing.assert_allclose(page.height - page.positive, drawn)
    np.testing.assert_array_equal(page.height[:, 0] > 0.5, positive)
    crosses = ~page.right[:, 0]
    assert (crosses & (p_val >= 0.5) & ~positive).sum() == 9
    assert (crosses & (p_val < 0.5) & positive).sum() == 6
    assert crosses.sum() == 15


@pytest.mark.claim(
    "In scikit-learn, rows are the truth and columns the calls, negatives first (in the figure, they "
    "are the lower row):"
)
@pytest.mark.claim("The accuracy is the diagonal's sum, 43 + 42, divided by the number of points.")
@pytest.mark.claim("It doesn't say which mistakes the other 15 are.")
def test_scikit_learn_counts_the_same():
    tp, fp, fn, tn = counts(p_val >= 0.5)
    np.testing.assert_array_equal(page.cm, [[tn, fp], [fn, tp]])
    assert page.cm.trace() == 85 and fp + fn == 15
    assert accuracy_score(TRUTH, p_val >= 0.5) == 0.85
    # As many mistakes of the other kind make the same accuracy.
    other = confusion_matrix([0] * 52 + [1] * 48, [0] * 46 + [1] * 6 + [0] * 9 + [1] * 39)
    assert other.trace() == 85 and other[0, 1] == 6


@pytest.mark.claim("So TP and FP can only fall or stay, FN and TN can only rise or stay.")
@pytest.mark.claim("No threshold changes TP + FN, the positives, or FP + TN, the negatives.")
@pytest.mark.claim("A higher threshold withdraws positive calls and makes no new ones.")
@pytest.mark.claim("A higher threshold only withdraws positive calls.")
def test_a_higher_threshold_calls_fewer_points():
    tables = np.array([counts(p_val >= t) for t in np.linspace(0, 1, 501)])
    steps = np.diff(tables, axis=0)
    assert (steps[:, :2] <= 0).all() and (steps[:, 2:] >= 0).all()
    assert (tables[:, 0] + tables[:, 2] == 48).all()
    assert (tables[:, 1] + tables[:, 3] == 52).all()
    accuracy = tables[:, 0] + tables[:, 3]
    assert (np.diff(accuracy) > 0).any() and (steps[:, 1] == 0).any()
    assert counts(p_val >= 0.3) == [46, 14, 2, 38] and counts(p_val >= 0.7) == [37, 6, 11, 46]


@pytest.mark.claim(
    "A positive call is a false alarm with probability $1 - p$, so it costs $1 - p$ on average. A "
    "negative call costs $5p$ on average. The two are equal at $p = 1/6$. Above it, the positive call "
    "costs less, so 1/6 is the threshold:"
)
@pytest.mark.claim(
    "If the probabilities are true (of many points with $p = 1/6$, one in six is positive), no other "
    "threshold costs less on average."
)
@pytest.mark.claim("For true probabilities, $t$ is 0.5 only if both mistakes cost the same.")
@pytest.mark.parametrize(("of_fp", "of_fn"), [(1, 5), (3, 1), (1, 1), (2, 7)])
def test_the_cheapest_threshold(of_fp, of_fn):
    rng = np.random.default_rng(0)
    p = rng.uniform(size=100_000)
    happens = rng.uniform(size=p.shape) < p
    best = of_fp / (of_fp + of_fn)
    assert (best == 0.5) == (of_fp == of_fn)
    grid = np.append(np.linspace(0.01, 0.99, 99), best)

    def on_average(t):
        return np.where(p >= t, of_fp * (1 - p), of_fn * p).mean()

    def drawn(t):
        return (of_fp * (p >= t) * ~happens + of_fn * (p < t) * happens).mean()

    assert min(on_average(t) for t in grid) == on_average(best)
    assert drawn(best) < 1.01 * min(drawn(t) for t in grid)
    assert on_average(best) == pytest.approx(drawn(best), rel=0.02)


@pytest.mark.claim("Here the lower threshold costs about half as much.")
@pytest.mark.claim("On a single set another one may: here, 0.2 would cost 17.")
def test_the_costs_are_those_printed():
    costs = []
    for t in (1 / 6, 0.5):
        _, fp, fn, _ = counts(p_val >= t)
        costs.append(fp + 5 * fn)
    assert costs == [19, 39] and costs[0] / costs[1] == pytest.approx(0.5, abs=0.02)
    assert counts(p_val >= 0.2) == [48, 17, 0, 35]  # what the lab's question asks for, too
    assert counts(p_val >= 0.23)[2] > 0


@pytest.mark.claim(
    "The counts look plausible, but TP + FN must be the 48 positives. "
    "Fix: tn, fp, fn, tp = cm.ravel()."
)
@pytest.mark.claim("ravel() goes through the rows, and the first row is that of the negatives.")
def test_the_order_of_ravel():
    assert (page.tp, page.fp, page.fn, page.tn) == (43, 9, 6, 42)
    assert page.tp + page.fn == 49
    tn, fp, fn, tp = page.cm.ravel()
    assert [tp, fp, fn, tn] == counts(p_val >= 0.5)
    assert page.cm[0].sum() == (~TRUTH).sum()


@pytest.mark.claim("confusion_matrix counts decisions, and p_val holds probabilities.")
def test_probabilities_are_refused():
    with pytest.raises(ValueError, match="mix of binary and continuous"):
        confusion_matrix(TRUTH, p_val)
    assert confusion_matrix(TRUTH, p_val >= 0.5).sum() == 100


@pytest.mark.claim(
    "The matrix is reflected in its diagonal, so it seems to say 6 false alarms and 9 misses."
)
@pytest.mark.claim(
    "The sums of the rows, here 52 and 48, must be the numbers of negatives and positives."
)
def test_swapped_arguments_reflect_the_matrix():
    np.testing.assert_array_equal(page.swapped, page.cm.T)
    assert page.swapped.tolist() == [[43, 6], [9, 42]]
    assert page.cm.sum(axis=1).tolist() == [52, 48] == [(~TRUTH).sum(), TRUTH.sum()]
    assert page.swapped.sum(axis=1).tolist() != [52, 48]


@pytest.mark.claim("TP 40, so FP is 60 − 40 = 20 and FN is 50 − 40 = 10.")
def test_the_question_of_the_mails():
    spam = np.arange(200) < 50
    called = (np.arange(200) < 40) | (np.arange(200) >= 180)
    assert called.sum() == 60 and counts(called, spam) == [40, 20, 10, 130]


def test_what_the_page_prints(capsys):
    runpy.run_path(page.__file__)
    assert capsys.readouterr().out.splitlines() == [
        "[[43  9]",
        " [ 6 42]]",
        "  t  TP FP FN TN",
        "0.3  46 14  2 38",
        "0.5  42  9  6 43",
        "0.7  37  6 11 46",
        "t 0.1667 cost 19",
        "t 0.5000 cost 39",
        "TP 43 FP 9 FN 6 TN 42",
        "ValueError: Classification metrics can't handle a mix of binary and continuous targets",
        "[[43  6]",
        " [ 9 42]]",
    ]
