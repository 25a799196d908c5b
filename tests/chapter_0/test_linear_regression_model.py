import runpy

import numpy as np
import pytest

from chapter_0 import linear_regression_model as page


@pytest.mark.claim("Where $x$ is 0, only $b$ is left.")
def test_only_b_is_left_where_x_is_zero():
    assert page.line[page.x == 0] == page.b == 24


@pytest.mark.claim("From four to ten years, the line rises by $6 \\cdot 1.5 = 9$.")
@pytest.mark.claim(
    "$b$ is the height of the line at $x = 0$, and each year it rises by $w$: along the "
    "dashed step, by $4w = 6$ in four years. The dotted segments are the noise."
)
def test_every_year_adds_w():
    years = np.diff(page.x)
    np.testing.assert_allclose(np.diff(page.line), page.w * years)
    np.testing.assert_allclose(np.polyfit(page.x, page.line, 1), [page.w, page.b])
    assert (page.b, page.w) == (24, 1.5)
    assert page.x.tolist() == [0, 2, 4, 4, 10]
    assert page.line[page.x == 10] - page.line[page.x == 4][0] == 9
    assert 4 * page.w == 6


@pytest.mark.claim(
    "The two people with four years earn 29 and 32.5. For both, the model predicts 30, because it "
    "knows nothing of them but $x$."
)
def test_equal_experience_differs_only_by_noise():
    four = page.x == 4
    assert page.line[four].tolist() == [30, 30]
    assert (page.line + page.e)[four].tolist() == [29, 32.5]


@pytest.mark.claim("Nobody here has worked for six years.")
@pytest.mark.claim("$24 + 1.5 \\cdot 6 = 33$, and the noise takes 2 away.")
def test_the_model_predicts_where_nobody_was_asked():
    assert 6 not in page.x and page.x.min() < 6 < page.x.max()
    assert page.predicted == np.polyval([page.w, page.b], 6) == 33


@pytest.mark.claim(
    "At four years there are two different salaries, so no straight line passes through all points."
)
def test_no_straight_line_passes_through_all_the_points():
    salaries = (page.line + page.e)[page.x == 4]
    assert len(set(salaries)) == 2


@pytest.mark.claim("Its mean is taken to be 0, because a constant part would belong to $b$.")
def test_a_constant_part_of_the_noise_would_belong_to_b():
    assert page.e.mean() == 0
    shifted = page.line + page.e + 500
    w, b = np.polyfit(page.x, page.line + page.e, 1)
    np.testing.assert_allclose(np.polyfit(page.x, shifted, 1), [w, b + 500])


@pytest.mark.claim("Here the known value is $x$ itself, so the model draws a straight line.")
@pytest.mark.claim(
    "Drawn against $x$, it is a curve; drawn against its feature, $x^2$, it is straight again."
)
def test_the_known_value_decides_whether_the_line_is_straight():
    x = np.arange(5)
    assert set(np.diff(page.b + page.w * x)) == {page.w}
    curve = page.b + page.w * x**2
    assert len(set(np.diff(curve))) > 1
    assert set(np.diff(curve) / np.diff(x**2)) == {page.w}


@pytest.mark.claim("Each point has noise of its own:")
def test_no_two_points_have_equal_noise():
    assert len(set(page.e)) == len(page.e) == 5
    np.testing.assert_array_equal(page.y, page.line + page.e)


@pytest.mark.claim("A weight goes with the unit of its feature.")
def test_months_need_a_weight_per_month():
    assert page.months == 4 * 12
    assert page.b + page.w * page.months == 96
    assert page.b + page.w * (page.months / 12) == page.b + (page.w / 12) * page.months == 30


def test_what_the_page_prints(capsys):
    runpy.run_path(page.__file__)
    assert capsys.readouterr().out.splitlines() == [
        "[24. 27. 30. 30. 39.]",
        "[25.5 24.5 29.  32.5 38.5]",
        "predicted: 33.0",
        "earned:    31.0",
        "unchanged:   96.0",
        "months / 12: 30.0",
        "w / 12:      30.0",
    ]
