import runpy

import numpy as np
import pytest

from chapter_0 import deciding_with_validation as page
from chapter_0 import pipeline

CANDIDATES = [(degree, lr) for degree in (1, 3, 9) for lr in (0.1, 0.01)]


def validation_losses(degree, lr):
    return page.losses(page.x_val, page.y_val, *page.train(degree, lr))


@pytest.mark.claim(
    "With nine of its weights at work, the polynomial can pass through all ten points."
)
def test_ten_parameters_pass_through_ten_points():
    design = np.hstack([np.ones((10, 1)), page.columns(page.x_few, 9)])
    assert np.linalg.matrix_rank(design) == 10
    fit = design @ np.linalg.solve(design, page.y_few)
    np.testing.assert_allclose(fit, page.y_few, atol=1e-8)


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
    "the curve runs through all ten training points, and bulges where there is none."
)
def test_training_loss_falls_to_the_end_while_validation_loss_rises():
    assert (np.diff(page.train_losses) < 0).all()
    assert len(page.train_losses) == len(page.val_losses) == 2001
    after = page.val_losses[page.best :]
    assert (np.diff(after)[:1500] > 0).all() and after[-1] > 3.5 * after[0]
    bs, ws = page.train(degree=9)
    end = bs[-1] + page.columns(page.x_few, 9) @ ws[:, -1:]
    assert np.abs(end - page.y_few).max() < 0.01


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
    "During a run nobody knows the future: save the parameters at each new lowest validation "
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


@pytest.mark.claim(
    "The training loss is lowest at the last epoch, where the validation loss is nearly four "
    "times as high as at epoch 167."
)
def test_the_training_loss_never_says_stop():
    assert page.stop == page.train_losses.argmin() == 2000
    assert 3.7 < page.val_losses[page.stop] / page.val_losses.min() < 4


@pytest.mark.claim("The line wins, at rate 0.01 and epoch 193.")
def test_the_line_has_the_lowest_validation_loss():
    lowest = {each: validation_losses(*each).min() for each in CANDIDATES}
    assert min(lowest, key=lowest.get) == (1, 0.01)
    assert validation_losses(1, 0.01).argmin() == 193
    assert round(lowest[1, 0.01], 5) == 0.00662


@pytest.mark.claim(
    "With a tenth of the rate, the polynomial needs ten times the epochs for the same loss: here, "
    "the rate decides on time more than on quality."
)
def test_the_lower_rate_takes_longer_to_the_same_loss():
    fast, slow = validation_losses(9, 0.1), validation_losses(9, 0.01)
    assert 9.9 < slow.argmin() / fast.argmin() < 10.1
    for degree in (1, 3, 9):
        fast, slow = validation_losses(degree, 0.1), validation_losses(degree, 0.01)
        assert abs(fast.min() - slow.min()) < 2e-5


@pytest.mark.claim(
    "The winner was the lowest of 12006 validation losses, and part of what made it lowest is "
    "luck with these 20 points."
)
def test_the_winner_is_the_lowest_of_many():
    assert sum(len(validation_losses(*each)) for each in CANDIDATES) == 12006
    truth = page.true_b + page.true_w * page.x_val
    assert validation_losses(1, 0.01).min() < ((truth - page.y_val) ** 2).mean()


@pytest.mark.claim("It is nearly twice as high.")
def test_the_test_loss_of_the_winner_is_nearly_twice_its_validation_loss():
    assert page.x_test.shape == page.y_test.shape == (1000, 1)
    truth = page.true_b + page.true_w * page.x_test
    np.testing.assert_allclose(page.y_test - truth, page.noise)
    assert abs(page.noise.std() - 0.1) < 0.005
    assert abs(page.test[193] - 0.0125) < 5e-5
    assert 1.8 < page.test[193] / validation_losses(1, 0.01)[193] < 2


@pytest.mark.claim(
    "the noise has variance $0.1^2 = 0.01$, and no model stays below that on new points, on average."
)
def test_no_candidate_gets_below_the_noise_on_the_test_set():
    for degree, lr in CANDIDATES:
        of_all_epochs = page.losses(page.x_test, page.y_test, *page.train(degree, lr))
        assert of_all_epochs.min() > (page.noise**2).mean() > 0.01


@pytest.mark.claim("Without a choice, the two means would be equal, up to chance.")
def test_over_400_draws_the_chosen_is_worse_on_new_points():
    assert page.val_loss.shape == page.new_loss.shape == (400,)
    difference = page.new_loss - page.val_loss
    assert difference.mean() > 3 * difference.std() / 20
    assert (difference > 0).sum() > 200 + 4 * 10
    # At the last epoch, which no choice led to, neither set is favoured.
    unchosen = page.history[-1, 1] - page.history[-1, 0]
    assert abs((unchosen > 0).sum() - 200) < 2 * 10


@pytest.mark.claim(
    "The validation set decides well, but not always as the truth, a line, would have it."
)
def test_the_line_is_chosen_most_often_but_not_always():
    line, cubic, ninth = np.bincount(page.degrees)
    assert line > 200 and cubic > 50 and ninth < 10


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
        "2000 0.0428",
        "1 0.1 17 0.00664",
        "1 0.01 193 0.00662",
        "3 0.1 284 0.00853",
        "3 0.01 2000 0.00853",
        "9 0.1 167 0.01119",
        "9 0.01 1678 0.01119",
        "test 0.0125",
        "means: validation 0.0113, new points 0.0135",
        "new points worse: 245 of 400",
        "degrees 1, 3, 9 chosen: [297 101   2]",
    ]
