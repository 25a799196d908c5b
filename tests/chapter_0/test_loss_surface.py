import numpy as np
import pytest

from chapter_0 import loss_surface as page


def loss(b, w):
    return ((b + w * page.x_train - page.y_train) ** 2).mean()


def test_the_surface_holds_the_loss_of_each_pair():
    for row, column in [(0, 0), (10, 90), (77, 3)]:
        expected = loss(page.bs[column], page.ws[row])
        np.testing.assert_allclose(page.losses[row, column], expected)


@pytest.mark.claim("The grid comes as close as its spacing allows.")
def test_the_grid_finds_the_minimum_to_within_its_spacing():
    assert abs(page.bs[page.column] - page.best_b) < page.bs[1] - page.bs[0]
    assert abs(page.ws[page.row] - page.best_w) < page.ws[1] - page.ws[0]
    assert page.best_loss < page.losses.min()


@pytest.mark.claim(
    "Each has its own lowest point, and neither reaches the star, the minimum of the "
    "surface: the other parameter is still wrong."
)
def test_the_cuts_are_lowest_elsewhere_than_the_surface():
    assert page.bs[page.b_curve.argmin()] > page.best_b + 0.5
    assert page.ws[page.w_curve.argmin()] > page.best_w + 0.5


@pytest.mark.claim("The second pair is another place on the surface, and a higher one.")
def test_swapped_indices_name_a_worse_pair():
    swapped = loss(page.bs[page.row], page.ws[page.column])
    assert swapped > page.losses.min()
