import pytest
import torch

from chapter_1 import computation_graph as page


def operations(tensor):
    found, waiting = [], [tensor.grad_fn]
    while waiting:
        operation = waiting.pop()
        found.append(operation.name().removesuffix("Backward0"))
        waiting += [previous for previous, _ in operation.next_functions if previous]
    return found


def test_the_first_graph_multiplies_once_for_all_points():
    found = operations(page.b + page.w * page.x_train_tensor)
    assert found.count("Mul") == found.count("Add") == 1


def test_a_detached_bias_leaves_the_graph():
    found = operations(page.yhat)
    assert found.count("torch::autograd::AccumulateGrad") == 1
    assert "Add" in found


def test_the_branch_decides_what_is_recorded():
    assert "Abs" not in operations(page.high) and "Abs" in operations(page.low)
    assert operations(page.high).count("Mean") == 1


def test_the_gradient_of_w_is_that_of_b_times_x():
    torch.testing.assert_close(page.w.grad, page.b.grad * page.x)


def test_going_back_twice_is_refused():
    with pytest.raises(RuntimeError, match="a second time"):
        page.squared_error.backward()
