"""Ctrl-C is for the process that waits, even while the server imports."""

import subprocess
import sys

from checkouts import ENGINE


def test_an_interrupt_does_nothing():
    code = (
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "import recaps.execution.server; signal.raise_signal(signal.SIGINT)"
    )
    subprocess.run([sys.executable, "-c", code], env={"PYTHONPATH": ENGINE}, check=True)
