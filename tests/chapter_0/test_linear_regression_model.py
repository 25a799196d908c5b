import runpy

import numpy as np
import pytest

from chapter_0 import linear_regression_model as page


@pytest.mark.claim("Where $x$ is 0, only $b$ is left: 1.")
def test_only_b_is_left_where_x_is_zero():
    assert page.line[page.x == 0] == page.b == 1


@pytest.mark.claim("Every further unit of $x$ adds $w$: 2.")
@pytest.mark.claim("$b$ is the height of the line at $x = 0$, $w$ its rise for one unit of $x$.")
def test_every_unit_of_x_adds_w():
    assert set(np.diff(page.line) / np.diff(page.x)) == {page.w} == {2}
    assert page.line[0] == page.b


@pytest.mark.claim(
    "First 8, then 7.75, which is less. The line rises by 2 in between, and the noise hides it."
)
def test_noise_hides_the_rise_between_two_points():
    assert (np.diff(page.line) > 0).all()
    assert page.line[-2:].tolist() == [7, 9] and page.e[-2:].tolist() == [1, -1.25]
    assert (page.line + page.e)[-2:].tolist() == [8, 7.75]


@pytest.mark.claim(
    "The model expects 30000 for both of them. They earn 29100 and 31200: the rest is noise."
)
def test_equal_experience_differs_only_by_noise():
    four = page.years == 4
    assert page.expected[four].tolist() == [30_000, 30_000]
    assert page.salary[four].tolist() == [29_100, 31_200]
    np.testing.assert_array_equal(page.salary - page.noise, page.expected)


@pytest.mark.claim(
    "The same model with made-up salaries, from 24000 and with a raise of 1500 per year."
)
@pytest.mark.claim(
    "After six years it expects $24000 + 1500 \\cdot 6 = 33000$, though nobody was asked."
)
def test_the_model_expects_a_salary_where_nobody_was_asked():
    assert 6 not in page.years
    assert page.expected[page.years == 0] == 24_000
    assert set(np.polyfit(page.years, page.expected, 1).round(6)) == {24_000, 1_500}
    assert page.start + page.per_year * 6 == 33_000


@pytest.mark.claim(
    "The dotted segments are the noise. Because of it, no straight line passes through all five "
    "points."
)
def test_no_straight_line_passes_through_all_the_points():
    slopes = np.diff(page.line + page.e) / np.diff(page.x)
    assert len(set(slopes)) > 1


@pytest.mark.claim("Its mean is taken to be 0, because a constant part would belong to $b$.")
def test_a_constant_part_of_the_noise_would_belong_to_b():
    assert page.e.mean() == page.noise.mean() == 0
    shifted = page.line + page.e + 500
    w, b = np.polyfit(page.x, page.line + page.e, 1)
    np.testing.assert_allclose(np.polyfit(page.x, shifted, 1), [w, b + 500])


@pytest.mark.claim(
    "Here the known value is $x$ itself, so the model draws a straight line. With $x^2$ in its place, "
    "the model would still be linear, and draw a curve."
)
def test_the_known_value_decides_whether_the_line_is_straight():
    assert set(np.diff(page.b + page.w * page.x)) == {page.w}
    assert len(set(np.diff(page.b + page.w * page.x**2))) > 1


@pytest.mark.claim("Python reads wx as one name, and nothing has that name.")
def test_what_the_page_prints(capsys):
    runpy.run_path(page.__file__)
    assert capsys.readouterr().out.splitlines() == [
        "[1 3 5 7 9]",
        "[1.5  2.   5.75 8.   7.75]",
        "[24000 30000 30000 39000]",
        "[24400 29100 31200 38300]",
        "NameError: name 'wx' is not defined",
    ]
