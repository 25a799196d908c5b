"""The loss of a whole set is the mean of its batches' means only if each is weighted by its points."""

import copy
import runpy

import numpy as np
import pytest
import torch
from torch import nn, optim
from torch.utils.data import DataLoader, TensorDataset

from chapter_2 import evaluation as page
from chapter_2.pipeline import (
    evaluate,
    make_train_step,
    train_epoch,
    train_set,
    val_set,
    x_tensor,
    y_tensor,
)

X_VAL, Y_VAL = val_set[range(20)]


def trained_model():
    model = nn.Sequential(nn.Linear(1, 1))
    model.load_state_dict(page.trained)
    return model


def squared_errors():
    w, b = page.trained["0.weight"].item(), page.trained["0.bias"].item()
    return ((b + w * X_VAL - Y_VAL) ** 2).flatten().double().numpy()


def batch_means(model, loader):
    loss_fn = nn.MSELoss()
    with torch.no_grad():
        return [loss_fn(model(x), y).item() for x, y in loader]


def test_what_the_page_prints(capsys):
    runpy.run_path(page.__file__)
    lines = capsys.readouterr().out.splitlines()
    assert lines == [
        "16 points: 0.0104",
        "4 points: 0.0005",
        "20: 0.0084, 0.0084",
        "16: 0.0054, 0.0084",
        "10: 0.0084, 0.0084",
        " 7: 0.0082, 0.0084",
        "0.0076",
        "0.0061",
        "0.0062",
        "0.0133",
        "mean of the roots 0.0905",
        "root of the mean  0.0916",
        "before 0.0084, after 0.0078",
        "OrderedDict([('0.weight', tensor([[1.9633]])), ('0.bias', tensor([1.0158]))])",
    ]
    # 200 epochs in the loader's own order, whatever was drawn before
    assert page.trained["0.weight"].item() == pytest.approx(1.9679, rel=1e-4)
    assert page.trained["0.bias"].item() == pytest.approx(1.0212, rel=1e-4)


@pytest.mark.claim("But a loss function such as nn.MSELoss() returns one mean per batch.")
@pytest.mark.claim("That gives the sum of its squared errors.")
@pytest.mark.claim(
    "For these two batches, that is (16 · 0.0104 + 4 · 0.0005) / 20 = 0.0084. Halfway would be 0.0054, "
    "the plain mean."
)
def test_a_batch_gives_a_mean_from_which_its_sum_follows():
    squares = squared_errors()
    batches = squares[:16], squares[16:]
    for mean, size, batch in zip(page.batch_losses, page.sizes, batches, strict=True):
        assert mean == pytest.approx(batch.mean(), rel=1e-4)
        assert mean * size == pytest.approx(batch.sum(), rel=1e-4)
    assert page.sizes == [16, 4]
    weighted = (16 * 0.0104 + 4 * 0.0005) / 20
    assert weighted == pytest.approx(0.0084, abs=5e-5)
    assert squares.mean() == pytest.approx(0.0084, abs=5e-5)
    assert sum(page.batch_losses) / 2 == pytest.approx(0.0054, abs=5e-5)


@pytest.mark.claim(
    "The area of a bar is the sum of its points' squared errors. Together the bars have the same "
    "area as the rectangle under the solid line. The rectangle under the dashed line has about a "
    "third less."
)
@pytest.mark.claim(
    "The first batch has four times as many points, so its loss counts four times as much."
)
@pytest.mark.claim("The plain mean counts both batches alike.")
def test_the_areas_of_the_figure():
    squares = squared_errors()
    first, second = page.batch_losses
    assert 16 * first + 4 * second == pytest.approx(20 * page.right, rel=1e-6)
    assert 20 * page.right == pytest.approx(squares.sum(), rel=1e-4)
    assert page.right == pytest.approx(0.8 * first + 0.2 * second, rel=1e-6)
    by_hand = (first + second) / 2
    assert by_hand / page.right == pytest.approx(0.65, abs=0.01)


@pytest.mark.claim(
    "Here it comes out too low, as the last 4 points happen to lie nearer to the line than the others; "
    "if they lay farther off, it would be too high."
)
def test_the_small_batch_pulls_the_plain_mean_its_way():
    squares = squared_errors()
    assert squares[16:].max() < squares[:16].mean() / 10
    assert (squares[:16].mean() + squares[16:].mean()) / 2 < squares.mean()
    far = np.sort(squares)  # the four worst points last
    assert (far[:16].mean() + far[16:].mean()) / 2 > far.mean()


@pytest.mark.claim(
    "In evaluation mode, dropout drops nothing and batch norm uses its running mean and variance."
)
@pytest.mark.claim("The next train_step switches back to training mode.")
@pytest.mark.claim("Fix: evaluate, which has no optimiser.")
def test_evaluation_leaves_the_model_as_it_is():
    torch.manual_seed(0)
    model = nn.Sequential(nn.Linear(1, 8), nn.BatchNorm1d(8), nn.Dropout(0.5), nn.Linear(8, 1))
    before = copy.deepcopy(model.state_dict())
    loader = DataLoader(val_set, batch_size=16)
    loss_fn = nn.MSELoss()
    assert evaluate(model, loss_fn, loader) == evaluate(model, loss_fn, loader)
    assert all(torch.equal(value, before[name]) for name, value in model.state_dict().items())
    assert all(p.grad is None for p in model.parameters()) and not model.training
    norm, hidden = model[1], model[0](X_VAL)
    kept = (hidden - norm.running_mean) / (norm.running_var + norm.eps).sqrt()
    torch.testing.assert_close(norm(hidden), kept)
    step = make_train_step(model, loss_fn, optim.SGD(model.parameters(), lr=0.1))
    step(X_VAL, Y_VAL)
    assert model.training


@pytest.mark.claim(
    "The plain mean is sure to be right only if all batches have the same size, as with 20 and 10."
)
@pytest.mark.claim("With 7 it is hardly off: the batches have 7, 7 and 6 points.")
@pytest.mark.claim(
    "evaluate is right for every batch size, if the loss of a batch is the mean over its points, "
    'not the sum (reduction="sum").'
)
def test_only_the_weighted_mean_is_right_for_every_batch_size():
    model, truth = trained_model(), squared_errors().mean()
    for m in range(1, 26):
        loader = DataLoader(val_set, batch_size=m)
        assert evaluate(model, nn.MSELoss(), loader) == pytest.approx(truth, rel=1e-5)
        plain = np.mean(batch_means(model, loader))
        equal = 20 % m == 0 or m > 20
        assert (plain == pytest.approx(truth, rel=1e-5)) == equal
        summed = evaluate(model, nn.MSELoss(reduction="sum"), loader)
        assert (summed == pytest.approx(truth, rel=1e-2)) == (m == 1)
    assert truth == pytest.approx(0.0084, abs=5e-5)
    sevens = DataLoader(val_set, batch_size=7)
    assert [len(x) for x, _ in sevens] == [7, 7, 6]
    assert np.mean(batch_means(model, sevens)) == pytest.approx(truth, rel=0.04)


@pytest.mark.claim("([batch] is a list of one batch: evaluate takes anything that gives batches.)")
def test_a_list_or_a_generator_of_batches_will_do():
    model, loss_fn = trained_model(), nn.MSELoss()
    batches = list(DataLoader(val_set, batch_size=16))
    whole = evaluate(model, loss_fn, DataLoader(val_set, batch_size=16))
    assert evaluate(model, loss_fn, batches) == whole
    assert evaluate(model, loss_fn, (batch for batch in batches)) == whole
    parts = [evaluate(model, loss_fn, [batch]) for batch in batches]
    assert parts == pytest.approx(batch_means(model, batches))


@pytest.mark.claim(
    "But each time, different points end up in the small batch, where each counts four "
    "times as much as one of the large batch."
)
@pytest.mark.claim("The loss of the 20 points is 0.0084 in every pass.")
def test_shuffled_the_plain_mean_changes_and_the_weighted_one_does_not():
    model, truth = trained_model(), squared_errors().mean()
    g = torch.Generator().manual_seed(1)
    loader = DataLoader(val_set, batch_size=16, shuffle=True, generator=g)
    plain = [np.mean(batch_means(model, loader)) for _ in range(200)]
    weighted = [evaluate(model, nn.MSELoss(), loader) for _ in range(200)]
    assert weighted == pytest.approx([truth] * 200, rel=1e-5)
    assert min(plain) < 0.7 * truth and max(plain) > 1.4 * truth
    small = {tuple(sorted(list(loader)[1][0].flatten().tolist())) for _ in range(20)}
    assert len(small) == 20
    assert (1 / 2 / 4) / (1 / 2 / 16) == 4  # half of the plain mean, shared by 4 points or by 16


@pytest.mark.claim(
    "With such noise, the epoch with the lowest loss is partly chosen by the shuffling."
)
def test_another_order_chooses_another_epoch():
    def chosen(seed):
        torch.manual_seed(42)
        model = nn.Sequential(nn.Linear(1, 1))
        step = make_train_step(model, nn.MSELoss(), optim.SGD(model.parameters(), lr=0.1))
        g = torch.Generator().manual_seed(42)
        train = DataLoader(train_set, batch_size=16, shuffle=True, generator=g)
        order = torch.Generator().manual_seed(seed)
        val = DataLoader(val_set, batch_size=16, shuffle=True, generator=order)
        plain, weighted = [], []
        for _ in range(60):
            train_epoch(step, train)
            model.eval()
            plain.append(np.mean(batch_means(model, val)))
            weighted.append(evaluate(model, nn.MSELoss(), val))
        return np.argmin(plain), np.argmin(weighted)

    plain, weighted = zip(*[chosen(seed) for seed in range(3)], strict=True)
    assert len(set(plain)) == 3
    assert len(set(weighted)) == 1


@pytest.mark.claim(
    "The loss fell because the model has learned from the points that should judge it."
)
@pytest.mark.claim("train_epoch returns a weighted mean, too, so it looks as good as evaluate:")
def test_training_on_the_validation_points_lowers_their_loss_only():
    model, loss_fn = trained_model(), nn.MSELoss()
    step = make_train_step(model, loss_fn, optim.SGD(model.parameters(), lr=0.1))
    train = DataLoader(train_set, batch_size=80)
    on_train = evaluate(model, loss_fn, train)
    before = evaluate(model, loss_fn, page.val_loader)
    train_epoch(step, page.val_loader)
    after = evaluate(model, loss_fn, page.val_loader)
    assert after < before and evaluate(model, loss_fn, train) > on_train
    assert [before, after] == pytest.approx([page.before, page.after])
    assert page.model[0].weight.item() == model[0].weight.item() == pytest.approx(1.9633, rel=1e-4)
    assert page.model[0].bias.item() == model[0].bias.item() == pytest.approx(1.0158, rel=1e-4)
    still = trained_model()
    step = make_train_step(still, loss_fn, optim.SGD(still.parameters(), lr=0.0))
    assert train_epoch(step, page.val_loader) == evaluate(still, loss_fn, page.val_loader)


@pytest.mark.claim(
    "Only a mean over the points can be computed like this, such as the MSE or the mean "
    "absolute error."
)
def test_the_mean_absolute_error_can_be_weighted_and_the_root_cannot():
    model, loader = trained_model(), DataLoader(val_set, batch_size=7)
    absolute = np.sqrt(squared_errors()).mean()
    assert evaluate(model, nn.L1Loss(), loader) == pytest.approx(absolute, rel=1e-4)

    def root(yhat, y):
        return nn.functional.mse_loss(yhat, y).sqrt()

    rmse = squared_errors().mean() ** 0.5
    assert evaluate(model, root, loader) < 0.999 * rmse


@pytest.mark.claim("Even with two batches of 10 points each, the mean of their roots is too low:")
@pytest.mark.claim(
    "With batches of equal size, the mean of the roots is never too high, and right only if their "
    "losses are equal, too."
)
def test_the_mean_of_roots_is_never_above_the_root_of_the_mean():
    squares = squared_errors()
    assert page.rmse == pytest.approx(squares.mean() ** 0.5, rel=1e-4)
    halves = [squares[:10].mean() ** 0.5, squares[10:].mean() ** 0.5]
    assert page.roots == pytest.approx(halves, rel=1e-4)
    assert np.mean(halves) < page.rmse
    rng = np.random.default_rng(0)
    mses = rng.random((1000, 5))
    assert (np.sqrt(mses).mean(axis=1) < np.sqrt(mses.mean(axis=1))).all()
    assert np.sqrt([0.3] * 5).mean() == pytest.approx(np.sqrt(0.3))


def test_the_questions():
    def loader(sizes, losses):
        """Batches on which a model that predicts 0 has these mean losses."""
        for size, loss in zip(sizes, losses, strict=True):
            yield torch.zeros(size, 1), torch.full((size, 1), float(loss) ** 0.5)

    zero = nn.Linear(1, 1)
    nn.init.zeros_(zero.weight), nn.init.zeros_(zero.bias)
    loss = evaluate(zero, nn.MSELoss(), loader([40, 40, 20], [1, 3, 17]))
    assert loss == pytest.approx(5)
    assert evaluate(zero, nn.MSELoss(), loader([10, 10], [1, 49])) ** 0.5 == pytest.approx(5)
    many = TensorDataset(x_tensor.repeat(10, 1), y_tensor.repeat(10, 1))
    for m, sizes in {64: {64, 40}, 300: {300, 100}, 250: {250}}.items():
        assert {len(x) for x, _ in DataLoader(many, batch_size=m)} == sizes
