import re
import runpy

import numpy as np
import pytest
import torch
from torch import nn

from chapter_1 import layers as page


def mse(model):
    with torch.no_grad():
        return (model(page.x) - page.y).square().mean().item()


@pytest.mark.claim(
    "Left: two linear layers, one straight line. Right: with a ReLU between them, the line can "
    "bend, at most once for each of the 10 hidden values. Five bends fall into the picture."
)
def test_only_the_model_with_relu_bends():
    x = np.linspace(-1, 1, 100)
    assert page.x.ravel().tolist() == pytest.approx(x.tolist(), abs=1e-6)
    line = np.polyfit(x, page.y.cpu().numpy()[:, 0], 1, full=True)[1][0] / 100
    assert mse(page.two) == pytest.approx(line, rel=0.01)
    assert mse(page.three) < line / 40
    assert page.three[0].out_features == page.two[0].out_features == 10
    first, _, last = page.three
    bends = (-first.bias / first.weight[:, 0]).detach()  # where a hidden value becomes 0
    inside = bends[bends.abs() < 1]
    assert (len(bends), len(inside)) == (10, 5)
    assert (first.weight[:, 0] * last.weight[0]).abs().min() > 0.01
    for bend in inside:
        left, at, right = page.three(bend + torch.tensor([[-0.01], [0], [0.01]]).to(page.device))
        assert (left + right - 2 * at).abs().item() > 1e-4
    left, at, right = page.two(torch.tensor([[-1.0], [0], [1]]).to(page.device))
    assert (left + right - 2 * at).abs().item() < 1e-5


@pytest.mark.claim("Several linear layers in a row can't compute more than a single one.")
@pytest.mark.claim(
    "More training or more hidden values don't help: 0.0954 is the smallest loss that any "
    "straight line reaches."
)
@pytest.mark.claim(
    "One weight and one bias compute what 31 parameters did, as a weighted sum of weighted sums is "
    "again a weighted sum."
)
def test_two_linear_layers_collapse_and_relu_prevents_it():
    assert mse(page.two) == pytest.approx(0.0954, abs=2e-4)
    # It is the loss of the best line, and this model can draw nothing but lines.
    x, y = page.x.cpu().numpy()[:, 0], page.y.cpu().numpy()[:, 0]
    assert np.polyfit(x, y, 1, full=True)[1][0] / 100 == pytest.approx(0.0954, abs=5e-5)
    assert mse(page.three) == pytest.approx(0.0020, abs=2e-4)
    assert sum(p.numel() for p in page.two.parameters()) == 31
    assert (page.weight.numel(), page.bias.numel()) == (1, 1)
    assert page.gap.abs().max() < 5e-5
    x = torch.randn(100, 1).to(page.device)
    with torch.no_grad():
        one = x @ page.weight.T + page.bias
        torch.testing.assert_close(page.two(x), one, rtol=1e-4, atol=1e-4)
        assert (page.three(x) - one).abs().max() > 0.1
    # The code works for other sizes as well.
    first, last, x = nn.Linear(3, 10), nn.Linear(10, 2), torch.randn(7, 3)
    weight, bias = last.weight @ first.weight, last.weight @ first.bias + last.bias
    torch.testing.assert_close(last(first(x)), x @ weight.T + bias)


@pytest.mark.claim("Assigning a layer to an attribute registers it:")
@pytest.mark.claim(
    "The sum needs equal shapes: 3 features come in, so the output layer gives 3 values."
)
@pytest.mark.claim(
    "ReLU has no parameters, so nothing has to be registered: the function torch.relu does the same as the layer nn.ReLU()."
)
def test_a_skip_connection_adds_its_input():
    skip = page.Skip()
    assert [name for name, _ in skip.named_children()] == ["hidden", "output"]
    x = torch.randn(4, 3)
    hidden = skip.hidden(x).clamp(min=0)
    assert skip.hidden.in_features == skip.output.out_features == x.shape[1] == 3
    with pytest.raises(RuntimeError, match="must match the size"):
        x + nn.Linear(5, 2)(hidden)
    assert torch.equal(nn.ReLU()(skip.hidden(x)), torch.relu(skip.hidden(x)))
    assert not [*nn.ReLU().parameters()]
    torch.testing.assert_close(skip(x), x + skip.output(hidden))
    nn.init.zeros_(skip.output.weight)
    nn.init.zeros_(skip.output.bias)
    assert torch.equal(skip(x), x)


@pytest.mark.claim(
    "With small weights such a block passes its input on almost unchanged, and the gradient back "
    "almost unchanged, so that many blocks in a row can still be trained."
)
def test_a_gradient_gets_through_many_blocks_with_a_skip_connection():
    torch.manual_seed(42)
    x = torch.randn(4, 3, requires_grad=True)
    block = page.Skip()
    with torch.no_grad():
        for p in block.parameters():
            p *= 0.01
    out = block(x)
    out.sum().backward()
    torch.testing.assert_close(out, x, rtol=0, atol=0.01)
    torch.testing.assert_close(x.grad, torch.ones(4, 3), rtol=0, atol=0.01)
    sizes = []
    for skips in (True, False):
        blocks, out = [page.Skip() for _ in range(30)], x
        for block in blocks:
            out = block(out) if skips else block(out) - out
        out.sum().backward()
        sizes.append(blocks[0].output.weight.grad.norm().item())
    assert sizes[0] > 0.1 and sizes[1] < 1e-9


@pytest.mark.claim(
    "A whole model can be a layer of another one, and the names then tell where each parameter is: "
    "0.hidden.weight belongs to the layer hidden of part 0, the Skip."
)
def test_names_lead_through_the_models():
    assert page.net.get_parameter("0.hidden.weight") is page.net[0].hidden.weight
    assert isinstance(page.net[0], page.Skip)
    counts = {name: p.numel() for name, p in page.net.named_parameters()}
    assert counts == {
        "0.hidden.weight": 15,
        "0.hidden.bias": 5,
        "0.output.weight": 15,
        "0.output.bias": 3,
        "1.weight": 3,
        "1.bias": 1,
    }


@pytest.mark.claim(
    "The two linear layers hold all the parameters of the second model: ReLU has none."
)
@pytest.mark.claim(
    "A linear layer holds one weight for each pair of input and output, and one bias for each output."
)
def test_parameters_are_named_and_counted():
    counts = {name: p.numel() for name, p in page.three.named_parameters()}
    assert counts == {"0.weight": 10, "0.bias": 10, "2.weight": 10, "2.bias": 1}
    assert not [*page.three[1].parameters()] and isinstance(page.three[1], nn.ReLU)
    assert sum(p.numel() for p in nn.Linear(4, 6).parameters()) == 30


@pytest.mark.claim("Building the model raises nothing; calling it does:")
@pytest.mark.claim(
    "Fix: a linear layer's first number is the number of values that each row has, here nn.Linear(5, 1)."
)
def test_sizes_that_do_not_meet_fail_when_called():
    with pytest.raises(RuntimeError, match=r"cannot be multiplied \(4x5 and 3x1\)"):
        page.wrong(torch.rand(4, 3))
    nn.Sequential(nn.Linear(3, 5), nn.Linear(5, 1))(torch.rand(4, 3))


@pytest.mark.claim(
    "So equal seeds give equal parameters to equal layers, made in the same order and on "
    "the same kind of device:"
)
def test_equal_seeds_give_equal_layers_in_equal_order():
    assert page.usual.weight.shape == page.later.weight.shape == (5, 3)
    assert torch.equal(page.usual.weight, page.again.weight)
    assert torch.equal(page.usual.bias, page.again.bias)
    assert not torch.equal(page.usual.weight, page.later.weight)
    torch.manual_seed(42)
    assert torch.equal(nn.Linear(5, 1).weight, page.earlier.weight)
    assert torch.equal(nn.Linear(3, 5).weight, page.later.weight)


@pytest.mark.claim("The first axis is the batch here, and all of them keep its length.")
def test_each_family_is_shown_and_keeps_the_length_of_the_batch_axis():
    assert len(page.families) == 12
    for _, layer, x in page.families:
        out = layer(x)
        out = out[0] if isinstance(out, tuple) else out
        assert len(out) == len(x)


@pytest.mark.claim(
    "By default, recurrent layers and transformers take the steps as the first axis, the "
    "batch as the second."
)
def test_the_default_has_the_steps_first():
    assert page.last_state.shape == (1, 7, 5)
    _, mended = nn.GRU(4, 5, batch_first=True)(page.series)
    assert mended.shape == (1, 2, 5)
    for kind in (nn.GRU, nn.LSTM, nn.RNN):
        assert not kind(4, 5).batch_first
    # A transformer without batch_first mixes along the first axis.
    encoder = nn.TransformerEncoderLayer(4, 2, dropout=0).eval()
    changed = page.series.clone()
    changed[0, 0] += 1
    with torch.no_grad():
        moved = (encoder(changed) - encoder(page.series)).abs().amax(dim=2) > 1e-6
    assert moved[1, 0] and not moved[0, 1]


PRINTED = """
0.0954 0.0020 0.0000 1 1 1 0. 10 0. 10 2. 10 2. 1 0. 0. 0. 0. 1. 1. 1 2 1000 5 3 1 2 3 8 8 2
6 6 6 2 3 8 8 2 3 4 4 2 3 8 8 2 3 10 10 2 3 8 8 2 3 8 8 2 3 8 8 2 3 8 8 2 7 4 2
7 5 2 7 4 2 7 4 2 7 4 2 7 5 2 7 4 2 7 4 1 3 1 3 4 2 3 8 8 2 3 16 16 2 3 8 8 2
192 2 7
"""


def test_every_number_that_the_page_prints(capsys):
    runpy.run_path(page.__file__)
    printed = capsys.readouterr().out
    assert "Linear, Linear: loss" in printed and "Linear, ReLU, Linear: loss" in printed
    assert "made first again: True\nmade second:      False" in printed
    numbers = re.findall(r"-?\d+\.?\d*", printed)
    assert [*map(float, numbers)] == pytest.approx([*map(float, PRINTED.split())], abs=2e-4)
