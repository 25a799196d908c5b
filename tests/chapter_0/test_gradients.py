import numpy as np
import pytest

from chapter_0 import gradients as page
from chapter_0 import pipeline

STEPS = np.array([1, 0.1, 0.01, 0.001])


def mse(b, w):
    return ((b + w * pipeline.x_train - pipeline.y_train) ** 2).mean()


HERE = mse(pipeline.first_b, pipeline.first_w)


def gradients(scale=1):
    error = scale * page.error
    return np.array([2 * error.mean(), 2 * (page.x_train * error).mean()])


@pytest.mark.claim(
    "Both are negative: at the first parameters, raising either of them makes the loss fall."
)
def test_both_gradients_are_negative():
    assert max(page.b_grad, page.w_grad) < 0
    assert mse(page.b + 0.01, page.w) < HERE > mse(page.b, page.w + 0.01)


@pytest.mark.claim(
    "Each point adds a pull of its own to the mean: $2\\,\\text{error}_i$ for $b$, and $x_i$ times "
    "that for $w$."
)
@pytest.mark.claim(
    "A gradient is the mean of the pulls, so for $w$ the points far out have more say."
)
def test_the_gradients_are_the_means_of_the_pulls():
    pulls = 2 * page.error
    assert pulls.mean() == pytest.approx(page.b_grad)
    assert (pulls * page.x_train).mean() == pytest.approx(page.w_grad)
    np.testing.assert_allclose(page.pull_b, pulls[page.three, 0])
    np.testing.assert_allclose(page.pull_w, (pulls * page.x_train)[page.three, 0])


@pytest.mark.claim(
    "At x near 0 (circle) it pulls at b only; at x near 1 (triangle) as much at w as at b."
)
def test_the_point_near_zero_hardly_pulls_at_w():
    xs = np.sort(page.x_train[:, 0])
    assert page.xs.tolist() == [xs[0], xs[40], xs[-1]]
    assert abs(page.pull_w[0]) < 0.01 < 1 < abs(page.pull_b[0])
    assert 0.98 < page.pull_w[2] / page.pull_b[2] < 1


@pytest.mark.claim("$b$ is a lift: it moves the whole line by the same amount.")
@pytest.mark.claim(
    "$w$ is a lever that turns the line about $x = 0$: it moves a point with a large $|x|$ far, and "
    "one at 0 not at all."
)
def test_b_lifts_the_line_and_w_turns_it():
    x = np.array([-2, 0, 0.5, 1])
    line = page.b + page.w * x
    np.testing.assert_allclose(page.b + 0.1 + page.w * x - line, 0.1)
    np.testing.assert_allclose(page.b + (page.w + 0.1) * x - line, 0.1 * x)


@pytest.mark.claim("As the step shrinks, the slopes for $b$ and for $w$ close in on the gradients:")
@pytest.mark.claim(
    "As the second point (square) moves towards the first (circle), the secant turns into "
    "the tangent."
)
def test_finite_differences_close_in_on_both_gradients():
    for_b = [(page.mse(page.b + h, page.w) - HERE) / h for h in STEPS]
    for_w = [(page.mse(page.b, page.w + h) - HERE) / h for h in STEPS]
    for slopes, gradient in ((for_b, page.b_grad), (for_w, page.w_grad)):
        distance = np.abs(np.array(slopes) - gradient)
        assert (distance[1:] < 0.2 * distance[:-1]).all()
        assert distance[-1] < 2e-3
    assert page.steps == tuple(STEPS)
    assert [page.for_b, page.for_w] == pytest.approx([for_b[-1], for_w[-1]])


@pytest.mark.claim("The last secant for $w$ shows which number is right.")
def test_the_product_of_means_is_another_number():
    assert page.wrong == pytest.approx(-1.4385, abs=5e-4)
    assert abs(page.wrong - page.w_grad) > 0.3
    assert abs(page.for_w - page.w_grad) < 1e-3


def test_twice_the_errors_give_twice_the_gradients():
    np.testing.assert_allclose(gradients(scale=2), 2 * np.array([page.b_grad, page.w_grad]))


def test_the_larger_error_of_the_question_has_no_say_in_w():
    x, error = np.array([0, 2]), np.array([3, -1])
    assert [2 * error.mean(), 2 * (x * error).mean()] == [2, -2]
