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


@pytest.mark.claim(
    "(Models judged on the same points share part of their luck: points that are easy for one are "
    "easy for others."
)
@pytest.mark.claim("Then the lowest loss falls less far.)")
def test_shared_luck_closes_the_gap():
    together = page.on_val
    correlation = np.corrcoef(together.T)
    assert np.median(correlation[np.triu_indices(100, 1)]) > 0.5
    # each candidate judged on a set of its own
    rng = np.random.default_rng(0)
    apart = np.stack([rng.permutation(column) for column in together.T])
    assert apart.min(axis=0).mean() < together.min(axis=1).mean() - 0.001


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
    "Means over 1000 validation sets of 20 points. With one candidate there is nothing to choose,"
    " and both losses nearly agree. From five on, more candidates lower the winner's validation "
    "loss, while its loss on new points falls no further."
)
@pytest.mark.claim(
    "These 20 points misled by more than is usual: on average, as in the figure, the loss rises "
    "only from 0.009 to 0.011, and the choice helps."
)
@pytest.mark.claim(
    "On average the choice helps: the winner is better than a candidate taken blindly."
)
@pytest.mark.claim(
    "But beyond a handful, more tries mostly add luck: the validation loss falls further and further "
    "below what new points will say."
)
def test_the_curves_part():
    assert page.counts == [1, 2, 3, 5, 10, 20, 50, 100] and page.on_val.shape == (1000, 100)
    val, new = np.array(page.val_means), np.array(page.new_means)
    assert new[0] == pytest.approx(val[0], rel=0.02) == pytest.approx(0.0117, rel=0.02)
    assert (np.diff(val) < 0).all() and (np.diff(new - val) > 0).all()
    assert (np.diff(new[3:]) > 0).all() and new[-1] < 1.03 * new[3]
    assert (new[4:] > new[3]).all() and (new[1:] < new[0]).all()
    assert page.test_losses[page.winner] > page.test_losses.mean()
    assert new[-1] == pytest.approx(0.011, abs=5e-4)
    gap = page.test_losses[page.winner] - page.val_losses[page.winner]
    assert gap > 2 * (new[-1] - val[-1])
    assert val[1] > 0.01 > val[2] and val[-1] == pytest.approx(0.009, abs=5e-5)


@pytest.mark.claim("(Here it even rises a little; with other candidates it stays about level.)")
def test_with_other_candidates_the_loss_on_new_points_stays_about_level(monkeypatch):
    rng = np.random.default_rng(0)
    for _ in range(5):
        lines = []
        for _ in range(100):
            ten = rng.choice(80, 10, replace=False)
            lines.append(np.polyfit(page.x_train[ten, 0], page.y_train[ten, 0], 1))
        w, b = np.transpose(lines)
        monkeypatch.setattr(page, "w", w)
        monkeypatch.setattr(page, "b", b)
        # the first so many, of any order: the means over some orders
        five, all_of_them = [], mean_of_the_lowest(20, 100)[1]
        for _ in range(10):
            order = rng.permutation(100)
            monkeypatch.setattr(page, "w", w[order])
            monkeypatch.setattr(page, "b", b[order])
            five.append(mean_of_the_lowest(20, 5)[1])
        assert all_of_them == pytest.approx(np.mean(five), rel=0.05)


@pytest.mark.claim(
    "More than twice as much, and this winner isn't even better than the mean of the candidates."
)
def test_the_winner_is_worse_than_it_looked():
    assert page.test_losses[page.winner] > 2 * page.val_losses[page.winner]
    assert page.test_losses[page.winner] > page.test_losses.mean()
    assert page.val_losses[page.winner] == page.val_losses.min()
    assert page.x_test.shape == (1000, 1)


@pytest.mark.claim(
    "So the 20 validation points are easy ones: on them, even the true line has a loss below 0.01, "
    "the variance of the noise."
)
@pytest.mark.claim("The winner's loss is lower still.")
@pytest.mark.claim(
    "That can only be luck: on new points, no line can be expected to do better than the true one."
)
def test_the_winner_has_less_than_the_truth():
    truth = ((page.true_b + page.true_w * page.x_val - page.y_val) ** 2).mean()
    assert page.val_losses[page.winner] < truth < 0.01
    # what a line is off adds to the noise: the mean over all x from 0 to 1
    for b, w in np.random.default_rng(2).normal((page.true_b, page.true_w), 0.1, (1000, 2)):
        db, dw = b - page.true_b, w - page.true_w
        assert db**2 + db * dw + dw**2 / 3 > 0


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
        " 1 models: 10.000",
        " 2 models: 9.500",
        "10 models: 9.002",
        "winner 0.0061",
        "winner      0.0133",
        "mean of all 0.0122",
        "validation 0.0084",
        "test       0.0106",
        "reported 0.0090",
        "fresh    0.0112",
    ]
