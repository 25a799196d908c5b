import inspect
import re

import pytest
import torch
from torch import nn, optim

from chapter_1 import numpy_pipeline
from chapter_1 import putting_together as page


@pytest.mark.claim("Model training holds no choice at all.")
def test_training_holds_no_choice():
    source = inspect.getsource(page.train)
    assert not re.search(r"\d|nn\.|optim\.", source)


@pytest.mark.claim("The same function trained both.")
def test_one_function_trains_the_line_and_the_network():
    ends = [page.line[0].bias.item(), page.line[0].weight.item()]
    assert ends == pytest.approx([numpy_pipeline.b[0], numpy_pipeline.w[0]], abs=1e-5)
    for losses, val_losses in page.curves.values():
        assert losses[-1] < losses[0] / 50
        assert val_losses[-1] < val_losses[0] / 50


@pytest.mark.claim("The network gains little: these points do lie around a line.")
def test_the_network_gains_little():
    (line, line_val), (network, network_val) = page.curves["line"], page.curves["network"]
    assert network[-1] == pytest.approx(line[-1], rel=0.05)
    assert network_val[-1] == pytest.approx(line_val[-1], rel=0.05)


@pytest.mark.claim("The line is about as good on points that it never saw.")
def test_the_line_is_about_as_good_on_unseen_points():
    losses, val_losses = page.curves["line"]
    assert losses[-1] < val_losses[-1] < 1.1 * losses[-1]


def test_an_old_optimizer_leaves_the_new_model_alone():
    old, new = nn.Linear(1, 1), nn.Linear(1, 1)
    optimizer = optim.SGD(old.parameters(), lr=page.lr)
    before = [parameter.clone() for parameter in (*old.parameters(), *new.parameters())]
    page.loss_fn(new(page.x_train_tensor), page.y_train_tensor).backward()
    optimizer.step()
    assert all(map(torch.equal, before, (*old.parameters(), *new.parameters())))
    page.loss_fn(old(page.x_train_tensor), page.y_train_tensor).backward()
    optimizer.step()
    assert not torch.equal(before[0], old.weight)
