import runpy

import numpy as np
import pytest

from chapter_0 import parameter_update as page
from chapter_0 import pipeline

OUTPUT = """\
b 0.4967 gradient -3.0448
w -0.1383 gradient -1.8338
before:  2.7422
only b:  1.9078
only w:  2.4166
both:    1.6349
loss 4.1616
steps of b: [0.3  0.23 0.17 0.12]
b is largest after 13: 1.60
"""


def loss(b, w):
    return ((b + w * pipeline.x_train - pipeline.y_train) ** 2).mean()


def test_the_page_prints_what_it_printed(capsys):
    runpy.run_path(page.__file__)
    assert capsys.readouterr().out == OUTPUT


@pytest.mark.claim("In both cases the parameter has to go against the sign of its gradient:")
def test_each_parameter_moves_against_its_gradient():
    assert (page.b - page.old_b) * page.b_grad < 0
    assert (page.w - page.old_w) * page.w_grad < 0


@pytest.mark.claim("It only scales the step, which is $\\eta \\cdot |\\text{gradient}|$ long.")
@pytest.mark.claim("The bias took the longer step, because its gradient is the larger one in size.")
def test_a_step_is_as_long_as_the_rate_times_the_gradient():
    long, short = abs(page.b - page.old_b)[0], abs(page.w - page.old_w)[0]
    assert long == pytest.approx(page.lr * abs(page.b_grad))
    assert short == pytest.approx(page.lr * abs(page.w_grad))
    assert long > short and abs(page.b_grad) > abs(page.w_grad)
    assert [page.b_grad, page.w_grad] == pytest.approx([-3.0448, -1.8338], abs=5e-5)


@pytest.mark.claim("The step of $w$ is $-0.1 \\cdot (-1.83) = 0.18$.")
@pytest.mark.claim(
    "The bias went from 0.50 to 0.80, the weight from $-0.14$ to 0.05: minus a negative number makes "
    "both grow."
)
def test_the_true_numbers_come_out():
    assert [page.old_b[0], page.old_w[0]] == pytest.approx([0.50, -0.14], abs=5e-3)
    assert page.b[0] == pytest.approx(0.80119529, abs=5e-9)
    assert page.w[0] == pytest.approx(0.04511107, abs=5e-9)
    assert page.w - page.old_w == pytest.approx(0.18, abs=5e-3)


@pytest.mark.claim(
    "Copies keep the old values for the comparison below, even if an update is written b -= …, "
    "which changes the array itself."
)
def test_the_old_values_are_copies():
    assert not np.shares_memory(page.old_b, pipeline.first_b)
    assert not np.shares_memory(page.old_w, pipeline.first_w)
    at = page.old_b.copy()
    kept, copied = at, at.copy()
    new = at - 0.1
    assert new is not at and at == page.old_b
    at -= 0.1
    assert kept == at and copied == page.old_b != at


@pytest.mark.claim(
    "The whole update brought the loss from 2.74 down to 1.63, here lower than either move alone."
)
@pytest.mark.claim(
    "That of $b$: at so small a rate the slope decides, and $b$ takes a longer step on a steeper slope."
)
@pytest.mark.claim(
    "The place “both” lies on neither of the old loss curves, as each keeps the other parameter at its old "
    "value."
)
def test_the_update_lowers_the_loss_more_than_either_parameter_alone():
    for b, w in ((page.old_b, page.w), (page.b, page.old_w), (page.b, page.w)):
        assert page.mse(b, w) == pytest.approx(loss(b, w))
    # Both have moved: the new point has neither the old w, as b's curve has, nor the old b.
    assert page.b != page.old_b and page.w != page.old_w
    both = loss(page.b, page.w)
    one = [loss(page.b, page.old_w), loss(page.old_b, page.w)]
    assert one[0] < one[1] and abs(page.b_grad) > abs(page.w_grad)
    drops = [loss(page.old_b, page.old_w) - after for after in one]
    lengths = [abs(page.b - page.old_b), abs(page.w - page.old_w)]
    assert lengths[0] > lengths[1] and drops[0] / lengths[0] > drops[1] / lengths[1]
    assert both < min(one) < max(one) < loss(page.old_b, page.old_w)
    assert [loss(page.old_b, page.old_w), both] == pytest.approx([2.74, 1.63], abs=5e-3)


@pytest.mark.claim(
    "At the same learning rate, the first four steps of $b$ get shorter, because its gradient gets "
    "smaller in size: 0.30, 0.23, 0.17, 0.12."
)
def test_the_first_steps_shrink():
    assert page.steps == sorted(page.steps, reverse=True)
    assert page.steps == pytest.approx([0.3045, 0.2263, 0.1675, 0.1234], abs=5e-5)
    assert page.steps[0] == pytest.approx(page.b[0] - page.old_b[0])
    assert (
        page.places[4] == pytest.approx(page.old_b[0] + sum(page.steps)) and len(page.places) == 21
    )


@pytest.mark.claim(
    "After the 13th update, at 1.60, $b$ turns round: as $w$ grows, the bottom of $b$'s curve moves to the "
    "left, and by then has passed $b$."
)
def test_after_thirteen_updates_b_turns_round():
    b, w, places, bottoms = pipeline.first_b[0], pipeline.first_w[0], [], []
    for _ in range(20):
        places.append(b)
        bottoms.append((pipeline.y_train - w * pipeline.x_train).mean())
        error = b + w * pipeline.x_train - pipeline.y_train
        b, w = b - 0.1 * 2 * error.mean(), w - 0.1 * 2 * (pipeline.x_train * error).mean()
    assert places.index(max(places)) == page.farthest == 13
    assert page.places[:20] == pytest.approx(places) and max(places) == pytest.approx(
        1.60, abs=5e-3
    )
    assert bottoms[:14] == sorted(bottoms[:14])[::-1]
    left_of_bottom = [b < bottom for b, bottom in zip(places, bottoms, strict=True)]
    assert left_of_bottom[:13] == [True] * 13 and not left_of_bottom[13]


@pytest.mark.claim(
    "The gradient describes only its own place: a step that is too long lands higher, beyond the "
    "bottom."
)
def test_too_long_a_step_raises_the_loss():
    assert loss(page.old_b - 1.1 * page.b_grad, page.old_w) > loss(page.old_b, page.old_w)
    assert loss(page.old_b - 0.1 * page.b_grad, page.old_w) < loss(page.old_b, page.old_w)


@pytest.mark.claim(
    "Where the tangent falls, the step leads to the right; where it rises, to the left."
)
@pytest.mark.claim("The steeper tangent gives the longer step.")
@pytest.mark.claim("The new place is the ring below the tip, at a lower loss.")
def test_the_two_steps_of_the_figure():
    falls, rises = (
        2 * (b + pipeline.first_w * pipeline.x_train - pipeline.y_train).mean()
        for b in (pipeline.first_b[0], 3)
    )
    assert [falls, rises] == pytest.approx([-3.04, 1.96], abs=5e-3)
    assert -0.1 * falls > 0 > -0.1 * rises
    assert page.step == pytest.approx(-0.1 * rises)
    assert page.slope == pytest.approx(rises)
    assert abs(falls) > abs(rises)
    for place, slope in ((pipeline.first_b[0], falls), (3, rises)):
        before, after = (loss(b, pipeline.first_w) for b in (place, place - 0.1 * slope))
        assert after < before


@pytest.mark.claim(
    "(At rate 0.8, $b$ would jump far past its bottom, and the move of $w$ would help more.)"
)
def test_at_a_high_rate_the_move_of_w_helps_more():
    b = page.old_b - 0.8 * page.b_grad
    bottom = (pipeline.y_train - page.old_w * pipeline.x_train).mean()
    assert (b - bottom) > 0.5 * (bottom - page.old_b)
    assert loss(page.old_b, page.old_w - 0.8 * page.w_grad) < loss(b, page.old_w)


@pytest.mark.claim("The loss has risen from 2.74 to 4.16.")
@pytest.mark.claim("A step along the gradient goes uphill, and the next one starts from higher up.")
def test_a_plus_sign_raises_the_loss():
    assert page.mse(page.wrong_b, page.wrong_w) == pytest.approx(4.16, abs=5e-3)
    assert page.mse(page.old_b, page.old_w) < 4.1
