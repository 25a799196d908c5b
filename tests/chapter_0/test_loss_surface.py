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
    "Yet $(2, -1)$ is lower than the start and farther from $(1, 2)$: the loss says how far down you are, "
    "not how near the minimum."
)
def test_a_lower_place_can_be_farther_from_the_minimum():
    assert page.mse(2, -1) < page.mse(page.b, page.w)
    for b, w in ((1, 2), (page.best_b, page.best_w)):
        assert np.hypot(2 - b, -1 - w) > 1.4 * np.hypot(page.b[0] - b, page.w[0] - w)


@pytest.mark.claim(
    "For the picture, a grid takes 101 values of each parameter, bs and ws, and computes the loss "
    "of all 10,201 pairs."
)
@pytest.mark.claim("The mean over axis 0, the points, leaves one loss per place.")
def test_the_grid_holds_the_loss_of_each_pair():
    assert page.errors.shape == (80, 101, 101) and page.losses.size == 10_201
    assert [page.bs[0], page.bs[-1], page.ws[0], page.ws[-1]] == [-1, 3, -1, 4]
    for row, column in [(0, 0), (10, 90), (77, 3)]:
        assert page.losses[row, column] == pytest.approx(loss(page.bs[column], page.ws[row]))


@pytest.mark.claim(
    "For a line and the MSE, the lowest place can be computed directly as well, by least squares."
)
def test_least_squares_finds_the_place_that_no_step_improves():
    assert [page.best_b, page.best_w] == pytest.approx([1.0235, 1.9690], abs=5e-5)
    lowest = loss(page.best_b, page.best_w)
    for turn in np.linspace(0, 2 * np.pi, 24):
        assert loss(page.best_b + 0.01 * np.cos(turn), page.best_w + 0.01 * np.sin(turn)) > lowest
    assert lowest < page.losses.min()


@pytest.mark.claim(
    "The star is near $(1, 2)$, but not at it: the noise in these 80 points has moved the "
    "minimum a little."
)
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


@pytest.mark.claim("0.42 lies between the lines for 0.3 and 1, and 0.09 between 0.05 and 0.3.")
@pytest.mark.claim("Each curve has its own lowest point (square), and neither reaches the star.")
@pytest.mark.claim("Neither curve reaches the star, as the other parameter is still wrong.")
@pytest.mark.claim(
    "And this valley is slanted, so the best $b$ depends on $w$: with the first $w$, $b$ would go to "
    "2.00, almost one too far."
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


@pytest.mark.claim("argmin found the right place, and the swap read another one from it.")
def test_a_swapped_index_names_a_worse_pair():
    assert loss(*page.right) == pytest.approx(page.losses.min())
    assert page.low == page.losses.min() == pytest.approx(0.0081, abs=5e-5)
    assert 5 < loss(*page.wrong) / page.losses.min() < 5.5
