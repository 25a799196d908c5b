import numpy as np
import pytest

from chapter_0 import learning_rates as page


@pytest.mark.claim("The high one has a negative factor: it changes sides and still comes closer.")
@pytest.mark.claim("The low rate keeps nine tenths of the distance each time.")
@pytest.mark.parametrize("rate", page.rates.values())
def test_each_update_of_b_multiplies_its_distance(rate):
    lowest = (page.y_train - page.w * page.x_train).mean()
    distance = np.array(page.descend_b(rate, 4)) - lowest
    np.testing.assert_allclose(distance[1:] / distance[:-1], 1 - 2 * rate)


def test_only_the_very_high_rate_raises_the_loss_of_b_alone():
    rising = {
        name
        for name, rate in page.rates.items()
        if page.mse(page.descend_b(rate, 4)[-1], page.w) > page.mse(page.b, page.w)
    }
    assert rising == {"very high"}


@pytest.mark.claim("The limit is 0.8055.")
def test_the_limit_is_the_one_of_the_bowl():
    assert page.limit == pytest.approx(0.8055, abs=5e-5)


@pytest.mark.claim("Below the limit the loss falls.")
@pytest.mark.claim("Above it the loss grows without end.")
def test_the_limit_parts_falling_from_growing_losses():
    below = [page.descend(0.99 * page.limit, n) for n in (0, 50, 100, 200)]
    above = [page.descend(1.01 * page.limit, n) for n in (0, 50, 100, 200)]
    assert below == sorted(below, reverse=True)
    assert above == sorted(above)


@pytest.mark.claim("Rate 0.9 came closer when only $b$ moved.")
def test_a_rate_that_b_alone_bears_diverges_for_both():
    start = page.mse(page.b, page.w)
    assert page.mse(page.descend_b(0.9, 20)[-1], page.w) < start < page.descend(0.9, 20)
