"""A snippet runs as Python runs the file."""

import subprocess
import sys

import pytest

from recaps.execution.runner import run_snippets
from recaps.snippets import read_snippets

SNIPPET = "chapter_0/zz.py"
CASES = {
    "classes can be pickled": """\
import io

import torch
from torch import nn


class Line(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(1, 1)

    def forward(self, x):
        return self.linear(x)


model = Line()
file = io.BytesIO()
torch.save(model, file)
print(type(model).__name__)
""",
    "garbage is collected": """\
import gc

import torch

print(gc.isenabled())
""",
    "a loader has workers": """\
import torch
from torch.utils.data import DataLoader, TensorDataset

points = TensorDataset(torch.arange(6.0))
for (batch,) in DataLoader(points, batch_size=3, num_workers=1):
    print(batch)
""",
    "a pool has processes": """\
from multiprocessing import Pool


def square(x):
    return x * x


with Pool(2) as pool:
    print(pool.map(square, [1, 2, 3]))
""",
    "a fork ends when it is terminated at once": """\
import os, signal

ended = []
for _ in range(200):
    pid = os.fork()
    if not pid:
        signal.pause()
    os.kill(pid, signal.SIGTERM)
    ended.append(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
print(set(ended))
""",
    "a fork ends with the file": """\
import os

pid = os.fork()
if pid:
    os.waitpid(pid, 0)
    print("parent")
else:
    print("child")
""",
    "a fork exits": """\
import os, sys

pid = os.fork()
if not pid:
    print("child")
    sys.exit(3)
print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
""",
    "a pool of threads stays open": """\
from concurrent.futures import ThreadPoolExecutor

pool = ThreadPoolExecutor(1)
print(pool.submit(abs, -1).result())
""",
    "a pool of processes stays open": """\
from concurrent.futures import ProcessPoolExecutor

pool = ProcessPoolExecutor(1)
print(pool.submit(abs, -1).result())
""",
    "tests in a docstring": """\
import doctest


def double(x):
    '''Twice the number.

    >>> double(2)
    4
    '''
    return 2 * x


print(doctest.testmod())
""",
    "names that Python gives": """\
print(__annotations__, type(__builtins__).__name__)
""",
    "annotations are strings": """\
from __future__ import annotations


class Node:
    def child(self) -> Node:
        return Node()


print(Node.child.__annotations__)
""",
    "names of the module": """\
import sys
from pathlib import Path

print(__name__, Path(__file__).name, Path(sys.argv[0]).name, __doc__)
print(sys.modules["__main__"].__file__ == __file__)
""",
    "sources can be read": """\
import inspect
from dataclasses import dataclass


@dataclass
class Point:
    x: float


print(inspect.getsource(Point))
print(Point(1.0) == Point(1.0), Point)
""",
}


@pytest.mark.parametrize("case", CASES)
def test_as_python_runs_the_file(case, project):
    code = CASES[case]
    first, _, rest = code.partition("\n")
    future = f"{first}\n" if "__future__" in first else ""
    marked = f"{future}# --8<-- [start:part]\n{code.removeprefix(future)}# --8<-- [end:part]\n"
    path = project.snippets / SNIPPET
    path.write_text(f"{marked}# time limit: 300 s\n")  # on a busy machine, processes take long
    ours = run_snippets(read_snippets(project), project)[SNIPPET]["part"].output
    python = subprocess.run([sys.executable, path], capture_output=True, text=True)
    assert ours == python.stdout != ""
