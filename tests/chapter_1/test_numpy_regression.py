import ast
import inspect
import runpy

import numpy as np
import pytest

from chapter_1 import numpy_pipeline
from chapter_1 import numpy_regression as page

OUTPUT = """\
loss 0.0080
b_grad 0.0000
w_grad 0.0000
gradient descent 1.023541 1.968964
two equations    1.023541 1.968964
scikit-learn     1.023541 1.968964
loss 0.1161
b_grad 0.0000
w_grad -0.2013
b 1.531, w 0.896
"""


def test_the_page_prints_what_it_printed(capsys):
    runpy.run_path(numpy_pipeline.__file__)
    start, end = capsys.readouterr().out.splitlines()
    assert start == "[0.49671415] [-0.1382643]"
    assert end == "[1.02354094] [1.96896411]"
    runpy.run_path(page.__file__)
    assert capsys.readouterr().out == OUTPUT


@pytest.mark.claim(
    "Beside them: the noise moves the best line for these 80 points a little off the one that they "
    "were made from."
)
def test_the_noise_moves_the_best_line():
    x, noise = page.x_train[:, 0], (numpy_pipeline.y - 1 - 2 * numpy_pipeline.x)
    noise = noise[numpy_pipeline.train_idx][:, 0]
    moved_w, moved_b = np.polyfit(x, noise, 1)
    assert 1 + moved_b == pytest.approx(numpy_pipeline.b[0], abs=1e-6)
    assert 2 + moved_w == pytest.approx(numpy_pipeline.w[0], abs=1e-6)
    assert 0.02 < abs(moved_b) < 0.05 and 0.02 < abs(moved_w) < 0.05
    without_noise = np.polyfit(x, 1 + 2 * x, 1)
    assert without_noise == pytest.approx([2, 1])


@pytest.mark.claim("Of the seven statements in the loop, five name a parameter or its gradient.")
def test_five_of_the_seven_statements_name_a_parameter():
    tree = ast.parse(inspect.getsource(numpy_pipeline))
    (loop,) = (node for node in tree.body if isinstance(node, ast.For))
    named = [
        {name.id for name in ast.walk(line) if isinstance(name, ast.Name)}
        & {"b", "w", "b_grad", "w_grad"}
        for line in loop.body
    ]
    assert len(named) == 7
    stay = [line.targets[0].id for line, names in zip(loop.body, named, strict=True) if not names]
    assert stay == ["error", "loss"]


@pytest.mark.claim(
    "100 noisy points around a line with bias 1 and weight 2, of which 80 are for training:"
)
def test_the_data():
    assert (numpy_pipeline.true_b, numpy_pipeline.true_w, numpy_pipeline.N) == (1, 2, 100)
    assert len(page.x_train) == 80


@pytest.mark.claim(
    "What the program is to do: move the line from far below the points into their middle."
)
def test_the_line_begins_below_the_points_and_ends_in_their_middle():
    first = numpy_pipeline.first_b[0], numpy_pipeline.first_w[0]
    assert [page.start_b, page.start_w] == list(first)
    above = page.y_train > page.start_b + page.start_w * page.x_train
    assert above.all()
    assert [page.best_b, page.best_w] == pytest.approx(
        [numpy_pipeline.b[0], numpy_pipeline.w[0]], abs=1e-6
    )
    above = page.y_train > numpy_pipeline.b + numpy_pipeline.w * page.x_train
    assert 30 < np.count_nonzero(above) < 50


@pytest.mark.claim("They are zero to four decimals.")
@pytest.mark.claim(
    "For a line with the MSE the loss surface is a bowl with one bottom, and with $x$ spread over 0 "
    "to 1 that puts these $b$ and $w$ within a thousandth of it."
)
@pytest.mark.claim("(In a unit in which $x$ is tiny, w_grad is tiny even far from the bottom.)")
def test_the_gradients_are_zero_and_the_loss_curves_up_everywhere():
    x = page.x_train
    assert abs(numpy_pipeline.b_grad) < 5e-5 and abs(numpy_pipeline.w_grad) < 5e-5
    hessian = 2 * np.array([[1, x.mean()], [x.mean(), (x**2).mean()]])
    smallest = np.linalg.eigvalsh(hessian).min()
    assert 0 < x.min() < 0.02 and 0.95 < x.max() < 1
    assert np.sqrt(2) * 5e-5 / smallest < 0.001
    found = [numpy_pipeline.b[0], numpy_pipeline.w[0]]
    assert found == pytest.approx([page.exact_b, page.exact_w], abs=0.001)

    tiny, y = x / 10_000, page.y_train
    b, w = page.start_b, page.start_w
    for _ in range(1000):
        error = b + w * tiny - y
        b_grad, w_grad = 2 * error.mean(), 2 * (tiny * error).mean()
        b, w = b - 0.1 * b_grad, w - 0.1 * w_grad
    assert abs(b_grad) < 5e-5 and abs(w_grad) < 5e-5
    assert (error**2).mean() > 40 * numpy_pipeline.loss


@pytest.mark.claim("Three ways, one line, to six decimals.")
def test_descent_equations_and_scikit_learn_find_one_line():
    descended = [numpy_pipeline.b[0], numpy_pipeline.w[0]]
    assert descended == pytest.approx([page.exact_b, page.exact_w], abs=5e-7)
    assert descended == pytest.approx([page.line.intercept_[0], page.line.coef_[0, 0]], abs=5e-7)


@pytest.mark.claim(
    "Both parameters take the same steps, so their difference never changes: $0.896 - 1.531$ at "
    "the end is $-0.138 - 0.497$ at the start."
)
def test_one_wrong_letter_keeps_the_difference():
    first = numpy_pipeline.first_w[0] - numpy_pipeline.first_b[0]
    assert page.w - page.b == pytest.approx(first) == pytest.approx(-0.635, abs=5e-4)
    assert [page.b, page.w] == pytest.approx([1.531, 0.896], abs=5e-4)
    start = [numpy_pipeline.first_b[0], numpy_pipeline.first_w[0]]
    assert start == pytest.approx([0.497, -0.138], abs=5e-4)
    assert [page.b, page.w] == pytest.approx([1.53063479, 0.89565633], abs=1e-8)


@pytest.mark.claim(
    "Only w_grad, which should be zero: the loop makes b_grad zero and never uses the other."
)
def test_only_the_gradient_for_w_gives_the_wrong_loop_away():
    assert page.b_grad == pytest.approx(0, abs=1e-9)
    assert page.w_grad == pytest.approx(-0.2013, abs=1e-4)


@pytest.mark.claim("The line below shows what the loss does not: its slope and its bias are wrong.")
@pytest.mark.claim("No error is raised, and the loss is level, though far above 0.0080.")
@pytest.mark.claim(
    "The wrong loss even falls faster at first, as w moves by the steeper gradient, that of b."
)
@pytest.mark.claim("Then it stays level, as in a finished training.")
def test_the_wrong_loss_falls_faster_at_first_and_settles_too_high():
    (wrong, wrong_b, wrong_w), (right, *line) = page.descend(True), page.descend(False)
    assert (wrong_b, wrong_w) == (page.b, page.w)
    assert wrong_b > line[0] + 0.5 and wrong_w < line[1] - 1
    assert line == pytest.approx([numpy_pipeline.b[0], numpy_pipeline.w[0]])
    assert len(wrong) == 1000 and all(wrong[epoch] < right[epoch] for epoch in range(1, 21))
    error = numpy_pipeline.first_b + numpy_pipeline.first_w * page.x_train - page.y_train
    assert error.mean() < (page.x_train * error).mean() < 0
    assert wrong[-1] == pytest.approx(wrong[-500]) == pytest.approx(0.1161, abs=5e-5)
    assert wrong[-1] > 10 * right[-1] == pytest.approx(10 * 0.0080, abs=5e-4)


@pytest.mark.claim(
    "Zero gradients are no proof either if their equation is wrong: with x_train forgotten in w_grad, "
    "both print 0.0000 for the same wrong line."
)
def test_a_wrong_equation_makes_both_gradients_zero():
    b, w = numpy_pipeline.first_b[0], numpy_pipeline.first_w[0]
    for _ in range(page.n_epochs):
        error = b + w * page.x_train - page.y_train
        b_grad, w_grad = 2 * error.mean(), 2 * error.mean()
        b, w = b - page.lr * b_grad, w - page.lr * w_grad
    assert f"{b_grad:z.4f}" == f"{w_grad:z.4f}" == "0.0000"
    assert [b, w] == pytest.approx([page.b, page.w])


@pytest.mark.claim("The plot shows that, too.")
def test_a_line_with_mean_error_zero_can_be_wrong():
    error = page.b + page.w * page.x_train - page.y_train
    assert error.mean() == pytest.approx(0, abs=1e-9)
    assert (error[page.x_train < 0.3] > 0).mean() > 0.8 < (error[page.x_train > 0.7] < 0).mean()


def test_a_centred_feature_needs_no_other_bias():
    """Why the second question says where the feature lies."""
    assert page.x_train.min() > 0
    x = page.x_train - page.x_train.mean()
    b, w = page.start_b, page.start_w
    for _ in range(1000):
        b_grad = 2 * (b + w * x - page.y_train).mean()
        b, w = b - 0.1 * b_grad, w - 0.1 * b_grad
    assert b == pytest.approx(page.y_train.mean())
