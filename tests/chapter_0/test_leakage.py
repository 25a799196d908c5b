import numpy as np
import pytest

from chapter_0 import leakage


@pytest.mark.claim("The numbers differ, so the validation set did have its say.")
def test_the_scaler_fitted_on_all_has_seen_the_validation_set():
    assert leakage.on_all.mean_[0] == pytest.approx(leakage.x.mean())
    assert leakage.on_train.mean_[0] == pytest.approx(leakage.x_train.mean())
    assert leakage.on_all.mean_[0] != pytest.approx(leakage.on_train.mean_[0], rel=1e-3)


@pytest.mark.claim("With one feature and well-mixed points, the leak is small.")
def test_for_one_well_mixed_feature_the_leak_is_small():
    moved = np.abs(leakage.val_all - leakage.val_train)
    assert 0.01 < moved.max() < 0.07


@pytest.mark.claim(
    "The honest loss, 1.39 on average, says that these models are worse than always guessing zero."
)
def test_features_chosen_on_all_make_useless_models_look_good():
    assert (leakage.wrong < leakage.right).all()
    assert leakage.wrong.mean() < 0.8
    assert leakage.right.mean() == pytest.approx(1.39, abs=5e-3)
