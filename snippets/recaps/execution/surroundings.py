"""The surroundings of a snippet: the same on every machine, whoever its author is."""

import contextlib
import getpass
import os
import tempfile
from collections.abc import Iterator
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
