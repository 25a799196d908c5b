import runpy

import numpy as np
import pytest

from chapter_0 import backpropagation as page
from chapter_0 import pipeline

OUTPUT = """\
loss 3.2735
b -3.3061
v 0.2778
w -6.0272
b -3.3061
v 0.2778
w -6.0272
(80, 1) (1,)
"""


def loss(b, v, w, x=pipeline.x_train, y=pipeline.y_train):
    return ((b + v * w * x - y) ** 2).mean()


def slope(**change):
    """The change in loss per unit, for a small change up and down."""
    at = {"b": page.b[0], "v": page.v, "w": page.w[0]}
    ((name, h),) = change.items()
    up, down = at | {name: at[name] + h}, at | {name: at[name] - h}
    return (loss(**up) - loss(**down)) / (2 * h)


def test_the_page_prints_what_it_printed(capsys):
    runpy.run_path(page.__file__)
    assert capsys.readouterr().out == OUTPUT


@pytest.mark.claim("They cost three more forward passes:")
@pytest.mark.claim("Multiply along a path, add over the paths:")
def test_backpropagation_finds_the_slopes_of_the_loss():
    assert page.loss == pytest.approx(loss(page.b, 3, page.w))
    for found, tried, name in (
        (page.b_grad, page.for_b, "b"),
        (page.v_grad, page.for_v, "v"),
        (page.w_grad, page.for_w, "w"),
    ):
        assert found == pytest.approx(slope(**{name: 1e-4}), abs=1e-8)
        assert tried == pytest.approx(found, abs=1e-5)
    assert page.h == 1e-6
    assert abs(page.hidden).max() < 0.14 and abs(page.v_grad) < 0.3
    assert len({round(g, 2) for g in (page.b_grad, page.v_grad, page.w_grad)}) == 3


@pytest.mark.claim(
    "Going back along the dashed ones, each operation multiplies by a local derivative; at ŷ "
    "the path splits towards b, v and w."
)
def test_each_value_on_the_way_back_is_the_slope_there():
    h = 1e-5
    for index in (0, 17):
        for value, back, rest in (
            (page.squared, np.broadcast_to(page.to_squared, (80, 1)), lambda s: s.mean()),
            (page.error, page.to_error, lambda e: (e**2).mean()),
            (page.yhat, page.to_yhat, lambda y: ((y - page.y_train) ** 2).mean()),
            (
                page.hidden,
                page.to_hidden,
                lambda a: ((page.b + page.v * a - page.y_train) ** 2).mean(),
            ),
        ):
            moved = value.copy()
            moved[index] += h
            assert (rest(moved) - page.loss) / h == pytest.approx(back[index, 0], abs=1e-5)


@pytest.mark.claim(
    "The chain rule multiplies the local derivatives: $w$ moves $\\text{hidden}_i$ by $x_i$ per unit, "
    "$\\text{hidden}_i$ moves $\\hat{y}_i$ by $v$ per unit, so $w$ moves $\\hat{y}_i$ by $x_i v$ per unit."
)
def test_the_local_derivatives_multiply():
    x = pipeline.x_train
    np.testing.assert_allclose((page.w + 1) * x - page.hidden, x)
    np.testing.assert_allclose(page.b + page.v * (page.hidden + 1) - page.yhat, page.v)
    np.testing.assert_allclose(page.b + page.v * ((page.w + 1) * x) - page.yhat, x * page.v)


@pytest.mark.claim("Here each parameter reaches the loss on $n$ paths, one through each point.")
@pytest.mark.claim("What arrives is this point's part of the gradient; the 80 parts are added.")
def test_one_point_contributes_its_own_part():
    parts = [
        page.v * 2 * error * x / 80
        for error, x in zip(page.error[:, 0], page.x_train[:, 0], strict=True)
    ]
    assert sum(parts) == pytest.approx(page.w_grad)
    assert page.first_w == pytest.approx(parts[0])
    shared = 1 / 80 * (2 * page.error) * 1
    np.testing.assert_allclose(page.to_yhat, shared)
    assert (shared * 1).sum() == pytest.approx(page.b_grad)
    assert (shared * page.v * page.x_train).sum() == pytest.approx(page.w_grad)
    assert page.first_b == pytest.approx(page.to_yhat[0, 0])
    assert page.first_v == pytest.approx((page.to_yhat * page.hidden)[0, 0])


@pytest.mark.claim("All four from the loss to hidden: 1/80, twice the error, 1 and $v$.")
@pytest.mark.claim(
    "Then the path to $w$ goes on with $u \\cdot x$, the path to $u$ with $w$ and $x$."
)
def test_a_third_weight_goes_on_from_the_hidden_values():
    shared = 1 / 80 * (2 * page.error) * 1 * page.v
    np.testing.assert_allclose(page.to_hidden, shared)
    u, h = 1.5, 1e-6
    before = u * page.x_train / 1.5  # the values that w multiplies, with x scaled to keep them
    to_before = page.to_hidden * page.w
    u_grad = (to_before * page.x_train / 1.5).sum()
    assert (page.to_hidden * before).sum() == pytest.approx(page.w_grad)

    def with_u(u):
        return loss(page.b, page.v, page.w, u * page.x_train / 1.5)

    np.testing.assert_allclose(before, page.x_train)
    assert (with_u(u + h) - with_u(u)) / h == pytest.approx(u_grad, abs=1e-5)


@pytest.mark.claim("Broadcasting has turned one bias into 80.")
def test_without_the_sum_one_bias_becomes_eighty():
    assert page.lr == 0.1
    assert page.wrong_b.shape == (80, 1)
    np.testing.assert_allclose(page.wrong_b, page.b - 0.1 * page.no_sum)
    assert page.right_b == pytest.approx(page.b - 0.1 * page.b_grad) and page.b.shape == (1,)
    assert page.no_sum.sum() == pytest.approx(page.b_grad)


@pytest.mark.claim("Where values branch inside a model, there are more; the rule is the same.")
def test_where_a_value_branches_the_paths_are_added():
    def branched(w):
        """The hidden value goes to two others, which meet again at the prediction."""
        hidden = w * pipeline.x_train
        return ((page.b + 2 * hidden + hidden**2 - pipeline.y_train) ** 2).mean()

    h = 1e-6
    hidden = page.w * pipeline.x_train
    error = page.b + 2 * hidden + hidden**2 - pipeline.y_train
    to_yhat = 2 * error / 80
    paths = (to_yhat * 2 * pipeline.x_train, to_yhat * 2 * hidden * pipeline.x_train)
    tried = (branched(page.w + h) - branched(page.w - h)) / (2 * h)
    assert paths[0].sum() + paths[1].sum() == pytest.approx(tried, abs=1e-6)


def test_one_more_operation_is_one_more_factor():
    h = 1e-6
    error = 2 * page.yhat - page.y_train
    b_grad = (2 * error * 2).mean()
    twice = ((2 * (page.yhat + h) - page.y_train) ** 2).mean()
    assert (twice - (error**2).mean()) / h == pytest.approx(b_grad, abs=1e-4)


def test_the_gradient_of_the_question_is_twelve():
    def of_w(w):
        return (3 * w * 2 - 5) ** 2

    assert (of_w(1 + 1e-6) - of_w(1 - 1e-6)) / 2e-6 == pytest.approx(12)


def test_what_the_predictions_give():
    assert round(page.error.mean(), 3) == -1.653
    assert round((page.to_yhat * page.x_train).sum(), 3) == -2.009
    assert round(3 * -2.009, 2) == round(page.w_grad, 2)
