"""What all tests share."""

import os
from pathlib import Path

os.environ["MPLBACKEND"] = "agg"

import matplotlib.pyplot as plt
import pytest

from checkouts import built

# Snippets show their figures when they are imported; a test has no window.
plt.show = lambda: plt.close("all")


@pytest.fixture(scope="session")
def copy(tmp_path_factory) -> Path:
    """A checkout with its site, built strictly from nothing."""
    return built(tmp_path_factory.mktemp("one"))


@pytest.fixture(scope="session")
def site(copy) -> Path:
    """The built site."""
    return copy / "site"
