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
    "No, they end with 8 and then 7.75. Between two points, noise can hide the rise."
)
def test_noise_hides_the_rise_between_two_points():
    assert (np.diff(page.line) > 0).all()
    assert page.line[-2:].tolist() == [7, 9]
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
@pytest.mark.claim("It can also say what to expect where nobody was asked, after six years: 33000.")
def test_the_model_expects_a_salary_where_nobody_was_asked():
    assert 6 not in page.years
    assert page.expected[page.years == 0] == 24_000
    assert set(np.polyfit(page.years, page.expected, 1).round(6)) == {24_000, 1_500}
    assert page.minimum + page.per_year * 6 == 33_000


@pytest.mark.claim(
    "The dotted segments are the noise: no straight line passes through all the points."
)
def test_no_straight_line_passes_through_all_the_points():
    slopes = np.diff(page.line + page.e) / np.diff(page.x)
    assert len(set(slopes)) > 1


@pytest.mark.claim("Python reads wx as one name, and nothing has that name.")
def test_what_the_page_prints(capsys):
    runpy.run_path(page.__file__)
    assert capsys.readouterr().out.splitlines() == [
        "[1 3 5 7 9]",
        "[1.5  2.   5.75 8.   7.75]",
        "[24000 30000 30000 39000]",
        "[24500 29100 31200 38700]",
        "NameError: name 'wx' is not defined",
    ]
