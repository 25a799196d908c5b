import numpy as np

from chapter_0 import descent_lab, pipeline
from chapter_0.descent_paths import paths


def test_the_lab_starts_at_the_first_parameters():
    assert descent_lab.path[0] == (pipeline.first_b[0], pipeline.first_w[0])


def test_the_lab_takes_the_path_of_the_recap():
    assert np.array_equal(descent_lab.path, paths[16][:51])
