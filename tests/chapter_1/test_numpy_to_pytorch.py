import inspect
import re
import runpy

import numpy as np
import pytest
import torch

from chapter_1 import numpy_pipeline, pytorch_pipeline
from chapter_1 import numpy_to_pytorch as page
from checkouts import ROOT


def lines(module):
    return {line.strip() for line in open(module.__file__)}


@pytest.mark.parametrize("module", [numpy_pipeline, pytorch_pipeline])
def test_the_comparison_holds_real_lines(module):
    name = {numpy_pipeline: "NumPy", pytorch_pipeline: "PyTorch"}[module]
    text = (ROOT / "docs/chapter-1/numpy-to-pytorch.md").read_text()
    code = re.findall(rf"^  {name}: `(.+)`", text, re.MULTILINE)
    assert len(code) >= 5
    assert set(code) <= lines(module)


@pytest.mark.claim(
    "No line of PyTorch's loop names a parameter: the model holds them, and the optimiser was "
    "given them once."
)
def test_no_line_of_the_loop_names_a_parameter():
    text = inspect.getsource(pytorch_pipeline)
    loop = text.partition("[start:model_training]")[2].partition("print")[0]
    assert "optimizer.step()" in loop
    assert not re.search(r"\b(b|w|bias|weight|parameters|\w+_grad)\b(?!\()", loop.partition("#")[0])
    numpy = inspect.getsource(numpy_pipeline).partition("[start:model_training]")[2]
    named = [line for line in numpy.splitlines() if re.search(r"^    .*\b[bw](_grad)?\b", line)]
    assert len(named) == 5


@pytest.mark.claim("To four decimals it is the same line.")
def test_both_programs_end_at_one_line():
    layer = pytorch_pipeline.model[0]
    ends = [layer.bias.item(), layer.weight.item()]
    assert ends == pytest.approx([numpy_pipeline.b[0], numpy_pipeline.w[0]], abs=1e-5)
    assert abs(numpy_pipeline.w[0] - 2) > 2000 * abs(numpy_pipeline.w[0] - ends[1])


@pytest.mark.claim("From NumPy's start it has NumPy's loss in every row.")
def test_from_the_same_start_every_loss_is_the_same():
    np.testing.assert_allclose(page.same_losses, page.numpy_losses, rtol=1e-5)


@pytest.mark.claim(
    "From its own start, PyTorch begins at another loss and ends at the same one: the "
    "bowl has one minimum."
)
def test_from_its_own_start_the_loss_is_another_and_ends_the_same():
    assert page.own_losses[0] < page.numpy_losses[0] / 3
    assert page.own_losses[-1] == pytest.approx(page.numpy_losses[-1], rel=1e-5)


@pytest.mark.claim(
    "Beyond the fifth they may differ: a 32-bit float holds about seven digits, and the "
    "last updates are too small to change such a number."
)
def test_the_last_updates_do_not_change_32_bit_floats():
    before = [parameter.clone() for parameter in page.own_start.parameters()]
    page.pytorch_losses(page.own_start)
    assert all(map(torch.equal, before, page.own_start.parameters()))


def test_the_table_shows_these_losses():
    first = [losses[0] for losses in page.columns]
    assert first == pytest.approx([2.7422, 0.7256, 2.7422], abs=5e-5)
    assert {len(losses) for losses in page.columns} == {1000}
    assert page.columns == (page.numpy_losses, page.own_losses, page.same_losses)


@pytest.mark.claim("as_tensor keeps the type of the array, and a layer does not convert.")
def test_a_layer_takes_no_64_bit_floats():
    x = torch.as_tensor(page.x_train)
    assert x.dtype == torch.float64
    with pytest.raises(RuntimeError, match="mat1 and mat2 must have the same dtype"):
        torch.nn.Linear(1, 1)(x)
    assert torch.nn.Linear(1, 1)(x.float()).shape == (80, 1)
    assert torch.as_tensor(np.zeros(3)).dtype == torch.float64
    assert torch.zeros(3).dtype == torch.float32


@pytest.mark.claim("np.random.seed sets NumPy's generator and no other.")
def test_numpys_seed_leaves_pytorchs_generator_alone():
    state = torch.get_rng_state()
    np.random.seed(42)
    assert torch.equal(state, torch.get_rng_state())
    assert page.number == pytest.approx(0.4967, abs=5e-5)
    assert page.weight != pytest.approx(0.7645, abs=1e-3)


PRINTED = """
1.0235 1.9690 1.0235 1.9690 64 32 1 2.7422 0.7256 2.7422 2 1.6349 0.4432 1.6349
10 0.1768 0.0675 0.1768 100 0.0180 0.0116 0.0180 1000 0.0080 0.0080 0.0080 1 2
0.4967 0.7645 0.4967 -0.2343
"""


def test_every_number_that_the_page_prints(capsys):
    runpy.run_path(page.__file__)
    numbers = re.findall(r"-?\d+\.?\d*", capsys.readouterr().out)
    assert [*map(float, numbers)] == pytest.approx([*map(float, PRINTED.split())], abs=2e-4)
