import pytest

from chapter_0 import parameter_update as page


def test_each_parameter_moves_against_its_gradient():
    assert (page.b - page.old_b) * page.b_grad < 0
    assert (page.w - page.old_w) * page.w_grad < 0


def test_the_update_lowers_the_loss_more_than_either_parameter_alone():
    both = page.mse(page.b, page.w)
    one = [page.mse(page.b, page.old_w), page.mse(page.old_b, page.w)]
    assert both < min(one) < max(one) < page.mse(page.old_b, page.old_w)


def test_the_true_numbers_come_out():
    assert page.b[0] == pytest.approx(0.80119529, abs=5e-9)
    assert page.w[0] == pytest.approx(0.04511107, abs=5e-9)


def test_a_plus_sign_raises_the_loss():
    assert page.mse(page.wrong_b, page.wrong_w) > page.mse(page.old_b, page.old_w)
