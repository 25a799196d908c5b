"""The state of a training is one dataclass, to be compared, saved and made again."""

import copy
import io
import pickle
import runpy
from dataclasses import asdict, dataclass, fields

import matplotlib.pyplot as plt
import pytest
import torch
from torch import nn, optim

from chapter_2 import pipeline as functions
from chapter_2_1 import training_state as page
from chapter_2_1.pipeline import State, Trainer


def run(*epochs, callbacks=(), **settings):
    torch.manual_seed(42)
    model = nn.Sequential(nn.Linear(1, 1))
    optimizer = optim.SGD(model.parameters(), lr=0.1, **settings)
    trainer = Trainer(model, nn.MSELoss(), optimizer, callbacks)
    loaders = page.new_loaders()
    for number in epochs:
        trainer.fit(*loaders, number)
    return trainer


@pytest.mark.claim(
    "This one reads these lines and adds the methods __init__, __repr__ for printing, and __eq__ "
    "for ==."
)
def test_the_decorator_writes_methods():
    for name in ("__init__", "__repr__", "__eq__"):
        assert name in vars(State)

    class Plain:
        epoch: int = 0

    assert not {"__init__", "__repr__", "__eq__"} & set(vars(Plain))
    assert {"__init__", "__repr__", "__eq__"} <= set(vars(dataclass(Plain)))
    assert repr(State()) == "State(epoch=0, losses=[], val_losses=[], stop=False)"


@pytest.mark.claim("Each name with a type becomes a field.")
@pytest.mark.claim("Python doesn't check that a value has that type.")
def test_types_are_not_checked():
    assert [field.name for field in fields(State)] == ["epoch", "losses", "val_losses", "stop"]
    assert State(epoch="one").epoch == "one"
    assert [field.name for field in fields(page.NoAnnotation)] == ["epoch"]


@pytest.mark.claim("default_factory=list makes a new list for each object.")
def test_each_state_has_lists_of_its_own():
    first, second = State(), State()
    first.losses.append(1.0)
    assert second.losses == [] and first.losses is not first.val_losses


@pytest.mark.claim(
    "Two states are equal if all their fields are equal, though they are two objects."
)
@pytest.mark.claim("Objects of a class without __eq__ are equal only to themselves.")
def test_states_are_compared_field_by_field():
    assert State() == State() and State() is not State()
    for name, other in (("epoch", 1), ("losses", [0.5]), ("val_losses", [0.5]), ("stop", True)):
        assert State(**{name: other}) != State()
        assert State(**{name: other}) == State(**{name: copy.copy(other)})

    class Plain:
        pass

    one = Plain()
    assert one == one and one != Plain()


@pytest.mark.claim(
    "Which line of fit changes which field of its state. A callback may set stop (dashed), and fit "
    "reads it."
)
def test_stop_is_set_by_callbacks_and_read_by_fit():
    class Stop:
        def on_epoch_end(self, trainer):
            trainer.state.stop = trainer.state.epoch == 3

    assert run(5, callbacks=[Stop()]).state.epoch == 3
    free = run(5).state
    assert free.epoch == 5 and not free.stop
    assert page.after.epoch == 1 and not page.after.stop
    assert page.after.losses == pytest.approx([0.3569], abs=5e-5)
    assert page.after.val_losses == pytest.approx([0.0560], abs=5e-5)
    plt.close("all")


@pytest.mark.claim("They are, with all 400 losses to the last bit.")
def test_two_halves_equal_the_whole():
    assert page.whole.state.losses == functions.losses
    assert page.whole.state.val_losses == functions.val_losses
    assert len(page.whole.state.losses + page.whole.state.val_losses) == 400
    assert run(100, 100).state == page.whole.state == run(200).state
    assert run(100).state != run(101).state


@pytest.mark.claim(
    "With momentum the states would be equal as well, because the trainer keeps the optimiser, and "
    "the optimiser the momentum."
)
def test_with_momentum_the_halves_equal_the_whole_too():
    whole, halves = run(20, momentum=0.9), run(10, 10, momentum=0.9)
    assert whole.state == halves.state
    assert "momentum_buffer" in whole.optimizer.state_dict()["state"][0]
    forgetful = run(10, momentum=0.9)
    forgetful.optimizer.state.clear()
    loaders = page.new_loaders()
    for _ in range(10):
        list(loaders[0])
    forgetful.fit(*loaders, 10)
    assert forgetful.state.losses[:10] == whole.state.losses[:10]
    assert forgetful.state.losses[10:] != whole.state.losses[10:]


@pytest.mark.claim("asdict copies the lists, too, so saved stays as it was.")
@pytest.mark.claim(
    "**saved passes each entry as an argument with the name of its key (epoch=200 and so on), so "
    "State(**saved) makes a state of it again."
)
@pytest.mark.claim("But it copies nothing: the lists of the new state are those of saved.")
def test_a_saved_state_stays():
    assert page.twice.state.epoch == 201 and len(page.twice.state.losses) == 201
    assert page.saved["epoch"] == 200 and len(page.saved["losses"]) == 200
    assert page.saved["losses"] is not page.twice.state.losses
    again = State(**page.saved)
    assert again == page.whole.state
    assert again.losses is page.saved["losses"] and again.val_losses is page.saved["val_losses"]


@pytest.mark.claim(
    "A file with the State itself, an object of our own class, is refused by torch.load unless you "
    "allow it."
)
@pytest.mark.claim(
    "asdict turns the state into a dict of numbers and lists, which a checkpoint can hold."
)
def test_torch_load_takes_the_dict_and_refuses_the_object():
    files = io.BytesIO(), io.BytesIO()
    torch.save(page.whole.state, files[0])
    torch.save(asdict(page.whole.state), files[1])
    for file in files:
        file.seek(0)
    with pytest.raises(pickle.UnpicklingError, match="Weights only load failed"):
        torch.load(files[0])
    files[0].seek(0)
    assert torch.load(files[0], weights_only=False) == page.whole.state
    assert State(**torch.load(files[1])) == page.whole.state


@pytest.mark.claim(
    "(New loaders would begin at the seed again, and repeat the orders of the first 100 epochs.)"
)
def test_new_loaders_repeat_the_orders():
    trainer = run(100)
    trainer.fit(*page.new_loaders(), 100)
    assert trainer.state.losses[:100] == page.whole.state.losses[:100]
    assert trainer.state.losses[100:] != page.whole.state.losses[100:]
    goes_on, anew = page.new_loaders()[0], page.new_loaders()[0]
    first = [batch[0] for _ in range(100) for batch in goes_on]
    again = [batch[0] for _ in range(100) for batch in anew]
    assert all(map(torch.equal, first, again))
    assert not torch.equal(next(iter(goes_on))[0], first[0])


def test_vars_is_no_copy():
    state = State()
    own, shallow, copied = vars(state), dict(vars(state)), asdict(state)
    state.epoch = 10
    state.losses.append(0.5)
    assert own["epoch"] == 10 and own["losses"] == [0.5]
    assert shallow["epoch"] == 0 and shallow["losses"] == [0.5]
    assert copied["epoch"] == 0 and copied["losses"] == []


@pytest.mark.claim(
    "So a dataclass refuses a list, a dict or a set as the default, as soon as the class is made."
)
def test_a_list_as_a_default_is_refused():
    with pytest.raises(ValueError, match="mutable default <class 'list'> for field losses"):

        @dataclass
        class OneList:
            losses: list = []

    for default in ({}, set()):
        with pytest.raises(ValueError, match="mutable default"):
            dataclass(type("One", (), {"__annotations__": {"one": object}, "one": default}))


@pytest.mark.claim(
    "It is a list of the class, which isn't printed, compared or saved, and no error says so."
)
def test_a_name_without_a_type_is_shared_and_left_out():
    assert page.a.losses is page.b.losses is page.NoAnnotation.losses
    assert "losses" not in asdict(page.a) and "losses" not in repr(page.a)
    other = page.NoAnnotation()
    other.losses = [1, 2, 3]
    assert other == page.a


@pytest.mark.claim("An assignment makes a new attribute if there is none of that name.")
def test_slots_refuse_a_misspelt_field():
    state = State()
    state.epochs = 5
    assert state.epoch == 0 and state.epochs == 5 and "epochs" not in asdict(state)
    with pytest.raises(AttributeError, match="no attribute 'epochs'"):
        page.Slots().epochs = 5
    slots = page.Slots()
    slots.epoch = 5
    assert slots.epoch == 5


def test_what_the_page_prints(capsys):
    runpy.run_path(page.__file__)
    assert capsys.readouterr().out.splitlines() == [
        "State(epoch=0, losses=[], val_losses=[], stop=False)",
        "True",
        "False",
        "200",
        "True",
        "epoch losses val_losses stop",
        "200",
        "True",
        "NoAnnotation(epoch=0) {'epoch': 0}",
        "[0.5] True",
        "ValueError: mutable default <class 'list'> for field losses is not allowed: use default_factory",
        "0 5",
        "refused: AttributeError(\"'Slots' object has no attribute 'epochs'\")",
    ]
