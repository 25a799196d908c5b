"""Runs are equal if the seed comes before the model, and nothing else draws in between."""

import random
import runpy
import subprocess
import sys

import numpy as np
import pytest
import torch
from torch import nn, optim
from torch.utils.data import DataLoader

from chapter_2.pipeline import train_set, val_set
from chapter_2_1 import seeds as page
from chapter_2_1.pipeline import Trainer


def run(model, own=True, looks=0, epochs=5):
    """The state of a run, and the weight at its end."""
    generator = torch.Generator().manual_seed(42) if own else None
    train_loader = DataLoader(train_set, batch_size=16, shuffle=True, generator=generator)
    val_loader = DataLoader(val_set, batch_size=16, generator=torch.Generator() if own else None)

    class Looks:
        def on_epoch_end(self, trainer):
            for _ in range(looks):
                trainer.evaluate(val_loader)

    optimizer = optim.SGD(model.parameters(), lr=0.1)
    trainer = Trainer(model, nn.MSELoss(), optimizer, [Looks()])
    trainer.fit(train_loader, val_loader, epochs)
    return trainer.state, model[0].weight[0].item()


def line():
    return nn.Sequential(nn.Linear(1, 1))


def dropping():
    return nn.Sequential(nn.Linear(1, 20), nn.ReLU(), nn.Dropout(0.2), nn.Linear(20, 1))


@pytest.mark.claim(
    "A linear layer draws them in the line that makes it, before training shuffles anything."
)
def test_a_layer_draws_when_it_is_made():
    before = torch.get_rng_state()
    layer = nn.Linear(1, 1)
    after = torch.get_rng_state()
    assert not torch.equal(before, after)
    layer(torch.ones(1, 1))
    assert torch.equal(torch.get_rng_state(), after)


@pytest.mark.claim("The seed comes first, so it doesn't matter where the generator was.")
@pytest.mark.claim("The states of the two trainers are equal, and with them all losses.")
def test_seeded_first_two_programs_are_equal():
    torch.manual_seed(42)
    state, weight = run(line())
    assert page.seeded_first == [state, state] and len(state.losses) == state.epoch == 5
    assert state.losses[0] == pytest.approx(0.3569, abs=5e-5)
    assert weight == pytest.approx(1.3690, abs=5e-5)
    torch.manual_seed(43)
    assert run(line())[0] != state


@pytest.mark.claim(
    "Eight programs in each row. Seeded before the model, all eight marks lie on top of one another. "
    "Seeded after it, they are spread exactly as without any seed (two pairs overlap)."
)
@pytest.mark.claim(
    "Here the seed does nothing at all, as nothing draws from the global generator once the model is "
    "made."
)
@pytest.mark.claim("When the late seed is set, the parameters are already drawn.")
def test_a_late_seed_does_nothing_for_a_line():
    before, after, never = page.first.values()
    assert len(before) == 8 and set(before) == {page.seeded_first[0].losses[0]}
    assert len(set(after)) == 8 and after == never
    assert max(after) / min(after) > 5
    ordered = sorted(after)
    close = [high / low < 1.05 for low, high in zip(ordered, ordered[1:], strict=False)]
    assert sum(close) == 2
    for start, loss in enumerate(never, 1):
        torch.manual_seed(start)
        assert run(line(), epochs=1)[0].losses == [loss]
    model = line()
    state = torch.get_rng_state()
    run(model)
    assert torch.equal(torch.get_rng_state(), state)


@pytest.mark.claim(
    "With dropout, it would fix the dropped values, but the first parameters would still differ."
)
def test_a_late_seed_settles_dropout():
    dropped, losses, starts = [], [], []
    for start in (1, 2):
        torch.manual_seed(start)
        model = dropping()
        starts.append(model[0].weight.detach().clone())
        torch.manual_seed(42)
        losses.append(run(model, epochs=1)[0].losses)
        torch.manual_seed(42)
        dropped.append(model[2].train()(torch.ones(16, 20)))
    assert (starts[0] != starts[1]).all()
    assert losses[0] != losses[1] and torch.equal(*dropped)


@pytest.mark.claim("A seed fixes the sequence of numbers, not what each of them is used for.")
@pytest.mark.claim(
    "If one more number is drawn before the model, or a linear layer is added in front of it, each "
    "parameter drawn after that gets another value."
)
def test_one_more_draw_gives_other_parameters():
    torch.manual_seed(42)
    layer = nn.Linear(3, 2)
    for draw in (lambda: torch.rand(1), lambda: nn.Linear(1, 1)):
        torch.manual_seed(42)
        draw()
        later = nn.Linear(3, 2)
        for one, other in zip(layer.parameters(), later.parameters(), strict=True):
            assert (one != other).all()


@pytest.mark.claim(
    "Each pass over a loader without a generator draws from the global one, even if it doesn't "
    "shuffle."
)
@pytest.mark.claim(
    "So a second evaluation after an epoch changes the order of the training points in the next "
    "epoch."
)
@pytest.mark.claim("Then the weight is the same, with the callback or without.")
def test_evaluating_again_changes_a_run_without_generators():
    def weight(**settings):
        torch.manual_seed(42)
        return run(line(), **settings)[1]

    assert weight(own=False) == pytest.approx(1.3608, abs=5e-5)
    assert weight(own=False, looks=1) == pytest.approx(1.3614, abs=5e-5)
    assert page.model[0].weight.item() == weight(own=False, looks=1)
    assert weight(own=False, looks=1) != weight(own=False)
    assert weight(looks=1) == weight() == pytest.approx(1.3690, abs=5e-5)

    loader, order = DataLoader(val_set, batch_size=16), DataLoader(range(80), shuffle=True)
    orders = []
    for passes in (0, 1):
        torch.manual_seed(42)
        for _ in range(passes):
            list(loader)
        orders.append([place.item() for place in order])
    assert orders[0] != orders[1]


@pytest.mark.claim(
    "A generator that you make has a seed of its own, and without manual_seed it is the same each "
    "time."
)
@pytest.mark.claim("torch.manual_seed seeds only the global generators.")
def test_a_generator_of_ones_own_is_not_reached():
    draws = []
    for seed in (1, 2, 3):
        torch.manual_seed(seed)
        draws.append(torch.rand(3, generator=torch.Generator()).tolist())
    assert draws[0] == draws[1] == draws[2]
    one, other = (torch.Generator().manual_seed(seed) for seed in (1, 2))
    assert torch.rand(1, generator=one) != torch.rand(1, generator=other)


@pytest.mark.claim("NumPy and Python have generators of their own.")
@pytest.mark.claim(
    "np.random.seed doesn't reach generators made by np.random.default_rng(): give each of those a "
    "seed."
)
def test_every_generator_is_seeded():
    def draws():
        return random.random(), np.random.rand(), torch.rand(1).item()

    page.seed_all(3)
    first = draws()
    assert draws() != first
    page.seed_all(3)
    assert draws() == first
    torch.manual_seed(3)
    assert draws()[:2] != first[:2]
    page.seed_all(3)
    made = np.random.default_rng().random()
    page.seed_all(3)
    assert np.random.default_rng().random() != made
    assert np.random.default_rng(3).random() == np.random.default_rng(3).random()


@pytest.mark.claim(
    "torch.rand(1) takes the first number, so the layer gets the second: 2 · 0.9150 − 1."
)
@pytest.mark.claim("Without torch.rand(1), the weight would be 2 · 0.8823 − 1.")
def test_the_weight_of_the_question():
    torch.manual_seed(42)
    u = torch.rand(3).tolist()
    assert u == pytest.approx([0.8823, 0.9150, 0.3829], abs=5e-5)
    for draws, weight in ((0, 0.7645), (1, 0.8300)):
        torch.manual_seed(42)
        torch.rand(draws)
        layer = nn.Linear(1, 1)
        assert layer.weight.item() == pytest.approx(2 * u[draws] - 1, abs=1e-6)
        assert layer.weight.item() == pytest.approx(weight, abs=5e-5)


@pytest.mark.claim("A seed isn't a mode that stays on.")
@pytest.mark.claim("Making the first one has moved the global generator on.")
@pytest.mark.claim("It is, as the loader's generator is made and seeded anew.")
def test_a_second_model_after_one_seed_is_another():
    torch.manual_seed(0)
    first, second = run(line())[0], run(line())[0]
    assert first != second
    torch.manual_seed(0)
    assert run(line())[0] == first
    orders = []
    for _ in range(2):
        generator = torch.Generator().manual_seed(42)
        orders.append(list(DataLoader(range(80), shuffle=True, generator=generator)))
    assert orders[0] == orders[1]


@pytest.mark.claim(
    "Two programs run, whose global generators begin at different places. (In a new program that "
    "place is random; here new_program sets it.)"
)
def test_a_new_program_begins_at_a_random_place():
    program = [sys.executable, "-c", "import torch; print(torch.initial_seed())"]
    places = [subprocess.check_output(program, text=True) for _ in range(2)]
    assert places[0] != places[1]


def test_what_the_page_prints(capsys):
    runpy.run_path(page.__file__)
    out = capsys.readouterr().out.splitlines()
    at = out.index("True")
    numbers = [float(line.split()[-1]) for line in (*out[at - 2 : at], *out[at + 1 : at + 5])]
    expected = [0.3569, 0.3569, 2.1166, 2.0490, 1.3608, 1.3614]
    assert numbers == pytest.approx(expected, rel=1e-4)
    assert out[at + 5 :] == ["[77, 54, 17, 8, 6]"] * 3
