import pytest

from chapter_0 import epoch, pipeline


@pytest.mark.claim("All three used each of the 80 points once, so all three are one epoch.")
@pytest.mark.parametrize("batch_size, updates", [(80, 1), (32, 3), (16, 5), (1, 80)])
def test_an_epoch_uses_every_point_once(batch_size, updates):
    made, used, _ = epoch.one_epoch(batch_size)
    assert made == updates
    assert sorted(used) == list(range(80))


@pytest.mark.claim("There, one round of the steps is one epoch, and the loop is short:")
def test_with_the_whole_batch_an_epoch_is_one_round_of_the_steps():
    b, w = pipeline.first_b, pipeline.first_w
    error = b + w * pipeline.x_train - pipeline.y_train
    b = b - 0.1 * 2 * error.mean()
    w = w - 0.1 * 2 * (pipeline.x_train * error).mean()
    loss = ((b + w * pipeline.x_train - pipeline.y_train) ** 2).mean()
    assert epoch.one_epoch(80)[2] == pytest.approx(loss)


def test_more_updates_in_the_epoch_got_further():
    whole, mini, single = (epoch.one_epoch(size)[2] for size in (80, 16, 1))
    assert single < mini < whole


@pytest.mark.claim(
    "After 1000 epochs, $b$ and $w$ are close to the true values 1 and 2, from which the "
    "data were made."
)
def test_after_1000_epochs_b_and_w_are_close_to_the_true_values():
    assert pipeline.b[0] == pytest.approx(pipeline.true_b, abs=0.05)
    assert pipeline.w[0] == pytest.approx(pipeline.true_w, abs=0.05)


@pytest.mark.claim("The loop claims 1000 epochs and made as many updates as 200 have.")
def test_one_batch_a_round_is_a_fifth_of_an_epoch():
    assert epoch.points_used / 80 == 1000 / 5
