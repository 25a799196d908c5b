"""Runs programs of pages with pytest-codeblocks, each in a fresh process.

To be started with `python -I`, so that no program finds a snippet to import. What takes long to
import is imported once, before the processes are forked. A line of standard input names a program
and the folder to run it in, as JSON; the line printed for it says the exit status and what pytest
wrote.
"""

import importlib
import json
import os
import sys
import tempfile

import pytest

for slow in ("matplotlib.pyplot", "pytest_codeblocks", "torch._dynamo"):
    importlib.import_module(slow)

# Neither the settings of a project nor a cache beside the programs.
QUIET = ["-c", os.devnull, "-p", "no:cacheprovider"]


def run(program: str, folder: str) -> tuple[int, str]:
    """The exit status of pytest for `program`, run in `folder`, and what it wrote."""
    with tempfile.TemporaryFile() as output:
        child = os.fork()
        if not child:
            os.chdir(folder)
            for stream in (sys.stdout, sys.stderr):
                os.dup2(output.fileno(), stream.fileno())
            status = pytest.main([*QUIET, "--codeblocks", program])
            sys.stdout.flush()
            os._exit(status)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        output.seek(0)
        return status, output.read().decode()


for line in sys.stdin:
    print(json.dumps(run(*json.loads(line))), flush=True)
