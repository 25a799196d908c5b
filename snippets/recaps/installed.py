"""What is installed beside Python: libraries and their versions."""

import functools
import importlib.metadata
import site
from pathlib import Path


@functools.cache
def version(distribution: str) -> str:
    """The installed version of a distribution, such as scikit-learn."""
    return importlib.metadata.version(distribution)


def distributions() -> list[str]:
    """Every installed distribution with its version, such as "numpy-2.4.6.dist-info".

    What a process has imported changes nothing: setuptools adds to sys.path what it brings along.
    """
    folders = {Path(folder) for folder in site.getsitepackages()}
    return sorted(path.name for folder in folders for path in folder.glob("*.dist-info"))
