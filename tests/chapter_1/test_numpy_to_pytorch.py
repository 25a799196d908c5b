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
    "No line names a parameter: the model holds them, and the optimiser was given them once, in "
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


@pytest.mark.claim("From the same start, PyTorch takes NumPy's path.")
@pytest.mark.claim(
    "What differs is rounding: NumPy's floats have 64 bits, those of PyTorch's layers 32 bits, about "
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
    "In the last all three are equal up to rounding, because the loss has one minimum and 1000 "
    "epochs are enough to reach it."
)
@pytest.mark.claim("In the first epoch two are equal, those from NumPy's start.")
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
    x, w = np.random.default_rng(0).random((80, 2)), np.array([[1.0], [2.0]])
    w_grad = 2 * x.T @ (x @ w - page.y_train) / 80
    assert (w - page.lr * w_grad).shape == w.shape
    with pytest.raises(ValueError):
        w * x


@pytest.mark.claim("np.random.seed sets NumPy's generator and no other.")
def test_numpys_seed_leaves_pytorchs_generator_alone():
    state = torch.get_rng_state()
    np.random.seed(42)
    assert torch.equal(state, torch.get_rng_state())
    assert page.number == pytest.approx(0.4967, abs=5e-5)


@pytest.mark.claim("The same seed in both does not make the numbers equal.")
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
