"""Log odds can be any number, the sigmoid undoes them, and those of the two clouds are linear."""

import math
import runpy
from fractions import Fraction

import numpy as np
import pytest
import torch

from chapter_3 import log_odds as page
from chapter_3 import pipeline


def log_odds(p):
    return math.log(p) - math.log1p(-p)


@pytest.mark.claim("They begin at 0 and have no upper end.")
@pytest.mark.claim("The log odds, or logit, have no lower end either.")
@pytest.mark.claim("With $p = 0.8$ they are 4 to 1.")
def test_the_ranges_of_odds_and_log_odds():
    assert Fraction(8, 10) / (1 - Fraction(8, 10)) == 4
    p = np.linspace(0.001, 0.999, 999)
    odds = p / (1 - p)
    assert (odds > 0).all() and (np.diff(odds) > 0).all()
    for large in (10.0, 1e3, 1e6):
        assert large / (1 + large) < 1  # the probability with these odds
        assert log_odds(large / (1 + large)) == pytest.approx(math.log(large))
        assert log_odds(1 / (1 + large)) == pytest.approx(-math.log(large))


@pytest.mark.claim("Equally likely classes have log odds 0.")
@pytest.mark.claim(
    "If the classes swap their names, $p$ becomes $1 - p$, and only the sign of the log odds changes."
)
def test_swapped_classes_swap_the_sign():
    assert log_odds(0.5) == 0
    for p in (0.001, 0.1, 0.3, 0.75, 0.99):
        assert log_odds(1 - p) == pytest.approx(-log_odds(p))
        assert torch.logit(torch.tensor(p)).item() == pytest.approx(log_odds(p), rel=1e-4)


@pytest.mark.claim(
    "From 0.9 to 0.99, $p$ grows by a tenth, but the odds become 11 times as large: one exception in "
    "100 is far rarer than one in 10, and the log odds show it."
)
def test_the_odds_are_11_times_as_large():
    low, high = Fraction(9, 10), Fraction(99, 100)
    assert high / low == Fraction(11, 10)
    assert (high / (1 - high)) / (low / (1 - low)) == 11
    assert log_odds(0.99) > 2 * log_odds(0.9)


@pytest.mark.claim("$e^z$ gives the odds again, and odds of 4 to 1 are a share of 4 in 5.")
@pytest.mark.claim("So $p$ is the odds divided by one plus the odds.")
def test_the_sigmoid_undoes_the_log_odds():
    for p in (0.01, 0.1, 0.5, 0.8, 0.99):
        odds = p / (1 - p)
        assert math.exp(log_odds(p)) == pytest.approx(odds)
        assert odds / (1 + odds) == pytest.approx(p)
        assert page.sigmoid(log_odds(p)) == pytest.approx(p)
    assert Fraction(4, 1) / (1 + 4) == Fraction(4, 5)
    z = torch.linspace(-8, 8, 50)
    np.testing.assert_allclose(page.sigmoid(z.numpy()), torch.sigmoid(z).numpy(), rtol=1e-4)


@pytest.mark.claim(
    "The slope of the sigmoid, $e^{-z} / (1 + e^{-z})^2$, is $p (1 - p)$, so it is steepest at "
    "$z = 0$, with slope 1/4."
)
@pytest.mark.claim(
    "$\\sigma(z)$ and $\\sigma(-z)$ add up to 1: they are the probabilities of the two classes."
)
@pytest.mark.claim("It comes ever closer to 0 and 1 and, but for rounding, never reaches them.")
@pytest.mark.claim("The slope of the sigmoid is $p (1 - p)$: 1/4 at one half, and 0.09 at 0.9.")
def test_the_slope_of_the_sigmoid():
    z = torch.linspace(-6, 6, 121, dtype=torch.float64, requires_grad=True)
    p = torch.sigmoid(z)
    p.sum().backward()
    torch.testing.assert_close(z.grad, p * (1 - p))
    torch.testing.assert_close(z.grad, torch.exp(-z) / (1 + torch.exp(-z)) ** 2)
    torch.testing.assert_close(p + torch.sigmoid(-z), torch.ones_like(p))
    assert (p[z > 0] > 0.5).all() and (p[z < -1e-9] < 0.5).all()
    assert z.grad.argmax() == 60 and z[60].item() == pytest.approx(0, abs=1e-12)
    assert z.grad[60].item() == pytest.approx(0.25)
    assert Fraction(9, 10) * (1 - Fraction(9, 10)) == Fraction(9, 100)
    # 1 - p is the sigmoid of -z, so it is exact far out, too: it shrinks and stays above 0
    rest = torch.sigmoid(-torch.arange(0.0, 700.0, 50, dtype=torch.float64))
    assert (rest.diff() < 0).all() and (rest > 0).all()


@pytest.mark.claim(
    "From a probability, go right to the curve, then down to its log odds. Equal steps of $z$ "
    "(dots) become smaller and smaller steps of $p$ towards both ends."
)
def test_the_figure_shows_steps_that_shrink():
    steps = np.diff(page.sigmoid(page.dots))
    assert (page.dots == np.arange(-6, 7)).all()
    assert (np.diff(steps[:6]) > 0).all() and (np.diff(steps[6:]) < 0).all()
    assert page.below == pytest.approx(2.1972, rel=1e-4)
    assert page.sigmoid(page.below) == pytest.approx(0.9)


def density(x, centre, spread=1.0):
    square = ((x - np.array(centre)) ** 2).sum(axis=1)
    return np.exp(-square / (2 * spread**2)) / (2 * math.pi * spread**2)


def test_the_clouds_log_odds_by_counting():
    rng = np.random.default_rng(5)
    label = rng.random(400_000) < 0.5
    x = rng.normal(size=(400_000, 2)) + label[:, None] * [2, 1]
    z = x @ [2, 1] - 2.5
    for start in np.arange(-5, 5):
        inside = (z >= start) & (z < start + 1)
        expected = (1 / (1 + np.exp(-z[inside]))).mean()
        assert label[inside].mean() == pytest.approx(expected, abs=0.01)


@pytest.mark.claim(
    "For the two clouds around (0, 0) and (2, 1), such a model can be exactly right: their true log odds "
    "are $2 x_1 + x_2 - 2.5$."
)
@pytest.mark.claim(
    "The squares of the features cancel because the two clouds have the same spread."
)
@pytest.mark.claim("With different spreads they would stay, and the log odds would not be linear.")
@pytest.mark.claim(
    "If positives were rarer, only the bias would change: the log odds of a positive among "
    "all points are added to it."
)
def test_the_clouds_log_odds_are_linear():
    x = np.random.default_rng(6).normal(size=(100, 2)) * 3
    z = np.log(density(x, pipeline.shift) / density(x, [0, 0]))
    np.testing.assert_allclose(z, x @ [2, 1] - 2.5, atol=1e-8)
    rare = np.log(0.1 * density(x, pipeline.shift) / (0.9 * density(x, [0, 0])))
    np.testing.assert_allclose(rare, z + math.log(0.1 / 0.9), atol=1e-8)
    wide = np.log(density(x, pipeline.shift, 1.5) / density(x, [0, 0]))
    design = np.hstack([np.ones((100, 1)), x])
    for target, linear in ((z, True), (wide, False)):
        rest = target - design @ np.linalg.lstsq(design, target, rcond=None)[0]
        assert (np.abs(rest).max() < 1e-8) == linear


@pytest.mark.claim(
    "The curve is the sigmoid of $2 x_1 + x_2 - 2.5$. The squares are the shares of positives, one per "
    "unit; they follow it, apart from chance."
)
def test_the_squares_lie_near_the_curve():
    middles, shares = np.array(page.middles), np.array(page.shares)
    assert len(shares) == 13
    away = shares - page.sigmoid(middles)
    assert np.abs(away).max() < 0.15 and np.sqrt((away**2).mean()) < 0.07
    np.testing.assert_allclose(
        page.true_z, pipeline.x_train[:, 0] * 2 + pipeline.x_train[:, 1] - 2.5
    )


@pytest.mark.claim("One unit more of $x_1$ adds 2 to $z$.")
@pytest.mark.claim("That multiplies the odds by $e^2$, about 7.4, wherever the point lies.")
@pytest.mark.claim(
    "How much $p$ changes depends on where it starts: a lot near one half, hardly at the ends."
)
def test_a_unit_more_multiplies_the_odds():
    grown = []
    for z in (-6, -1, 0, 3):
        before, after = page.sigmoid(z), page.sigmoid(z + 2)
        assert (after / (1 - after)) / (before / (1 - before)) == pytest.approx(math.exp(2))
        grown.append(after - before)
    assert math.exp(2) == pytest.approx(7.4, abs=0.05)
    assert grown[0] < 0.02 and grown[1] > 0.4 and grown[3] < 0.05


@pytest.mark.claim(
    "$e^{1000}$ is too large for a float and becomes inf; inf divided by inf is nan."
)
@pytest.mark.claim(
    "With 1 / (1 + np.exp(-z)), $z = -1000$ overflows, too, but 1 divided by inf is 0, the float nearest "
    "to the true value."
)
@pytest.mark.claim("It neither warns nor gives nan.")
def test_the_first_form_overflows():
    with pytest.warns(RuntimeWarning, match="overflow encountered in exp"):
        assert np.exp(np.array([1000.0])) == np.inf
    np.testing.assert_array_equal(page.overflown, [0, 0.5, np.nan])
    z = np.array([-1000.0, 0, 1000])
    with pytest.warns(RuntimeWarning, match="overflow encountered in exp"):
        assert page.sigmoid(z).tolist() == [0, 0.5, 1]
    assert torch.sigmoid(torch.from_numpy(z)).tolist() == [0, 0.5, 1]
    assert math.log(math.ulp(0.0)) - math.log(2) > -1000  # nearer to 0 than to the next float


@pytest.mark.claim(
    "Next to 1, neighbouring 32-bit floats are 0.00000006 apart, so $\\sigma(20)$ is rounded to 1, "
    "whose log odds are infinite."
)
@pytest.mark.claim("(With that 1, p / (1 - p) in plain Python raises a ZeroDivisionError.)")
@pytest.mark.claim("Next to 0 they lie far closer together, so $\\sigma(-20)$ keeps its digits.")
def test_large_log_odds_do_not_come_back():
    one, zero = np.float32(1), np.float32(0)
    assert one - np.nextafter(one, zero) == pytest.approx(6e-8, rel=0.01)
    p = torch.sigmoid(torch.tensor([-20.0, 2, 20]))
    assert p[2].item() == 1 and p[0].item() == pytest.approx(math.exp(-20), rel=1e-5)
    assert page.back[2].item() == math.inf
    assert page.back[:2].tolist() == pytest.approx([-20, 2], rel=1e-4)
    assert np.nextafter(p[0].numpy(), one) - p[0].numpy() < 1e-6 * (one - np.nextafter(one, zero))
    with pytest.raises(ZeroDivisionError):
        p[2].item() / (1 - p[2].item())


def test_the_answers_of_the_questions():
    def doubled(p):
        odds = 2 * p / (1 - p)
        return odds / (1 + odds)

    assert doubled(Fraction(1, 2)) == Fraction(2, 3)
    assert doubled(Fraction(4, 5)) == Fraction(8, 9)
    assert doubled(Fraction(1, 1000)) / Fraction(1, 1000) > 1.99
    assert [page.sigmoid(2 * x - 1) for x in (0.5, 1.5)] == pytest.approx([0.5, 0.8808], rel=1e-4)
    assert math.exp(-2) == pytest.approx(0.135, abs=5e-4)


def test_what_the_page_prints(capsys):
    runpy.run_path(page.__file__)
    assert capsys.readouterr().out.splitlines() == [
        "   p    odds       z",
        "0.10  0.1111 -2.1972",
        "0.50  1.0000  0.0000",
        "0.75  3.0000  1.0986",
        "0.80  4.0000  1.3863",
        "0.90  9.0000  2.1972",
        "0.99 99.0000  4.5951",
        "-4 0.0180",
        "-2 0.1192",
        " 0 0.5000",
        " 2 0.8808",
        " 4 0.9820",
        "overflow encountered in exp",
        "[0.  0.5 nan]",
        "-20.0000",
        "2.0000",
        "inf",
    ]
