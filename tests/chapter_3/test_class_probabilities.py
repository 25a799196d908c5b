"""A linear regression on labels leaves the range of probabilities, and far points tilt it."""

import runpy

import numpy as np
import pytest
import torch
from sklearn.linear_model import LinearRegression
from torch import nn, optim

from chapter_3 import class_probabilities as page
from chapter_3 import pipeline

x_train, y_train = pipeline.x_train, pipeline.y_train
x_val, y_val = pipeline.x_val, pipeline.y_val


def fitted(x, y):
    """Bias and weights of least squares, by NumPy alone."""
    design = np.hstack([np.ones((len(x), 1)), x])
    return np.linalg.lstsq(design, y, rcond=None)[0]


def said(parameters, x):
    return parameters[0] + x @ parameters[1:]


def fresh(n=200_000):
    """New points of the two clouds."""
    rng = np.random.default_rng(3)
    label = (rng.random((n, 1)) < 0.5).astype(float)
    return rng.normal(size=(n, 2)) + label * [2, 1], label


@pytest.fixture(scope="module")
def line():
    return fitted(x_train, y_train)


@pytest.mark.claim("Here, a coin toss makes each of 500 points positive or negative.")
@pytest.mark.claim(
    "Each has two features: negatives are drawn around (0, 0), positives around (2, 1)."
)
def test_the_data_are_two_clouds():
    assert len(pipeline.x) == 500 and pipeline.x.shape[1] == 2
    assert set(pipeline.y[:, 0]) == {0.0, 1.0}
    assert (y_train.sum(), y_val.sum()) == (193, 48)
    positive = pipeline.y[:, 0] == 1
    np.testing.assert_allclose(pipeline.x[positive].mean(axis=0), [2, 1], atol=0.2)
    np.testing.assert_allclose(pipeline.x[~positive].mean(axis=0), [0, 0], atol=0.2)


@pytest.mark.claim(
    "Its loss, the MSE, aims at the mean, and the mean of zeros and ones is the share of ones."
)
def test_a_single_number_fitted_to_labels_is_their_share():
    grid = np.arange(0, 1.0001, 0.0025)
    mse = ((grid - y_train) ** 2).mean(axis=0)
    assert grid[mse.argmin()] == pytest.approx(193 / 400) == y_train.mean()


@pytest.mark.claim("No: 71 predictions are below 0 or above 1, and no share is.")
def test_71_predictions_are_no_probabilities(line):
    yhat = said(line, x_train)
    np.testing.assert_allclose(page.yhat, yhat, atol=1e-10)
    assert ((yhat < 0) | (yhat > 1)).sum() == page.outside.sum() == 71
    assert yhat.min() == pytest.approx(-0.3876, abs=5e-5)
    assert yhat.max() == pytest.approx(1.6289, abs=5e-5)


@pytest.mark.claim(
    "Other parameters don't help: with any weight other than 0, the sum runs past 0 and 1 somewhere."
)
def test_every_slanted_plane_leaves_the_range():
    rng = np.random.default_rng(0)
    for scale in (0.001, 1, 1000):
        for _ in range(20):
            b, w = rng.normal(), scale * rng.normal(size=2)
            w[rng.integers(2)] *= rng.integers(2)
            up = (2 - b) * w / (w @ w)
            down = (-1 - b) * w / (w @ w)
            assert b + up @ w == pytest.approx(2) and b + down @ w == pytest.approx(-1)


@pytest.mark.claim(
    "In between, points of both classes have nearly the same features, from which no model can tell "
    "the label."
)
def test_the_clouds_overlap():
    far = ((x_train[:, None] - x_train) ** 2).sum(axis=2) + np.diag(np.full(400, np.inf))
    other = y_train[far.argmin(axis=1)] != y_train
    assert other.mean() > 1 / 8
    # not even the truth decides every point rightly: the true log odds are 2 x1 + x2 - 2.5
    x, label = fresh()
    assert ((x @ [[2], [1]] > 2.5) == (label == 1)).mean() < 0.9
    assert (
        other[np.abs(page.across - 2.5) < 1].mean()
        > 3 * other[np.abs(page.across - 2.5) > 3].mean()
    )


@pytest.mark.claim(
    "$2 x_1 + x_2$ is 0 at the centre of the negatives, and 5 at that of the positives. Along it, the "
    "predictions (dots) climb in a straight band and leave the shaded range from 0 to 1. The share of "
    "positives (squares, one per unit) levels out at 0 and 1."
)
def test_the_figure_shows_a_line_and_an_s():
    assert [0, 0] @ np.array([2, 1]) == 0 and np.array(pipeline.shift) @ [2, 1] == 5
    shares = np.array(page.shares)
    assert (shares[:3] == 0).all() and (shares[-3:] == 1).all()
    assert np.diff(shares).max() > 0.3 and len(shares) == 13
    assert np.corrcoef(page.across, page.yhat[:, 0])[0, 1] > 0.999
    assert page.yhat[page.across < -3].max() < 0 and page.yhat[page.across > 8].min() > 1


@pytest.mark.claim("Inside the range, the predictions are no probabilities either.")
@pytest.mark.claim("About 12, not 30.")
@pytest.mark.claim(
    "What the line lacks are probabilities: a doctor who acts at a chance of 1 in 5 would treat all 81 "
    "points between 0.2 and 0.4, of which 12 % are positive."
)
@pytest.mark.claim("The predictions climb at the same rate everywhere.")
@pytest.mark.claim(
    "The share hardly climbs where it is near 0 or 1, so in the middle it must climb faster than they "
    "do."
)
@pytest.mark.claim(
    "Inside the range, the line says too much below the middle, too little above it."
)
def test_shares_of_fresh_points_climb_faster_than_the_line(line):
    assert page.near.sum() == 81 and y_train[page.near].sum() == 10
    x, label = fresh()
    yhat = said(line, x)

    def share(low):
        inside = (yhat >= low) & (yhat < low + 0.1)
        return label[inside].mean(), yhat[inside].mean()

    shares, predictions = np.transpose([share(low) for low in np.arange(0, 1, 0.1)])
    climb = np.diff(shares) / np.diff(predictions)
    assert (climb[[0, -1]] < 0.7).all() and (climb[3:6] > 1.3).all()
    assert (predictions[:4] > 1.2 * shares[:4]).all()
    assert (predictions[6:] < shares[6:] - 0.02).all()
    step = said(line, np.array([[1.0, 1], [2, 2], [7, 7], [8, 8]]))
    assert step[1] - step[0] == pytest.approx(step[3] - step[2])


@pytest.mark.claim("No: this chapter's model does no better here.")
@pytest.mark.claim("A decision only needs the right side of the threshold.")
def test_it_decides_as_well_as_the_chapter_s_model(line):
    right = (said(line, x_val) >= 0.5) == (y_val == 1)
    assert right.sum() == page.right.sum() == 85 and len(right) == 100
    assert pipeline.tp + pipeline.tn == 85
    yhat = said(line, x_val)
    further = np.where(yhat >= 0.5, yhat + 10, yhat - 10)
    assert ((further >= 0.5) == (yhat >= 0.5)).all()
    x, label = fresh()
    truth = ((x @ [[2], [1]] >= 2.5) == (label == 1)).mean()
    assert ((said(line, x) >= 0.5) == (label == 1)).mean() == pytest.approx(truth, abs=0.005)


@pytest.mark.claim("They are positive, and drawn around (20, 10), far beyond the others:")
@pytest.mark.claim("The line called them positive, with predictions of 5.6 to 6.5.")
@pytest.mark.claim("But the label is 1, so to the MSE these are the worst errors of all.")
def test_far_points_were_right_and_have_the_worst_errors(line):
    np.testing.assert_allclose(page.far.mean(axis=0), [20, 10], atol=0.4)
    assert page.far.min(axis=0)[0] > 3 * x_train.max(axis=0)[0]
    assert (page.y_more[400:] == 1).all() and len(page.y_more) == 450
    out = said(line, page.far)
    assert out.min() == pytest.approx(5.6243, rel=1e-4)
    assert out.max() == pytest.approx(6.4950, rel=1e-4)
    assert np.abs(out - 1).min() > np.abs(said(line, x_train) - y_train).max()


@pytest.mark.claim(
    "The fit flattens the line until it predicts little more than 1 out there, and so less than 0.5 for "
    "about half of the other positives."
)
def test_the_line_is_flattened_and_misses_half_of_the_positives(line):
    tilted = fitted(page.x_more, page.y_more)
    out = said(tilted, page.far)
    assert out.min() > 1 and out.max() < 1.25
    assert np.linalg.norm(tilted[1:]) < np.linalg.norm(line[1:]) / 5
    called = said(tilted, x_val) >= 0.5
    assert (called == (y_val == 1)).sum() == page.right_now.sum() == 74
    assert called[y_val == 1].sum() == 23
    missed = said(tilted, x_train)[y_train == 1] < 0.5
    assert 0.4 < missed.mean() < 0.6


@pytest.mark.claim(
    "This chapter's model gives the far points probabilities of almost 1, so they cost it next "
    "to nothing: trained with them, it ends at the same parameters, to four decimals."
)
def test_a_model_of_probabilities_does_not_mind():
    ends = []
    for x, y in ((x_train, y_train), (page.x_more, page.y_more)):
        torch.manual_seed(42)
        model = nn.Sequential(nn.Linear(2, 1))
        optimizer = optim.SGD(model.parameters(), lr=1)
        x, y = pipeline.prepare(x), pipeline.prepare(y)
        for _ in range(1000):
            pipeline.loss_fn(model(x), y).backward()
            optimizer.step()
            optimizer.zero_grad()
        ends.append(torch.cat([p.detach().ravel() for p in model.parameters()]))
    torch.testing.assert_close(ends[0], ends[1], rtol=0, atol=5e-5)
    probabilities = pipeline.predict_proba(model, page.far)
    assert probabilities.min() > 0.999999 and -torch.log(probabilities).sum() < 1e-6


@pytest.mark.claim("Each prediction is 3 plus 4 times the old one.")
@pytest.mark.claim(
    "clipping moves no prediction to the other side of 0.5, so every decision stays."
)
def test_the_answers_of_the_questions(line):
    other = LinearRegression().fit(x_train, np.where(y_train == 1, 7, 3))
    old = said(line, x_val)
    np.testing.assert_allclose(other.predict(x_val), 3 + 4 * old)
    assert ((other.predict(x_val) >= 5) == (old >= 0.5)).all()
    assert ((np.clip(old, 0, 1) >= 0.5) == (old >= 0.5)).all()
    np.testing.assert_allclose([1, 5, 2] @ np.array([0.2, 0.2, 0.1]), 1.4)


def test_what_the_page_prints(capsys):
    runpy.run_path(page.__file__)
    assert capsys.readouterr().out.splitlines()[-13:] == [
        "lowest  -0.3876",
        "highest 1.6289",
        "outside 71 of 400",
        "0.1235 of 81 points",
        "accuracy 0.8500",
        "said 5.6 to 6.5",
        "accuracy 0.7400",
        "found 42 of 48",
        "found 23 of 48",
    ]
