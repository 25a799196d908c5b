import runpy

import numpy as np
import pytest

from chapter_0 import test_set as page


def mean_of_the_lowest(points, count, sets=400):
    """The winners' mean loss, on validation sets of so many points and on new ones."""
    rng = np.random.default_rng(3)
    x = rng.random((sets, points, 1))
    y = page.true_b + page.true_w * x + 0.1 * rng.normal(size=x.shape)
    tried = page.losses(x, y)[:, :count]
    b, w = page.b - page.true_b, page.w - page.true_w
    # The mean over all x from 0 to 1, and the variance of the noise.
    on_new = b**2 + b * w + w**2 / 3 + 0.01
    return tried.min(axis=1).mean(), on_new[tried.argmin(axis=1)].mean()


@pytest.mark.claim("(Models that share part of their luck gain less.)")
def test_shared_luck_closes_the_gap():
    rng = np.random.default_rng(0)
    own, shared = rng.normal(size=(2, 10_000)), rng.normal(size=10_000)
    apart = own.min(axis=0).mean()
    together = (0.6 * own + 0.8 * shared).min(axis=0).mean()
    assert apart < together - 0.1 < 0


@pytest.mark.claim("Each has a loss of 10 on average.")
@pytest.mark.claim("The lower of the two is 9 in three of four cases, so on average")
def test_the_lower_of_two_is_lower_than_either():
    cases = np.array([(9, 9), (9, 11), (11, 9), (11, 11)])
    assert (cases.mean(axis=0) == 10).all()
    assert cases.min(axis=1).tolist() == [9, 9, 9, 11]
    assert cases.min(axis=1).mean() == 9.5


def test_each_candidate_is_the_lowest_line_on_ten_training_points():
    assert len(page.candidates) == len(page.b) == len(page.w) == 100
    rng = np.random.default_rng(0)
    for slope, intercept in page.candidates:
        ten = rng.choice(80, 10, replace=False)
        error = intercept + slope * page.x_train[ten] - page.y_train[ten]
        assert abs(error.mean()) < 1e-9 and abs((error * page.x_train[ten]).mean()) < 1e-9
    assert (page.w, page.b)[0][0] == page.candidates[0][0]


@pytest.mark.claim(
    "Means over 1000 validation sets of 20 points. From one candidate there is nothing to choose, "
    "and both losses agree. From five on, more candidates lower the winner's validation loss, "
    "while its loss on new points even rises a little."
)
@pytest.mark.claim("On average the choice helps; with these 20 points it didn't.")
@pytest.mark.claim(
    "On average the choice helps: the winner is better than a candidate taken blindly."
)
@pytest.mark.claim(
    "But the more you try, the further its validation loss falls below what new points will say."
)
def test_the_curves_part():
    assert page.counts == [1, 2, 3, 5, 10, 20, 50, 100] and page.on_val.shape == (1000, 100)
    val, new = np.array(page.val_means), np.array(page.new_means)
    assert new[0] == pytest.approx(val[0], rel=0.02) == pytest.approx(0.0117, rel=0.02)
    assert (np.diff(val) < 0).all() and (np.diff(new - val) > 0).all()
    assert (np.diff(new[3:]) > 0).all() and new[-1] < 1.03 * new[3]
    assert (new[4:] > new[3]).all() and (new[1:] < new[0]).all()
    assert page.test_losses[page.winner] > page.test_losses.mean()
    assert val[1] > 0.01 > val[2] and val[-1] == pytest.approx(0.009, abs=5e-5)


@pytest.mark.claim(
    "More than twice as much, and this winner isn't even better than the mean of the candidates."
)
def test_the_winner_is_worse_than_it_looked():
    assert page.test_losses[page.winner] > 2 * page.val_losses[page.winner]
    assert page.test_losses[page.winner] > page.test_losses.mean()
    assert page.val_losses[page.winner] == page.val_losses.min()
    assert page.x_test.shape == (1000, 1)


@pytest.mark.claim(
    "So the 20 validation points are easy ones: on them, even the truth has less than the variance "
    "of the noise, 0.01."
)
@pytest.mark.claim("And the winner has less than the truth, which can only be luck.")
def test_the_winner_has_less_than_the_truth():
    truth = ((page.true_b + page.true_w * page.x_val - page.y_val) ** 2).mean()
    assert page.val_losses[page.winner] < truth < 0.01


@pytest.mark.claim("More validation points and fewer tries leave less to luck.")
def test_more_points_and_fewer_tries_leave_less_to_luck():
    def luck(points, count):
        val, new = mean_of_the_lowest(points, count)
        return new - val

    assert luck(200, 100) < luck(20, 100) / 3
    assert luck(20, 5) < luck(20, 100)


def test_the_lowest_test_loss_is_too_low():
    assert page.tests.shape == (100, 100)
    assert page.lowest.mean() == pytest.approx(0.0090474068)
    assert page.after.mean() == pytest.approx(0.0112185506)
    assert page.lowest.mean() < 0.85 * page.after.mean()


def test_what_the_page_prints(capsys):
    runpy.run_path(page.__file__)
    assert capsys.readouterr().out.splitlines() == [
        "winner 0.0061",
        "winner 0.0133",
        "mean   0.0122",
        "validation 0.0084",
        "test       0.0106",
        "reported 0.0090",
        "fresh    0.0112",
    ]
