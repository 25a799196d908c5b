import runpy
import warnings

import numpy as np
import pytest
import torch
from torch import nn, optim

from chapter_1 import pytorch_pipeline as pipeline
from chapter_1 import tensors as page

OUTPUT = """\
tensor([99.,  2.,  3.], dtype=torch.float64)
tensor([1., 2., 3.], dtype=torch.float64)
tensor([1., 2., 3.])
torch.float64 640 bytes
  0.771270346686
torch.float32 320 bytes
  0.771270334721
RuntimeError: mat1 and mat2 must have the same dtype, but got Double and Float
torch.float32 cpu
torch.float64 cpu
cpu
0 torch.Size([])
1 torch.Size([1])
2 torch.Size([80, 1])
b 0.3367, w 0.1288
True True
ValueError: can't optimize a non-leaf Tensor
"""


def test_the_page_prints_what_it_printed(capsys):
    runpy.run_path(page.__file__)
    assert capsys.readouterr().out == OUTPUT


@pytest.mark.claim("Only the one that shares the array's memory.")
def test_only_from_numpy_sees_the_array_change():
    assert page.shared[0] == page.array[0] == 99
    assert page.copied[0] == page.single[0] == 1


@pytest.mark.claim(
    ".float() copies here because it must convert; from a float32 array, single would share, too."
)
def test_float_shares_where_it_need_not_convert():
    array = np.float32([1, 2, 3])
    single = torch.from_numpy(array).float()
    array[0] = 99
    assert single.tolist() == [99, 2, 3]
    assert page.single.tolist() == [1, 2, 3]


@pytest.mark.claim("torch.tensor always copies.")
def test_torch_tensor_copies_whatever_it_is_given():
    for data in (np.float32([1, 2]), np.array([1.0, 2]), torch.ones(2)):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            made = torch.tensor(data)
        data[0] = 99
        assert made[0] == 1


@pytest.mark.claim("A tensor of floats can also require gradients, so that it can be trained.")
def test_only_tensors_of_floats_can_require_gradients():
    assert torch.ones(1).requires_grad_().requires_grad
    with pytest.raises(RuntimeError, match="only Tensors of floating point"):
        torch.from_numpy(np.array([1, 2])).requires_grad_()


@pytest.mark.claim(
    "torch.as_tensor shares an array's memory, as from_numpy does, and also takes lists, which it "
    "must copy."
)
def test_as_tensor_shares_arrays_and_copies_lists():
    array, numbers = np.zeros(2), [0.0, 0.0]
    of_array, of_list = torch.as_tensor(array), torch.as_tensor(numbers)
    array[0] = numbers[0] = 99
    assert of_array[0] == 99 and of_list[0] == 0
    with pytest.raises(TypeError):
        torch.from_numpy(numbers)


@pytest.mark.claim(
    "Array and shared tensor are two names for one row; a float32 takes 4 bytes, a float64 takes 8."
)
def test_the_figure_shows_one_memory_and_half_the_bytes():
    assert page.shared.data_ptr() == page.array.ctypes.data
    others = page.copied.data_ptr(), page.single.data_ptr()
    assert page.shared.data_ptr() not in others
    assert page.shared.nbytes == page.copied.nbytes == 24 == 2 * page.single.nbytes
    assert (page.single.itemsize, page.shared.itemsize) == (4, 8)


def test_prepared_data_share_nothing_with_the_array():
    array = pipeline.x_train.copy()
    prepared = torch.from_numpy(array).float().to(page.device)
    before = prepared.clone()
    array[0] = 99
    assert torch.equal(prepared, before)
    assert torch.equal(page.x_train_tensor.cpu(), pipeline.x_train_tensor.cpu())


@pytest.mark.claim(
    "The eighth: about seven digits remain of sixteen, while the noise in the data is about 0.1."
)
def test_float32_keeps_seven_digits():
    before, after = (f"{data[0].item():.12f}" for data in (page.double, page.double.float()))
    assert before[: len("0.1234567")] == after[: len("0.1234567")]
    assert before[len("0.1234567")] != after[len("0.1234567")]
    assert np.std(pipeline.y - 1 - 2 * pipeline.x) == pytest.approx(0.1, abs=0.02)
    rounded = page.x_train_tensor.double().cpu().numpy()
    lost = np.abs(rounded / pipeline.x_train - 1)
    assert 1e-8 < lost.max() < 1e-7
    assert 1e-16 < torch.finfo(torch.float64).eps < 1e-15


@pytest.mark.claim("In return, a model with a billion parameters takes 4 GB, not 8.")
def test_a_billion_parameters_take_four_gigabytes():
    model = {
        dtype: torch.empty(10**9, dtype=dtype, device="meta") for dtype in (None, torch.double)
    }
    assert [numbers.nbytes for numbers in model.values()] == [4 * 10**9, 8 * 10**9]


@pytest.mark.claim("(Plain w * x with a column x does, and goes on in float64 without an error.)")
def test_plain_products_go_on_in_64_bits():
    product = torch.ones(1) * page.double
    assert product.dtype == torch.float64
    assert (torch.ones(1) * page.double[0, 0]).dtype == torch.float32
    with pytest.raises(RuntimeError, match="same dtype"):
        nn.Linear(1, 1)(page.double)
    assert nn.Linear(1, 1)(page.double.float()).dtype == torch.float32


@pytest.mark.claim("The same as before: both calls returned a tensor, so keep what they return.")
def test_the_device_is_the_gpu_or_the_cpu():
    assert page.device == ("cuda" if torch.cuda.is_available() else "cpu")
    assert page.double.dtype == torch.float64 and page.double.device.type == "cpu"
    assert page.x_train_tensor.dtype == torch.float32
    expected = torch.accelerator.current_accelerator() if torch.accelerator.is_available() else None
    assert page.any_device == (expected or torch.device("cpu"))
    assert page.x_train_tensor.device.type == page.b.device.type == page.device


def test_an_accelerator_counts_only_if_it_is_available(monkeypatch):
    asked = []
    monkeypatch.setattr(
        torch.accelerator, "current_accelerator", lambda **settings: asked.append(settings)
    )
    found = runpy.run_path(page.__file__)["any_device"]
    assert asked == [{"check_available": True}] and found == torch.device("cpu")


@pytest.mark.claim("A shape has one entry per dimension.")
@pytest.mark.claim("A single number is a tensor too, a scalar, with an empty shape.")
@pytest.mark.claim(
    "Made from a list of one number, a tensor has one dimension; the column of 80 points has two:"
)
def test_dimensions_count_from_zero():
    assert [t.dim() for t in (page.scalar, page.vector, page.x_train_tensor)] == [0, 1, 2]
    assert torch.randn(1).shape == (1,) and page.x_train_tensor.shape == (80, 1)
    assert page.scalar.shape == () == torch.randn(()).shape
    assert torch.ones(4, 2, 3).ndim == len(torch.ones(4, 2, 3).shape) == 3


@pytest.mark.claim("Both are leaves: created, not computed from others that require gradients.")
@pytest.mark.claim("Drawn on the CPU, the numbers do not depend on the device that computes later.")
def test_parameters_drawn_on_the_cpu_are_leaves_with_the_same_numbers():
    for parameter, draw in zip((page.b, page.w), [0.3367, 0.1288], strict=True):
        assert parameter.is_leaf and parameter.requires_grad
        assert parameter.item() == pytest.approx(draw, abs=5e-5)


@pytest.mark.claim("The move is then recorded, as a computation, so its result is no leaf.")
@pytest.mark.claim("A change of dtype is recorded as well, so it shows the error even on a CPU.")
@pytest.mark.claim("The gradient goes to the leaf early, not to moved.")
def test_a_converted_parameter_is_no_leaf_and_gets_no_gradient():
    assert page.moved.requires_grad and not page.moved.is_leaf
    (3 * page.moved).backward()
    with pytest.warns(UserWarning, match="not a leaf"):
        assert page.moved.grad is None
    assert page.early.grad == 3


@pytest.mark.claim('On a CPU, .to("cpu") returns the same tensor and hides the mistake.')
def test_moving_to_where_it_is_returns_the_tensor_itself():
    same = torch.randn(1, requires_grad=True)
    assert same.to("cpu") is same


@pytest.mark.claim("An optimiser, which will update the parameters, refuses it:")
@pytest.mark.claim(
    "Fix: requires_grad_() last, or make the tensor where it is to stay: torch.randn(1, device=device, "
    "requires_grad=True)."
)
def test_what_an_optimiser_accepts():
    early = torch.randn(1, requires_grad=True)
    for refused in (early.to("meta"), torch.randn(1).requires_grad_().to("meta"), page.moved):
        with pytest.raises(ValueError, match="can't optimize a non-leaf Tensor"):
            optim.SGD([refused], lr=0.1)
    with pytest.raises(RuntimeError, match="only Tensors of floating point"):
        torch.tensor([0]).requires_grad_()
    made = torch.randn(1, device=page.device, requires_grad=True)
    for accepted in (torch.randn(1).to("meta").requires_grad_(), made):
        assert accepted.is_leaf
        optim.SGD([accepted], lr=0.1)


def test_the_third_question():
    array = np.zeros((1000, 50))
    assert array.nbytes == 400_000
    assert torch.from_numpy(array).float().nbytes == 200_000


@pytest.mark.claim(
    "Converting or moving leaves a tensor as it is and, where anything has to change, returns "
    "another one."
)
def test_converting_and_moving_return_another_tensor():
    double = torch.ones(2, dtype=torch.float64)
    single, elsewhere = double.float(), double.to("meta")
    assert single is not double and elsewhere is not double
    assert double.dtype == torch.float64 and double.device.type == "cpu"
    assert double.double() is double and double.to("cpu") is double
