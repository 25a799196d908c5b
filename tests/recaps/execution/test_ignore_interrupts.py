"""Ctrl-C is for the process that waits, even while the server imports."""

import signal
import subprocess
import sys

from checkouts import ENGINE


def test_an_interrupt_does_nothing(project):
    code = "import recaps.execution.ignore_interrupts, signal; signal.raise_signal(signal.SIGINT)"
    subprocess.run([sys.executable, "-c", code], env={"PYTHONPATH": ENGINE}, check=True)
    assert signal.getsignal(signal.SIGINT) != signal.SIG_IGN
