"""What the cheat sheets claim: the whole pipeline of their chapter, and the shapes in it."""

import importlib
import re
from ast import literal_eval

import numpy as np
import pytest
from torch import nn

from checkouts import PROJECT, ROOT, finished
from recaps.snippets import read_snippet

PIPELINES = {
    "chapter-0": "chapter_0/pipeline.py",
    "chapter-1": "chapter_1/pytorch_pipeline.py",
    "chapter-2": "chapter_2/pipeline.py",
    "chapter-2-1": "chapter_2_1/pipeline.py",
    "chapter-3": "chapter_3/pipeline.py",
}
SHAPES = re.compile(r"((?:`\w+`(?:, | and )?)+) (\([\d, ]*\))")


def test_every_chapter_has_one():
    assert sorted(PIPELINES) == sorted(folder.name for folder in ROOT.glob("docs/chapter-*"))


@pytest.mark.parametrize("chapter", PIPELINES)
def test_the_whole_pipeline_is_on_it(chapter):
    name = PIPELINES[chapter]
    page = finished()[f"cheat-sheet/{chapter}.md"]
    shown = [section for code in page.code for file, section in code.sections if file == name]
    assert shown == list(read_snippet(PROJECT.snippets / name, name, PROJECT).sections)
    assert not page.is_recap


@pytest.mark.parametrize("chapter", PIPELINES)
def test_shapes(chapter):
    pipeline = importlib.import_module(PIPELINES[chapter].removesuffix(".py").replace("/", "."))
    values = vars(pipeline)
    if "model" in values:
        values = values | dict(values["model"][0].named_parameters())
    text = (ROOT / f"docs/cheat-sheet/{chapter}.md").read_text(encoding="utf-8")
    claims = SHAPES.findall(text)
    assert claims
    for names, shape in claims:
        for name in re.findall(r"`(\w+)`", names):
            assert tuple(values[name].shape) == literal_eval(shape), name


def test_a_flat_target_makes_a_table_of_errors():
    from chapter_0.pipeline import y_train, yhat

    assert (yhat - y_train.ravel()).shape == (80, 80)


def test_types_of_the_data():
    from chapter_1.pytorch_pipeline import x_train, x_train_tensor

    assert x_train.dtype == np.float64
    assert str(x_train_tensor.dtype) == "torch.float32"


@pytest.mark.parametrize("k", [1, 4, 100])
def test_a_linear_layer_draws_its_parameters_within_one_over_the_root_of_its_inputs(k):
    layers = [nn.Linear(k, 1) for _ in range(500)]
    drawn = [p.abs().max().item() * k**0.5 for layer in layers for p in layer.parameters()]
    assert 0.95 < max(drawn) <= 1 + 1e-6
