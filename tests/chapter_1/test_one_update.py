"""The numbers of each row of docs/side-by-side.md, and the orders in which it can be run."""

import re
import runpy
from contextlib import redirect_stdout
from io import StringIO

import numpy as np
import pytest
import torch

from chapter_0 import pipeline
from chapter_1 import one_update
from checkouts import ROOT

torch.set_printoptions(profile="default")  # which the page changes
TEXT = (ROOT / "docs/side-by-side.md").read_text()


def numbers(*values):
    return [float(np.asarray(value, dtype=float).reshape(())) for value in values]


def printed():
    """Every decimal number that the PyTorch side prints, in order."""
    out = StringIO()
    with redirect_stdout(out):
        runpy.run_path(one_update.__file__)
    torch.set_printoptions(profile="default")
    return numbers(*re.findall(r"-?\d+\.\d+", out.getvalue()))


def test_both_sides_start_and_step_equally_to_about_six_digits():
    yhat = pipeline.first_b + pipeline.first_w * pipeline.x_train
    error = yhat - pipeline.y_train
    gradients = numbers(2 * error.mean(), 2 * (pipeline.x_train * error).mean())
    updated = numbers(pipeline.first_b - 0.1 * gradients[0], pipeline.first_w - 0.1 * gradients[1])
    expected = [*numbers(pipeline.first_b, pipeline.first_w), (error**2).mean(), *gradients]
    *steps, bias, weight, numpy_loss, pytorch_loss = printed()
    assert numpy_loss == pytorch_loss == pytest.approx(0.00804466, abs=1e-12)
    assert steps == pytest.approx([*expected, *updated], rel=1e-6, abs=1e-6)
    ends = numbers(pipeline.b[0], pipeline.w[0])
    assert [bias, weight] == pytest.approx(ends, abs=9e-6)  # in the sixth decimal
    assert [bias, weight] != pytest.approx(ends, abs=1e-6)


def test_the_dtypes_are_those_of_the_text():
    assert one_update.x_train.dtype == np.float64
    tensors = one_update.x_train_t, one_update.y_train_t
    assert {tensor.dtype for tensor in tensors} == {torch.float32}


def test_the_loop_is_the_same_for_a_linear_layer_without_train():
    x = one_update.x_train_t
    assert torch.equal(one_update.model.eval()(x), one_update.model.train()(x))
    assert one_update.n_epochs == pipeline.n_epochs
    assert one_update.optimizer.param_groups[0]["lr"] == pipeline.lr


def test_at_the_end_a_step_is_too_small_for_32_bits_only():
    """So the sixth decimals differ, as the page says."""
    x, y, model = pipeline.x_train, pipeline.y_train, one_update.model
    w_grad = 2 * (x * (pipeline.b + pipeline.w * x - y)).mean()
    assert pipeline.w - 0.1 * w_grad != pipeline.w
    bias, weight = (float(p.detach()) for p in (model.bias, model.weight))
    errors = bias + weight * x - y
    step = np.float32(0.1 * 2 * (x * errors).mean())
    assert np.float32(weight) - step == np.float32(weight)


def run(sections):
    """The blocks of the page in this order, as somebody copies them into an empty interpreter."""
    folder, names = ROOT / "snippets", {}
    for path, name in sections:
        source = (folder / path).read_text()
        code = source.split(f"[start:{name}]\n")[1].split("# --8<-- [end")[0]
        with redirect_stdout(StringIO()):
            exec(code, names)
    torch.set_printoptions(profile="default")
    return numbers(names["b"][0], names["w"][0], names["bias"].item(), names["weight"].item())


@pytest.mark.parametrize("order", ["row by row", "NumPy, then PyTorch"])
def test_the_blocks_run_in_both_orders(order):
    sections = re.findall(r'--8<-- "(.+):(\w+)"', TEXT)
    if order != "row by row":
        sections.sort(key=lambda section: section[1] != "array" and "one_update" in section[0])
    b, w, bias, weight = run(sections)
    assert [b, w] == numbers(pipeline.b[0], pipeline.w[0])
    assert [bias, weight] == pytest.approx([b, w], abs=9e-6)
