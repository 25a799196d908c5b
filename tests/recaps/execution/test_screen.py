"""Whatever reaches the screen stands below the code that put it there, as it looks there, or stops."""

import pytest

from recaps.execution.runner import run_snippets
from recaps.project import SourceError
from recaps.snippets import read_snippets

SNIPPET = "chapter_0/parts.py"


@pytest.fixture
def outputs(project):
    """The outputs of a snippet whose sections are `parts`."""

    def run(*parts: str, before: str = "", after: str = "") -> list[str]:
        sections = [
            f"# --8<-- [start:part_{n}]\n{part}\n# --8<-- [end:part_{n}]\n"
            for n, part in enumerate(parts)
        ]
        (project.snippets / SNIPPET).write_text(before + "\n".join(sections) + after)
        results = run_snippets(read_snippets(project), project)[SNIPPET]
        return [results[f"part_{n}"].output for n in range(len(parts))]

    return run


LOGGER = """\
import logging
import sys

logging.basicConfig(stream=sys.stdout, level=logging.INFO, format="%(message)s", force=True)
log = logging.getLogger("train")"""


def test_a_loggers_lines_stand_below_what_logged_them(outputs):
    loop = "for epoch in (2, 3):\n    log.info(f'epoch {epoch}')\nprint('done')"
    assert outputs(LOGGER, "log.info('epoch 1')", loop) == [
        "", "epoch 1\n", "epoch 2\nepoch 3\ndone\n",
    ]  # fmt: skip


WAYS = [
    "kept.write('b\\n')",
    "print('b', file=kept)",
    "kept.buffer.write(b'b\\n')",
    "kept_print('b')",
    "os.write(1, b'b\\n')",
    "print('b', file=sys.__stdout__)",
    "subprocess.run(['echo', 'b'])",
    "os.system('echo b')",
    "thread = threading.Thread(target=print, args=('b',)); thread.start(); thread.join()",
    "with contextlib.redirect_stdout(kept): print('b')",
    "import ctypes; libc = ctypes.CDLL(None); _ = libc.puts(b'b'); _ = libc.fflush(None)",
]


def test_however_it_is_written(outputs):
    first = (
        "import contextlib, os, subprocess, sys, threading\n"
        "kept, kept_print = sys.stdout, print\nprint('a')"
    )
    before, *rest = outputs(first, *(part for way in WAYS for part in (way, "print('c')")))
    assert before == "a\n"
    assert dict(zip(WAYS, rest[::2], strict=True)) == dict.fromkeys(WAYS, "b\n")
    assert set(rest[1::2]) == {"c\n"}


def test_what_stands_outside_the_sections_is_not_shown(outputs):
    assert outputs("print('a')", before="print('before')\n") == ["a\n"]


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("import sys; sys.stderr.write('lost')", "it writes to standard error"),
        ("import logging; logging.warning('lost')", "it writes to standard error"),
        ("import os; os.write(2, b'lost')", "it writes to standard error"),
        ("import subprocess; subprocess.run('echo lost >&2', shell=True)", "it writes to standard error"),
        ("import sys; print('lost', file=sys.__stderr__)", "it writes to standard error"),
        ("import traceback\ntry: 1/0\nexcept Exception: print(traceback.format_exc())", "the output has a folder of this machine"),
        ("import numpy; print(numpy)", "the output has a folder of this machine"),
        ("print(__file__)", "the output has a folder of this machine"),
        ("import numpy as np\ntry: print(np.ones(1) / 0)\nexcept Exception: print('caught')", "RuntimeWarning: divide by zero"),
        ("def f():\n    __import__('warnings').warn('careful')\ntry: f()\nexcept Exception: pass", "UserWarning: careful"),
        ("while True: print('x' * 99)", "the output is too long: over 100 lines|File too large"),
        ("print('a')\nimport sys; sys.exit()", "it ends Python here, before the rest of the file has run"),
        ("q = 1\nglobal q", "SyntaxError: "),
        ("class E(Exception):\n    def __str__(self): raise RuntimeError\nraise E", "E$"),
        ("print('step 1\\rstep 2')", r"the control character '\\r'"),
        ("print('a\\tb')", r"the control character '\\t'"),
        ("print('\\x1b[32mgreen\\x1b[0m')", r"the control character '\\x1b'"),
        ("print('a\\bb')", r"the control character '\\x08'"),
        ("print('\\x0c')", r"the control character '\\x0c'"),
        ("print(object())", "the output has a memory address, 0x"),
        ("for _ in range(101): print('x')", "the output is too long: over 100 lines"),
        ("print('\\n'.join('x' * 101), end='')", "the output is too long: over 100 lines"),
        ("import os; os.write(1, b'\\xff')", "the output has bytes that are no UTF-8 text"),
        ("print('a\\u202eb')", r"the control character '\\u202e'"),
        ("print('a\\u200bb')", r"the control character '\\u200b'"),
        ("print('x' * 10_001)", "the output is too long"),
        ("line = 'x' * 99\nfor _ in range(200_000): print(line)", "the output is too long"),
        ("import threading, time\n"
         "threading.Thread(target=lambda: (time.sleep(0.5), print('late'))).start()",
         "it prints after its last statement"),
    ],
)  # fmt: skip
def test_what_no_page_can_show_stops_with_its_line(code, reason, outputs):
    with pytest.raises(SourceError, match=rf"snippets/{SNIPPET}:\d+: .*{reason}"):
        outputs("a = 1", code)


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        ("import sys\nprint('x', file=sys.stderr)\n", "", 2),
        ("", "import os; os.write(2, b'x')\n", 4),
    ],
)
def test_standard_error_is_noticed_outside_the_sections_too(before, after, line, outputs):
    with pytest.raises(SourceError, match=rf"{SNIPPET}:{line}: ValueError: it writes to standard"):
        outputs("a = 1", before=before, after=after)


def test_a_snippet_may_say_that_more_is_meant(outputs):
    many = "for n in range(150):\n    print(n)"
    (printed,) = outputs(many, before="# output limit: 150 lines\n")
    assert printed.count("\n") == 150
    with pytest.raises(SourceError, match="over 149 lines"):
        outputs(many, before="# output limit: 149 lines\n")


@pytest.mark.parametrize(
    ("code", "what"),
    [
        ("import random; print(random.random())", "prints"),
        ("import numpy as np; print(np.random.randn())", "prints"),
        ("import numpy as np; print(np.random.default_rng().random())", "prints"),
        ("import torch; print(torch.rand(1))", "prints"),
        ("import time; print(time.time())", "prints"),
        ("import os; print(os.getpid())", "prints"),
        ("import matplotlib.pyplot as plt\nimport numpy as np\nplt.plot(np.random.randn(20))\n"
         "plt.show()", "draws"),
    ],
)  # fmt: skip
def test_what_differs_each_time_is_noticed_at_the_first_run(code, what, outputs):
    reason = rf"snippets/{SNIPPET}:\d+: section 'part_1' {what} something else each time"
    with pytest.raises(SourceError, match=reason):
        outputs("a = 1", code)
