import re
import runpy

import pytest
import torch
from torch import nn

from chapter_1 import computation_graph as page

OUTPUT = """\
b 0.3367, w 0.1288, x 0.7713, y 2.4745
MulBackward0 0.0993
AddBackward0 0.4360
SubBackward0 -2.0385
PowBackward0 4.1555
b: tensor([-4.0770])
w: tensor([-3.1445])
x: True
error: True
epoch 0
RuntimeError: Trying to backward through the graph a second time (or directly access saved \
tensors after they have already been freed). Saved intermediate values of the graph are freed when \
you call .backward() or autograd.grad(). Specify retain_graph=True if you need to backward through \
the graph a second time or if you need to access saved tensors after calling backward.
error -2.04:
['Abs', 'Sub', 'Add', 'Mul']
error -0.85:
['Pow', 'Sub', 'Add', 'Mul']
"""


def point():
    """The page's loss from fresh parameters."""
    b, w = (leaf.detach().clone().requires_grad_() for leaf in (page.b, page.w))
    product = w * page.x
    return b, w, product, (b + product - page.y) ** 2


def saved(node):
    """The tensors that a node saves."""
    kept = [getattr(node, name) for name in dir(node) if name.startswith("_saved")]
    return [value for value in kept if isinstance(value, torch.Tensor)]


def test_the_page_prints_what_it_printed(capsys):
    runpy.run_path(page.__file__)
    printed = capsys.readouterr().out
    assert re.sub(r", device='cuda:0'", "", printed) == OUTPUT


@pytest.mark.claim("The path to $w$ has one factor more, so its gradient is that of $b$ times $x$.")
def test_the_gradient_of_w_is_that_of_b_times_x():
    b, w, product, loss = point()
    loss.backward()
    torch.testing.assert_close(b.grad, 2 * (b + product - page.y).detach())
    torch.testing.assert_close(w.grad, b.grad * page.x)
    assert float(page.x) == pytest.approx(0.7713, abs=5e-5)


@pytest.mark.claim("The data have no node: nothing that requires gradients made them.")
def test_the_data_have_no_node():
    before = [node for node, _ in (page.w * page.x).grad_fn.next_functions]
    assert before[0].variable is page.w and before[1] is None
    assert page.x.grad_fn is None and not page.x.requires_grad


@pytest.mark.claim("Both save the very tensor, not a copy.")
@pytest.mark.claim("The square saves error, as its derivative is twice the error.")
def test_multiplication_and_square_keep_what_their_derivatives_need():
    assert (page.w * page.x).grad_fn._saved_other is page.x
    error = page.b + page.w * page.x - page.y
    assert (error**2).grad_fn._saved_self is error
    leaf = error.detach().requires_grad_()
    (leaf**2).backward()
    torch.testing.assert_close(leaf.grad, 2 * error.detach())


@pytest.mark.claim(
    "Addition and subtraction save none, since their local derivatives do not depend on the values."
)
def test_addition_and_subtraction_keep_no_tensor():
    total = page.b + page.w
    assert "\ty [" not in page.graph.source and "\tx [" in page.graph.source
    assert not saved(total.grad_fn) and not saved((total - page.y).grad_fn)
    assert saved((page.w * page.x).grad_fn)


@pytest.mark.claim("Under torch.no_grad() nothing is recorded, so nothing is saved.")
def test_without_recording_there_is_no_node_to_keep_anything():
    with torch.no_grad():
        assert (page.w * page.x).grad_fn is None


@pytest.mark.claim("As backward() passes a node, it frees what the node saved.")
def test_what_was_kept_is_gone_after_the_way_back():
    *_, product, loss = point()
    assert saved(product.grad_fn)
    loss.backward()
    with pytest.raises(RuntimeError, match="after they have already been freed"):
        saved(product.grad_fn)


@pytest.mark.claim(
    "Here the product is computed before the loop, so the second epoch comes to a node that has "
    "nothing left:"
)
@pytest.mark.claim(
    "Fix: compute in the loop whatever depends on a parameter, so that each epoch builds a new graph."
)
def test_a_second_way_back_needs_a_new_graph():
    *_, loss = point()
    loss.backward()
    with pytest.raises(RuntimeError, match="a second time"):
        loss.backward()
    *_, again = point()
    again.backward()


@pytest.mark.claim(
    "retain_graph=True, which the message names, is no fix: if the loop updates w, product is still "
    "that of the first w."
)
def test_a_retained_graph_is_one_of_the_first_parameters():
    b, w, product, _ = point()
    first, losses = w.item(), []
    for _ in range(2):
        loss = (b.detach() + product - page.y) ** 2
        loss.backward(retain_graph=True)
        losses.append(loss.item())
        with torch.no_grad():
            w -= 0.1 * w.grad
    assert w.item() != first and product.item() == pytest.approx(first * page.x.item())
    assert losses[0] == losses[1]


@pytest.mark.claim(
    "With only an addition before the loop there would not even be an error, as an addition saves "
    "nothing."
)
def test_additions_before_the_loop_raise_nothing_and_grow_stale():
    b, w = (leaf.detach().clone().requires_grad_() for leaf in (page.b, page.w))
    total = b + w
    losses = []
    for _ in range(2):
        loss = (total - page.y) ** 2
        loss.backward()
        losses.append(loss.item())
        with torch.no_grad():
            b -= 0.1 * b.grad
    assert losses[0] == losses[1]


@pytest.mark.claim(
    "Where several paths lead to one parameter, as for b * b, their products are added."
)
def test_the_products_of_several_paths_are_added():
    b = torch.tensor(3.0, requires_grad=True)
    (b * b).backward()
    assert b.grad == 3 + 3


@pytest.mark.claim(
    "While it does, each tensor of floats computed from a parameter gets a grad_fn, the node of the "
    "operation that made it, with links to the nodes before it."
)
@pytest.mark.claim("Only where the result was made from it.")
@pytest.mark.claim(
    "The abs of the condition was recorded, too, but no path leads from either result to it."
)
def test_the_graph_of_a_result_holds_what_it_was_made_from():
    error = torch.tensor([-0.5], requires_grad=True) * 1
    assert error.grad_fn.next_functions[0][0].variable.is_leaf
    assert error.abs().grad_fn.name() == "AbsBackward0"
    assert (error.abs() < 1).grad_fn is None
    assert "Abs" not in page.operations(page.penalty(error))
    large = torch.tensor([-2.0], requires_grad=True)
    assert page.operations(page.penalty(large)) == ["Abs"]


def test_the_branch_decides_what_is_recorded():
    large, small = (torch.tensor([e], requires_grad=True) for e in (-1.5, -0.5))
    assert page.operations(page.penalty(large)) == ["Abs"]
    assert page.operations(page.penalty(small)) == ["Pow"]
    at_one = torch.ones(1, requires_grad=True)
    assert page.operations(page.penalty(at_one)) == ["Abs"]


@pytest.mark.claim("With all training points in one tensor, there is still one node per operation:")
def test_the_graph_of_80_points_has_one_node_per_operation():
    assert page.errors.shape == (80, 1)
    assert page.operations(page.mse) == ["Mean", "Pow", "Sub", "Add", "Mul"]
    torch.testing.assert_close(page.mse, nn.functional.mse_loss(page.errors, page.errors * 0))


def test_the_third_question():
    w = torch.tensor(2.0, requires_grad=True)
    ((w * 3 - 5) ** 2).backward()
    assert w.grad == 6
