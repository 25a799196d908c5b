import io
import runpy
from contextlib import redirect_stdout

import numpy as np
import pytest

from chapter_0 import feature_range as page
from chapter_0.feature_range import descend, features, hessian

PRINTED = """\
feature  along w  condition  largest rate
x          0.634         16        0.8055
2x         2.536         12        0.4788
10x       63.398        112        0.0309
x/10       0.006      1,071        0.9978
1 x: 2.7 1.6 1.0 0.6
10 x: 2.7 80.2 2406.6 72321.9
1 x: 43 updates
2 x: 16 updates
10 x: 237 updates
0.1 x: 3226 updates
"""


def limit(x):
    return 2 / np.linalg.eigvalsh(hessian(x))[1]


def condition(x):
    low, high = np.linalg.eigvalsh(hessian(x))
    return high / low


def test_the_page_prints_what_its_sentences_speak_of():
    with redirect_stdout(io.StringIO()) as printed:
        runpy.run_path(page.__file__)
    assert printed.getvalue().replace(" \n", "\n") == PRINTED


@pytest.mark.claim("The predictions don't notice.")
def test_the_predictions_stay_the_same():
    b, w, x = page.b, page.w, page.x_train
    np.testing.assert_allclose(b + w / 10 * (10 * x), b + w * x)


@pytest.mark.claim(
    "The same levels on the same scales: for 10x, the valley is ten times as narrow along w."
)
def test_the_surface_of_the_wide_feature_is_the_same_ten_times_narrower():
    def loss(x, b, w):
        return ((b + w * x - page.y_train) ** 2).mean()

    for b, w in ((0.0, 0.0), (1.0, 0.3), (-2.0, 0.1)):
        assert loss(features["10x"], b, w) == pytest.approx(loss(page.x_train, b, 10 * w))


@pytest.mark.claim(
    "At rate 0.1, the left path goes downhill in short steps; the right one jumps across the valley, and "
    "its second update lands far outside the map."
)
def test_one_path_walks_down_and_the_other_jumps_away():
    path, losses = descend(1, 0.1, 8)
    assert (np.diff(losses) < 0).all()
    assert (np.hypot(*np.diff(path, axis=0).T) < 0.5).all()
    path, losses = descend(10, 0.1, 3)
    assert (np.diff(losses) > 0).all()
    from_best = path[:, 1] - page.best_w / 10
    assert (from_best[:-1] * from_best[1:] < 0).all()
    assert from_best[2] < -3 * 2.5


@pytest.mark.claim("The curvature along $w$ is $2q$, where $q$ is the mean of $x^2$.")
@pytest.mark.claim(
    "Ten times the values make it a hundred times as large, but the largest stable rate only 26 "
    "times smaller, because the curvature 2 along $b$ sets most of the limit for $x$."
)
def test_ten_times_the_values_are_a_hundred_times_the_curvature_along_w():
    narrow, wide = hessian(page.x_train), hessian(features["10x"])
    assert wide[1, 1] == pytest.approx(100 * narrow[1, 1])
    assert narrow[0, 0] == 2 > 0.8 * np.linalg.eigvalsh(narrow)[1]
    assert wide[1, 1] == pytest.approx(2 * (features["10x"] ** 2).mean())
    assert round(limit(page.x_train) / limit(features["10x"])) == 26
    b, w, h = 0.3, -0.2, 1e-3

    def loss(w):
        return ((b + w * page.x_train - page.y_train) ** 2).mean()

    bend = (loss(w + h) - 2 * loss(w) + loss(w - h)) / h**2
    assert bend == pytest.approx(narrow[1, 1], rel=1e-4)


@pytest.mark.claim(
    "And larger is not always worse: $2x$ has the lowest condition number of the four, since its curvature "
    "along $w$ is close to the 2 along $b$."
)
@pytest.mark.claim(
    "But no unit makes this bowl round: even at the best one, where both are 2, the condition number is "
    "still 11."
)
def test_twice_the_feature_has_the_lowest_condition_number():
    assert min(features, key=lambda name: condition(features[name])) == "2x"
    from_two = {name: abs(hessian(x)[1, 1] - 2) for name, x in features.items()}
    assert min(from_two, key=from_two.get) == "2x"
    assert all(hessian(x)[0, 0] == 2 for x in features.values())
    units = [page.x_train * k for k in np.geomspace(0.001, 1000, 2000)]
    equal = page.x_train / np.sqrt((page.x_train**2).mean())
    assert np.diag(hessian(equal)) == pytest.approx([2, 2])
    assert round(condition(equal)) == 11
    assert min(map(condition, units)) > condition(equal) - 1e-9


@pytest.mark.claim(
    "Small values are worst here: for $x/10$ nearly every rate below 1 is stable, yet its valley is so flat "
    "along $w$ that descent crawls."
)
def test_a_tenth_is_stable_and_slow():
    assert max(features, key=lambda name: condition(features[name])) == "x/10"
    assert 0.99 < limit(features["x/10"]) < 1
    losses = descend(0.1, 0.99, 1000)[1]
    assert losses[-1] > page.lowest + 0.001


@pytest.mark.claim("For a line and the MSE, the largest curvature lies between $2q$ and $2 + 2q$.")
@pytest.mark.claim(
    "So with full batches a rate of $1 / (1 + q)$ is stable, whatever the values, unless all are equal."
)
@pytest.mark.claim(
    "It is even the best rate, as the two eigenvalues add up to the sum of the diagonal of the Hessian, "
    "$2 + 2q$."
)
def test_the_mean_square_bounds_the_largest_curvature():
    draw = np.random.default_rng(0)
    others = [draw.normal(draw.normal(0, 5), draw.exponential(3), (50, 1)) for _ in range(50)]
    for x in (*features.values(), page.x_train + 100, *others):
        q = (x**2).mean()
        smallest, largest = np.linalg.eigvalsh(hessian(x))
        assert 2 * q < largest < 2 + 2 * q
        assert 2 / (smallest + largest) == pytest.approx(1 / (1 + q))
        assert 1 / (1 + q) < limit(x)


@pytest.mark.claim("The first losses are equal because both runs start from the same line.")
@pytest.mark.claim("But 0.1 is three times the new limit.")
def test_the_rate_that_worked_diverges():
    narrow, wide = descend(1, 0.1, 4)[1], descend(10, 0.1, 4)[1]
    assert wide[0] == pytest.approx(narrow[0])
    assert wide[3] > 1000 * wide[0]
    assert 0.1 / limit(features["10x"]) == pytest.approx(3, abs=0.3)


@pytest.mark.claim(
    "(A start from which the way leads across the valley, not along it, can break the order.)"
)
def test_a_lucky_start_breaks_the_order():
    needed = []
    for k in (1, 2):
        start = np.array([-2.33]), np.array([-0.22])
        losses = descend(k, limit(k * page.x_train) / 2, 200, *start)[1]
        needed.append((losses > page.lowest + 0.001).sum())
    assert needed[0] < needed[1] < 200


@pytest.mark.claim("No rate changes the condition number. Standardising the feature does.")
def test_standardising_changes_the_condition_number():
    for x in features.values():
        assert condition((x - x.mean()) / x.std()) == pytest.approx(1)


@pytest.mark.claim(
    "Each at half of its largest stable rate, $x$ comes close to the minimum in 43 updates, $10x$ in 237."
)
@pytest.mark.claim("From this start, the order is that of the condition numbers.")
def test_updates_at_half_the_limit_follow_the_condition_number():
    def updates(k):
        losses = descend(k, limit(k * page.x_train) / 2, 4000)[1]
        assert losses[-1] < page.lowest + 0.001
        return (losses > page.lowest + 0.001).sum()

    factors = (1, 2, 10, 0.1)
    by_condition = sorted(factors, key=lambda k: condition(k * page.x_train))
    assert sorted(factors, key=updates) == by_condition
    assert [updates(1), updates(10)] == [43, 237]
