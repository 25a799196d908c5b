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
    start = numbers(pipeline.first_b, pipeline.first_w)
    expected = [*start, *2 * numbers(yhat[0]), (error**2).mean(), *gradients]
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


SECTIONS = re.findall(r'--8<-- "(.+):(\w+)"', TEXT)


def copied(sections=SECTIONS, names=None, swap=("", "")):
    """The names after these blocks of the page, copied in this order into an interpreter."""
    names = {} if names is None else names
    for path, name in sections:
        source = (ROOT / "snippets" / path).read_text()
        code = source.split(f"[start:{name}]\n")[1].split("# --8<-- [end")[0]
        with redirect_stdout(StringIO()):
            exec(code.replace(*swap) if swap[0] else code, names)
    torch.set_printoptions(profile="default")
    return names


def until(name):
    """The blocks up to this one, and those after it."""
    end = SECTIONS.index(("chapter_1/one_update.py", name)) + 1
    return SECTIONS[:end], SECTIONS[end:]


def ends(names):
    return numbers(names["bias"].item(), names["weight"].item())


def test_every_update_leaves_no_gradients_behind():
    """Those of the first one would be added to those of the loop."""
    first, rest = until("update")
    names = copied(first)
    assert [p.grad for p in names["model"].parameters()] == [None, None]
    copied(rest, names)
    assert [p.grad for p in names["model"].parameters()] == [None, None]


def test_the_loop_turns_on_train_mode():
    first, rest = until("update")
    names = copied(first)
    names["model"].eval()
    assert copied(rest, names)["model"].training


def test_data_and_model_are_on_the_device(monkeypatch):
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    names = copied(until("start")[0], swap=('"cpu"', '"meta"'))
    tensors = names["x_train_t"], names["y_train_t"], *names["model"].parameters()
    assert {tensor.device.type for tensor in tensors} == {"meta"}
    names = copied(until("start")[0])
    assert names["device"] == "cpu"


def test_without_float_step_1_stops_with_an_error_about_dtypes():
    with pytest.raises(RuntimeError, match="dtype"):
        copied(until("forward_pass")[0], swap=("x_train_t.float()", "x_train_t"))


@pytest.mark.parametrize("kind", ["SGD", "momentum", "AdamW"])
def test_only_plain_sgd_starts_anew_with_the_old_optimiser(kind):
    swap = {
        "SGD": ("", ""),
        "momentum": ("lr=0.1,", "lr=0.1, momentum=0.9,"),
        "AdamW": ("optim.SGD", "optim.AdamW"),
    }[kind]
    short = ("n_epochs = 1000", "n_epochs = 20")
    first, rest = until("update")
    old, new = copied(first, swap=swap), copied(first, swap=swap)
    copied([until("start")[0][-1]], new, swap=swap)  # a new model and optimiser
    copied(rest, old, short)
    copied(rest, new, short)
    assert (ends(old) == ends(new)) == (kind == "SGD")


@pytest.mark.parametrize("order", ["row by row", "NumPy, then PyTorch"])
def test_the_blocks_run_in_both_orders(order):
    sections = list(SECTIONS)
    numpy_only = {"array", "numpy_prediction", "numpy_loss"}
    if order != "row by row":
        sections.sort(key=lambda s: "one_update" in s[0] and s[1] not in numpy_only)
    names = copied(sections)
    b, w = numbers(names["b"][0], names["w"][0])
    bias, weight = ends(names)
    assert [b, w] == numbers(pipeline.b[0], pipeline.w[0])
    assert [bias, weight] == pytest.approx([b, w], abs=9e-6)
