"""The state of a training is one dataclass, to be compared, saved and made again."""

import copy
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
    "From these lines, @dataclass writes three methods: __init__, __repr__ for printing, and "
    "__eq__ for ==."
)
def test_the_decorator_writes_three_methods():
    for name in ("__init__", "__repr__", "__eq__"):
        assert name in vars(State)

    class Plain:
        epoch: int = 0

    assert not {"__init__", "__repr__", "__eq__"} & set(vars(Plain))
    assert {"__init__", "__repr__", "__eq__"} <= set(vars(dataclass(Plain)))
    assert repr(State()) == "State(epoch=0, losses=[], val_losses=[], stop=False)"


@pytest.mark.claim("Each name with a type becomes a field.")
@pytest.mark.claim("Python doesn't check that a value is of the type.")
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
@pytest.mark.claim("Objects of a plain class are equal only to themselves.")
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
    "Which line of fit changes which field. A callback may set stop (dashed), and fit reads it."
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
@pytest.mark.claim("State(**saved) makes a state of it again.")
def test_a_saved_state_stays():
    assert page.twice.state.epoch == 201 and len(page.twice.state.losses) == 201
    assert page.saved["epoch"] == 200 and len(page.saved["losses"]) == 200
    assert page.saved["losses"] is not page.twice.state.losses
    assert State(**page.saved) == page.whole.state


def test_vars_is_no_copy():
    state = State()
    own, shallow, copied = vars(state), dict(vars(state)), asdict(state)
    state.epoch = 10
    state.losses.append(0.5)
    assert own["epoch"] == 10 and own["losses"] == [0.5]
    assert shallow["epoch"] == 0 and shallow["losses"] == [0.5]
    assert copied["epoch"] == 0 and copied["losses"] == []


@pytest.mark.claim("A dataclass refuses that when the class is made.")
def test_a_list_as_a_default_is_refused():
    with pytest.raises(ValueError, match="mutable default <class 'list'> for field losses"):

        @dataclass
        class OneList:
            losses: list = []


@pytest.mark.claim(
    "It is a list of the class, which isn't printed, compared or saved, and nothing refuses it."
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
