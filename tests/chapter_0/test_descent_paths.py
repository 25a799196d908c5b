import io
import runpy
from contextlib import redirect_stdout

import numpy as np
import pytest

from chapter_0 import descent_paths as page
from chapter_0 import pipeline
from chapter_0.descent_paths import best_b, best_w, gradient_per_point, mse, paths

PRINTED = """\
batch   10th  100th epoch
   80  1.408  0.357
   16  0.771  0.003
    1  0.033  0.027
start: gradient 3.55
  noise of 1: 2.08
  noise of 16: 0.47
minimum: gradient 0.00
  noise of 1: 0.20
  noise of 16: 0.05
batch  early  late
   80     0%    0%
   16     0%   49%
    1    48%   48%
"""


def distance(size, n_epochs):
    return np.hypot(*(paths[size][n_epochs * 80 // size] - [best_b, best_w]))


def uphill(size):
    return np.diff(mse(*paths[size].T)) > 0


def test_the_page_prints_what_its_sentences_speak_of():
    with redirect_stdout(io.StringIO()) as printed:
        runpy.run_path(page.__file__)
    assert printed.getvalue() == PRINTED


def test_the_tables_average_over_the_epochs_that_the_page_names():
    assert page.tenth == pytest.approx(mean_distance(1, 10))
    assert page.last == pytest.approx(mean_distance(1, 100))
    assert page.early == uphill(1)[:800].mean()
    assert page.late == uphill(1)[-4000:].mean()


def test_the_noise_is_that_of_20000_batches(monkeypatch):
    asked = []
    draw = np.random.rand
    monkeypatch.setattr(np.random, "rand", lambda *shape: asked.append(shape) or draw(*shape))
    page.noise(gradient_per_point(best_b, best_w), 16)
    assert asked == [(20_000, 80)]


def test_all_paths_start_at_the_first_parameters():
    for path in paths.values():
        assert path[0] == pytest.approx([pipeline.first_b[0], pipeline.first_w[0]])


def test_the_minimum_is_where_both_gradients_are_zero():
    assert gradient_per_point(best_b, best_w).mean(axis=0) == pytest.approx([0, 0])


@pytest.mark.claim(
    "The smaller the batch, the rougher the path, and the closer it gets in ten epochs."
)
def test_smaller_batches_get_further_on_rougher_paths():
    assert distance(1, 10) < 0.05 < distance(16, 10) < distance(80, 10)

    def roughness(size):
        steps = np.diff(paths[size][: 10 * 80 // size + 1], axis=0)
        way = np.hypot(*steps.T).sum()
        return way / np.hypot(*steps.sum(axis=0))

    assert roughness(80) < roughness(16) < roughness(1)


@pytest.mark.claim(
    "Bottom right: having arrived, the path of single points (every eighth place is drawn) fills a wide "
    "cloud around the minimum, that of batches of 16 a small one."
)
def test_the_cloud_of_single_points_is_the_wider_one():
    clouds = {size: paths[size][-800 // size :].std(axis=0) for size in (1, 16)}
    assert (clouds[1] > 3 * clouds[16]).all()


@pytest.mark.claim(
    "In ten epochs, single points made 800 updates, batches of 16 only 50, and all 80 only 10."
)
def test_ten_epochs_are_ten_fifty_or_eight_hundred_updates():
    assert {size: (len(path) - 1) / 10 for size, path in paths.items()} == {80: 10, 16: 50, 1: 800}


def mean_distance(size, epoch):
    n = 80 // size
    path = paths[size][(epoch - 1) * n + 1 : epoch * n + 1]
    return np.linalg.norm(path - [best_b, best_w], axis=1).mean()


@pytest.mark.claim("Batches of 16 have arrived.")
@pytest.mark.claim("The whole batch is still on its way.")
@pytest.mark.claim(
    "Single points came near by the tenth epoch, and have stayed about as far from the minimum "
    "since."
)
def test_after_100_epochs_the_mini_batch_is_closest_and_stochastic_no_closer():
    assert mean_distance(16, 100) < 0.005 < mean_distance(1, 100) < mean_distance(80, 100)
    later = [mean_distance(1, epoch) for epoch in range(10, 101)]
    assert max(later) < 0.05
    tenth = mean_distance(1, 10)
    assert abs(tenth - np.mean(later)) < np.std(later)


@pytest.mark.claim("It shrinks roughly with the square root of the batch size.)")
def test_sixteen_points_have_about_a_quarter_of_the_noise():
    np.random.seed(0)
    for place in (paths[80][0], (best_b, best_w)):
        g_i = gradient_per_point(*place)
        single = g_i.var(axis=0).sum() ** 0.5
        assert page.noise(g_i, 1) == pytest.approx(single, rel=0.02)
        for m in (4, 16):
            assert page.noise(g_i, m) == pytest.approx(single / m**0.5, rel=0.12)
            # drawn without replacement from 80, it is a little less
            less = ((80 - m) / 79) ** 0.5
            assert page.noise(g_i, m) == pytest.approx(single / m**0.5 * less, rel=0.02)


def outweighed(place):
    g_i = gradient_per_point(*place)
    return np.hypot(*g_i.mean(axis=0)) < g_i.var(axis=0).sum() ** 0.5


@pytest.mark.claim("At the start the gradient outweighs even the noise of single points.")
@pytest.mark.claim("A few updates later it no longer does, and nearly half of the steps go uphill.")
def test_the_gradient_outweighs_the_noise_of_single_points_for_a_few_updates():
    single = [outweighed(place) for place in paths[1][:81]]
    assert single[:4] == [False, False, False, True] and all(single[3:])
    assert 0.4 < uphill(1)[3:80].mean() < 0.5


@pytest.mark.claim(
    "Still the path arrives: over many steps the noise mostly cancels, and the gradient remains."
)
def test_over_many_steps_the_noise_cancels_and_the_gradient_remains():
    way = paths[1][3:321]
    gradients = np.array([gradient_per_point(*place).mean(axis=0) for place in way[:-1]])
    noise = -np.diff(way, axis=0) / 0.1 - gradients

    # of the noise, next to nothing is left in the sum, though at most steps it is the longer one
    assert np.hypot(*noise.sum(axis=0)) < 0.05 * np.hypot(*noise.T).sum()
    assert np.hypot(*noise.sum(axis=0)) < 0.3 * np.hypot(*gradients.sum(axis=0))
    assert np.hypot(*noise.T).sum() > np.hypot(*gradients.T).sum()
    assert np.hypot(*(way[-1] - [best_b, best_w])) < 0.05 < 1 < np.hypot(*(way[0] - way[-1]))


@pytest.mark.claim("At the minimum the errors are smaller, so the noise has shrunk to a tenth.")
def test_at_the_minimum_the_noise_is_a_tenth():
    noise, errors = [], []
    for b, w in (paths[80][0], (best_b, best_w)):
        noise.append(gradient_per_point(b, w).var(axis=0).sum() ** 0.5)
        errors.append(mse(b, w)[0] ** 0.5)
    assert noise[0] / noise[1] == pytest.approx(10, abs=0.5)
    assert errors[1] < errors[0] / 10


@pytest.mark.claim(
    "But the gradient is zero there, and the points still disagree: each pulls the line towards "
    "itself."
)
def test_at_the_minimum_only_the_mean_of_the_gradients_is_zero():
    g_i = gradient_per_point(best_b, best_w)
    assert g_i.mean(axis=0) == pytest.approx([0, 0])
    assert np.abs(g_i).mean() > 0.05
    for i, g in enumerate(g_i):
        b, w = np.array([best_b, best_w]) - 0.1 * g
        x, y = pipeline.x_train[i], pipeline.y_train[i]
        assert abs(b + w * x - y) < abs(best_b + best_w * x - y)


@pytest.mark.claim("At this rate, the whole batch never goes uphill.")
def test_the_whole_batch_goes_downhill():
    assert not uphill(80).any()


@pytest.mark.claim(
    "Batches of 16 never do in the first epochs, then more and more often; after arriving, about half "
    "of the updates do."
)
def test_the_mini_batch_goes_up_more_often_near_the_minimum():
    assert not uphill(16)[:100].any()
    twenties, thirties, forties = (uphill(16)[a : a + 50].mean() for a in (100, 150, 200))
    assert 0 < twenties < thirties < forties < 0.5
    assert 0.4 < uphill(16)[-250:].mean() < 0.6
    # with the same start and other shufflings
    draw = np.random.default_rng(0)
    often = []
    for _ in range(20):
        path = [paths[16][0]]
        for batch in [b for _ in range(10) for b in draw.permutation(80).reshape(5, 16)]:
            g = gradient_per_point(*path[-1])[batch].mean(axis=0)
            path.append(path[-1] - 0.1 * g)
        often.append((np.diff(mse(*np.array(path).T)) > 0).mean())
    assert np.mean(often) < 0.02


@pytest.mark.claim(
    "Single points go uphill at nearly half of the updates, early and late: after the first few "
    "updates, the noise usually outweighs the gradient."
)
def test_single_points_are_soon_where_the_noise_outweighs_the_gradient():
    assert 0.4 < uphill(1)[:800].mean() < 0.5
    assert 0.4 < uphill(1)[-4000:].mean() < 0.5
    for places in (paths[1][3:801], paths[1][-4000:]):
        assert np.mean([outweighed(place) for place in places]) > 0.99
        larger = []  # the noise of each single point than the gradient
        for place in places:
            g_i = gradient_per_point(*place)
            g = g_i.mean(axis=0)
            larger.append((np.hypot(*(g_i - g).T) > np.hypot(*g)).mean())
        assert np.mean(larger) > 0.7


@pytest.mark.claim(
    "In plain descent with all points, and nothing else random, a rise beyond rounding means a bug or "
    "too high a rate."
)
def test_with_all_points_a_rise_means_too_high_a_rate():
    rng = np.random.default_rng(0)
    for b, w in rng.normal(size=(20, 2)):
        g = gradient_per_point(b, w).mean(axis=0)
        rates = np.linspace(0.01, 2, 60)
        rises = np.array([mse(b - lr * g[0], w - lr * g[1])[0] > mse(b, w)[0] for lr in rates])
        # it rises from one rate on, never below it
        assert (np.diff(rises.astype(int)) >= 0).all() and not rises[0] and rises[-1]


@pytest.mark.claim(
    "(The loss of each batch of 16, which training often prints, rises at about half of the "
    "updates even on the way: its points change.)"
)
def test_the_loss_of_a_batch_rises_even_on_the_way():
    often = []
    for seed in range(20):
        np.random.seed(seed)
        place, seen = paths[16][0], []
        for _ in range(10):
            for batch in np.random.permutation(80).reshape(5, 16):
                b, w = place
                error = b + w * pipeline.x_train[batch] - pipeline.y_train[batch]
                seen.append((error**2).mean())
                place = place - 0.1 * gradient_per_point(b, w)[batch].mean(axis=0)
        often.append((np.diff(seen) > 0).mean())
    assert 0.4 < np.mean(often) < 0.6


@pytest.mark.claim(
    "To end closer to the minimum, take a lower rate once you are near, which shortens every step, "
    "noise included, or a larger batch, which has less noise."
)
def test_a_lower_rate_or_a_larger_batch_ends_closer():
    def end(m, lr):
        np.random.seed(0)
        place, off = paths[1][-1], []
        for _ in range(20):
            for batch in np.random.permutation(80).reshape(80 // m, m):
                place = place - lr * gradient_per_point(*place)[batch].mean(axis=0)
                off.append(np.hypot(*(place - [best_b, best_w])))
        return np.mean(off[-80 // m :])

    assert end(1, 0.02) < end(1, 0.1) / 2
    assert end(16, 0.1) < end(1, 0.1) / 2
