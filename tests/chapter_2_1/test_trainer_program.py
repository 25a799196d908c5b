"""Three parts make the chapter's program; another batch size makes it Chapter 1's."""

import runpy

import pytest
import torch
from torch import nn, optim
from torch.utils.data import DataLoader

from chapter_1 import pytorch_pipeline
from chapter_2_1 import pipeline
from chapter_2_1 import trainer_program as page
from chapter_2_1.pipeline import EarlyStopping, Trainer


def new_points_loss(state):
    """The expected loss on new points: that of the noise, and the squared distance of the lines."""
    b = state["0.bias"].item() - 1
    w = state["0.weight"].item() - 2
    return 0.1**2 + b**2 + b * w + w**2 / 3


@pytest.mark.claim("After epoch 82, when 50 epochs have brought no lower validation loss.")
@pytest.mark.claim("The model now has the parameters of epoch 82.")
def test_the_program_is_that_of_the_chapter():
    state = page.early_stopped.state
    assert state == pipeline.trainer.state and state.epoch == 82
    assert page.stopping.best_epoch == 32 and min(state.val_losses) == state.val_losses[31]
    assert page.log.getvalue() == pipeline.log.getvalue()
    for name, value in pipeline.model.state_dict().items():
        assert torch.equal(page.last[name], value)
    assert page.last["0.weight"].item() == pytest.approx(1.9671, rel=1e-4)
    assert page.last["0.bias"].item() == pytest.approx(1.0240, rel=1e-4)


@pytest.mark.claim(
    "The lowest of 82 losses, all measured on the same 20 points, is low partly by chance."
)
@pytest.mark.claim(
    "And a line can hardly overfit these points, so stopping early had little to gain."
)
def test_the_best_on_20_points_is_not_the_best_on_others():
    last, best = page.last, page.stopping.best
    losses = page.early_stopped.state.val_losses
    assert len(page.val_set) == 20 and losses[31] < losses[81]
    assert new_points_loss(best) > 1.05 * new_points_loss(last)
    lowest = 0.1**2  # the loss of the true line: no stopping leads below it
    assert new_points_loss(last) < 1.05 * lowest
    for state in (last, best):
        page.early_stopped.model.load_state_dict(state)
        measured = page.early_stopped.evaluate(page.new_loader)
        assert measured == pytest.approx(new_points_loss(state), rel=0.02)


@pytest.mark.claim(
    "The third now needs only the trainer, which holds model, loss function, optimiser and "
    "callbacks, and what is passed to fit: the loaders and the number of epochs."
)
@pytest.mark.claim("Each loader has a generator of its own, so no other draw changes its batches.")
def test_what_the_trainer_holds():
    held = vars(page.early_stopped)
    assert set(held) == {"model", "loss_fn", "optimizer", "callbacks", "state"}
    assert not any(isinstance(part, DataLoader) for part in held.values())
    generators = {page.train_loader.generator, page.val_loader.generator}
    assert None not in generators and len(generators) == 2
    orders = []
    for seed in (1, 2):
        torch.manual_seed(seed)
        own = torch.Generator().manual_seed(42)
        loader = DataLoader(page.train_set, batch_size=16, shuffle=True, generator=own)
        orders.append(torch.cat([x for x, _ in loader]))
    assert torch.equal(*orders)


@pytest.mark.claim("To four decimals, the weight and the bias are Chapter 1's.")
@pytest.mark.claim(
    "(The last digits may differ: the points are still shuffled, and sums of floats depend on the "
    "order.)"
)
def test_one_batch_leads_to_chapter_1():
    assert len(page.train_loader) == 1 and page.trainer.state.epoch == 1000
    ours, theirs = page.model.state_dict(), pytorch_pipeline.model.state_dict()
    for name, value in theirs.items():
        assert round(ours[name].item(), 4) == round(value.item(), 4)
    assert ours["0.weight"].item() == pytest.approx(1.9690, rel=1e-4)
    assert ours["0.bias"].item() == pytest.approx(1.0235, rel=1e-4)
    order = torch.cat([x for x, _ in page.train_loader])
    assert not torch.equal(order, pytorch_pipeline.x_train_tensor)
    assert torch.equal(order.sort(dim=0)[0], pytorch_pipeline.x_train_tensor.sort(dim=0)[0])


@pytest.mark.claim("80 / 16 = 5 updates per epoch, in 10 + 5 epochs.")
@pytest.mark.claim("The state belongs to the trainer, not to a call.")
def test_the_updates_of_the_question():
    model = nn.Sequential(nn.Linear(1, 1))
    optimizer = optim.SGD(model.parameters(), lr=0.1)
    updates = []
    optimizer.register_step_post_hook(lambda *_: updates.append(1))
    trainer = Trainer(model, nn.MSELoss(), optimizer)
    trainer.fit(pipeline.train_loader, pipeline.val_loader, 10)
    trainer.fit(pipeline.train_loader, pipeline.val_loader, 5)
    assert len(updates) == 75 and trainer.state.epoch == 15


@pytest.mark.claim("Stopping changes no parameter.")
@pytest.mark.claim("It was the best, as 45 + 20 = 65.")
@pytest.mark.claim("But the callback keeps a copy; nobody has loaded it into the model.")
def test_stopping_loads_nothing():
    model = nn.Sequential(nn.Linear(1, 1))
    stopping = EarlyStopping(patience=20)
    trainer = Trainer(model, nn.MSELoss(), optim.SGD(model.parameters(), lr=0.1), [stopping])
    for epoch in range(1, 301):
        trainer.state.epoch = epoch
        trainer.state.val_losses.append(abs(epoch - 45) + 1.0)
        with torch.no_grad():
            model[0].bias.fill_(epoch)
        stopping.on_epoch_end(trainer)
        if trainer.state.stop:
            break
    assert epoch == 65 and model[0].bias.item() == 65
    assert stopping.best["0.bias"].item() == stopping.best_epoch == 45


@pytest.mark.claim("A list has no such method, and nothing says which loss goes with which.")
def test_a_list_of_optimisers_makes_no_update():
    model = nn.Sequential(nn.Linear(1, 1))
    two = [optim.SGD(model.parameters(), lr=0.1) for _ in range(2)]
    trainer = Trainer(model, nn.MSELoss(), two)
    with pytest.raises(AttributeError, match="'list' object has no attribute 'step'"):
        trainer.fit(pipeline.train_loader, pipeline.val_loader, 1)


@pytest.mark.claim("The true line, 1 + 2x, gives 1.4, 2 and 3 there.")
def test_the_true_line():
    line = [page.true_b + page.true_w * x for x in (0.2, 0.5, 1.0)]
    assert line == pytest.approx([1.4, 2, 3])
    b, w = (page.stopping.best[name].item() for name in ("0.bias", "0.weight"))
    for x, y in zip((0.2, 0.5, 1.0), line, strict=True):
        assert abs(b + w * x - y) < 0.05


def test_what_the_page_prints(capsys):
    runpy.run_path(page.__file__)
    out = capsys.readouterr().out.splitlines()
    at = out.index("best: 32") + 4
    assert out[at - 5] == "82 epochs"
    predicted = [float(line.strip("tensor([], )")) for line in out[at - 3 : at]]
    assert predicted == pytest.approx([1.4376, 2.0052, 2.9510], rel=1e-4)
    numbers = [float(number) for line in out[at : at + 2] for number in line.split()]
    assert numbers == pytest.approx([0.0086, 0.0103, 0.0080, 0.0111], rel=1e-4)
    assert len(out) == at + 3
