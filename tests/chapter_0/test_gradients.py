import runpy

import numpy as np
import pytest

from chapter_0 import gradients as page
from chapter_0 import pipeline

OUTPUT = """\
x     [0.01 0.47 0.99]
for b [-1.13 -3.11 -5.38]
for w [-0.01 -1.47 -5.31]
h     for b   for w
1     -2.0448 -1.5168
0.1   -2.9448 -1.8021
0.01  -3.0348 -1.8306
0.001 -3.0438 -1.8334
wrong -1.4385
right -1.8338
"""
STEPS = np.array([1, 0.1, 0.01, 0.001])


def mse(b, w):
    return ((b + w * pipeline.x_train - pipeline.y_train) ** 2).mean()


HERE = mse(pipeline.first_b, pipeline.first_w)


def pipeline_gradients():
    error = pipeline.first_b + pipeline.first_w * pipeline.x_train - pipeline.y_train
    return 2 * error.mean(), 2 * (pipeline.x_train * error).mean()


def gradients(scale=1):
    error = scale * page.error
    return np.array([2 * error.mean(), 2 * (page.x_train * error).mean()])


def test_the_page_prints_what_it_printed(capsys):
    runpy.run_path(page.__file__)
    assert capsys.readouterr().out == OUTPUT


@pytest.mark.claim(
    "Both are negative: at the first parameters, raising either of them a little makes "
    "the loss fall."
)
def test_both_gradients_are_negative():
    assert max(page.b_grad, page.w_grad) < 0
    assert mse(page.b + 0.01, page.w) < HERE > mse(page.b, page.w + 0.01)


@pytest.mark.claim("Each gradient is the mean of one part per point.")
def test_the_gradients_are_the_means_of_the_parts():
    parts = 2 * page.error
    assert parts.mean() == pytest.approx(page.b_grad) == pytest.approx(pipeline_gradients()[0])
    assert (parts * page.x_train).mean() == pytest.approx(page.w_grad)
    np.testing.assert_allclose(page.part_b, parts[page.three, 0])
    np.testing.assert_allclose(page.part_w, (parts * page.x_train)[page.three, 0])


def test_at_the_same_error_the_point_farther_out_has_more_say():
    x, error = np.array([-2, -1, 0, 0.5, 3]), -1.5
    parts = np.abs(2 * error * x)
    assert parts[np.abs(x).argsort()].tolist() == sorted(parts) and len({*parts}) == 5


@pytest.mark.claim("The circle, at $x$ near 0, has a say in $b$ and almost none in $w$.")
@pytest.mark.claim(
    "Nearly equal for the diamond: at $x = 1$ the two parts are the same, and beyond 1 the one for $w$ "
    "would be larger in size."
)
def test_the_point_near_zero_has_hardly_any_say_in_w():
    xs = np.sort(page.x_train[:, 0])
    assert page.xs.tolist() == [xs[0], xs[40], xs[-1]]
    assert abs(page.part_w[0]) < 0.01 < 1 < abs(page.part_b[0])
    assert 0.98 < page.part_w[2] / page.part_b[2] < 1
    np.testing.assert_allclose(page.part_w, page.part_b * page.xs)  # equal at 1, larger beyond it


@pytest.mark.claim("The bias $b$ lifts the whole line by the same amount.")
@pytest.mark.claim(
    "The weight $w$ is a lever: it turns the line about $x = 0$, so it moves the line far where "
    "$|x|$ is large, and not at all at 0."
)
@pytest.mark.claim(
    "These are the arrows of the picture: one unit of $b$ lifts the line by 1 at point $i$, and one of "
    "$w$ lifts it by $x_i$."
)
@pytest.mark.claim(
    "Left, b grows by 1: the line rises to the dashed one, by 1 at each of the three marked points."
)
@pytest.mark.claim(
    "Right, w grows by 1: it rises by the x of the point, hardly at the circle and most at the diamond."
)
def test_b_lifts_the_line_and_w_turns_it():
    x = np.array([-2, 0, 0.5, 1])
    line = page.b + page.w * x
    np.testing.assert_allclose(page.b + 0.1 + page.w * x - line, 0.1)
    np.testing.assert_allclose(page.b + (page.w + 0.1) * x - line, 0.1 * x)
    np.testing.assert_allclose(page.b + 1 + page.w * x - line, 1)
    np.testing.assert_allclose(page.b + (page.w + 1) * x - line, x)
    assert page.xs.argmax() == 2 and page.xs[0] < 0.02
    assert page.marked.tolist() == page.three.tolist()


@pytest.mark.claim(
    "As the step shrinks, secants turn into the tangent, the line that touches the curve here."
)
@pytest.mark.claim("It gets about ten times smaller, too, for $b$ and for $w$.")
def test_finite_differences_close_in_on_both_gradients():
    for_b = [(page.mse(page.b + h, page.w) - HERE) / h for h in STEPS]
    for_w = [(page.mse(page.b, page.w + h) - HERE) / h for h in STEPS]
    for slopes, gradient in ((for_b, page.b_grad), (for_w, page.w_grad)):
        distance = np.abs(np.array(slopes) - gradient)
        np.testing.assert_allclose(distance[:-1] / distance[1:], 10, rtol=1e-3)
        assert distance[-1] < 2e-3
    assert page.steps == tuple(STEPS)
    assert [page.for_b, page.for_w] == pytest.approx([for_b[-1], for_w[-1]])


@pytest.mark.claim("The last secant for $w$ shows which number is right.")
@pytest.mark.claim("Here the errors grow in size with $x$, and separate means lose that.")
def test_the_product_of_means_is_another_number():
    assert page.wrong == pytest.approx(-1.4385, abs=5e-4)
    assert abs(page.wrong - page.w_grad) > 0.3
    assert abs(page.for_w - page.w_grad) < 1e-3
    x, sizes = page.x_train[:, 0], np.abs(page.error[:, 0])
    assert np.corrcoef(x, sizes)[0, 1] > 0.95
    lost = 2 * np.cov(x, page.error[:, 0], bias=True)[0, 1]
    assert page.wrong + lost == pytest.approx(page.w_grad)


def test_twice_the_errors_give_twice_the_gradients():
    np.testing.assert_allclose(gradients(scale=2), 2 * np.array([page.b_grad, page.w_grad]))


def test_the_larger_error_of_the_question_has_no_say_in_w():
    x, error = np.array([0, 2]), np.array([3, -1])
    assert [2 * error.mean(), 2 * (x * error).mean()] == [2, -2]


def test_what_the_predictions_give():
    assert round(page.error.mean(), 3) == -1.522
    assert round(page.errors[0], 2) == -0.57 and round(page.xs[0], 2) == 0.01
    assert round(2 * -1.522, 2) == round(page.b_grad, 2)
