import inspect
import re
import runpy

import numpy as np
import pytest
import torch
from torch import nn

from chapter_1 import numpy_pipeline, pytorch_pipeline
from chapter_1 import numpy_to_pytorch as page


def loop(module, name):
    """The lines of a loop, without its comments."""
    text = inspect.getsource(module).partition(f"[start:{name}]\n")[2].partition("# --8<--")[0]
    lines = (line.partition("#")[0].strip() for line in text.splitlines())
    return [line for line in lines if line]


by_numpy = loop(numpy_pipeline, "model_training")
by_pytorch = loop(pytorch_pipeline, "model_training")


@pytest.mark.claim("NumPy's loop names b, w or their gradients in five lines:")
@pytest.mark.claim(
    "No line of the loop names a parameter: the model holds them, and the optimiser was given them once, in "
    "step 0."
)
def test_no_line_of_pytorchs_loop_names_a_parameter():
    names = re.compile(r"\b(b|w|bias|weight|parameters|\w+_grad)\b(?!\()")
    assert sum(bool(names.search(line)) for line in by_numpy[:-1]) == 5
    assert "optimizer.step()" in by_pytorch
    assert not any(names.search(line) for line in by_pytorch)
    held = pytorch_pipeline.optimizer.param_groups[0]["params"]
    assert [*map(id, held)] == [*map(id, pytorch_pipeline.model.parameters())]


@pytest.mark.claim("model.train() makes no difference to a linear layer, but it does to others.")
def test_train_changes_nothing_for_a_linear_layer():
    model, x = pytorch_pipeline.model, page.x_train_tensor
    assert torch.equal(model.eval()(x), model.train()(x))
    assert not torch.equal(nn.Dropout().train()(x), nn.Dropout().eval()(x))


@pytest.mark.claim(
    "From the same start, PyTorch takes NumPy's path: the losses agree in each epoch, and so do b "
    "and w."
)
def test_from_the_same_start_the_parameters_agree_in_each_epoch():
    b, w, model = page.b, page.w, nn.Linear(1, 1).to(page.device)
    nn.init.constant_(model.bias, b[0])
    nn.init.constant_(model.weight, w[0])
    optimizer = torch.optim.SGD(model.parameters(), lr=page.lr)
    for _ in range(page.n_epochs):
        error = b + w * page.x_train - page.y_train
        b, w = b - page.lr * 2 * error.mean(), w - page.lr * 2 * (page.x_train * error).mean()
        page.loss_fn(model(page.x_train_tensor), page.y_train_tensor).backward()
        optimizer.step()
        optimizer.zero_grad()
        assert [model.bias.item(), model.weight.item()] == pytest.approx([b[0], w[0]], abs=1e-5)


@pytest.mark.claim(
    "What differs is rounding: NumPy's floats have 64 bits by default, those of PyTorch's layers 32 bits, about "
    "seven digits."
)
def test_from_the_same_start_every_loss_is_the_same():
    assert len(page.by_numpy) == len(page.same_losses) == len(page.same) == 1000
    assert page.same.all()
    np.testing.assert_allclose(page.same_losses, page.by_numpy, rtol=1e-5)
    assert numpy_pipeline.w.dtype == np.float64
    assert pytorch_pipeline.model[0].weight.dtype == torch.float32
    exact, x = nn.Linear(1, 1).double(), torch.as_tensor(page.x_train)
    nn.init.constant_(exact.bias, numpy_pipeline.first_b[0])
    nn.init.constant_(exact.weight, numpy_pipeline.first_w[0])
    optimizer = torch.optim.SGD(exact.parameters(), lr=page.lr)
    for expected in page.by_numpy:
        loss = nn.functional.mse_loss(exact(x), torch.as_tensor(page.y_train))
        assert loss.item() == pytest.approx(expected, rel=1e-12)
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()


@pytest.mark.claim(
    "Up to rounding, the two losses from NumPy's start are equal in the first epoch, and all three "
    "in the last: the loss has one minimum, and after 1000 epochs each run is close enough to it that "
    "the losses agree."
)
@pytest.mark.claim("From another start, another path to the same minimum.")
def test_from_its_own_start_the_loss_is_another_and_ends_the_same():
    first = [losses[0] for losses in (page.by_numpy, page.own_losses, page.same_losses)]
    assert first == pytest.approx([2.7422, 0.7256, 2.7422], abs=5e-5)
    assert page.own_losses[-1] == pytest.approx(page.by_numpy[-1], rel=1e-5)
    least = np.polyfit(page.x_train[:, 0], page.y_train[:, 0], 1, full=True)[1][0] / 80
    assert page.by_numpy[-1] == pytest.approx(least, rel=1e-6)
    assert (np.array(page.own_losses[:100]) < page.by_numpy[:100]).all()
    assert page.by_numpy[299] == pytest.approx(0.008, abs=5e-4)


def test_both_programs_end_at_one_line():
    layer = pytorch_pipeline.model[0]
    ends = [layer.bias.item(), layer.weight.item()]
    assert ends == pytest.approx([numpy_pipeline.b[0], numpy_pipeline.w[0]], abs=1e-5)
    assert ends == pytest.approx([1.0235, 1.9690], abs=2e-4)


@pytest.mark.claim(
    "np.isclose calls two numbers equal if they differ by at most about a hundred-thousandth of "
    "their size:"
)
def test_isclose_takes_a_hundred_thousandth():
    loss = page.by_numpy[-1]
    assert np.isclose(loss * (1 + 1e-5), loss)
    assert not np.isclose(loss * (1 + 1.2e-5), loss)


@pytest.mark.claim("A layer that gets 64-bit data stops with an error about dtypes.")
def test_as_tensor_keeps_the_dtype():
    with pytest.raises(RuntimeError, match="mat1 and mat2 must have the same dtype"):
        nn.Linear(1, 1)(torch.as_tensor(page.x_train))
    assert torch.as_tensor(np.zeros(3)).dtype == torch.float64
    assert torch.zeros(3).dtype == torch.float32


def test_an_array_of_two_weights_keeps_numpys_update():
    x, w, b = np.random.default_rng(0).random((80, 2)), np.array([1.0, 2.0]), np.array([0.5])
    yhat = b + (x * w).sum(axis=1, keepdims=True)
    error = yhat - page.y_train
    w_grad = 2 * (x * error).mean(axis=0)
    assert (b - page.lr * 2 * error.mean()).shape == b.shape
    assert (w - page.lr * w_grad).shape == w.shape
    model = nn.Linear(2, 1).double()
    model.weight.data, model.bias.data = torch.as_tensor(w)[None], torch.as_tensor(b)
    nn.functional.mse_loss(model(torch.as_tensor(x)), torch.as_tensor(page.y_train)).backward()
    assert model.weight.grad[0].tolist() == pytest.approx(w_grad.tolist())


@pytest.mark.claim("np.random.seed sets NumPy's generator and no other.")
def test_numpys_seed_leaves_pytorchs_generator_alone():
    state = torch.get_rng_state()
    np.random.seed(42)
    assert torch.equal(state, torch.get_rng_state())
    assert page.number == pytest.approx(0.4967, abs=5e-5)


@pytest.mark.claim("Fix: call torch.manual_seed(42) each time, right before the model is made.")
def test_pytorchs_seed_gives_equal_weights():
    weights = []
    for _ in range(2):
        torch.manual_seed(42)
        weights.append(nn.Linear(1, 1).weight.item())
    assert weights[0] == weights[1]


@pytest.mark.claim("The same seed in both does not make NumPy's and PyTorch's numbers equal.")
def test_equal_seeds_do_not_make_equal_numbers():
    np.random.seed(42)
    torch.manual_seed(42)
    assert np.random.randn() != pytest.approx(torch.randn(1).item(), abs=0.01)


PRINTED = "0.4967 0.0698 0.4967 0.3184"


def test_every_number_that_the_page_prints(capsys):
    runpy.run_path(page.__file__)
    printed = capsys.readouterr().out
    assert printed.splitlines()[0] == "equal: 1000 of 1000"
    numbers = re.findall(r"-?\d+\.\d+", printed)
    assert [*map(float, numbers)] == pytest.approx([*map(float, PRINTED.split())], abs=2e-4)
