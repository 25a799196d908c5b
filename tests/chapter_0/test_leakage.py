import io
import runpy
from contextlib import redirect_stdout

import numpy as np
import pytest
from sklearn.feature_selection import SelectKBest, f_regression
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LinearRegression
from sklearn.preprocessing import StandardScaler

from chapter_0 import leakage as page
from chapter_0.leakage import chosen_on_all, chosen_on_train, draws

PRINTED = """\
chosen on all 100 points: validation 0.73, new points 1.34
chosen on the 80 training points: validation 1.38, new points 1.36
validation 0.64
better than guessing: True
new points 1.38
better than guessing: False
validation 1.35
moved by at most 0.06
"""


def test_the_page_prints_what_its_sentences_speak_of():
    with redirect_stdout(io.StringIO()) as printed:
        runpy.run_path(page.__file__)
    assert printed.getvalue() == PRINTED


@pytest.mark.claim(
    "The target varies around 0 with variance 1, so always guessing 0 has an expected loss of 1, "
    "and no model can be expected to do better."
)
def test_always_guessing_zero_has_a_loss_of_about_one():
    assert (page.new_target**2).mean() == pytest.approx(1, abs=0.05)
    assert np.mean([(target**2).mean() for _, target in draws]) == pytest.approx(1, abs=0.05)
    for features, target in draws:
        assert features.shape == (100, 1000)
        assert target.shape == (100,)


@pytest.mark.claim(
    "On the validation points, the models with features chosen on all points look better than "
    "guessing in 17 of 20 draws."
)
@pytest.mark.claim(
    "On 2000 new points, squares and circles lie together, and all 40 models are worse than guessing."
)
def test_features_chosen_on_all_make_useless_models_look_good():
    assert chosen_on_all.shape == chosen_on_train.shape == (20, 2)
    assert (chosen_on_all[:, 0] < 1).sum() == 17
    assert page.new.shape == (2000, 1000)
    guessing = max(1, (page.new_target**2).mean())
    assert (chosen_on_all[:, 1] > guessing).all()
    assert (chosen_on_train[:, 1] > guessing).all()
    apart = (chosen_on_train - chosen_on_all).mean(axis=0)
    assert apart[0] > 0.6 and abs(apart[1]) < 0.03


@pytest.mark.claim(
    "The one who chose with all 100 points has the lower validation loss, because the choice has "
    "used the validation targets."
)
@pytest.mark.claim(
    "Neither choice gives clearly better models: on average over the draws, their losses on new points "
    "are 1.34 and 1.36."
)
@pytest.mark.claim(
    "But the leak spoils the measurement: the validation losses are 0.73 with it and 1.38 without."
)
def test_only_the_validation_loss_differs():
    assert (chosen_on_all[:, 0] < chosen_on_train[:, 0]).all()
    assert (chosen_on_all[:, 0] < chosen_on_all[:, 1]).all()
    assert chosen_on_all.mean(axis=0) == pytest.approx([0.73, 1.34], abs=5e-3)
    assert chosen_on_train.mean(axis=0) == pytest.approx([1.38, 1.36], abs=5e-3)
    all_new, train_new = chosen_on_all[:, 1], chosen_on_train[:, 1]
    assert all_new.mean() == pytest.approx(train_new.mean(), rel=0.02)
    # which of both is better, changes from draw to draw
    assert 6 <= (all_new < train_new).sum() <= 14


@pytest.mark.claim("They say nothing about new targets.")
def test_the_useless_model_is_worse_than_guessing_on_new_points():
    chosen = page.select.transform(page.features)
    model = LinearRegression().fit(chosen[page.train_idx], page.target_train)
    yhat = model.predict(page.select.transform(page.new))
    assert abs(np.corrcoef(yhat, page.new_target)[0, 1]) < 0.05
    assert ((yhat - page.new_target) ** 2).mean() > 1.2 * (page.new_target**2).mean()


@pytest.mark.claim("The choice picked these, so they follow the 20 validation targets, too.")
def test_the_chosen_features_fit_the_validation_targets_the_same_way():
    def fit(features, points):
        target = page.target[points]
        return np.array([np.corrcoef(column, target)[0, 1] for column in features[points].T])

    honest = page.features[:, page.model[0].get_support()]
    agree = {
        name: (np.sign(fit(chosen, page.train_idx)) * fit(chosen, page.val_idx)).mean()
        for name, chosen in (("all", page.chosen), ("train", honest))
    }
    assert agree["all"] > 0.2
    assert abs(agree["train"]) < 0.1


@pytest.mark.claim("A pipeline joins the steps and the model.")
@pytest.mark.claim(
    "Its fit fits them all on the points that you give it, and its predict transforms with what "
    "was fitted, then predicts."
)
def test_a_pipeline_chooses_on_the_training_points():
    select, regression = (step for _, step in page.model.steps)
    by_hand = type(select)(select.score_func, k=10)
    by_hand.fit(page.features[page.train_idx], page.target_train)
    assert (select.get_support() == by_hand.get_support()).all()
    before = select.get_support().copy()
    yhat = page.model.predict(page.features[page.val_idx])
    assert (select.get_support() == before).all()
    by_steps = regression.predict(select.transform(page.features[page.val_idx]))
    np.testing.assert_array_equal(yhat, by_steps)
    on_new = page.model.predict(page.new) - page.new_target
    assert [page.loss, (on_new**2).mean()] == pytest.approx(chosen_on_train[0])


@pytest.mark.claim("Now the validation loss is an honest estimate.")
@pytest.mark.claim(
    "With 20 points it may be too high or too low by chance, but nothing pulls it down, "
    "as long as you choose nothing by it."
)
def test_chosen_on_the_training_points_the_validation_loss_is_off_to_both_sides():
    off = chosen_on_train[:, 0] - chosen_on_train[:, 1]
    assert 6 <= (off > 0).sum() <= 14
    assert abs(off.mean()) < 2 * off.std() / 20**0.5
    leaked = chosen_on_all[:, 0] - chosen_on_all[:, 1]
    assert (leaked < 0).all()


@pytest.mark.claim("Less than a fifth: without an outlier, 20 more points change little.")
@pytest.mark.claim(
    "But a single value of 10 among them would more than triple the standard deviation."
)
def test_for_one_well_mixed_feature_the_leak_is_small():
    assert page.on_all.mean_[0] == pytest.approx(page.x.mean())
    assert page.on_train.mean_[0] == pytest.approx(page.x_train.mean())
    assert np.abs(page.moved).max() == pytest.approx(0.06, abs=0.005)
    np.testing.assert_allclose(page.moved, page.leaked - page.on_train.transform(page.x_val))
    assert page.most == np.abs(page.moved).max() < 1 / 5
    assert np.abs(page.on_all.transform(page.x)).max() < 2
    outlier = page.x.copy()
    outlier[page.val_idx[0]] = 10
    assert StandardScaler().fit(outlier).scale_[0] > 3 * page.on_all.scale_[0]


def test_of_three_steps_fitted_on_all_points_only_the_choice_lowers_the_validation_loss():
    def validation_loss(features, target, leaky):
        for step in (SimpleImputer(), StandardScaler(), SelectKBest(f_regression, k=10)):
            points = page.idx if type(step).__name__ == leaky else page.train_idx
            features = step.fit(features[points], target[points]).transform(features)
        model = LinearRegression().fit(features[page.train_idx], target[page.train_idx])
        return ((model.predict(features[page.val_idx]) - target[page.val_idx]) ** 2).mean()

    gaps = np.random.default_rng(0).random((100, 1000)) < 0.1
    with_gaps = [(np.where(gaps, np.nan, features), target) for features, target in draws[:8]]
    leaky = None, "SimpleImputer", "StandardScaler", "SelectKBest"
    mean = {step: np.mean([validation_loss(*draw, step) for draw in with_gaps]) for step in leaky}
    assert mean["SimpleImputer"] == pytest.approx(mean[None], rel=0.1)
    assert mean["StandardScaler"] == pytest.approx(mean[None], rel=0.1)
    assert mean["SelectKBest"] < 0.7 * mean[None]
