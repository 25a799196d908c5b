import numpy as np
import pytest

from chapter_0 import feature_range as page


@pytest.mark.claim("The predictions don't notice.")
def test_the_predictions_stay_the_same():
    narrow = page.b + page.w * page.x_train
    np.testing.assert_allclose(page.b + page.wide_w * page.wide_x, narrow)


@pytest.mark.claim(
    "The curvature along $w$ holds $x^2$, so ten times the range makes it a hundred times "
    "as large, while $b$ keeps its 2."
)
def test_ten_times_the_range_is_a_hundred_times_the_curvature_along_w():
    narrow, wide = page.hessian(page.x_train), page.hessian(page.wide_x)
    assert wide[1, 1] == pytest.approx(100 * narrow[1, 1])
    assert wide[0, 0] == narrow[0, 0]


@pytest.mark.claim(
    "The condition number rises from 16 to 112, and the largest stable rate drops from "
    "0.81 to 0.03."
)
def test_the_wide_surface_has_the_known_numbers():
    low, high = np.linalg.eigvalsh(page.hessian(page.wide_x))
    assert high / low == pytest.approx(112.0, abs=0.05)
    assert 2 / high == pytest.approx(0.0309, abs=5e-5)
    low, high = np.linalg.eigvalsh(page.hessian(page.x_train))
    assert high / low == pytest.approx(16.4, abs=0.05)
    assert 2 / high == pytest.approx(0.81, abs=5e-3)


@pytest.mark.claim("Then one falls and the other explodes: 0.1 is three times the new limit.")
def test_the_rate_that_worked_diverges():
    narrow = page.descend(page.x_train, page.w, 0.1, 4)[1]
    wide = page.descend(page.wide_x, page.wide_w, 0.1, 4)[1]
    assert narrow == sorted(narrow, reverse=True)
    assert wide[0] == pytest.approx(narrow[0])
    assert wide[3] > 1000 * wide[0]


@pytest.mark.claim(
    "The wide feature needs more than five times as many updates, for the same line."
)
def test_half_of_its_own_limit_is_slower_on_the_wide_surface():
    def updates(x, start):
        rate = 1 / np.linalg.eigvalsh(page.hessian(x))[1]
        return sum(np.array(page.descend(x, start, rate, 300)[1]) > page.lowest + 0.001)

    assert 5 * updates(page.x_train, page.w) < updates(page.wide_x, page.wide_w) < 300
