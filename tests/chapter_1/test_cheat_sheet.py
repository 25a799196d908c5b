import torch

from chapter_0 import cheat_sheet as numpy_sheet
from chapter_1 import cheat_sheet as page


def test_the_validation_loss_is_numpys_and_has_no_graph():
    assert abs(page.val_loss.item() - numpy_sheet.val_loss) < 1e-5
    assert not page.model.training
    assert page.yhat_val.grad_fn is None
    assert page.val_loss.grad_fn is None


def test_what_was_saved_is_what_was_loaded():
    kept, loaded = page.model.state_dict(), page.loaded.state_dict()
    assert list(kept) == list(loaded)
    assert all(torch.equal(kept[name], loaded[name]) for name in kept)
    assert page.loaded is not page.model
    assert {p.device.type for p in page.loaded.parameters()} == {page.device}


def test_the_file_loads_where_there_is_no_gpu():
    assert {value.device.type for value in page.state.values()} == {"cpu"}


def test_a_class_of_ones_own_predicts_and_has_both_parameters():
    line = page.Line().to(page.device)
    x = page.prepare([[0.0], [0.5]])
    shapes = {name: tuple(p.shape) for name, p in line.named_parameters()}
    assert shapes == {"linear.weight": (1, 1), "linear.bias": (1,)}
    assert torch.allclose(line(x), line.linear.bias + line.linear.weight * x)
    assert x.dtype == torch.float32
