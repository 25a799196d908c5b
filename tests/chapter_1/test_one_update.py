"""The numbers and the names of each row of docs/side-by-side.md."""

import re
import runpy
from contextlib import redirect_stdout
from io import StringIO

import numpy as np
import pytest

from chapter_0 import pipeline
from chapter_1 import one_update


def numbers(*values):
    return [float(np.asarray(value, dtype=float).reshape(())) for value in values]


def printed():
    """Every number that the PyTorch side prints, in order."""
    out = StringIO()
    with redirect_stdout(out):
        runpy.run_path(one_update.__file__)
    return numbers(*re.findall(r"-?\d+\.\d+", out.getvalue()))


def test_both_sides_start_and_step_equally():
    yhat = pipeline.first_b + pipeline.first_w * pipeline.x_train
    error = yhat - pipeline.y_train
    gradients = numbers(2 * error.mean(), 2 * (pipeline.x_train * error).mean())
    updated = numbers(pipeline.first_b - 0.1 * gradients[0], pipeline.first_w - 0.1 * gradients[1])
    ends = numbers(pipeline.b[0], pipeline.w[0])
    expected = [*numbers(pipeline.first_b, pipeline.first_w), (error**2).mean(), *gradients]
    assert printed() == pytest.approx([*expected, *updated, *ends], abs=1e-4)


def test_what_means_the_same_has_the_same_name():
    same = {"yhat", "loss", "b_grad", "w_grad", "lr", "n_epochs"}
    assert same <= vars(one_update).keys() & vars(pipeline).keys()
    assert (one_update.lr, one_update.n_epochs) == (pipeline.lr, pipeline.n_epochs)
    gradients = [one_update.b_grad.item(), one_update.w_grad.item()]
    error = pipeline.first_b + pipeline.first_w * pipeline.x_train - pipeline.y_train
    assert gradients == pytest.approx(
        numbers(2 * error.mean(), 2 * (pipeline.x_train * error).mean()), rel=1e-6
    )
    np.testing.assert_allclose(one_update.yhat.detach().cpu().numpy(), pipeline.yhat, rtol=1e-3)
