import pytest
import torch
from torch import nn

from chapter_1 import layers as page


@pytest.mark.claim(
    "Layers are numbered, and as they are made in the same order, equal seeds give equal parameters:"
)
def test_nested_and_sequential_hold_the_same_parameters_under_other_names():
    nested, sequential = page.nested.state_dict(), page.model.state_dict()
    assert nested.keys().isdisjoint(sequential)
    for one, other in zip(nested.values(), sequential.values(), strict=True):
        assert torch.equal(one, other)


@pytest.mark.claim(
    "A linear layer holds one weight for each pair of input and output, and one bias for "
    "each output: 20 in the first layer, 6 in the second."
)
def test_parameters_are_counted():
    counts = [sum(p.numel() for p in layer.parameters()) for layer in page.model]
    assert counts == [20, 6]
    assert page.total == 26


@pytest.mark.claim(
    "A ReLU sets negative hidden values to zero, which no single linear layer can imitate."
)
def test_two_linear_layers_collapse_and_relu_prevents_it():
    x = torch.randn(100, 3)
    with torch.no_grad():
        torch.testing.assert_close(page.model(x), page.one(x))
        assert (page.bent(x) - page.one(x)).abs().max() > 0.1


@pytest.mark.claim("Building the model raises nothing; calling it does:")
def test_sizes_that_do_not_meet_fail_when_called():
    with pytest.raises(RuntimeError, match="mat1 and mat2 shapes cannot be multiplied"):
        page.wrong(torch.rand(4, 3))
    nn.Sequential(nn.Linear(3, 5), nn.Linear(5, 1))(torch.rand(4, 3))


@pytest.mark.claim("The first axis is the batch here, and all of them leave it alone.")
def test_each_family_is_shown_and_leaves_the_batch_axis_alone():
    assert len(page.families) == 12  # and data-parallel
    for _, layer, x in page.families:
        out = layer(x)
        out = out[0] if isinstance(out, tuple) else out
        assert len(out) == len(x)


@pytest.mark.claim("Each process saw 4 of 8 rows, but both hold the gradient of the whole batch.")
def test_two_processes_hold_the_gradient_of_the_whole_batch():
    answers = [line.split()[-1] for line in page.done.stdout.splitlines()]
    assert answers[0] == "2"
    assert answers[2:] == ["True", "True"]
