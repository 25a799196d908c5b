import runpy

import numpy as np
import pytest

from chapter_0 import deciding_with_validation as page
from chapter_0 import pipeline


def validation_losses(degree):
    return page.losses(page.x_val, page.y_val, *page.train(degree))


@pytest.mark.claim("With ten parameters, the polynomial can pass through all ten points.")
@pytest.mark.claim("A line, with two, can't.")
def test_ten_parameters_pass_through_ten_points():
    design = np.hstack([np.ones((10, 1)), page.columns(page.x_few, 9)])
    assert np.linalg.matrix_rank(design) == 10
    fit = design @ np.linalg.solve(design, page.y_few)
    np.testing.assert_allclose(fit, page.y_few, atol=1e-8)
    left = np.linalg.lstsq(design[:, :2], page.y_few, rcond=None)[1]
    assert left[0] > 0.05


def test_the_columns_are_standardised_and_the_first_is_x():
    z = page.columns(page.x_few, 9)
    np.testing.assert_allclose(z.mean(axis=0), 0, atol=1e-12)
    np.testing.assert_allclose(z.std(axis=0), 1)
    x = page.x_few[:, 0]
    np.testing.assert_allclose(z[:, 0], (x - x.mean()) / x.std())


def test_it_learns_from_the_first_ten_training_points_only():
    np.testing.assert_array_equal(page.x_few, pipeline.x_train[:10])
    np.testing.assert_array_equal(page.y_few, pipeline.y_train[:10])


@pytest.mark.claim(
    "Above: the training loss keeps falling, the validation loss turns. Below: after 2000 epochs "
    "the curve runs through all ten training points and bulges between them."
)
def test_training_loss_falls_to_the_end_while_validation_loss_rises():
    assert (np.diff(page.train_losses) < 0).all()
    assert len(page.train_losses) == len(page.val_losses) == 2001
    after = page.val_losses[page.best :]
    assert (np.diff(after)[:1500] > 0).all() and after[-1] > 3.5 * after[0]
    bs, ws = page.train(degree=9)
    end = bs[-1] + page.columns(page.x_few, 9) @ ws[:, -1:]
    assert np.abs(end - page.y_few).max() < 0.01
    last = page.x_few.max()
    between = np.linspace(last - 0.1, last, 50)[:, None]
    curve = bs[-1] + page.columns(between, 9) @ ws[:, -1]
    assert (curve - 1 - 2 * between[:, 0]).max() > 0.3


@pytest.mark.claim(
    "Without noise in the ten training points, the validation loss would be lowest at the end."
)
@pytest.mark.claim(
    "With it, the loss turns: from epoch 167 on, fitting the noise harms more than learning the line "
    "still helps."
)
def test_without_noise_the_validation_loss_would_not_turn(monkeypatch):
    # Descent is linear in the targets, so what is learned of the noise can be trained by itself.
    together = page.train(9)
    noise = page.y_few - (pipeline.true_b + pipeline.true_w * page.x_few)
    monkeypatch.setattr(page, "y_few", page.y_few - noise)
    truth = page.train(9)
    monkeypatch.setattr(page, "y_few", noise)
    alone = page.train(9)
    for whole, one, other in zip(together, truth, alone, strict=True):
        np.testing.assert_allclose(whole, one + other, atol=1e-9)
    left = page.losses(page.x_few, noise, *alone)
    assert (np.diff(left) < 0).all()
    rest = page.losses(page.x_val, page.y_val, *truth)
    assert rest.argmin() == 2000 and (np.diff(rest[167:]) < 0).all()
    assert page.val_losses.argmin() == 167 and page.val_losses[2000] > page.val_losses[167]


def test_the_losses_are_those_printed():
    at = [0, page.best, 2000]
    assert page.best == 167
    np.testing.assert_allclose(page.train_losses[at], [4.06166, 0.00078, 0.00001], atol=5e-6)
    np.testing.assert_allclose(page.val_losses[at], [3.7803, 0.0112, 0.0428], atol=5e-5)


def test_one_update_is_a_step_against_the_gradient():
    bs, ws = page.train(3, lr=0.2, n_epochs=1)
    assert bs[0] == 0 and (ws[:, 0] == 0).all() and len(bs) == 2
    np.testing.assert_allclose(bs[1], 0.4 * page.y_few.mean())
    products = page.columns(page.x_few, 3) * page.y_few
    np.testing.assert_allclose(ws[:, 1], 0.4 * products.mean(axis=0))


@pytest.mark.claim("Keep the parameters of epoch 167, where the validation loss is lowest.")
def test_the_validation_loss_is_lowest_at_epoch_167():
    assert page.val_losses[167] == page.val_losses.min()


@pytest.mark.claim(
    "During a run you can't know the future: save the parameters at each new lowest validation "
    "loss, and stop when there has been none for, say, 200 epochs."
)
def test_waiting_for_200_epochs_keeps_the_same_epoch():
    kept = 0
    for epoch, loss in enumerate(page.val_losses):
        if loss < page.val_losses[kept]:
            kept = epoch
        if epoch == kept + 200:
            break
    assert kept == 167 and epoch == 367


@pytest.mark.claim("The line wins, and the data do come from one.")
@pytest.mark.claim("Degree 9 gains most from stopping early.")
def test_the_line_has_the_lowest_validation_loss():
    lowest = {degree: validation_losses(degree).min() for degree in (1, 3, 9)}
    assert min(lowest, key=lowest.get) == 1
    passed = {degree: validation_losses(degree)[-1] / lowest[degree] for degree in (1, 3, 9)}
    assert passed[9] > 3.5 and passed[1] < 1.3 and passed[3] < 1.0001


@pytest.mark.claim(
    "(The loss of degree 3 hardly changes from epoch 92 on, so its best epoch says little."
)
@pytest.mark.claim("Without round, the last digits would choose it, by chance.)")
def test_degree_3_levels_out_where_the_line_passes_its_lowest_loss():
    line, cubic = validation_losses(1), validation_losses(3)
    assert np.ptp(cubic[92:]) < 1e-7
    lowest = np.flatnonzero(cubic - cubic.min() < 1e-16)
    assert np.ptp(lowest) > 100
    assert line[-1] > 1.2 * line.min()
    assert 0.95 * cubic[-1] < line[-1] < cubic[-1]


@pytest.mark.claim("Epoch 17 was a passing low, by chance, on these 20 points:")
@pytest.mark.claim(
    "The line is the best here, too, and better at the end than at epoch 17: with two parameters "
    "for ten points, it can hardly overfit."
)
@pytest.mark.claim("Degree 9 is worse than its validation loss said, stopped or not.")
def test_new_points_prefer_the_line_at_its_end():
    new = {}
    for degree in (1, 3, 9):
        bs, ws = page.train(degree)
        two = [validation_losses(degree).argmin(), 2000]
        new[degree] = page.losses(page.x_new, page.y_new, bs[two], ws[:, two])
        if degree == 9:
            np.testing.assert_array_equal(page.new_losses, new[9])
            assert (new[9] > validation_losses(9)[two]).all()
    assert page.x_new.shape == (20_000, 1)
    assert validation_losses(1).argmin() == 17
    assert new[1][1] < new[1][0] < new[3].min() < new[9].min()
    assert new[1].min() > 1.4 * validation_losses(1).min()
    # it is by chance: most other sets of 20 points don't prefer epoch 17 to the last
    bs, ws = page.train(1)
    prefer = []
    for k in range(0, 20_000, 20):
        at = page.losses(
            page.x_new[k : k + 20], page.y_new[k : k + 20], bs[[17, -1]], ws[:, [17, -1]]
        )
        prefer.append(at[0] < at[1])
    assert np.mean(prefer) < 0.4


@pytest.mark.claim(
    "Right of the last training point its curves plunge, and no validation point lies there to tell."
)
def test_the_curves_plunge_where_no_validation_point_lies():
    bs, ws = page.train(degree=9)
    last = page.x_few.max()
    assert page.x_val.max() < last
    for epoch in (page.best, 2000):
        ends = page.columns(np.array([[last], [1.0]]), 9) @ ws[:, epoch]
        assert ends[1] < ends[0] - 1
        near = page.columns(np.linspace(0.9, last, 50)[:, None], 9) @ ws[:, epoch]
        assert 0 < near.argmax() < 49


@pytest.mark.claim(
    "A higher degree can draw every curve that a lower one can, so at its minimum the training "
    "loss is as low or lower: with the training loss as the judge, the largest model wins."
)
def test_the_training_loss_falls_with_the_degree():
    ends = [
        page.losses(page.x_few, page.y_few, *page.train(degree)).min() for degree in range(1, 10)
    ]
    assert ends == sorted(ends, reverse=True)
    lowest = []
    for degree in range(1, 10):
        design = np.hstack([np.ones((10, 1)), page.columns(page.x_few, degree)])
        fit = design @ np.linalg.lstsq(design, page.y_few, rcond=None)[0]
        lowest.append(((fit - page.y_few) ** 2).mean())
    assert (np.diff(lowest) <= 1e-12).all()
    grid = np.linspace(0, 1, 50)[:, None]
    for degree in range(1, 9):
        higher = page.polynomials(grid, degree + 1)
        np.testing.assert_array_equal(page.polynomials(grid, degree), higher[:, :-1])
    worst = max((1, 3, 9), key=lambda degree: validation_losses(degree).min())
    assert worst == 9


@pytest.mark.claim(
    "Powers of $x$ can draw the same curves, but resemble each other so much that after 2000 "
    "epochs descent would still be on its way."
)
@pytest.mark.claim(
    "(The validation loss would still fall, and be lower than with the columns used here: a descent "
    "that hasn't arrived acts like one that was stopped early.)"
)
def test_powers_would_still_be_on_their_way(monkeypatch):
    monkeypatch.setattr(page, "polynomials", lambda x, degree: x ** np.arange(1, degree + 1))
    losses = validation_losses(9)
    assert losses.argmin() == 2000 and losses[-1] < losses[1900]
    assert losses[-1] < page.val_losses.min()


@pytest.mark.claim(
    "Chebyshev polynomials, used here, resemble each other less, so descent is faster."
)
def test_powers_resemble_each_other_more():
    powers = np.corrcoef((page.x_few ** np.arange(1, 10)).T)
    curves = np.corrcoef(page.columns(page.x_few, 9).T)
    above = np.triu_indices(9, 1)
    assert np.abs(powers[above]).mean() > 2 * np.abs(curves[above]).mean()
    assert np.linalg.cond(powers) > 1000 * np.linalg.cond(curves)


def test_what_the_page_prints(capsys):
    runpy.run_path(page.__file__)
    assert capsys.readouterr().out.splitlines() == [
        "epoch 0:",
        "  train 4.06166, val 3.7803",
        "epoch 167:",
        "  train 0.00078, val 0.0112",
        "epoch 2000:",
        "  train 0.00001, val 0.0428",
        "degree  lowest  epoch  at end",
        "     1  0.0066     17  0.0082",
        "     3  0.0085     92  0.0085",
        "     9  0.0112    167  0.0428",
        "degree  at best  at end",
        "     1   0.0127  0.0102",
        "     3   0.0130  0.0130",
        "     9   0.0421  0.0590",
        "degree  lowest training loss",
        "     1  0.00833",
        "     3  0.00564",
        "     9  0.00001",
    ]
