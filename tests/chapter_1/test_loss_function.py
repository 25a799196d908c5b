import re
import runpy
import warnings

import pytest
import torch
import torch.nn.functional as F
from torch import nn, optim

from chapter_1 import loss_function as page
from chapter_1.numpy_pipeline import y_train as target_array

OUTPUT = """\
MSELoss() mean
first: 2.7475
perfect: 0.0000
2.7475
mean 2.7475
sum  219.80
none tensor([[4., 4., 4.],
        [4., 4., 4.],
        [4., 4., 4.],
        [4., 4., 4.]])
sum tensor(48.)
mean tensor(4.)
tensor(2.7475, grad_fn=<MseLossBackward0>)
tensor(2.7475)
2.7475
RuntimeError: Boolean value of Tensor with more than one value is ambiguous
"""


def predictions():
    return page.yhat.detach().clone().requires_grad_()


def gradient(reduction):
    yhat = predictions()
    nn.MSELoss(reduction=reduction)(yhat, page.y).backward()
    return yhat.grad


def test_the_page_prints_what_it_printed(capsys):
    with warnings.catch_warnings():
        runpy.run_path(page.__file__)
    printed = re.sub(r", device='cuda:0'", "", capsys.readouterr().out)
    assert printed.startswith(OUTPUT)
    assert printed.splitlines()[-5:] == [
        printed.splitlines()[-5],
        "UserWarning: Using a target size (torch.Size([80])) that is different to the input size "
        "(torch.Size([80, 1]))",
        "line  0.7468",
        "level 0.3716",
        "torch.Size([80, 80])",
    ]


@pytest.mark.claim("Zero: loss_fn keeps nothing of the first call, only its settings.")
@pytest.mark.claim(
    "print(loss_fn) doesn't show them; they are attributes (values that the object holds), such as "
    "loss_fn.reduction."
)
def test_what_the_made_function_keeps():
    before = {name: str(value) for name, value in vars(page.loss_fn).items()}
    assert page.loss_fn(page.yhat, page.y) > 2
    assert page.loss_fn(page.y, page.y) == page.perfect == 0
    assert {name: str(value) for name, value in vars(page.loss_fn).items()} == before
    assert page.loss_fn.reduction == "mean"
    assert str(nn.MSELoss(reduction="sum")) == str(page.loss_fn)


@pytest.mark.claim(
    "The first takes the settings and makes loss_fn; the second takes predictions and targets, and "
    "gives the loss."
)
def test_making_needs_no_data_and_the_call_does():
    assert "2.7475" in page.graph.source
    assert str(page.loss_fn) == "MSELoss()" and not isinstance(page.loss_fn, torch.Tensor)
    with pytest.raises(TypeError, match="missing"):
        page.loss_fn()


@pytest.mark.claim("PyTorch also has the function itself, ready-made:")
def test_the_function_the_object_and_our_own_maker_agree():
    yhat = predictions()
    for own, reduction in ((page.own_mean, "mean"), (page.own_sum, "sum")):
        made = nn.MSELoss(reduction=reduction)(yhat, page.y)
        torch.testing.assert_close(own(yhat, page.y), made)
        assert F.mse_loss(yhat, page.y, reduction=reduction) == made


@pytest.mark.claim(
    "The mean, which is the default, divides by the number of elements, 12, and not by the 4 points."
)
def test_the_mean_divides_by_the_number_of_elements():
    assert nn.MSELoss().reduction == page.reduction == "mean"
    assert page.made(page.twos, page.zeros) == 48 / 12
    assert F.mse_loss(page.twos, page.zeros, reduction="sum") == 48
    assert F.mse_loss(torch.full((5, 2), 3.0), torch.zeros(5, 2)) == 9


@pytest.mark.claim(
    "The sum is the mean times the number of elements, and its gradients are larger by the same factor."
)
@pytest.mark.claim(
    "With plain SGD, divide the learning rate by that number, and the updates are the same."
)
def test_the_rate_for_the_mean_diverges_with_the_sum():
    torch.testing.assert_close(gradient("sum"), 80 * gradient("mean"))
    model = nn.Linear(1, 1).to(page.device)
    optimizer = optim.SGD(model.parameters(), lr=0.1)
    for _ in range(10):
        loss = nn.MSELoss(reduction="sum")(model(page.x_train_tensor), page.y)
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
    assert loss > 1e6
    ends = []
    for reduction, lr in (("mean", 0.1), ("sum", 0.1 / 80)):
        b, w = (leaf.detach().clone().requires_grad_() for leaf in (page.b, page.w))
        optimizer = optim.SGD([b, w], lr=lr)
        for _ in range(100):
            nn.MSELoss(reduction=reduction)(b + w * page.x_train_tensor, page.y).backward()
            optimizer.step()
            optimizer.zero_grad()
        ends.append([b.item(), w.item()])
    assert ends[0] == pytest.approx(ends[1], abs=1e-4)


@pytest.mark.claim("(A last batch that is smaller then takes a smaller step.)")
def test_a_batch_of_half_the_size_takes_half_the_step():
    steps = []
    for reduction, lr in (("mean", 0.1), ("sum", 0.1 / 32)):
        yhat = predictions()
        nn.MSELoss(reduction=reduction)(yhat[:16], page.y[:16]).backward()
        steps.append(lr * yhat.grad)
    torch.testing.assert_close(steps[1], steps[0] / 2)


@pytest.mark.claim("AdamW divides by the gradients' size, so its steps hardly change.")
def test_adamw_goes_the_same_way_with_the_sum():
    ends = []
    for reduction in ("mean", "sum"):
        b, w = (leaf.detach().clone().requires_grad_() for leaf in (page.b, page.w))
        optimizer = optim.AdamW([b, w], lr=0.1)
        loss_fn = nn.MSELoss(reduction=reduction)
        for _ in range(200):
            loss_fn(b + w * page.x_train_tensor, page.y).backward()
            optimizer.step()
            optimizer.zero_grad()
        ends.append([b.item(), w.item()])
    assert ends[0] == pytest.approx(ends[1], abs=1e-3)


def test_none_keeps_one_square_per_point_and_needs_a_mean_before_backward():
    squares = nn.MSELoss(reduction="none")(predictions(), page.y)
    assert squares.shape == (80, 1)
    with pytest.raises(RuntimeError, match="only for scalar outputs"):
        squares.backward()
    squares.mean().backward()

    yhat = predictions()
    squares = nn.MSELoss(reduction="none")(yhat, page.y)
    squares.backward(torch.ones_like(squares))
    torch.testing.assert_close(yhat.grad, gradient("sum"))


@pytest.mark.claim("These last two losses turn them into probabilities, so the model must not.")
def test_each_loss_takes_what_the_table_says():
    scores, classes = torch.tensor([[2.0, -1, 0.5], [0, 3, 1]]), torch.tensor([0, 2])
    loss = nn.CrossEntropyLoss()(scores, classes)
    of_the_right = scores.softmax(dim=1)[[0, 1], classes]
    torch.testing.assert_close(loss, -of_the_right.log().mean())
    with pytest.raises(RuntimeError):
        nn.CrossEntropyLoss()(scores, classes.float())
    with pytest.raises(RuntimeError):
        nn.CrossEntropyLoss()(scores, classes.int())
    with pytest.raises(RuntimeError):
        nn.CrossEntropyLoss()(scores, classes[:, None])

    answers = torch.tensor([[1.0], [0.0]])
    loss = nn.BCEWithLogitsLoss()(scores[:, :1], answers)
    yes = scores[:, :1].sigmoid()
    expected = -(answers * yes.log() + (1 - answers) * (1 - yes).log()).mean()
    torch.testing.assert_close(loss, expected)
    with pytest.raises(ValueError, match="must be the same as input size"):
        nn.BCEWithLogitsLoss()(scores[:, :1], answers[:, 0])


def test_an_outlier_weighs_less_in_the_absolute_error():
    errors = torch.tensor([1.0, 1, 1, 100])
    shares = {
        maker: maker(reduction="none")(errors, torch.zeros(4)) for maker in (nn.MSELoss, nn.L1Loss)
    }
    squared, absolute = (each[-1] / each.sum() for each in shares.values())
    assert squared > absolute
    assert nn.HuberLoss()(errors, torch.zeros(4)) < nn.MSELoss()(errors, torch.zeros(4)) / 10


@pytest.mark.claim("A loss remembers how it was computed.")
@pytest.mark.claim("A list of tensors keeps every graph in memory.")
@pytest.mark.claim(
    "After a validation that forgot no_grad, it also keeps what was saved for the gradients, since "
    "no backward() freed it."
)
def test_a_kept_loss_keeps_its_graph():
    b = page.b.detach().clone().requires_grad_()
    product = b * page.x_train_tensor
    loss = F.mse_loss(product, page.y)
    kept = loss.grad_fn.next_functions[0][0]
    assert kept is product.grad_fn and kept._saved_other is page.x_train_tensor
    loss.backward()
    assert loss.grad_fn.next_functions[0][0] is kept
    with pytest.raises(RuntimeError, match="already been freed"):
        _ = kept._saved_other
    with torch.no_grad():
        assert F.mse_loss(b * page.x_train_tensor, page.y).grad_fn is None
    assert loss.detach().grad_fn is None and type(loss.item()) is float


@pytest.mark.claim(
    "The first two arguments of the class are old settings, true or false, so it asks whether a "
    "tensor of 80 numbers is true."
)
@pytest.mark.claim(
    "(With one element each, there is only a UserWarning, size_average and reduce args will be "
    "deprecated, and you get an object, not a loss.)"
)
def test_the_class_takes_settings_not_data():
    with pytest.warns(UserWarning, match="size_average and reduce args will be deprecated"):
        assert isinstance(nn.MSELoss(torch.ones(1), torch.ones(1)), nn.MSELoss)
    with pytest.warns(UserWarning, match="size_average and reduce args"):
        assert nn.MSELoss(False, True).reduction == "sum"
    with pytest.raises(RuntimeError, match="Boolean value of Tensor"):
        nn.MSELoss(page.yhat, page.y)


@pytest.mark.claim("The level one, and training ends there.")
@pytest.mark.claim("What remains, 0.3716, is the variance of $y$.")
def test_a_flat_target_teaches_a_level_line():
    with pytest.warns(UserWarning, match="Using a target size"):
        at_line, at_level = (page.loss_fn(line, page.flat_y) for line in (page.line, page.level))
    assert at_level < at_line / 1.5
    assert at_level.item() == pytest.approx(target_array.var(), abs=1e-6)
    assert (page.line - page.flat_y).numel() == 80 * 80
    torch.testing.assert_close(page.line, 1 + 2 * page.x_train_tensor)
    assert (page.level == page.y.mean()).all()
    x, flat_y = page.x_train_tensor, page.flat_y
    b, w = (leaf.detach().clone().requires_grad_() for leaf in (page.b, page.w))
    optimizer = optim.SGD([b, w], lr=0.1)
    for _ in range(1000):
        ((b + w * x - flat_y) ** 2).mean().backward()
        optimizer.step()
        optimizer.zero_grad()
    assert w.item() == pytest.approx(0, abs=1e-4)
    assert b.item() == pytest.approx(flat_y.mean().item(), abs=1e-4)


@pytest.mark.claim(
    "If yhat - y_train raises this error, the target is still an array: detach() would then cut the "
    "loss off from the parameters."
)
def test_a_tensor_minus_an_array_asks_numpy():
    yhat = page.yhat.detach().cpu().requires_grad_()
    with pytest.raises(RuntimeError, match="Can't call numpy"):
        yhat - target_array
    assert not (yhat.detach() - torch.as_tensor(target_array)).requires_grad
