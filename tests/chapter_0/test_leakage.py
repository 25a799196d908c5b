import io
import runpy
from contextlib import redirect_stdout

import numpy as np
import pytest
from sklearn.linear_model import LinearRegression

from chapter_0 import leakage as page
from chapter_0.leakage import chosen_on_all, chosen_on_train, draws

PRINTED = """\
validation 0.64
new points 1.38
validation 1.35
0.06
"""


def test_the_page_prints_what_its_sentences_speak_of():
    with redirect_stdout(io.StringIO()) as printed:
        runpy.run_path(page.__file__)
    assert printed.getvalue() == PRINTED


@pytest.mark.claim(
    "The target varies around 0 with variance 1, so always guessing 0 has a loss of about 1, "
    "and no model can be expected to do better."
)
def test_always_guessing_zero_has_a_loss_of_about_one():
    assert (page.new_target**2).mean() == pytest.approx(1, abs=0.05)
    assert np.mean([(target**2).mean() for _, target in draws]) == pytest.approx(1, abs=0.05)
    for features, target in draws:
        assert features.shape == (100, 1000)
        assert target.shape == (100,)


@pytest.mark.claim("Chosen on all points (squares), the useless model beats it in 17 of 20 draws.")
@pytest.mark.claim(
    "Chosen on the training points (circles), it fails to in 17 of 20, which is the truth."
)
def test_features_chosen_on_all_make_useless_models_look_good():
    assert len(draws) == 20
    assert (chosen_on_all < 1).sum() == 17
    assert (chosen_on_train > 1).sum() == 17
    assert (chosen_on_all < chosen_on_train).all()


@pytest.mark.claim("Worse than guessing 0.")
def test_the_useless_model_is_worse_than_guessing_on_new_points():
    assert page.new.shape == (2000, 1000)
    chosen = page.select.transform(page.features)
    model = LinearRegression().fit(chosen[page.train_idx], page.y_train)
    yhat = model.predict(page.select.transform(page.new))
    assert ((yhat - page.new_target) ** 2).mean() > 1.2 * (page.new_target**2).mean()


@pytest.mark.claim(
    "Of 1000 features, some fit the targets by chance, those of the validation points "
    "included, and the choice picked these."
)
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


@pytest.mark.claim(
    "A pipeline does so by itself: its fit fits each step on what it is given, its predict "
    "only transforms:"
)
def test_a_pipeline_chooses_on_the_training_points():
    select, regression = (step for _, step in page.model.steps)
    by_hand = type(select)(select.score_func, k=10)
    by_hand.fit(page.features[page.train_idx], page.y_train)
    assert (select.get_support() == by_hand.get_support()).all()
    before = select.get_support().copy()
    page.model.predict(page.features[page.val_idx])
    assert (select.get_support() == before).all()


@pytest.mark.claim("Now the validation loss says what the model is worth.")
def test_the_loss_of_the_pipeline_holds_on_new_points():
    new = ((page.model.predict(page.new) - page.new_target) ** 2).mean()
    assert page.loss == pytest.approx(chosen_on_train[0])
    assert page.loss == pytest.approx(new, rel=0.1)


@pytest.mark.claim(
    "At most 0.06 of a standard deviation: with one feature and well-mixed points the leak is "
    "small."
)
def test_for_one_well_mixed_feature_the_leak_is_small():
    assert page.on_all.mean_[0] == pytest.approx(page.x.mean())
    assert page.on_train.mean_[0] == pytest.approx(page.x_train.mean())
    assert np.abs(page.moved).max() == pytest.approx(0.06, abs=0.005)
