"""A probability is equal along a line, and other thresholds are parallel lines."""

import runpy

import numpy as np
import pytest
import torch
from torch import nn

from chapter_3 import decision_boundary as page
from chapter_3 import pipeline


def logits_of(x):
    return -2.5535 + x @ [1.9280, 0.9363]


@pytest.mark.claim(
    "The sigmoid of 0 is 0.5, and a larger logit gives a larger $p$, so this asks whether the logit is "
    "at least 0."
)
@pytest.mark.claim(
    "The points with a logit of exactly 0 form the decision boundary, with different decisions on its "
    "two sides:"
)
def test_deciding_by_probability_is_deciding_by_the_sign_of_the_logit():
    z = torch.linspace(-8, 8, 1601, dtype=torch.float64)
    p = torch.sigmoid(z)
    assert torch.sigmoid(torch.tensor(0.0)) == 0.5 and (p.diff() > 0).all()
    p_val = pipeline.predict_proba(pipeline.model, pipeline.x_val).numpy()
    z_val = logits_of(pipeline.x_val)[:, None]
    assert np.array_equal(p_val >= 0.5, z_val >= 0)


@pytest.mark.claim(
    "Another threshold $t$ in place of 0.5 has a boundary too: $p = t$ where the logit is $\\ln\\frac{t}{1 - t}$."
)
def test_points_on_a_line_have_its_probability():
    x1 = np.linspace(-3, 5, 17)
    for threshold in (0.1, 0.3, 0.5, 0.9):
        points = np.column_stack([x1, page.boundary(x1, threshold)])
        p = pipeline.predict_proba(pipeline.model, points).numpy()
        assert p == pytest.approx(np.full((17, 1), threshold), rel=1e-4)


@pytest.mark.claim(
    "From the true log odds, $-2.5 + 2 x_1 + x_2$, the intercept would be 2.5 and the slope −2."
)
def test_the_line_lies_near_the_true_one():
    assert page.boundary(0) == pytest.approx(2.7272, rel=1e-4)
    assert page.slope == pytest.approx(-2.0592, rel=1e-4)
    x1 = np.array([0.0, 1.0])
    assert -2.5 + 2 * x1 + (2.5 - 2 * x1) == pytest.approx([0, 0])


@pytest.mark.claim(
    "A higher threshold asks for a larger logit, so the line moves towards the positives, and fewer "
    "points are called positive."
)
@pytest.mark.claim(
    "It is moved, not turned: the threshold changes the constant, not the weights, and the weights "
    "decide the slope."
)
def test_other_thresholds_are_parallel_lines():
    counts = []
    p_val = pipeline.predict_proba(pipeline.model, pipeline.x_val).numpy()
    centre = pipeline.x_train[pipeline.y_train[:, 0] == 1].mean(axis=0)
    gaps = []
    for threshold in (0.1, 0.5, 0.9):
        slope = page.boundary(1, threshold) - page.boundary(0, threshold)
        assert slope == pytest.approx(-page.w1 / page.w2) == pytest.approx(page.slope)
        counts.append((p_val >= threshold).sum())
        gaps.append(centre[1] - page.boundary(centre[0], threshold))
    assert counts[0] > counts[1] > counts[2]
    assert gaps[0] > gaps[1] > abs(gaps[2])


@pytest.mark.claim(
    "The direction $(w_1, w_2)$ is at a right angle to the boundary and leads to the positive side."
)
@pytest.mark.claim(
    "In that direction the logit grows by $\\sqrt{w_1^2 + w_2^2}$ per unit of length, so the larger the "
    "weights, the closer the lines lie."
)
def test_the_weights_are_the_way_across():
    along = np.array([1, page.slope])
    weights = np.array([page.w1, page.w2])
    assert along @ weights == pytest.approx(0, abs=1e-6)
    length = np.linalg.norm(weights)
    start = np.array([0, page.boundary(0)])
    assert logits_of(start + weights / length) == pytest.approx(length, abs=1e-3)
    # from the line for 0.1 to that for 0.9, at a right angle
    low, high = (np.array([0, page.boundary(0, t)]) for t in (0.1, 0.9))
    apart = (high - low) @ weights / length
    assert apart == pytest.approx(2 * np.log(9) / length) == pytest.approx(2.0503, rel=1e-4)


@pytest.mark.claim("Between them, the model gives each class a probability above 10 %.")
@pytest.mark.claim("As the clouds overlap, no line is free of mistakes, not even the true one.")
def test_no_line_is_free_of_mistakes():
    called = pipeline.x @ [2, 1] - 2.5 >= 0
    wrong = called != (pipeline.y[:, 0] == 1)
    assert 0.1 < wrong.mean() < 0.2
    # Some positives have negatives on every side, so that no line cuts them off.
    positives = pipeline.x[pipeline.y[:, 0] == 1]
    negatives = pipeline.x[pipeline.y[:, 0] == 0]
    angles = np.linspace(0, 2 * np.pi, 360, endpoint=False)
    ways = np.column_stack([np.cos(angles), np.sin(angles)])
    inside = [((negatives - point) @ ways.T > 0).any(axis=0).all() for point in positives]
    assert sum(inside) > 10
    between = np.linspace(page.boundary(1, 0.1), page.boundary(1, 0.9), 50)[1:-1]
    p = pipeline.predict_proba(pipeline.model, np.column_stack([np.ones(48), between]))
    assert ((p > 0.1) & (p < 0.9)).all()


@pytest.mark.claim(
    "A logit of 0.5 is a probability of 0.6225, so points with a $p$ between 0.5 and 0.6225 are "
    "called negative."
)
def test_a_logit_of_one_half_is_another_threshold():
    assert torch.sigmoid(torch.tensor(0.5)).item() == pytest.approx(0.6225, rel=1e-4)
    p = pipeline.predict_proba(pipeline.model, pipeline.x_val).numpy()
    logits = logits_of(pipeline.x_val)[:, None]
    between = (p >= 0.5) & (p < 0.6225)
    assert between.sum() == 51 - 48 and not (logits > 0.5)[between].any()
    assert torch.sigmoid(torch.tensor(0.9)).item() == pytest.approx(0.71, abs=0.005)


@pytest.mark.claim("Broadcasting compares each decision with each label, 100 times 100.")
@pytest.mark.claim(
    "The mean then depends only on how many decisions and how many labels are positive, not on which."
)
def test_a_flat_decision_is_compared_with_each_label():
    called = logits_of(pipeline.x_val) > 0
    positive = pipeline.y_val == 1
    share, true = called.mean(), positive.mean()
    expected = share * true + (1 - share) * (1 - true)
    assert (called == positive).shape == (100, 100)
    assert (called == positive).mean() == pytest.approx(expected) == pytest.approx(0.4996)
    anyhow = np.random.default_rng(0).permutation(called)
    assert (anyhow == positive).mean() == pytest.approx(expected)
    assert (called[:, None] == positive).mean() == 0.85


@pytest.mark.claim(
    "Without a bias the logit is 0 at the point (0, 0), so the boundary runs through it, here through "
    "the middle of the negatives."
)
def test_without_a_bias_the_boundary_runs_through_zero():
    assert page.through_0(torch.zeros(1, 2)).item() == 0
    negatives = pipeline.x_train[pipeline.y_train[:, 0] == 0]
    assert np.linalg.norm(negatives.mean(axis=0)) < 0.2
    with torch.no_grad():
        on_the_right_side = page.through_0(pipeline.prepare(negatives)) < 0
    assert 0.4 < on_the_right_side.double().mean() < 0.6


def test_doubled_parameters_keep_the_boundary():
    doubled = nn.Linear(2, 1)
    with torch.no_grad():
        doubled.weight.copy_(2 * pipeline.model[0].weight)
        doubled.bias.copy_(2 * pipeline.model[0].bias)
    p = pipeline.predict_proba(pipeline.model, pipeline.x_val)
    twice = pipeline.predict_proba(doubled, pipeline.x_val)
    assert torch.equal(p >= 0.5, twice >= 0.5)
    assert ((twice - 0.5).abs() >= (p - 0.5).abs()).all()


def test_what_the_page_prints(capsys):
    runpy.run_path(page.__file__)
    assert capsys.readouterr().out.splitlines() == [
        "intercept 2.7272",
        "slope     -2.0592",
        "tensor([[0.5000, 0.5000, 0.5000]])",
        "tensor([[0.9000, 0.9000, 0.9000]])",
        "ln 9 2.1972, apart 2.0503",
        "from 0: 51, accuracy 0.85",
        "from 0.5: 48, accuracy 0.82",
        "tensor(0.6225)",
        "(100, 100) 0.4996",
        "0.7",
    ]
