"""What precision and recall count, and how a threshold moves them."""

import runpy
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from sklearn.metrics import f1_score, precision_score, recall_score

from chapter_3 import precision_and_recall as page

p_val = page.p_val[:, 0]
truth = page.positive[:, 0]


def counts(called, positive=truth):
    """TP, FP and FN, one point after the other."""
    pairs = list(zip(called, positive, strict=True))
    return [pairs.count(pair) for pair in ((True, True), (True, False), (False, True))]


def both(called):
    tp, fp, fn = counts(called)
    return Fraction(tp, tp + fn), Fraction(tp, tp + fp)


@pytest.mark.claim("TP + FN are all positives, TP + FP are all positive calls.")
@pytest.mark.claim(
    "At the threshold 0.5 the model finds 42 of the 48 positives, and 42 of its 51 positive calls "
    "are right."
)
def test_by_hand_as_by_the_counts():
    tp, fp, fn = counts(p_val >= 0.5)
    assert (tp, tp + fn, tp + fp) == (42, 48, 51)
    assert truth.sum() == 48 and (p_val >= 0.5).sum() == 51 and page.tp == 42
    assert page.recall == 42 / 48 == 0.875
    assert page.precision == 42 / 51 == pytest.approx(0.8235, abs=5e-5)


def test_at_the_thresholds_printed():
    expected = {
        0.3: (46, 14, 2),
        0.5: (42, 9, 6),
        0.6: (39, 9, 9),
        0.7: (37, 6, 11),
        0.9: (24, 1, 24),
    }
    for t, found in expected.items():
        called = p_val >= t
        assert tuple(counts(called)) == found
        recall, precision = both(called)
        assert recall_score(truth, called) == pytest.approx(float(recall))
        assert precision_score(truth, called) == pytest.approx(float(precision))


@pytest.mark.claim(
    "Recall never rises with the threshold. Precision rises on the whole, but in a zigzag: each "
    "negative that is no longer called lifts it, each positive lowers it, unless it is at 1."
)
@pytest.mark.claim(
    "Recall divides TP by the number of positives, which is fixed, so it can only fall or stay."
)
@pytest.mark.claim(
    "Precision divides TP by the number of positive calls, which falls too, so it can go either way: "
    "from 0.5 to 0.6 it falls."
)
def test_recall_falls_and_precision_saws():
    order = np.argsort(p_val)
    assert len(set(p_val)) == 100
    steps = [both(p_val >= p_val[i]) for i in order]
    for left, (before, after) in zip(
        order[:-1], zip(steps[:-1], steps[1:], strict=True), strict=True
    ):
        assert after[0] <= before[0]
        if truth[left]:
            assert after[1] < before[1] or before[1] == after[1] == 1
        else:
            assert after[1] > before[1] and after[0] == before[0]
    recalls = page.hits / 48
    precisions = page.hits / page.calls
    assert (np.diff(recalls) <= 0).all()
    assert (np.diff(precisions) < 0).sum() > 10 and (np.diff(precisions) > 0).sum() > 10
    assert precisions[0] == 0.48 and precisions[-1] == 1
    assert (np.diff(page.calls) <= 0).all() and (np.diff(page.hits) <= 0).all()
    at = {t: both(p_val >= t)[1] for t in (0.3, 0.5, 0.6, 0.7, 0.9)}
    falls = [high for low, high in pairwise(at) if at[high] < at[low]]
    assert falls == [0.6]


@pytest.mark.claim("At the threshold 0 every point is called positive.")
@pytest.mark.claim("Recall is 1 then, and precision is the share of positives, here 48 of 100.")
def test_calling_everything_finds_every_positive():
    assert (p_val >= 0).all()
    assert both(p_val >= 0) == (1, Fraction(48, 100))
    rng = np.random.default_rng(0)
    for share in (0.1, 0.5, 0.9):
        some = rng.uniform(size=1000) < share
        tp, fp, fn = counts([True] * 1000, some)
        assert fn == 0 and tp / (tp + fp) == some.mean()


@pytest.mark.claim("All of them are positives, so what is left of 42 / 51 is 39 / 48.")
@pytest.mark.claim(
    "Precision rises only if the points that drop out hold a smaller share of positives than all "
    "the calls did."
)
def test_when_precision_rises():
    lost = (p_val >= 0.5) & (p_val < 0.6)
    assert (lost & truth).sum() == 3 == lost.sum()
    np.testing.assert_array_equal(page.lost[:, 0], lost)
    assert counts(p_val >= 0.6)[:2] == [39, 48 - 39]
    for low in np.linspace(0.01, 0.9, 40):
        for high in np.linspace(low, 0.9, 20):
            lost = (p_val >= low) & (p_val < high)
            if lost.any():
                smaller = (
                    Fraction(int((lost & truth).sum()), int(lost.sum())) < both(p_val >= low)[1]
                )
                assert (both(p_val >= high)[1] > both(p_val >= low)[1]) == smaller


@pytest.mark.claim("No probability reaches this threshold.")
@pytest.mark.claim(
    "Of 0 calls, 0 are right, and 0 / 0 is no number: scikit-learn puts a 0 in its place, as if all "
    "calls were wrong."
)
@pytest.mark.claim(
    'Fix: precision_score(…, zero_division=np.nan), and read nan as "nothing was called".'
)
def test_no_call_has_no_precision():
    none = p_val >= 0.9999
    assert not none.any() and p_val.max() > 0.99
    assert page.value == 0 and page.warning.category.__name__ == "UndefinedMetricWarning"
    assert "no predicted samples" in str(page.warning.message)
    assert np.isnan(precision_score(truth, none, zero_division=np.nan))
    assert precision_score(truth, ~truth) == 0  # all calls wrong, without a warning


@pytest.mark.claim(
    "With the arguments swapped, misses count as false alarms and the other way round."
)
def test_swapped_arguments_swap_the_numbers():
    assert page.swapped == (page.recall, page.precision)
    tp, fp, fn = counts(p_val >= 0.5)
    assert counts(truth, p_val >= 0.5) == [tp, fn, fp]


@pytest.mark.claim(
    "The F1 is the harmonic mean of precision and recall, $2 / (1/\\text{precision} + "
    "1/\\text{recall})$."
)
@pytest.mark.claim(
    "The plain mean of 1 and 0.48 would be 0.74, a good mark for a model that tells nothing apart."
)
@pytest.mark.claim("If the two differ, the harmonic mean lies closer to the lower one.")
def test_f1_is_a_harmonic_mean():
    for t in (0, 0.3, 0.5, 0.7, 0.9):
        recall, precision = both(p_val >= t)
        f1 = 2 / (1 / precision + 1 / recall)
        assert f1_score(truth, p_val >= t) == pytest.approx(float(f1))
        low, high = sorted((recall, precision))
        assert f1 - low < high - f1
    assert f1_score(truth, p_val >= 0.5) == pytest.approx(0.8485, abs=5e-5)
    assert page.f1 == pytest.approx(0.6486, abs=5e-5)
    assert (1 + both(p_val >= 0)[1]) / 2 == Fraction(74, 100)


@pytest.mark.claim("19 / 95 and 19 / 20.")
@pytest.mark.claim("That is the accuracy: 19 + 904 right answers of 1000.")
@pytest.mark.claim("It doesn't say that 76 of the 77 mistakes are false alarms.")
@pytest.mark.claim("Of the 30 calls that are left, 21 are right. Before, 30 of 40 were, so 0.75.")
def test_the_ill_and_the_calls_that_are_withdrawn():
    ill, called = np.arange(1000) < 20, (np.arange(1000) >= 1) & (np.arange(1000) < 96)
    tp, fp, fn = counts(called, ill)
    assert (tp, fp, called.sum()) == (19, 76, 95) and fp + fn == 77
    assert (tp / (tp + fp), tp / (tp + fn)) == pytest.approx((0.2, 0.95))
    assert (ill == called).mean() == pytest.approx(0.923) and (~ill & ~called).sum() == 904
    assert ((30 - 9) / (40 - 10), 30 / 40) == (0.7, 0.75)


def test_what_the_page_prints(capsys):
    runpy.run_path(page.__file__)
    assert capsys.readouterr().out.splitlines() == [
        "42 48 51",
        "recall    0.8750",
        "precision 0.8235",
        "  t  recall  precision",
        "0.3  0.9583  0.7667",
        "0.5  0.8750  0.8235",
        "0.6  0.8125  0.8125",
        "0.7  0.7708  0.8605",
        "0.9  0.5000  0.9600",
        "positives 3",
        "negatives 0",
        "precision 0.0000",
        "UndefinedMetricWarning:",
        "Precision is ill-defined and being set to 0.0 due to no predicted samples. Use `zero_division` parameter to control this behavior.",
        "precision 0.8750, recall 0.8235",
        "0.8750 and 0.8235: 0.8485",
        "1.0000 and 0.4800: 0.6486",
    ]
