"""What callbacks do at the end of an epoch: write the losses down, stop, be misspelt."""

import csv
import io
import runpy

import pytest
import torch

from chapter_2_1 import callbacks as page
from chapter_2_1.pipeline import EarlyStopping, Log


class Watch:
    """Notes what a callback sees."""

    def __init__(self):
        self.seen = []

    def on_epoch_end(self, trainer):
        self.seen.append((trainer, trainer.state.epoch, trainer.model.training))


@pytest.mark.claim(
    "So the trainer's fit does one thing for all of them: after each epoch it calls "
    "on_epoch_end(self) of every object in its list."
)
@pytest.mark.claim("It gets the whole trainer, and takes from it what it needs.")
def test_each_callback_is_called_after_each_epoch():
    first, second = Watch(), Watch()
    trainer = page.train_with([first, second], 3)
    expected = [(trainer, epoch, False) for epoch in (1, 2, 3)]
    assert first.seen == second.seen == expected


@pytest.mark.claim("One for each epoch, and the header:")
@pytest.mark.claim("This one writes a line per epoch, with commas between the values (CSV):")
def test_the_log_is_the_state():
    state = page.whole.state
    assert page.lines[0] == "epoch,loss,val" and len(page.lines) == 601
    rows = list(csv.reader(page.lines[1:]))
    assert [int(row[0]) for row in rows] == list(range(1, 601))
    assert [row[1] for row in rows] == [f"{loss:.4f}" for loss in state.losses]
    assert [row[2] for row in rows] == [f"{loss:.4f}" for loss in state.val_losses]
    assert state.losses[:2] == pytest.approx([3.8834, 1.2890], rel=1e-4)
    assert state.val_losses[:2] == pytest.approx([1.2610, 0.2468], rel=2e-4)


@pytest.mark.claim(
    "The losses, read back from the log. The training loss goes on falling, while the validation "
    "loss is lowest at epoch 127 and ends more than three times as high."
)
def test_the_validation_loss_turns():
    losses, val_losses = page.whole.state.losses, page.whole.state.val_losses
    assert val_losses.index(min(val_losses)) == page.best - 1 == 126
    assert min(val_losses) == pytest.approx(0.0082702, rel=1e-4)
    assert (
        val_losses[-1] == pytest.approx(0.028549, rel=1e-3) and val_losses[-1] > 3 * val_losses[126]
    )
    assert losses[-1] == pytest.approx(0.0020997, rel=1e-3)
    assert losses[126:] == sorted(losses[126:], reverse=True)
    assert len(val_losses) == 600


@pytest.mark.claim(
    "It ends 50 epochs after the lowest loss, with the parameters of its last epoch."
)
@pytest.mark.claim("The callback kept the best ones; loading them is up to you.")
def test_it_stops_in_time_and_keeps_the_best():
    early = EarlyStopping(50)
    trainer = page.train_with([early])
    assert trainer.state.epoch == page.stopped == 127 + 50 == early.best_epoch + 50
    last = trainer.evaluate(page.val_loader)
    assert last == trainer.state.val_losses[-1] == pytest.approx(0.011733, rel=1e-3)
    trainer.model.load_state_dict(early.best)
    restored = trainer.evaluate(page.val_loader)
    assert restored == early.best_loss == min(trainer.state.val_losses)
    assert restored == pytest.approx(0.0082702, rel=1e-4) == page.val_loss


@pytest.mark.claim(
    "So a callback sets a flag in the state, and fit reads it when all callbacks have been called."
)
def test_callbacks_after_the_one_that_stops_are_called():
    class StopAt:
        def on_epoch_end(self, trainer):
            trainer.state.stop = trainer.state.epoch == 4

    file = io.StringIO()
    assert page.train_with([StopAt(), Log(file)], 9).state.epoch == 4
    assert file.getvalue().splitlines()[-1].startswith("4,")


@pytest.mark.claim("A break can't leave the loop of another function.")
def test_break_needs_the_loop_around_it():
    with pytest.raises(SyntaxError, match="'break' outside loop"):
        compile("def stop():\n    break\n\nfor _ in range(3):\n    stop()", "", "exec")


@pytest.mark.claim("Nothing sets the flag back to False, so fit ends after its first epoch.")
@pytest.mark.claim(
    "With the old patience the callback sets the flag again after one epoch, unless that epoch "
    "brings a new lowest loss."
)
def test_after_a_stop_fit_trains_for_one_epoch():
    early = EarlyStopping(50)
    trainer = page.train_with([early])
    trainer.fit(page.few_loader, page.val_loader, 100)
    assert trainer.state.epoch == 178 and trainer.state.stop
    trainer.state.stop = False
    trainer.fit(page.few_loader, page.val_loader, 100)
    assert trainer.state.epoch == 179 and trainer.state.stop
    trainer.state.stop, early.patience = False, 100
    trainer.fit(page.few_loader, page.val_loader, 100)
    assert trainer.state.epoch == 227 and early.best_epoch == 127
    trainer.state.stop, early.best_loss = False, trainer.state.val_losses[-1] * 2
    trainer.fit(page.few_loader, page.val_loader, 1)
    assert early.best_epoch == 228 and not trainer.state.stop


def test_the_page_goes_on_from_the_restored_parameters():
    assert page.trainer_again == (178, True)


@pytest.mark.parametrize(("patience", "ends", "kept"), [(2, 6, 4), (1, 3, 2)])
def test_the_callback_follows_the_rule_of_the_question(patience, ends, kept):
    class Trainer:
        model = torch.nn.Linear(1, 1)

        def __init__(self):
            self.state = page.whole.state.__class__()

    trainer, early = Trainer(), EarlyStopping(patience)
    for loss in (5, 3, 4, 2, 6, 4, 3, 1):
        trainer.state.val_losses.append(loss)
        trainer.state.epoch += 1
        early.on_epoch_end(trainer)
        if trainer.state.stop:
            break
    assert (trainer.state.epoch, early.best_epoch) == (ends, kept)


@pytest.mark.claim(
    "The trainer calls on_epoch_end, finds the empty one of the base class, and goes on."
)
@pytest.mark.claim("(Without a base class, it would raise an AttributeError.)")
def test_a_misspelt_method_is_not_called():
    assert page.not_stopped.state.epoch == 20

    class Rightly(page.Callback):
        def on_epoch_end(self, trainer):
            page.StopAtFive.on_epochs_end(self, trainer)

    assert page.train_with([Rightly()], 20).state.epoch == 5

    class Alone:
        on_epochs_end = page.StopAtFive.on_epochs_end

    with pytest.raises(AttributeError, match="no attribute 'on_epoch_end'"):
        page.train_with([Alone()], 20)


@pytest.mark.claim(
    "Python calls __init_subclass__ for each new subclass, and vars(cls) holds the names in its body:"
)
def test_the_base_class_can_refuse_unknown_names():
    class Fine(page.CheckedCallback):
        def on_epoch_end(self, trainer):
            pass

        def helper(self):
            pass

    assert {"on_epoch_end", "helper"} <= set(vars(Fine))

    with pytest.raises(TypeError, match="no event on_epochs_end"):

        class Misspelt(page.CheckedCallback):
            def on_epochs_end(self, trainer):
                pass


@pytest.mark.claim("Each call of fit has a loop of its own, which begins at 0.")
def test_the_state_counts_on(capsys):
    trainer = page.IndexTrainer(page.model, torch.nn.MSELoss(), page.optimizer)
    trainer.fit(page.few_loader, page.val_loader, 3)
    trainer.fit(page.few_loader, page.val_loader, 3)
    rows = [line.split(" | ") for line in capsys.readouterr().out.splitlines()]
    assert [row[0] for row in rows] == ["0", "1", "2", "0", "1", "2"]
    assert [row[1] for row in rows] == ["1", "2", "3", "4", "5", "6"]


def test_what_the_page_prints(capsys):
    runpy.run_path(page.__file__)
    assert capsys.readouterr().out.splitlines() == [
        "601 lines",
        "epoch,loss,val",
        "1,3.8834,1.2610",
        "2,1.2890,0.2468",
        "177 epochs",
        "validation loss 0.0117",
        "restored        0.0083",
        "178 epochs",
        "stop = True",
        "20 epochs",
        "refused: TypeError('no event on_epochs_end')",
        "index | state.epoch",
        "0 | 1",
        "1 | 2",
        "2 | 3",
        "0 | 4",
        "1 | 5",
        "2 | 6",
    ]
