"""The surroundings of a snippet: the same on every machine, whoever its author is.

What Python can't be without, such as the day or the user, is another in each of its two runs.
"""

import contextlib
import getpass
import os
import platform
import socket
import sys
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

ENGINE = Path(__file__).parents[2]  # where the package `recaps` lies
# Libraries and programs are found as before; nothing else of the author's shell is left.
KEPT = ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT", "OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")
FIXED = {
    "LANG": "C.UTF-8",
    "LC_ALL": "C.UTF-8",
    "TZ": "UTC",
    "TERM": "dumb",
    "COLUMNS": "80",
    "PYTHONNOUSERSITE": "1",
    # No GPU, and sums on one core.
    "CUDA_VISIBLE_DEVICES": "",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
}


def environment(home: Path) -> dict[str, str]:
    """The environment variables of a snippet, whose home folder is `home`.

    Matplotlib's list of fonts, which is slow to make, is kept for all projects. The order of sets
    hangs on SNIPPETS_HASH_SEED: CI builds with two of them, as what readers see is any of them.
    """
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    fonts = Path(tempfile.gettempdir(), f"torch-recaps-fonts-{getpass.getuser()}")
    seed = os.environ.get("SNIPPETS_HASH_SEED", "0")
    own = {"HOME": str(home), "MPLCONFIGDIR": str(fonts), "PYTHONHASHSEED": seed}
    return kept | FIXED | own


@contextlib.contextmanager
def surrounded(home: Path) -> Iterator[None]:
    """Within, this process has the environment of a snippet, and so has what it starts.

    Python that is started finds this engine.
    """
    before = dict(os.environ)
    within = environment(home) | {"PYTHONPATH": str(ENGINE)}
    os.environ.clear()
    os.environ.update(within)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def be_another_machine(number: int) -> None:
    """From now on, this process is on machine `number`: its name, user, system, cores and date.

    The date of machine 0 is today's, machine 1 is further by a year, a month and some hours.
    """
    os.environ |= {"USER": f"user-{number}", "LOGNAME": f"user-{number}"}
    system, _, release, version, hardware = os.uname()
    uname = (system, f"machine-{number}", f"{release}-{number}", f"{version}-{number}", hardware)
    os.uname = lambda: os.uname_result(uname)
    socket.gethostname = lambda: uname[1]
    platform._uname_cache = None
    platform._platform_cache.clear()
    cores = 4 + number
    for name in {"cpu_count", "process_cpu_count"} & set(dir(os)):
        setattr(os, name, lambda: cores)
    os.sched_getaffinity = lambda process: set(range(cores))
    if number:
        sys.modules["pytest"] = None  # which time_machine imports, where there is one
        import time_machine

        del sys.modules["pytest"]
        time_machine.travel(number * timedelta(days=400, hours=5, minutes=7), tick=True).start()
