"""A made function keeps variables of its own; functions made in one loop share the loop's."""

import runpy
import weakref

import numpy as np
import pytest

from chapter_2 import closures as page


class Thing:
    """Something whose end can be seen."""


def late_functions():
    functions = []
    for k in (1, 2, 3):

        def f(x):
            return k * x

        functions.append(f)
    return functions


@pytest.mark.claim("The inner function keeps the variables of the outer one that it uses.")
@pytest.mark.claim("Normally, a function's variables are gone when it has returned.")
@pytest.mark.claim("Those of make_line are still there, because line uses them.")
@pytest.mark.claim("A variable that an inner function uses outlives the call in which it was made.")
def test_what_the_inner_function_uses_stays_and_the_rest_goes():
    watched = {}

    def make():
        used, unused = Thing(), Thing()
        watched.update(used=weakref.ref(used), unused=weakref.ref(unused))

        def inner():
            return used

        return inner

    inner = make()
    assert watched["unused"]() is None
    assert watched["used"]() is inner()
    del inner
    assert watched["used"]() is None


@pytest.mark.claim(
    "And each call of make_line made its own b and w, so no line changes another one."
)
@pytest.mark.claim("Right: each call of make_line makes a new one.")
def test_made_functions_share_no_variable():
    made = [page.gentle, page.steep, page.falling]
    assert len({id(cell) for line in made for cell in line.__closure__}) == 6
    assert [line(2) for line in made] == [2.0, 5, 1]
    assert [line(0) for line in made] == [1, 1, 3]
    of_the_fix = [line.__closure__[1] for line in page.lines]
    assert len({id(cell) for cell in of_the_fix}) == 3
    assert [cell.cell_contents for cell in of_the_fix] == [1, 2, 3]


@pytest.mark.claim(
    "The inner function lists the outer variables that it uses, and has a cell for each:"
)
def test_a_cell_for_each_variable_in_the_listed_order():
    assert page.steep.__code__.co_freevars == ("b", "w")
    assert [cell.cell_contents for cell in page.steep.__closure__] == [1, 2]


@pytest.mark.claim(
    "The second call divides 4 + 2 by 2, so the sum and the count of the first were still there."
)
@pytest.mark.claim("A second make_average() would begin at 0 again, with its own two variables.")
@pytest.mark.parametrize("maker", [page.make_average, page.Average])
def test_an_average_is_that_of_all_its_own_values_so_far(maker):
    first, second = maker(), maker()
    values = np.random.default_rng(0).normal(size=50)
    for i, value in enumerate(values):
        second(100)
        assert first(value) == pytest.approx(values[: i + 1].mean())
    assert [call(value) for call in [maker()] for value in (4, 2, 0)] == [4.0, (4 + 2) / 2, 2.0]
    a, b = maker(), maker()
    a(10), b(2)
    assert a(0) == 5.0


@pytest.mark.claim(
    "make_average makes a function that returns the mean of all values so far, such as the "
    "losses of equally large batches."
)
def test_equal_batches_have_their_mean_as_the_mean_of_all():
    losses = np.random.default_rng(1).random((5, 16))
    average = page.make_average()
    for batch in losses:
        last = average(batch.mean())
    assert last == pytest.approx(losses.mean())


@pytest.mark.claim("average.total can be printed; a closure has no such attribute.")
def test_only_the_object_shows_what_it_keeps():
    kept, hidden = page.Average(), page.make_average()
    kept(4), hidden(4)
    assert kept.total == 4
    assert not hasattr(hidden, "total")


@pytest.mark.claim(
    "A function uses the variable itself, not the value that it had when the function was made."
)
@pytest.mark.claim(
    "The loop has one variable w; each line reads it when it is called, and by then it is 3."
)
@pytest.mark.claim("The same loop inside a function does the same.")
@pytest.mark.claim("All three functions keep the one variable k of the function around them.")
@pytest.mark.claim("Both make the same kind of function.")
def test_functions_of_a_loop_read_its_variable_late(monkeypatch):
    assert [line(1) for line in page.shared] == [4, 4, 4]
    monkeypatch.setattr(page, "w", 7)
    assert [line(1) for line in page.shared] == [8, 8, 8]
    functions = late_functions()
    assert [f(10) for f in functions] == [30, 30, 30]
    assert len({id(f.__closure__[0]) for f in functions}) == 1
    assert type(functions[0]) is type(page.shared[0]) is type(page.steep)


@pytest.mark.claim("Fix: an outer function, whose argument is a new variable in each call.")
@pytest.mark.claim(
    "(lambda x, w=w: 1 + w * x keeps the value, too, but a second argument, passed by mistake, "
    "would replace it.)"
)
def test_a_maker_in_the_loop_keeps_three_weights():
    assert [line(1) for line in page.lines] == [2, 3, 4]
    copied = [lambda x, w=w: 1 + w * x for w in (1, 2, 3)]
    assert [line(1) for line in copied] == [2, 3, 4]
    assert copied[0](1, 50) == 51
    with pytest.raises(TypeError):
        page.lines[0](1, 50)


@pytest.mark.claim(
    "By default, an assignment makes a name local to the whole function in which it stands, and += "
    "assigns."
)
@pytest.mark.claim("Reading a variable needs no such line: make_line has none.")
def test_an_assignment_makes_a_name_local():
    counter = page.make_counter()
    assert counter.__code__.co_varnames == ("count",) and counter.__code__.co_freevars == ()
    with pytest.raises(UnboundLocalError):
        counter()

    def late():
        before = name  # noqa: F821
        name = 1
        return before, name

    with pytest.raises(UnboundLocalError):
        late()
    assert page.make_line(1, 2)(3) == 7


@pytest.mark.claim("Assigning to the program's lr doesn't touch it.")
def test_the_argument_is_a_variable_of_its_own():
    lr = 0.1
    update = (lambda lr: lambda: lr)(lr)
    lr = 0.01
    assert update() == 0.1 != lr


def test_what_the_page_prints(capsys):
    runpy.run_path(page.__file__)
    assert capsys.readouterr().out.splitlines() == [
        "2.0 5 1",
        "('b', 'w')",
        "1",
        "2",
        "4.0 3.0 2.0",
        "4.0 3.0 2.0",
        "[4, 4, 4]",
        "[2, 3, 4]",
        "UnboundLocalError: cannot access local variable 'count' where it is not associated with a "
        "value",
    ]
