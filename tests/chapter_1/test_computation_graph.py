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


@pytest.mark.claim("Without requires_grad, b leaves the graph.")
def test_a_detached_bias_leaves_the_graph():
    found = operations(page.yhat)
    assert found.count("torch::autograd::AccumulateGrad") == 1
    assert "Add" in found


@pytest.mark.claim(
    "The first call goes into the branch and doubles the loss, the second goes past it "
    "and adds the mean absolute error:"
)
def test_the_branch_decides_what_is_recorded():
    assert "Abs" not in operations(page.high) and "Abs" in operations(page.low)
    assert operations(page.high).count("Mean") == 1


@pytest.mark.claim(
    "The gradient of $w$ is that of $b$ times $x$, which is 0.7713 at this point, as the "
    "chain rule says."
)
def test_the_gradient_of_w_is_that_of_b_times_x():
    torch.testing.assert_close(page.w.grad, page.b.grad * page.x)
    assert float(page.x) == pytest.approx(0.7713, abs=5e-5)


@pytest.mark.claim(
    "The data have no node either, but they are not forgotten: the gradient of $w$ needs $x$, "
    "so the multiplication keeps it until backward() has passed."
)
def test_the_multiplication_keeps_the_data_until_the_way_back():
    x = page.x_train_tensor
    w = torch.tensor([2.0], requires_grad=True)
    product = w * x
    assert product.grad_fn._saved_other.data_ptr() == x.data_ptr()
    product.sum().backward()
    with pytest.raises(RuntimeError, match="after they have already been freed"):
        _ = product.grad_fn._saved_other


@pytest.mark.claim("A second call on the same graph finds them gone:")
def test_going_back_twice_is_refused():
    with pytest.raises(RuntimeError, match="a second time"):
        page.squared_error.backward()
