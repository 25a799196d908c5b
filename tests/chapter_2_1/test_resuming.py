"""A resumed run equals the whole one with both states of the random numbers, and else doesn't."""

import copy
import io
import runpy

import pytest
import torch
from torch import nn, optim
from torch.utils.data import DataLoader

from chapter_2.pipeline import train_set, val_set
from chapter_2_1 import resuming as page
from chapter_2_1.pipeline import EarlyStopping, State, Trainer, checkpoint, resume


def new_run(dropout=0.2, callbacks=()):
    torch.manual_seed(42)
    layers = [nn.Linear(1, 20), nn.ReLU(), nn.Dropout(dropout), nn.Linear(20, 1)]
    model = nn.Sequential(*layers)
    optimizer = optim.SGD(model.parameters(), lr=0.05, momentum=0.9)
    trainer = Trainer(model, nn.MSELoss(), optimizer, callbacks)
    generator = torch.Generator().manual_seed(42)
    loader = DataLoader(train_set, batch_size=16, shuffle=True, generator=generator)
    val_loader = DataLoader(val_set, batch_size=16, generator=torch.Generator())
    return trainer, generator, (loader, val_loader)


def in_file(saved):
    file = io.BytesIO()
    torch.save(saved, file)
    return file


def loaded(file):
    file.seek(0)
    return torch.load(file)


def whole_run(epochs, **settings):
    trainer, _, loaders = new_run(**settings)
    trainer.fit(*loaders, epochs)
    return trainer


def halfway(epochs, **settings):
    trainer, generator, loaders = new_run(**settings)
    trainer.fit(*loaders, epochs)
    return in_file(checkpoint(trainer, generator))


@pytest.mark.claim(
    "With both states restored, the resumed run stays on the grey line. The other two soon leave it, "
    "but look no worse: without the grey line, none of the three would stand out."
)
@pytest.mark.claim("Here the run without the global state even ends lower.")
@pytest.mark.claim("A forgotten generator raises no error, and the curve doesn't show it.")
def test_only_with_both_states_the_runs_are_equal():
    whole = whole_run(20).state
    assert page.whole.state == whole == page.compared.state == page.runs["none"]
    assert len(whole.losses) == len(whole.val_losses) == whole.epoch == 20
    assert whole.losses[-1] == pytest.approx(0.0702, abs=5e-5)
    assert whole.val_losses[-1] == pytest.approx(0.0245, abs=5e-5)
    for name in ("global", "loader"):
        losses = page.runs[name].losses
        assert losses[:10] == whole.losses[:10]
        assert abs(losses[11] / whole.losses[11] - 1) > 0.1
        assert min(whole.losses[5:]) * 0.8 < min(losses[10:])
        assert max(losses[10:]) < max(whole.losses[5:])
        assert sum(losses[10:]) < sum(whole.losses[10:])
    assert page.runs["global"].losses[-1] < whole.losses[-1]
    for one, other in zip(
        page.whole.model.parameters(), page.compared.model.parameters(), strict=True
    ):
        assert torch.equal(one, other)


@pytest.mark.claim(
    "States are dataclasses, so == compares all their fields: the epoch, the 20 losses, the 20 "
    "validation losses, the stop flag."
)
@pytest.mark.claim("If a forgotten state changes a loss in these epochs, the test finds it.")
def test_states_compare_every_field():
    state = page.whole.state
    assert copy.deepcopy(state) == state
    for field, value in (("epoch", 19), ("stop", True)):
        other = copy.deepcopy(state)
        setattr(other, field, value)
        assert other != state
    for field in ("losses", "val_losses"):
        for place in (0, 19):
            other = copy.deepcopy(state)
            getattr(other, field)[place] += 1e-9
            assert other != state


@pytest.mark.claim(
    "PyTorch's global generator draws which values are dropped, anew in each training step."
)
@pytest.mark.claim("The loader's generator draws the order of each epoch.")
def test_which_generator_draws_what():
    trainer, generator, (loader, _) = new_run()
    before = torch.get_rng_state()
    orders = generator.get_state()
    batches = [x for x, _ in loader]
    assert torch.equal(torch.get_rng_state(), before)
    assert not torch.equal(generator.get_state(), orders)
    orders = generator.get_state()
    trainer.model.train()
    for x in batches[:2]:
        before = torch.get_rng_state()
        trainer.model(x)
        assert not torch.equal(torch.get_rng_state(), before)
    assert torch.equal(generator.get_state(), orders)


@pytest.mark.claim(
    "Each of the others leaves one out, and that generator goes on from where the new program has "
    "put it."
)
def test_a_state_left_out_is_that_of_the_new_program():
    file = halfway(10)
    for name in ("global", "loader"):
        trainer, generator, loaders = new_run()
        kept = {"global": torch.get_rng_state(), "loader": generator.get_state()}
        resume(trainer, generator, loaded(file))
        if name == "global":
            torch.set_rng_state(kept[name])
        else:
            generator.set_state(kept[name])
        trainer.fit(*loaders, 10)
        assert trainer.state == page.runs[name] != page.whole.state


@pytest.mark.claim(
    "With a patience of 5 and never stopped, this run ends after epoch 13, as epoch 8 was the best "
    "until then."
)
@pytest.mark.claim(
    "The new EarlyStopping knows no epoch before the 11th, so it begins to wait anew."
)
@pytest.mark.claim(
    "A callback that remembers something has a state, too, and checkpoint doesn't hold it."
)
def test_a_new_callback_begins_to_wait_anew():
    stopping = EarlyStopping(5)
    whole = whole_run(100, callbacks=[stopping])
    assert whole.state.epoch == 13 and stopping.best_epoch == 8
    late = page.late.callbacks[0]
    assert page.late.state.epoch == 30 and late.best_epoch == 25
    assert page.late.state.losses[:13] == whole.state.losses

    stopping = EarlyStopping(5)
    trainer, generator, loaders = new_run(callbacks=[stopping])
    trainer.fit(*loaders, 10)
    file = in_file({**checkpoint(trainer, generator), "stopping": vars(stopping)})
    stopping = EarlyStopping(5)
    trainer, generator, loaders = new_run(callbacks=[stopping])
    saved = loaded(file)
    resume(trainer, generator, saved)
    vars(stopping).update(saved["stopping"])
    trainer.fit(*loaders, 90)
    assert trainer.state == whole.state and stopping.best_epoch == 8


@pytest.mark.claim(
    "new_run seeds the global generator and draws the parameters of the new model, so nothing is "
    "left of the restored state: the run is the one without the global state."
)
@pytest.mark.claim("Even without the seed, making the model would move the generator on.")
@pytest.mark.claim("A pass over a loader that has no generator of its own is a draw, too.")
def test_the_global_state_is_restored_last():
    assert page.too_early.state == page.runs["global"] != page.whole.state
    file = halfway(10)

    def go_on(draw):
        trainer, generator, loaders = new_run()
        resume(trainer, generator, loaded(file))
        draw(trainer)
        trainer.fit(*loaders, 10)
        return trainer.state

    assert go_on(lambda _: None) == page.whole.state
    assert go_on(lambda _: nn.Linear(1, 20)) != page.whole.state
    own = DataLoader(val_set, batch_size=16, generator=torch.Generator())
    assert go_on(lambda trainer: trainer.evaluate(own)) == page.whole.state
    without = DataLoader(val_set, batch_size=16)
    assert go_on(lambda trainer: trainer.evaluate(without)) != page.whole.state


@pytest.mark.claim(
    "A forgotten generator gives other batches or other dropped values, and the next loss may be "
    "higher or lower."
)
def test_with_other_random_numbers_the_loss_is_higher_or_lower():
    file = halfway(10)
    for forgotten in ("global", "loader"):
        others = []
        for seed in range(20):
            trainer, generator, loaders = new_run()
            resume(trainer, generator, loaded(file))
            if forgotten == "global":
                torch.manual_seed(seed)
            else:
                generator.manual_seed(seed)
            trainer.fit(*loaders, 1)
            others.append(trainer.state.losses[-1])
        assert min(others) < page.whole.state.losses[10] < max(others)


@pytest.mark.claim("A forgotten model would: its loss would be that of a new one.")
def test_a_forgotten_model_shows_as_a_jump():
    trainer, generator, loaders = new_run()
    saved = loaded(halfway(10))
    resume(trainer, generator, {**saved, "model": trainer.model.state_dict()})
    trainer.fit(*loaders, 1)
    losses = trainer.state.losses
    assert losses[10] > 3 * max(losses[5:10]) and losses[10] > losses[0] / 2


@pytest.mark.claim("After the stop, make everything anew, as a new program would.")
def test_going_on_with_the_same_objects_finds_nothing_forgotten():
    trainer, _, loaders = new_run()
    trainer.fit(*loaders, 10)
    trainer.fit(*loaders, 10)  # nothing saved, and yet equal
    assert trainer.state == page.whole.state


@pytest.mark.claim(
    "load() reads the file anew, as a run changes the tensors that its optimiser has loaded"
)
def test_a_run_changes_what_its_optimiser_has_loaded():
    saved = loaded(halfway(10))
    before = copy.deepcopy(saved["optimizer"]["state"])
    model = copy.deepcopy(saved["model"])
    trainer, generator, loaders = new_run()
    resume(trainer, generator, saved)
    trainer.fit(*loaders, 1)
    buffers = [(saved["optimizer"]["state"][i]["momentum_buffer"], before[i]) for i in before]
    assert not any(torch.equal(now, then["momentum_buffer"]) for now, then in buffers)
    assert all(torch.equal(saved["model"][name], model[name]) for name in model)


@pytest.mark.claim(
    "The state was taken after the first draw, so what comes next is the second number once more."
)
@pytest.mark.claim(
    "A state leads back to where it was taken, which was after the first draw.",
)
def test_the_draws_of_the_question():
    torch.manual_seed(42)
    draws = [torch.rand(1).item() for _ in range(4)]
    assert draws == pytest.approx([0.8823, 0.9150, 0.3829, 0.9593], abs=5e-5)
    torch.manual_seed(42)
    torch.rand(1)
    state = torch.get_rng_state()
    torch.rand(1)
    torch.rand(1)
    torch.set_rng_state(state)
    assert torch.rand(1).item() == draws[1]


@pytest.mark.claim("Yes: while it trains, nothing draws from the global generator.")
@pytest.mark.claim(
    "The validation loader's own generator changes nothing, as its batches aren't shuffled."
)
@pytest.mark.claim(
    "It does, but load_state_dict puts the saved parameters in the place of those that were drawn."
)
def test_without_dropout_the_global_state_is_not_needed():
    def no_dropout():
        trainer, generator, loaders = new_run()
        trainer.model = nn.Sequential(nn.Linear(1, 20), nn.ReLU(), nn.Linear(20, 1))
        trainer.optimizer = optim.SGD(trainer.model.parameters(), lr=0.05, momentum=0.9)
        return trainer, generator, loaders

    whole, _, loaders = no_dropout()
    before = torch.get_rng_state()
    whole.fit(*loaders, 6)
    assert torch.equal(torch.get_rng_state(), before)

    trainer, generator, loaders = no_dropout()
    trainer.fit(*loaders, 3)
    saved = loaded(in_file(checkpoint(trainer, generator)))
    trainer, generator, loaders = no_dropout()
    saved["global"] = torch.Generator().manual_seed(1).get_state()
    resume(trainer, generator, saved)
    trainer.fit(*loaders, 3)
    assert trainer.state == whole.state and isinstance(whole.state, State)


def test_what_the_page_prints(capsys):
    runpy.run_path(page.__file__)
    out = capsys.readouterr().out.splitlines()
    at = out.index("left out  last loss  validation")
    rows = [line.rsplit(maxsplit=2) for line in out[at + 1 : at + 5]]
    assert {name.strip(): [float(loss), float(val)] for name, loss, val in rows} == {
        "whole run": pytest.approx([0.0702, 0.0245], abs=1.1e-4),
        "none": pytest.approx([0.0702, 0.0245], abs=1.1e-4),
        "global": pytest.approx([0.0484, 0.0130], abs=1.1e-4),
        "loader": pytest.approx([0.0822, 0.0240], abs=1.1e-4),
    }
    assert out[at + 5 : at + 8] == ["True", "30 epochs", "False"]
    assert out[at + 8 :] == ["last loss 0.0484"]
