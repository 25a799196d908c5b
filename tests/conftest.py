"""What all tests share."""

import os
from pathlib import Path

import pytest

from checkouts import built

os.environ["MPLBACKEND"] = "agg"


@pytest.fixture(autouse=True)
def nothing_to_show(monkeypatch):
    """Snippets show their figures when they are imported; a test has no window."""
    import matplotlib.pyplot as plt

    monkeypatch.setattr(plt, "show", lambda: plt.close("all"))


@pytest.fixture(scope="session")
def copy(tmp_path_factory) -> Path:
    """A checkout with its site, built strictly from nothing."""
    return built(tmp_path_factory.mktemp("one"))


@pytest.fixture(scope="session")
def site(copy) -> Path:
    """The built site."""
    return copy / "site"
