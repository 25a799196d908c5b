import numpy as np
import pytest

from chapter_0 import errors


@pytest.mark.claim("All 80 are.")
def test_every_first_prediction_is_too_low():
    assert (errors.error < 0).all()


@pytest.mark.claim(
    "The errors are now small and of both signs, but not zero: each is the noise $e_i$ of "
    "its point with the sign turned."
)
def test_errors_at_the_truth_are_the_noise_turned_round():
    noise = errors.e[errors.train_idx]
    np.testing.assert_allclose(errors.true_error, -noise, atol=1e-12)
    assert (errors.true_error < 0).any() and (errors.true_error > 0).any()


def test_a_flat_y_subtracts_every_value_from_every_prediction():
    assert errors.wrong.shape == (80, 80)
    np.testing.assert_allclose(errors.wrong.diagonal(), errors.true_error[:, 0])
    assert np.abs(errors.wrong).max() > 5 * np.abs(errors.true_error).max()
