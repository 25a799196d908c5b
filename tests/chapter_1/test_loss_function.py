import pytest
import torch
from torch import nn, optim

from chapter_1 import loss_function as page


def predictions():
    return page.yhat.detach().clone().requires_grad_()


def gradient(reduction):
    yhat = predictions()
    nn.MSELoss(reduction=reduction)(yhat, page.y_train_tensor).backward()
    return yhat.grad


@pytest.mark.claim("The number is that of our own function.")
def test_our_own_makers_agree_with_torch():
    yhat = predictions()
    for own, reduction in ((page.own_mean, "mean"), (page.own_sum, "sum")):
        theirs = nn.MSELoss(reduction=reduction)(yhat, page.y_train_tensor)
        torch.testing.assert_close(own(yhat, page.y_train_tensor), theirs)


@pytest.mark.claim('"mean", the default, divides the sum by the number of elements, here 80.')
def test_mean_is_the_default_and_sum_is_80_times_it():
    assert nn.MSELoss().reduction == "mean"
    torch.testing.assert_close(gradient("sum"), 80 * gradient("mean"))


def test_the_rate_for_the_mean_diverges_with_the_sum():
    model = nn.Linear(1, 1)
    optimizer = optim.SGD(model.parameters(), lr=0.1)
    for _ in range(10):
        loss = nn.MSELoss(reduction="sum")(model(page.x_train_tensor), page.y_train_tensor)
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
    assert loss > 1e6


@pytest.mark.claim(
    r'"none" keeps one square per point: $(\hat{y}_i - y_i)^2$ for prediction $\hat{y}_i$ '
    "and measured value $y_i$."
)
def test_none_keeps_one_square_a_point_and_has_no_gradient_of_its_own():
    assert page.squares.shape == (80, 1)
    torch.testing.assert_close(page.squares.mean(), page.loss)
    with pytest.raises(RuntimeError, match="only for scalar outputs"):
        gradient("none")


@pytest.mark.claim(
    "Then $x$ says nothing about $y$ any more, and the best line is a flat one at the mean of $y$."
)
def test_a_flat_target_teaches_a_flat_line():
    assert page.w.item() == pytest.approx(0, abs=1e-4)
    assert page.b.item() == pytest.approx(page.flat_y.mean().item(), abs=1e-4)
