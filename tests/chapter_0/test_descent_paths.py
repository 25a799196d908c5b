import io
import runpy
from contextlib import redirect_stdout

import numpy as np
import pytest

from chapter_0 import descent_paths as page
from chapter_0 import pipeline
from chapter_0.descent_paths import best_b, best_w, gradient_per_point, mse, paths

PRINTED = """\
b, w after 10 epochs
  80: 1.59, 0.68
  16: 1.37, 1.31
   1: 1.02, 1.95
b, w after 100 epochs
  80: 1.19, 1.65
  16: 1.02, 1.97
   1: 1.02, 1.95
best: 1.02, 1.97
gradient 3.55
  noise of 1:  2.08
  noise of 16: 0.52
gradient 0.00
  noise of 1:  0.20
  noise of 16: 0.05
80: 0%, 0%
16: 0%, 49%
 1: 48%, 48%
"""


def distance(size, n_epochs):
    return np.hypot(*(paths[size][n_epochs * 80 // size] - [best_b, best_w]))


def uphill(size):
    return np.diff(mse(*paths[size].T)) > 0


def test_the_page_prints_what_its_sentences_speak_of():
    with redirect_stdout(io.StringIO()) as printed:
        runpy.run_path(page.__file__)
    assert printed.getvalue() == PRINTED


def test_all_paths_start_at_the_first_parameters():
    for path in paths.values():
        assert path[0] == pytest.approx([pipeline.first_b[0], pipeline.first_w[0]])


def test_the_minimum_is_where_both_gradients_are_zero():
    assert gradient_per_point(best_b, best_w).mean(axis=0) == pytest.approx([0, 0])


@pytest.mark.claim(
    "The smaller the batch, the rougher the path and the further it gets in ten epochs."
)
def test_smaller_batches_get_further_on_rougher_paths():
    assert distance(1, 10) < 0.05 < distance(16, 10) < distance(80, 10)

    def roughness(size):
        steps = np.diff(paths[size][: 10 * 80 // size + 1], axis=0)
        way = np.hypot(*steps.T).sum()
        return way / np.hypot(*steps.sum(axis=0))

    assert roughness(80) < roughness(16) < roughness(1)


@pytest.mark.claim(
    "Bottom right: having arrived, single points roam in a wide cloud, batches of 16 in a small one."
)
def test_the_cloud_of_single_points_is_the_wider_one():
    clouds = {size: paths[size][-800 // size :].std(axis=0) for size in (1, 16)}
    assert (clouds[1] > 3 * clouds[16]).all()


@pytest.mark.claim(
    "Smaller batches get further because they make more updates of the same points: 800 "
    "against 50 and 10."
)
def test_ten_epochs_are_ten_fifty_or_eight_hundred_updates():
    assert {size: (len(path) - 1) / 10 for size, path in paths.items()} == {80: 10, 16: 50, 1: 800}


@pytest.mark.claim("Single points, at the minimum after ten epochs, came no closer in ninety more.")
@pytest.mark.claim("Batches of 16 have arrived.")
def test_after_100_epochs_the_mini_batch_is_closest_and_stochastic_no_closer():
    assert distance(16, 100) < 0.01 < distance(1, 100) < distance(80, 100)
    assert distance(1, 100) >= distance(1, 10)


@pytest.mark.claim(
    "The noise shrinks with the square root of the batch size, so 16 points have about a "
    "quarter of the noise of one."
)
def test_sixteen_points_have_about_a_quarter_of_the_noise():
    draw = np.random.default_rng(0)
    for place in (paths[80][0], (best_b, best_w)):
        g_i = gradient_per_point(*place)
        means = np.array([g_i[draw.permutation(80)[:16]].mean(axis=0) for _ in range(4000)])
        noise = {
            size: ((g - g_i.mean(axis=0)) ** 2).sum(axis=1).mean() ** 0.5
            for size, g in ((1, g_i), (16, means))
        }
        # Drawn without replacement from 80, it is a tenth less than a quarter.
        assert noise[16] == pytest.approx(noise[1] / 4, rel=0.15)
        assert noise[16] == pytest.approx(noise[1] / 4 * (64 / 79) ** 0.5, rel=0.03)


@pytest.mark.claim(
    "At the start the gradient outweighs the noise, and a step of any single point goes downhill."
)
def test_at_the_start_every_step_goes_downhill():
    start = paths[80][0]
    g_i = gradient_per_point(*start)
    assert np.hypot(*g_i.mean(axis=0)) > (g_i.var(axis=0).sum()) ** 0.5
    assert all(mse(*(start - 0.1 * g)) < mse(*start) for g in g_i)


@pytest.mark.claim(
    "At the minimum the gradient is zero, but the points still disagree: each pulls the "
    "line towards itself."
)
def test_at_the_minimum_only_the_mean_of_the_gradients_is_zero():
    g_i = gradient_per_point(best_b, best_w)
    assert g_i.mean(axis=0) == pytest.approx([0, 0])
    assert np.abs(g_i).mean() > 0.05
    for i, g in enumerate(g_i):
        b, w = np.array([best_b, best_w]) - 0.1 * g
        x, y = pipeline.x_train[i], pipeline.y_train[i]
        assert abs(b + w * x - y) < abs(best_b + best_w * x - y)


@pytest.mark.claim("The whole batch never goes uphill.")
def test_the_whole_batch_goes_downhill():
    assert not uphill(80).any()


@pytest.mark.claim(
    "Batches of 16 don't either on the way, but once they have arrived, about every second "
    "update does."
)
def test_the_mini_batch_goes_up_only_near_the_minimum():
    assert not uphill(16)[:50].any()
    assert 0.4 < uphill(16)[-250:].mean() < 0.6


@pytest.mark.claim(
    "Single points go uphill at almost every second update from the beginning: they are soon "
    "on the floor of the valley, so flat that the noise nearly always outweighs the gradient."
)
def test_single_points_are_soon_where_the_noise_outweighs_the_gradient():
    assert 0.4 < uphill(1)[:800].mean() < 0.5
    assert 0.4 < uphill(1)[:80].mean() < 0.5
    outweighed = []
    for place in paths[1][20:801]:
        g_i = gradient_per_point(*place)
        noise = g_i.var(axis=0).sum() ** 0.5
        outweighed.append(np.hypot(*g_i.mean(axis=0)) < noise)
    assert np.mean(outweighed) > 0.99
