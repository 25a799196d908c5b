import pytest

from chapter_0 import parameter_update as page


@pytest.mark.claim("In both cases the parameter has to go against the sign of its gradient:")
def test_each_parameter_moves_against_its_gradient():
    assert (page.b - page.old_b) * page.b_grad < 0
    assert (page.w - page.old_w) * page.w_grad < 0


@pytest.mark.claim(
    "Neither of the two losses between is the loss after the update: each leaves one "
    "parameter where it was, as a loss curve does."
)
def test_the_update_lowers_the_loss_more_than_either_parameter_alone():
    both = page.mse(page.b, page.w)
    one = [page.mse(page.b, page.old_w), page.mse(page.old_b, page.w)]
    assert both < min(one) < max(one) < page.mse(page.old_b, page.old_w)


@pytest.mark.claim("The bias went from 0.50 to 0.80, the weight from $-0.14$ to 0.05.")
def test_the_true_numbers_come_out():
    assert [page.old_b[0], page.old_w[0]] == pytest.approx([0.50, -0.14], abs=5e-3)
    assert page.b[0] == pytest.approx(0.80119529, abs=5e-9)
    assert page.w[0] == pytest.approx(0.04511107, abs=5e-9)


@pytest.mark.claim("A step along the gradient goes uphill, and the next one starts from higher up.")
def test_a_plus_sign_raises_the_loss():
    assert page.mse(page.wrong_b, page.wrong_w) > page.mse(page.old_b, page.old_w)
