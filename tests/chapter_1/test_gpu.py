"""What the pages say of a GPU. Each test runs a process of its own, whose environment hides no GPU."""

import os
import re
import subprocess
import sys

import pytest
import torch

from checkouts import ROOT

pytestmark = pytest.mark.skipif(
    not torch.cuda.is_available(), reason="needs a CUDA GPU: torch.cuda.is_available() is False"
)


def python(*arguments, **variables):
    environment = {**os.environ, "PYTHONPATH": "snippets"}
    if not environment.get("CUDA_VISIBLE_DEVICES"):
        environment.pop("CUDA_VISIBLE_DEVICES", None)
    run = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=environment | variables,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stderr
    return run.stdout


def trained(**variables):
    """The last line that the pipeline prints, and the weight and the bias in it."""
    last = python("snippets/chapter_1/pytorch_pipeline.py", **variables).splitlines()[-1]
    return last, [float(number) for number in re.findall(r"\[(-?\d+\.\d+)\]", last)]


def test_the_cuda_generator_draws_other_numbers_from_the_same_seed():
    draws = python(
        "-c",
        "import torch; torch.manual_seed(42);"
        "print(*(f'{torch.randn(1, device=\"cuda\").item():.4f}' for _ in range(2)))",
    )
    assert draws.split() == ["0.1940", "0.1391"]


def test_a_tensor_on_the_gpu_has_no_array_until_it_is_on_the_cpu():
    tried = python(
        "-c",
        "import torch; on_gpu = torch.ones(1, device='cuda'); print(on_gpu.cpu().numpy())\n"
        "try: on_gpu.numpy()\nexcept TypeError as error: print(error)",
    )
    assert tried.startswith("[1.]\ncan't convert cuda:0 device type tensor to numpy.")


def test_both_lines_for_a_device_find_the_gpu():
    printed = python(
        "-c", "from chapter_1.tensors import any_device, device; print(device, any_device)"
    )
    assert printed.splitlines()[-1] == "cuda cuda"


def test_the_pipeline_ends_on_the_gpu_where_it_ends_on_the_cpu():
    on_gpu, parameters = trained()
    on_cpu, expected = trained(CUDA_VISIBLE_DEVICES="")
    assert on_gpu.count("device='cuda:0'") == len(parameters) == len(expected) == 2
    assert "cuda" not in on_cpu
    assert parameters == pytest.approx(expected, abs=1.5e-4)
