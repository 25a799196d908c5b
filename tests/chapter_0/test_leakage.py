import numpy as np
import pytest

from chapter_0 import leakage


def test_the_scaler_fitted_on_all_has_seen_the_validation_set():
    assert leakage.on_all.mean_[0] == pytest.approx(leakage.x.mean())
    assert leakage.on_train.mean_[0] == pytest.approx(leakage.x_train.mean())
    assert leakage.on_all.mean_[0] != pytest.approx(leakage.on_train.mean_[0], rel=1e-3)


def test_for_one_well_mixed_feature_the_leak_is_small():
    moved = np.abs(leakage.val_all - leakage.val_train)
    assert 0.01 < moved.max() < 0.07


def test_features_chosen_on_all_make_useless_models_look_good():
    assert (leakage.wrong < leakage.right).all()
    assert leakage.wrong.mean() < 0.8
    assert leakage.right.mean() > 1.2
