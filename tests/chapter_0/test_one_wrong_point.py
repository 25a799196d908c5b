import runpy

import numpy as np
import pytest

from chapter_0 import one_wrong_point as page
from chapter_0.pipeline import true_b, true_w


def mean_square(error):
    return (error**2).mean()


def mean_size(error):
    return np.abs(error).mean()


def mae(line, y):
    return mean_size(np.polyval(line, page.x_train) - y)


@pytest.mark.claim("Suppose the decimal point of one measured value slips.")
@pytest.mark.claim("Such a point, far from all others, is an outlier.")
def test_one_point_slips_by_a_factor_of_ten():
    assert round(page.y_train[0, 0], 2) == 2.47 and round(page.slipped[0, 0], 1) == 24.7
    np.testing.assert_array_equal(page.slipped[1:], page.y_train[1:])
    assert np.abs(page.slipped[0] - page.slipped[1:]).min() > 21


@pytest.mark.claim("The MSE takes the mean, 20, which lies near none of them.")
@pytest.mark.claim(
    "The MAE takes the median, 3: half of the other values lie below it and half above."
)
@pytest.mark.claim("With 9000 in place of 90, it would still be 3.")
def test_the_best_number_is_the_mean_or_the_median():
    values = page.values
    assert values.tolist() == [1, 2, 3, 4, 90]
    assert page.tries == range(91)
    best = [min(page.tries, key=lambda b: error(b - values)) for error in (mean_square, mean_size)]
    assert best == [values.mean(), np.median(values)] == [20, 3]
    assert page.mse == [mean_square(b - values) for b in page.tries]
    assert page.mae == [mean_size(b - values) for b in page.tries]
    assert np.abs(values - 20).min() == 16
    further = np.array([1, 2, 3, 4, 9000])
    assert min(range(9001), key=lambda b: mean_size(b - further)) == 3


@pytest.mark.claim(
    "With the right value, the best line has a slope of 1.97 for the MSE and of 1.96 for the MAE."
)
@pytest.mark.claim(
    "One wrong value in 80 makes the slope for the MSE almost half as large again. The slope "
    "for the MAE hardly changes."
)
@pytest.mark.claim(
    "For the MAE, some best line runs through two of the points, so this tries all pairs."
)
def test_the_best_line_of_the_mse_follows_the_slip_and_that_of_the_mae_does_not():
    assert len(page.x_train) == 80
    slopes = [
        round(page.best_line(y, loss)[0], 2)
        for loss in ("MSE", "MAE")
        for y in (page.y_train, page.slipped)
    ]
    assert slopes == [1.97, 2.86, 1.96, 1.96]
    assert 1.4 < slopes[1] / slopes[0] < 1.5
    # Both losses are bowls: where no small change of the line helps, nothing does.
    for y in (page.y_train, page.slipped):
        best = page.best_line(y, "MAE")
        errors = np.polyval(best, page.x_train) - y
        assert (np.abs(errors) < 1e-9).sum() == 2
        for turn in np.linspace(0, 2 * np.pi, 360):
            for size in (1e-4, 1e-2):
                change = size * np.array([np.cos(turn), np.sin(turn)])
                assert mae(best, y) < mae(best + change, y)
        normal = np.polyval(page.best_line(y, "MSE"), page.x_train) - y
        assert [normal.mean(), (page.x_train * normal).mean()] == pytest.approx([0, 0], abs=1e-12)


@pytest.mark.claim(
    "79 right points, and a wrong one far above the picture. The best line for the MSE leans towards it. "
    "The best line for the MAE lies on the thin one, the best for the MSE without the slip."
)
def test_the_lines_of_the_figure():
    heights = {name: np.polyval(page.drawn[name][0], page.ends) for name in page.drawn}
    assert page.slipped[0, 0] > 5 * page.top and page.slipped[1:].max() < page.top
    thin = heights["MSE, without the slip"]
    assert np.abs(heights["best for the MAE"] - thin).max() < 0.02
    left, right = heights["best for the MSE"] - thin
    assert left < -0.1 and right > 0.7
    np.testing.assert_array_equal(
        page.drawn["MSE, without the slip"][0], page.best_line(page.y_train, "MSE")
    )
    assert page.x_slip == page.x_train[0, 0] > 0.7


@pytest.mark.claim(
    "For the MSE, a point 22 above the line pulls 220 times as hard as one that is 0.1 above "
    "it, because the slope of a square grows with the error. For the MAE, both pull equally "
    "hard, because the slope of the absolute value is 1 or −1, however large the error."
)
def test_the_pull_of_a_point_is_the_slope_of_its_part_of_the_loss():
    def pull(part, error):
        return (part(error + 1e-5) - part(error - 1e-5)) / 2e-5

    assert pull(np.square, -22) / pull(np.square, -0.1) == pytest.approx(220, rel=1e-4)
    assert pull(np.abs, -22) == pytest.approx(pull(np.abs, -0.1)) == pytest.approx(-1)
    assert pull(np.abs, 22) == pytest.approx(pull(np.abs, 0.1)) == pytest.approx(1)
    # The point that slipped is about 22 above the line that made the data.
    assert page.slipped[0] - true_b - true_w * page.x_train[0] == pytest.approx(22, abs=0.5)


@pytest.mark.claim(
    "Had the $x$ of this point slipped by two places, to 77, both best lines would be nearly flat: the "
    "farther out a point lies, the longer its lever on the slope."
)
@pytest.mark.claim("Against a wrong $x$, the MAE has its limits.")
@pytest.mark.claim(
    "A point with a far-off $x$ can draw the line to itself and then has a small error, so look at a plot, too."
)
def test_a_wrong_x_flattens_both_lines(monkeypatch):
    slopes = {"MAE": [], "MSE": []}
    for times in (1, 10, 100):
        x = page.x_train.copy()
        x[0] *= times
        monkeypatch.setattr(page, "x_train", x)
        for loss, found in slopes.items():
            found.append(round(page.best_line(page.y_train, loss)[0], 2))
        monkeypatch.undo()
    assert round(x[0, 0]) == 77
    assert slopes == {"MAE": [1.96, 1.85, 0.01], "MSE": [1.97, 0.31, 0.01]}
    sizes = np.abs(np.polyval(np.polyfit(x[:, 0], page.y_train[:, 0], 1), x) - page.y_train)
    assert sizes[0] < 0.2 and (sizes > sizes[0]).sum() == 67


def test_the_line_of_two_points_runs_through_both(monkeypatch):
    monkeypatch.setattr(page, "x_train", page.x_train[:2])
    line = page.best_line(page.y_train[:2], "MAE")
    np.testing.assert_allclose(np.polyval(line, page.x_train), page.y_train[:2])


@pytest.mark.claim("A mean doesn't say whether all points are off or one is.")
def test_one_point_makes_nearly_all_of_the_loss():
    fitted = np.polyval(page.best_line(page.slipped, "MSE"), page.x_train)
    squares = (fitted - page.slipped) ** 2
    assert page.worst == 0
    assert page.share == pytest.approx(squares[0, 0] / squares.sum())
    assert round(page.share, 2) == 0.97
    # Eighty points that are all off alike have the same mean.
    assert np.full(80, squares.mean()).mean() == pytest.approx(squares.mean())


def test_what_a_prediction_gives():
    assert round(np.abs(page.error).max(), 2) == 21.66
    assert round(21.66**2 / (80 * 6.02), 2) == round(page.share, 2)


def test_what_the_page_prints(capsys):
    runpy.run_path(page.__file__)
    assert capsys.readouterr().out.splitlines() == [
        "right:   2.47",
        "slipped: 24.7",
        "slope for the MSE",
        "  right 1.97",
        "  slipped 2.86",
        "slope for the MAE",
        "  right 1.96",
        "  slipped 1.96",
        "lowest MSE at b = 20",
        "lowest MAE at b = 3",
        "MSE 6.02",
        "point 0, share: 0.97",
    ]
