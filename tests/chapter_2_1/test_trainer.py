"""One trainer class trains what it is given, as the functions of Chapter 2 do."""

import ast
import inspect
import runpy

import pytest
import torch
from torch import nn, optim

from chapter_2 import pipeline as functions
from chapter_2_1 import pipeline
from chapter_2_1 import trainer as page
from chapter_2_1.pipeline import Trainer


def values(model):
    return model[0].bias.item(), model[0].weight.item()


def with_functions(loss_fn, rule, epochs):
    """The losses and the model of Chapter 2's loop, without a trainer."""
    model = page.new_line()
    train_step = functions.make_train_step(model, loss_fn, rule(model.parameters(), lr=0.1))
    loader, val_loader = page.new_loaders()
    losses, val_losses = [], []
    for _ in range(epochs):
        losses.append(functions.train_epoch(train_step, loader))
        val_losses.append(functions.evaluate(model, loss_fn, val_loader))
    return model, losses, val_losses


@pytest.mark.claim(
    "The same one: all 400 losses, of training and validation, equal those of Chapter 2's loop "
    "to the last bit."
)
@pytest.mark.claim(
    "The class computes nothing of its own: it calls the same functions, in the same order."
)
@pytest.mark.claim("In Chapter 2, 200 epochs in mini-batches of 16 led to the weight 1.9679.")
def test_the_trainer_repeats_the_loop_of_chapter_2(monkeypatch):
    trainer = page.as_in_chapter_2
    assert trainer.state.losses == functions.losses
    assert trainer.state.val_losses == functions.val_losses
    assert len(functions.losses) + len(functions.val_losses) == 400
    assert values(trainer.model) == values(functions.model)
    assert values(trainer.model) == pytest.approx((1.0212, 1.9679), rel=1e-4)
    assert trainer.state.val_losses[-1] == pytest.approx(0.0083961, rel=1e-4)

    calls = []
    for name, result in (("make_train_step", None), ("train_epoch", 2.0), ("evaluate", 3.0)):
        called = lambda *parts, name=name, result=result: calls.append(name) or result  # noqa: E731
        monkeypatch.setitem(Trainer.fit.__globals__, name, called)
    again = Trainer(None, None, None)
    again.fit(None, None, 2)
    assert calls == ["make_train_step"] + 2 * ["train_epoch", "evaluate"]
    assert again.state.losses == [2.0, 2.0] and again.state.val_losses == [3.0, 3.0]


@pytest.mark.claim("None: the class names no layer, no loss function and no optimiser's rule.")
def test_the_class_names_no_part_of_torch():
    tree = ast.parse(inspect.getsource(Trainer))
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    assert not names & {"nn", "optim", "torch"}


@pytest.mark.claim("A network with two hidden layers can be trained with it, too.")
def test_a_network_is_trained_as_the_line():
    torch.manual_seed(42)
    sizes = (nn.Linear(1, 50), nn.Tanh(), nn.Linear(50, 50), nn.Tanh(), nn.Linear(50, 1))
    model = nn.Sequential(*sizes)
    optimizer = optim.SGD(model.parameters(), lr=0.1)
    trainer = Trainer(model, nn.MSELoss(), optimizer)
    trainer.fit(*page.new_loaders(), 20)
    assert trainer.state.losses[-1] < 0.5 * trainer.state.losses[0]


def test_other_parts_are_trained_as_the_functions_train_them():
    for trainer, loss_fn, rule in (
        (page.adam, nn.MSELoss(), optim.Adam),
        (page.mae, nn.L1Loss(), optim.SGD),
    ):
        model, losses, val_losses = with_functions(loss_fn, rule, 200)
        assert trainer.state.losses == losses and trainer.state.val_losses == val_losses
        assert values(trainer.model) == values(model)
    assert values(page.adam.model) == pytest.approx((1.0230, 1.9659), rel=1e-4)
    assert page.adam.state.val_losses[-1] == pytest.approx(0.0084397, rel=1e-4)
    assert values(page.mae.model) == pytest.approx((1.0300, 1.9550), rel=1e-4)
    assert page.mae.state.val_losses[-1] == pytest.approx(0.072575, rel=1e-4)


@pytest.mark.claim(
    "(The two validation losses can't be compared: one is the mean of squared errors, the other of "
    "absolute ones.)"
)
def test_the_same_line_has_different_losses():
    _, val_loader = page.new_loaders()
    x, y = (torch.cat(parts) for parts in zip(*val_loader, strict=True))
    errors = page.mae.predict(x) - y
    assert errors.abs().mean().item() == pytest.approx(page.mae.state.val_losses[-1], rel=1e-5)
    assert (errors**2).mean().item() < 0.01 < 0.07 < errors.abs().mean().item()
    errors = page.adam.predict(x) - y
    assert (errors**2).mean().item() == pytest.approx(page.adam.state.val_losses[-1], rel=1e-5)


@pytest.mark.claim(
    "fit calls make_train_step anew each time, so it trains with the parts that the trainer holds "
    "at that moment."
)
def test_a_second_fit_takes_the_new_optimiser_and_the_new_model():
    model = page.new_line()
    slow = optim.SGD(model.parameters(), lr=0.01)
    trainer = Trainer(model, nn.MSELoss(), optim.SGD(model.parameters(), lr=0.1))
    loaders = page.new_loaders()
    trainer.fit(*loaders, 1)
    trainer.optimizer = slow
    trainer.fit(*loaders, 1)

    expected = page.new_line()
    again = page.new_loaders()
    for lr in (0.1, 0.01):
        step = functions.make_train_step(
            expected, nn.MSELoss(), optim.SGD(expected.parameters(), lr=lr)
        )
        functions.train_epoch(step, again[0])
    assert values(model) == values(expected)

    trainer.model = page.new_line()
    trainer.optimizer = optim.SGD(trainer.model.parameters(), lr=0.1)
    trainer.fit(*loaders, 1)
    assert values(model) == values(expected) and values(trainer.model) != values(page.new_line())


@pytest.mark.claim(
    "Inside a method, evaluate(…) without self. is Chapter 2's function, and self.evaluate(…) is "
    "the method: Python doesn't look up a bare name in the class."
)
def test_a_bare_name_in_a_method_is_not_the_method():
    assert Trainer.evaluate.__globals__["evaluate"] is functions.evaluate
    assert Trainer.evaluate is not functions.evaluate

    class Alone:
        def named(self):
            return missing()  # noqa: F821

        def missing(self):
            return 1

    with pytest.raises(NameError):
        Alone().named()


@pytest.mark.claim(
    "Given the optimiser of another model, fit runs without an error, but never updates the "
    "trainer's own model."
)
@pytest.mark.claim("The symptom here: a validation loss that is the same after each epoch.")
@pytest.mark.claim("What is given must fit together, and the trainer doesn't check that.")
def test_the_optimiser_of_another_model_trains_nothing():
    model, other = page.new_line(), page.new_line()
    trainer = Trainer(model, nn.MSELoss(), optim.SGD(other.parameters(), lr=0.1))
    trainer.fit(*page.new_loaders(), 5)
    assert values(model) == values(other) == values(page.new_line())
    assert trainer.state.epoch == 5 and len(set(trainer.state.val_losses)) == 1


@pytest.mark.claim("It makes none of the three parts itself:")
def test_the_trainer_keeps_the_very_objects_and_moves_none_of_them():
    model = page.new_line()
    parts = model, nn.MSELoss(), optim.SGD(model.parameters(), lr=0.1)
    trainer = Trainer(*parts)
    assert trainer.model is parts[0] and trainer.loss_fn is parts[1]
    assert trainer.optimizer is parts[2]
    assert values(model) == values(page.new_line())
    assert trainer.callbacks == [] and trainer.state.epoch == 0 and trainer.state.losses == []


@pytest.mark.claim(
    "The class body runs once, when the class is made, so there is one list, and append changes it "
    "for all."
)
def test_a_list_of_the_class_is_shared():
    assert page.first.losses is page.second.losses is page.ShortTrainer.losses
    assert len(page.second.losses) == 40
    generator = page.train_loader.generator
    assert page.first.losses[0] > 5 * page.first.losses[19] and generator is not None
    assert page.second.losses[20] > 5 * page.second.losses[19]
    assert "losses" not in vars(page.first) and "losses" not in vars(page.second)
    one, two = page.new_line(), page.new_line()
    one.losses, two.losses = [], []
    one.losses.append(1)
    assert two.losses == []


@pytest.mark.claim(
    "eval() is train(False): it calls the new method, with False as the number of epochs, and "
    "nothing sets the flag training to false."
)
@pytest.mark.claim(
    "With train(self, loader, epochs), eval() raises a TypeError: missing 1 required positional "
    "argument."
)
def test_a_train_method_of_a_module_is_called_by_eval(capsys):
    line = page.Line()
    line.eval()
    assert capsys.readouterr().out == "training, epochs = False\n"
    assert line.training and not page.new_line().eval().training

    class TwoArguments(page.Line):
        def train(self, loader, epochs):
            pass

    with pytest.raises(TypeError, match="missing 1 required positional argument: 'epochs'"):
        TwoArguments().eval()


@pytest.mark.claim("A model with dropout would go on dropping values in evaluation.")
def test_dropout_goes_on_dropping():
    class Dropping(page.Line):
        def forward(self, x):
            return nn.functional.dropout(super().forward(x), 0.5, self.training)

    model = Dropping()
    model.eval()
    outputs = model(torch.ones(100, 1))
    assert (outputs == 0).any() and (outputs != 0).any()


def test_the_answer_of_the_question_about_notes():
    class Notes:
        items = []

    a, b = Notes(), Notes()
    a.items.append(3)
    assert len(b.items) == 1


def test_what_the_page_prints(capsys):
    runpy.run_path(page.__file__)
    assert capsys.readouterr().out.splitlines() == [
        "OrderedDict([('0.weight', tensor([[1.9679]])), ('0.bias', tensor([1.0212]))])",
        "validation loss 0.0084",
        "OrderedDict([('0.weight', tensor([[1.9659]])), ('0.bias', tensor([1.0230]))])",
        "validation loss 0.0084",
        "OrderedDict([('0.weight', tensor([[1.9550]])), ('0.bias', tensor([1.0300]))])",
        "validation loss 0.0726",
        "40 losses",
        "True",
        "training, epochs = False",
        "line.training = True",
    ]


def test_what_the_pipeline_prints(capsys):
    runpy.run_path(pipeline.__file__)
    assert capsys.readouterr().out.splitlines() == [
        "82 epochs",
        "tensor([[1.4174],",
        "        [2.0076],",
        "        [2.9911]])",
    ]
