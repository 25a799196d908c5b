import numpy as np
import pytest
import torch

from chapter_1 import pytorch_pipeline as pipeline
from chapter_1 import tensors as page

CPU_DRAWS = [0.3367, 0.1288]


@pytest.mark.claim("A single number is a tensor too, one without dimensions.")
def test_dimensions_count_from_zero():
    assert [tensor.dim() for tensor in page.tensors.values()] == [0, 1, 2, 3]
    assert torch.randn(1).dim() == 1
    assert torch.randn(()).dim() == 0


@pytest.mark.claim("as_tensor shares the array's memory, torch.tensor copies it.")
def test_only_as_tensor_sees_the_array_change():
    assert page.shared[0] == page.array[0] == 99
    assert page.copied[0] == 1


def test_prepared_data_share_nothing_with_the_array():
    array = pipeline.x_train.copy()
    prepared = torch.as_tensor(array).float().to(pipeline.device)
    before = prepared.clone()
    array[0] = 99
    assert torch.equal(prepared, before)


@pytest.mark.claim("About seven digits remain of sixteen.")
def test_float32_keeps_seven_digits():
    rounded = pipeline.x_train_tensor.double().cpu().numpy()
    lost = np.abs(rounded / pipeline.x_train - 1)
    assert 1e-8 < lost.max() < 1e-7


@pytest.mark.claim("But moving is a computation, and its result is no leaf.")
def test_a_converted_parameter_is_no_leaf_and_gets_no_gradient():
    assert page.moved.requires_grad and not page.moved.is_leaf
    with pytest.warns(UserWarning, match="not a leaf"):
        assert page.moved.grad is None
    assert page.drawn.grad == 3
    same = torch.randn(1, requires_grad=True)
    assert same.to("cpu") is same


@pytest.mark.claim("Until requires_grad_() nothing is recorded, so the moved tensor is a leaf.")
def test_parameters_drawn_on_the_cpu_are_leaves_with_the_same_numbers():
    for parameter, draw in zip((page.b, page.w), CPU_DRAWS, strict=True):
        assert parameter.is_leaf and parameter.requires_grad
        assert parameter.item() == pytest.approx(draw, abs=5e-5)
