import io
import runpy
from contextlib import redirect_stdout

import numpy as np
import pytest

from chapter_0 import pipeline
from chapter_0 import standardisation as page
from chapter_0.standardisation import hessian, ways

PRINTED = """\
10x: 112.0
min-max: 15.9
standard: 1.0
for b 0.00
for w 0.00
y = 1.0235 + 1.9690 x
x as it is, rate 0.1: 757 updates
x as it is, rate 0.4: 185 updates
x as it is, rate 0.75: 97 updates
x as it is, rate 0.78: 164 updates
standardised, rate 0.1: 54 updates
standardised, rate 0.4: 8 updates
standardised, rate 0.5: 1 updates
mean -0.04
standard deviation 0.82
first z: -0.55
validation loss: 0.0087
first z: -0.62
validation loss: 0.0292
"""


def test_the_page_prints_what_its_sentences_speak_of():
    with redirect_stdout(io.StringIO()) as printed:
        runpy.run_path(page.__file__)
    assert printed.getvalue() == PRINTED


@pytest.mark.claim(
    "The first gives values from 0 to 1, the second mean 0 and standard deviation 1."
)
def test_the_two_ways_are_the_two_formulas():
    x = 10 * page.x_train
    low, high = x.min(), x.max()
    np.testing.assert_allclose(ways["10x"], x)
    np.testing.assert_allclose(ways["min-max"], (x - low) / (high - low))
    np.testing.assert_allclose(ways["standard"], (x - x.mean()) / x.std())
    assert [ways["min-max"].min(), ways["min-max"].max()] == pytest.approx([0, 1])
    assert [ways["standard"].mean(), ways["standard"].std()] == pytest.approx([0, 1])


@pytest.mark.claim("Min–max widens the valley, but it still slants.")
def test_min_max_widens_the_valley_and_leaves_the_slant():
    def condition(x):
        low, high = np.linalg.eigvalsh(hessian(x))
        return high / low

    assert 1 < condition(ways["min-max"]) < condition(ways["10x"])
    assert hessian(ways["min-max"])[1, 1] < hessian(ways["10x"])[1, 1] / 50
    assert hessian(ways["min-max"])[0, 1] > 0.5


@pytest.mark.claim(
    "Standardising makes a round bowl, where straight downhill is straight to the minimum."
)
@pytest.mark.claim(
    "With standard deviation 1, too, the mean square is 1, so both curvatures are 2."
)
@pytest.mark.claim(
    "With mean 0, the gradient for $b$ no longer depends on $w$, nor that for $w$ on $b$: the tilt is gone."
)
def test_the_bowl_is_round():
    def gradients(z, b, w):
        error = b + w * z - pipeline.y_train
        return np.array([error.mean(), (z * error).mean()]) * 2

    centred = ways["10x"] - ways["10x"].mean()
    for z, free in ((centred, True), (ways["10x"], False)):
        by_w = (gradients(z, 1, 5) - gradients(z, 1, 2))[0]
        by_b = (gradients(z, 5, 1) - gradients(z, 2, 1))[1]
        assert (np.abs([by_w, by_b]) < 1e-9).all() == free
    assert (ways["standard"] ** 2).mean() == pytest.approx(1)
    np.testing.assert_allclose(hessian(ways["standard"]), 2 * np.eye(2), atol=1e-12)
    np.testing.assert_allclose(hessian(page.z_train), 2 * np.eye(2), atol=1e-12)


@pytest.mark.claim(
    "Min–max leaves all values at 0 or above, so the mean is not 0, and the valley still slants."
)
def test_min_max_leaves_the_mean_near_the_middle():
    assert 0.4 < ways["min-max"].mean() < 0.6


@pytest.mark.claim(
    "The scaler holds $s$ as scale_ and $\\bar{x}$ as mean_, one number per feature:"
)
@pytest.mark.claim(
    "Not exactly, and nothing is wrong with that: it is another sample, measured with the same ruler, the "
    "training set's mean and standard deviation."
)
def test_only_the_training_feature_is_the_ruler():
    mean, deviation = page.x_train.mean(), page.x_train.std()
    np.testing.assert_allclose(page.z_train, (page.x_train - mean) / deviation)
    assert [page.scaler.mean_[0], page.scaler.scale_[0]] == pytest.approx([mean, deviation])
    np.testing.assert_allclose(page.z_val, (page.x_val - mean) / deviation)


@pytest.mark.claim(
    "In the round bowl each gradient is twice its parameter's distance from the minimum."
)
@pytest.mark.claim("Nothing: one update has reached the minimum.")
def test_one_step_of_half_lands_on_the_minimum():
    b, w, z = pipeline.first_b, pipeline.first_w, page.z_train
    error = b + w * z - pipeline.y_train
    assert 2 * error.mean() == pytest.approx(2 * (b - page.b)[0])
    assert 2 * (z * error).mean() == pytest.approx(2 * (w - page.w)[0])
    assert [page.b_grad, page.w_grad] == pytest.approx([0, 0], abs=1e-12)
    best = np.polyfit(z[:, 0], pipeline.y_train[:, 0], 1)
    np.testing.assert_allclose([page.w[0], page.b[0]], best)


@pytest.mark.claim(
    "At rate 0.1, these four decimals take 757 updates with $x$ as it is, and 54 with it standardised."
)
@pytest.mark.claim(
    "It is the line that descent on $x$ itself reaches: scaling changes the way, not the goal."
)
@pytest.mark.claim("With each at its best rate, it is about a hundred against one.")
def test_without_scaling_the_line_takes_hundreds_of_updates():
    assert page.b_of_x == pytest.approx(pipeline.b[0], abs=1e-6)
    assert page.w_of_x == pytest.approx(pipeline.w[0], abs=1e-6)
    assert page.updates_to_the_same_line(0.1) == 757
    rates = np.arange(0.6, 0.795, 0.01)
    ruler = page.x_train.mean(), page.x_train.std()
    assert page.updates_to_the_same_line(0.1, *ruler) == 54
    assert page.updates_to_the_same_line(0.5, *ruler) == 1
    assert 90 < min(page.updates_to_the_same_line(lr) for lr in rates) < 105


@pytest.mark.claim(
    "One is enough, from any start, because the loss is quadratic, its bowl is round, the update uses all "
    "points, and the rate is 1 divided by the curvature."
)
def test_one_update_is_enough_only_if_all_three_hold():
    def distance(z, points, lr, b=pipeline.first_b[0], w=pipeline.first_w[0]):
        error = b + w * z[points] - pipeline.y_train[points]
        b = b - lr * 2 * error.mean()
        w = w - lr * 2 * (z[points] * error).mean()
        best_w, best_b = np.polyfit(z[:, 0], pipeline.y_train[:, 0], 1)
        return np.hypot(b - best_b, w - best_w)

    z, every = page.z_train, np.arange(80)
    assert distance(z, every, 0.5) == pytest.approx(0, abs=1e-12)
    for start in ((0, 0), (-30, 4), (5, -100)):
        assert distance(z, every, 0.5, *start) == pytest.approx(0, abs=1e-12)
    assert distance(z, every, 0.4) > 0.1
    assert distance(z, every[:16], 0.5) > 0.01
    assert distance(ways["min-max"], every, 0.5) > 0.1


@pytest.mark.claim(
    "With several features that rise and fall together, the bowl usually becomes rounder, but not "
    "round."
)
def test_correlated_features_get_a_rounder_bowl():
    draw = np.random.default_rng(0)
    rounder = 0
    for _ in range(100):
        mixed = draw.normal(size=(80, 3)) @ draw.normal(size=(3, 3)) + draw.normal(0, 3, 3)
        conditions = []
        for x in (mixed, (mixed - mixed.mean(axis=0)) / mixed.std(axis=0)):
            design = np.hstack([np.ones((80, 1)), x])
            conditions.append(np.linalg.cond(design.T @ design))
        assert conditions[1] > 1.01
        rounder += conditions[1] < conditions[0]
    assert rounder > 90


@pytest.mark.claim(
    "The same $x$ of the first validation point became another $z$, measured with a second ruler that the "
    "model knows nothing about."
)
def test_a_second_ruler_more_than_triples_the_validation_loss():
    def loss(z):
        return ((page.b + page.w * z - page.y_val) ** 2).mean()

    assert loss(page.wrong) > 3 * loss(page.z_val)
    assert (np.abs(page.wrong - page.z_val) > 1e-6).all()
    ruler = page.x_val.mean(), page.x_val.std()
    np.testing.assert_allclose(page.wrong, (page.x_val - ruler[0]) / ruler[1])
