import numpy as np
import pytest

from chapter_1 import numpy_pipeline
from chapter_1 import numpy_regression as page


@pytest.mark.claim("Three ways, one line.")
def test_descent_equations_and_scikit_learn_find_one_line():
    descended = [numpy_pipeline.b[0], numpy_pipeline.w[0]]
    assert descended == pytest.approx([page.exact_b, page.exact_w], abs=1e-6)
    assert descended == pytest.approx([page.line.intercept_[0], page.line.coef_[0, 0]], abs=1e-6)


@pytest.mark.claim(
    "Training brought the bias from 0.50 to 1.02 and the weight from $-0.14$ to 1.97, "
    "near the true 1 and 2."
)
def test_the_line_is_the_known_one():
    assert [page.right_b, page.right_w] == pytest.approx([1.02354094, 1.96896411], abs=1e-8)
    assert page.losses[-1] == pytest.approx(0.00804466, abs=1e-8)


def test_the_figure_starts_where_the_program_starts():
    assert [page.start_b, page.start_w] == [numpy_pipeline.first_b[0], numpy_pipeline.first_w[0]]
    assert [page.right_b, page.right_w] == pytest.approx([numpy_pipeline.b[0], numpy_pipeline.w[0]])


@pytest.mark.claim(
    "But both parameters take the same steps, so their difference cannot change: "
    "$-0.6350$ before and after."
)
def test_one_wrong_letter_keeps_the_difference_and_settles_too_high():
    assert [page.b[0], page.w[0]] == pytest.approx([1.53063479, 0.89565633], abs=1e-8)
    first, last = numpy_pipeline.first_w - numpy_pipeline.first_b, page.w - page.b
    np.testing.assert_allclose(last, first)
    assert last[0] == pytest.approx(-0.6350, abs=5e-5)
    assert (
        page.wrong_losses[-1] == pytest.approx(page.wrong_losses[-500]) == pytest.approx(0.11607107)
    )
    assert page.wrong_losses[-1] > 10 * page.losses[-1]


@pytest.mark.claim(
    "The loop stops where b_grad is 0, and nothing in it asks for the other gradient: "
    "$-0.2013$, where it should be 0."
)
def test_only_the_gradient_for_w_gives_the_wrong_loop_away():
    assert page.b_grad == pytest.approx(0, abs=1e-9)
    assert page.w_grad == pytest.approx(-0.2013, abs=1e-4)


@pytest.mark.claim(
    "The wrong loss falls faster at first and then stays level, as a finished training does."
)
def test_the_wrong_loss_falls_faster_at_first():
    assert page.wrong_losses[20] < page.losses[20]
