"""What all tests share: the snippets on the path, the generator run once."""

import os
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "snippets"))
os.environ["MPLBACKEND"] = "agg"


@pytest.fixture(autouse=True)
def nothing_to_show(monkeypatch):
    """Snippets show their figures when they are imported; a test has no window."""
    import matplotlib.pyplot as plt

    monkeypatch.setattr(plt, "show", lambda: plt.close("all"))
