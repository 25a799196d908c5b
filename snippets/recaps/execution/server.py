"""Imported first by the server that forks the processes of snippets."""

import os
import signal

# Ctrl-C is for the process that waits.
signal.signal(signal.SIGINT, signal.SIG_IGN)
# It led to this engine; a snippet has no such variable.
os.environ.pop("PYTHONPATH", None)
