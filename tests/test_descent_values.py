"""The descent lab's settings, runs and texts, which know nothing of the page: without a built site."""

import itertools

import numpy as np
import pytest

from chapter_0.pipeline import first_b, first_w, x_train, y_train
from lab_page import ASSETS, PURE, changed, data_script, lab_page, run_code
from recaps.transforms.lab import SETTINGS

RATES = [0.01, 0.1, 0.5, 0.9, 1.3]
FEATURES = SETTINGS["feature"]["choices"]
RUNS = list(itertools.product(RATES, [1, 16, 80], FEATURES))
HELPERS = """
const { x } = descentScene.PAGE_POINTS;
const preset = (given = {}) => descentSettings.preset((name) => given[name] ?? null, x);
const sceneOf = (settings) => {
  const scene = new descentScene.Scene();
  scene.start({ ...preset(), ...settings });
  return scene;
};
const reason = (act) => {
  try {
    return act();
  } catch (error) {
    return error.message;
  }
};
"""
PRESET = {
    "rate": 0.1,
    "batch": 16,
    "feature": "x",
    "seed": 42,
    "b": first_b[0],
    "w": first_w[0],
    "updates": 50,
}


@pytest.fixture(scope="module")
def page(browser):
    page = lab_page(browser, scripts=PURE)
    page.add_script_tag(content=HELPERS)
    yield page
    page.context.close()


def test_they_need_no_page(page):
    """In a worker there is no document, no location and no element."""
    scripts = [data_script(), *((ASSETS / name).read_text("utf-8") for name in PURE), HELPERS]
    code = "\n".join([*scripts, "postMessage(descentText.code(sceneOf({})));"])
    found = page.evaluate(
        """(code) => new Promise((done, fail) => {
          const worker = new Worker(URL.createObjectURL(new Blob([code])));
          worker.onmessage = ({ data }) => done(data);
          worker.onerror = ({ message }) => fail(new Error(message));
        })""",
        code,
    )
    assert found == page.evaluate("descentText.code(sceneOf({}))")


def test_the_preset_is_the_snippets_then_the_pages(page):
    assert page.evaluate("preset()") == PRESET
    given = {"learning-rate": "0.9", "batch-size": "80", "w": "2", "updates": "7"}
    other = {"rate": 0.9, "batch": 80, "w": 2, "updates": 7}
    assert page.evaluate("(given) => preset(given)", given) == PRESET | other


def test_settings_come_back_from_their_url(page):
    settings = {
        "rate": 1e-7,
        "batch": 80,
        "feature": "standardised",
        "seed": 2**32 - 1,
        "b": -0.1 - 0.2,
        "w": 1e9,
        "updates": 5000,
    }
    url = page.evaluate(
        "(settings) => descentSettings.toUrl(settings, 'http://lab.test/?q=1&rate=3#end')", settings
    )
    assert url.startswith("http://lab.test/?q=1&rate=1e-7&batch=80&") and url.endswith("#end")
    read = "(url) => descentSettings.fromQuery(new URL(url).searchParams, preset(), x)"
    assert page.evaluate(read, url) == {"settings": settings, "faults": {}}


def test_nonsense_in_a_url_leaves_its_setting_alone(page):
    found = page.evaluate(
        """descentSettings.fromQuery(
          new URLSearchParams("rate=fast&batch=7&feature=<b>&seed=1e3&b=∞&w=2&updates=-1"), preset(), x
        )"""
    )
    assert found["settings"] == PRESET | {"seed": 1000, "w": 2}
    assert found["faults"] == {
        "rate": "The learning rate must be a number, not “fast”.",
        "batch": "The batch size must be one of 1, 8, 16, 32, 80, not “7”.",
        "feature": "The feature must be one of x, x10, standardised, not “<b>”.",
        "b": "The start b must be a number, not “∞”.",
        "updates": "The number of updates must be from 0 to 5000, not -1.",
    }


BAD_VALUES = {
    ("rate", "0"): "The learning rate must be from 1e-20 to 1000, not 0.",
    ("rate", ""): "The learning rate must be a number, not “”.",
    ("rate", "NaN"): "The learning rate must be a number, not “NaN”.",
    ("rate", "1e999"): "The learning rate must be from 1e-20 to 1000, not 1e999.",
    ("seed", "1.5"): "The seed must be a whole number, not “1.5”.",
    ("seed", "-1"): "The seed must be from 0 to 4294967295, not -1.",
    ("w", "1e300"): "The start w must be from -1000000000 to 1000000000, not 1e300.",
    ("updates", "1e6"): "The number of updates must be from 0 to 5000, not 1e6.",
}


def test_what_is_wrong_with_a_setting_is_said(page):
    for (name, text), said in BAD_VALUES.items():
        read = "([name, text]) => reason(() => descentSettings.read(name, text, 80))"
        assert page.evaluate(read, [name, text]) == said


def test_every_setting_that_a_page_may_give_is_read(page):
    names = page.evaluate(
        "Object.fromEntries(descentSettings.all.map((name) => [descentSettings.python(name), name]))"
    )
    assert names.keys() == SETTINGS.keys()
    for name, can_be in SETTINGS.items():
        for value in can_be.get("choices") or (can_be["least"], can_be["most"]):
            read = "([name, text]) => descentSettings.read(name, text, 80)"
            found = page.evaluate(read, [names[name], str(value)])
            assert found == (value if name == "feature" else float(value))


def test_the_last_batch_size_is_all_the_points():
    assert SETTINGS["batch_size"]["choices"][-1] == str(len(x_train))


@pytest.mark.parametrize(
    ("n", "batches", "most"),
    [(2, [1, 2], 5000), (100, [1, 8, 16, 32, 100], 5000), (10_000, [1, 8, 16, 32, 10_000], 500)],
)
def test_own_points_have_their_own_limits(page, n, batches, most):
    assert page.evaluate("(n) => descentSettings.batches(n)", n) == batches
    assert page.evaluate("(n) => descentSettings.mostUpdates(n)", n) == most


def test_a_changed_limit_needs_no_change_of_a_script(browser):
    page = lab_page(
        browser,
        scripts=PURE,
        data=changed(
            updates={"least": 2, "most": 7, "whole": True}, feature={"choices": ["x", "x2"]}
        ),
    )
    page.add_script_tag(content=HELPERS)
    read = "([name, text]) => reason(() => descentSettings.read(name, text, 80))"
    said = "The number of updates must be from 2 to 7, not 8."
    assert page.evaluate(read, ["updates", "8"]) == said
    assert page.evaluate(read, ["feature", "x2"]) == "x2"
    said = "The feature must be one of x, x2, not “x10”."
    assert page.evaluate(read, ["feature", "x10"]) == said
    page.context.close()


def test_the_code_takes_the_same_path_and_prints_the_same(page):
    for seed, (rate, batch, feature) in enumerate(RUNS):
        ours, code, says = page.evaluate(
            """({ feature, ...settings }) => {
              const scene = sceneOf(settings);
              scene.set("feature", feature);
              return [scene.path, descentText.code(scene), descentText.printed(scene)];
            }""",
            {"rate": rate, "batch": batch, "feature": feature, "seed": seed, "updates": 200},
        )
        numpys, printed = run_code(code)
        assert np.shape(ours) == numpys.shape
        assert np.all(np.abs(ours - numpys) <= 1e-12 * np.abs(numpys))
        assert says == printed


def test_the_order_of_the_points_is_numpys(page):
    for seed, n in itertools.product([0, 1, 42, 2**32 - 1], [2, 3, 64, 65, 80, 1000]):
        numpys = np.random.RandomState(seed)
        numpys.randn(2)
        ours = page.evaluate(
            """([seed, n]) => {
              const random = new descent.RandomState(seed);
              random.skipTwoNormal();
              return [1, 2, 3].map(() => [...random.permutation(n)]);
            }""",
            [seed, n],
        )
        assert ours == [numpys.permutation(n).tolist() for _ in range(3)]


def test_a_feature_keeps_the_line_of_the_start(page):
    losses = page.evaluate(
        """(features) => features.map((feature) => {
          const scene = sceneOf({ updates: 0 });
          scene.set("feature", feature);
          return scene.path[0][2];
        })""",
        FEATURES,
    )
    assert losses == pytest.approx(3 * [((first_b + first_w * x_train - y_train) ** 2).mean()])


def test_the_texts_of_a_run(page):
    said = page.evaluate(
        """(() => {
          const scene = sceneOf({ rate: 0.5, batch: 80, updates: 2 });
          scene.point = 0;
          const { summary, pointSummary, end, limit, rate, aboutLimit, table } = descentText;
          const texts = [summary, pointSummary, end, limit, rate, aboutLimit, table];
          return texts.map((text) => text(scene));
        })()"""
    )
    path = run_code(
        page.evaluate("descentText.code(sceneOf({ rate: 0.5, batch: 80, updates: 2 }))")
    )[0]
    (b, w, loss), x, y = path[2], x_train[0, 0], y_train[0, 0]
    summary, point, end, limit, rate, about, table = said
    assert summary == f"Update 2 of 2, epoch 2: b {b:g}, w {w:g}, loss {loss:g}."
    error = f"error {b + w * x - y:.4g}. Dashed: where it would be 0."
    assert point == f"Point: feature {x:.4g}, y {y:.4g}, {error}"
    assert end == ""
    assert limit == "2/λ = 0.8055" and rate == "0.5, below 2/λ = 0.8055"
    assert about.endswith("of the loss.")
    rows = [row.split(",") for row in table.splitlines()]
    assert rows[0] == ["update", "epoch", "b", "w", "loss"]
    assert [[float(value) for value in row] for row in rows[1:]] == [
        [k, k, *values] for k, values in enumerate(path.tolist())
    ]


def test_why_a_run_ends_is_said(page):
    said = page.evaluate(
        """[
          sceneOf({ rate: 0.9, batch: 80, updates: 5000 }),
          sceneOf({ rate: 1.2, batch: 1, updates: 500 }),
          sceneOf({ updates: 5000 }),
        ].map(descentText.end)"""
    )
    assert said[0].startswith(" Diverged at update ")
    assert said[0].endswith(": learning rate 0.9 is above 2/λ = 0.8055.")
    assert said[1].endswith(" of the sharpest batch.")
    assert said[2] == " The lab stops at 5000 updates."


def test_own_points_stand_in_the_code(page):
    code = page.evaluate(
        """(() => {
          const scene = sceneOf({});
          const points = { x: [1, 2, 4], y: [3, 5.5, 9] };
          scene.use(points, descentSettings.forOwn(points, 3));
          return descentText.code(scene);
        })()"""
    )
    assert "x_train = np.array([1, 2, 4]).reshape(-1, 1)\ny_train = np.array([3, 5.5, 9])" in code
    assert "batch_size = 3\n" in code and "seed = 3\n" in code and "updates = 20\n" in code


BAD_CSV = {
    "x,y\n1,2\ntwo,3\n": "Line 3: x must be a number, not “two”.",
    "1,2\n3,\n": "Line 2 has a missing value.",
    "1,2\n3\n": "Line 2 has 1 column, not two: x and y, with a comma between.",
    "1,2,3\n": "Line 1 has 3 columns, not two: x and y, with a comma between.",
    "1,2\n3,nan\n": "Line 2: y must be a number, not “nan”.",
    "1,2\n3,1e300\n": "Line 2: y must be from -1000000000 to 1000000000, not 1e300.",
    "x,y\n1,2\n": "At least two points are needed, not 1.",
    "": "At least two points are needed, not 0.",
    "1,2\n1,3\n": "Every x is 1: a constant column has no line to find.",
    "1,2\n3,2\n": "Every y is 2: a constant column has no line to find.",
    "1e-300,1\n2e-300,2\n": "The x lie too close together.",
    "1,2\n3,4\n" * 5001: "There are more than 10000 points.",
    "1,2\n3,4\n" * 50_000: "There are more than 10000 points.",
}


def test_bad_data_are_refused_with_the_line(page):
    for text, said in BAD_CSV.items():
        assert page.evaluate("(text) => reason(() => descent.readCsv(text))", text) == said
