"""Imported first by the server that forks the processes of snippets."""

import gc
import os
import signal

# Ctrl-C is for the process that waits.
signal.signal(signal.SIGINT, signal.SIG_IGN)
# It led to this engine; a snippet has no such variable.
os.environ.pop("PYTHONPATH", None)
# Imports leave no garbage worth the time; a snippet's process collects again.
gc.disable()
