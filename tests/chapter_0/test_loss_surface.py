import runpy

import numpy as np
import pytest

from chapter_0 import loss_surface as page
from chapter_0 import pipeline


def loss(b, w):
    return ((b + w * pipeline.x_train - pipeline.y_train) ** 2).mean()


@pytest.mark.claim(
    "Each pair $(b, w)$ of a bias and a weight has its loss, as each place on a map has its height:"
)
def test_the_function_gives_the_loss_of_any_pair():
    for b, w in ((page.b, page.w), (2, -1), (1, 2), (-0.3, 3.1)):
        assert page.mse(b, w) == pytest.approx(loss(b, w))
    assert page.mse(page.b, page.w) == pytest.approx(2.7422, abs=5e-5)
    assert page.mse(2, -1) == pytest.approx(1.0163, abs=5e-5)


@pytest.mark.claim(
    "No. $(2, -1)$ is lower than the start, yet farther from the star, which is near the true $(1, 2)$. "
    "The loss says how far down you are, not how near the minimum."
)
def test_a_lower_place_can_be_farther_from_the_minimum():
    assert page.mse(2, -1) < page.mse(page.b, page.w)
    for b, w in ((1, 2), (page.best_b, page.best_w)):
        assert np.hypot(2 - b, -1 - w) > 1.4 * np.hypot(page.b[0] - b, page.w[0] - w)


@pytest.mark.claim("A grid takes 101 values of each parameter, bs and ws.")
@pytest.mark.claim("The mean over axis 0, the points, leaves one loss per place.")
def test_the_grid_holds_the_loss_of_each_pair():
    assert page.errors.shape == (80, 101, 101) and page.losses.shape == (101, 101)
    np.testing.assert_allclose(page.bs, np.arange(101) / 25 - 1, atol=1e-12)
    np.testing.assert_allclose(page.ws, np.arange(101) / 20 - 1, atol=1e-12)
    np.testing.assert_array_equal(page.x3[:, 0, 0], pipeline.x_train[:, 0])
    np.testing.assert_array_equal(page.y3[:, 0, 0], pipeline.y_train[:, 0])
    for row, column in [(0, 0), (10, 90), (77, 3)]:
        assert page.losses[row, column] == pytest.approx(loss(page.bs[column], page.ws[row]))


@pytest.mark.claim(
    "For a line and the MSE, the lowest place can be computed directly as well, by least squares:"
)
def test_least_squares_finds_the_place_that_no_step_improves():
    assert [page.best_b, page.best_w] == pytest.approx([1.0235, 1.9690], abs=5e-5)
    lowest = loss(page.best_b, page.best_w)
    for turn in np.linspace(0, 2 * np.pi, 24):
        assert loss(page.best_b + 0.01 * np.cos(turn), page.best_w + 0.01 * np.sin(turn)) > lowest
    assert lowest < page.losses.min()


def test_without_noise_the_minimum_would_be_the_truth():
    assert loss(page.best_b, page.best_w) < loss(1, 2)
    assert [page.best_b, page.best_w] == pytest.approx([1, 2], abs=0.05)
    clean = np.linalg.lstsq(page.columns, 1 + 2 * page.x_train, rcond=None)[0]
    np.testing.assert_allclose(clean[:, 0], [1, 2])


@pytest.mark.claim("They cross at the start, and the star is on neither.")
def test_the_cross_sections_cross_at_the_start():
    assert abs(page.best_b - page.b[0]) > 0.5 and abs(page.best_w - page.w[0]) > 2
    np.testing.assert_allclose(page.along_b, page.b_curve)
    np.testing.assert_allclose(page.along_w, page.w_curve)


@pytest.mark.claim(
    "0.42 lies between the contour lines for 0.3 and 1, and 0.09 between 0.05 and 0.3."
)
@pytest.mark.claim("Each curve has its own lowest point (square), and neither reaches the star.")
@pytest.mark.claim("Neither curve reaches the star, as the other parameter is still wrong.")
@pytest.mark.claim(
    "And this bowl lies at a slant, so the best $b$ depends on $w$: with the first $w$, $b$ "
    "would go to 2.00, almost one too far."
)
def test_the_cross_sections_are_lowest_elsewhere_than_the_surface():
    for kept in (-1, 0, 3):  # the exact best b along a cross-section
        best = (pipeline.y_train - kept * pipeline.x_train).mean()
        moved = page.best_b - (kept - page.best_w) * pipeline.x_train.mean()
        assert best == pytest.approx(moved.item())
    assert min(*page.b_curve, *page.w_curve) > 5 * loss(page.best_b, page.best_w)
    np.testing.assert_allclose(page.b_curve, [loss(v, page.w) for v in page.bs])
    np.testing.assert_allclose(page.w_curve, [loss(page.b, v) for v in page.ws])
    assert 0.9 < page.low_b - page.best_b < 1
    assert page.low_w > page.best_w + 0.5
    assert min(page.b_curve) == pytest.approx(0.42, abs=5e-3)
    assert min(page.w_curve) == pytest.approx(0.09, abs=5e-3)
    assert page.levels[:3] == [0.05, 0.3, 1]
    assert 0.3 < min(page.b_curve) < 1 and 0.05 < min(page.w_curve) < 0.3
    assert [page.low_b, page.low_w] == pytest.approx([2.00, 2.75])


@pytest.mark.claim("argmin found the right place, but the swapped indices read off another pair.")
def test_a_swapped_index_names_a_worse_pair():
    assert loss(*page.right) == pytest.approx(page.losses.min())
    assert page.low == page.losses.min() == pytest.approx(0.0081, abs=5e-5)
    assert 5 < loss(*page.wrong) / page.losses.min() < 5.5


def test_what_a_prediction_gives():
    assert round(pipeline.x_train.mean(), 2) == 0.47
    assert round(pipeline.y_train.mean(), 2) == 1.95
    assert round(1.95 + 0.14 * 0.47, 1) == round(page.low_b, 1)


def test_what_the_page_prints(capsys):
    runpy.run_path(page.__file__)
    assert capsys.readouterr().out.splitlines() == [
        "(80, 101, 101) (101, 101)",
        "b 1.0235, w 1.9690: 0.0080",
        "start:   2.7422",
        "(2, -1): 1.0163",
        "(1, 2):  0.0082",
        "first w kept, lowest loss at",
        "b 2.00: 0.42",
        "first b kept, lowest loss at",
        "w 2.75: 0.09",
        "lowest:  0.0081",
        "right:   0.0081",
        "swapped: 0.0437",
    ]
