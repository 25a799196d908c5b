"""The page that a builder makes of a notebook is light, and the keyboard scrolls its code."""

import os
import subprocess
import sys
from types import SimpleNamespace

import pytest

from recaps.adapters.notebook_page import lightened, on_config


def test_only_what_readers_read_stays():
    html = (
        "<style>p {}</style><script>run()</script><p>Text.</p>"
        '<h2>Part<a class="anchor-link" href="#part">¶</a></h2>'
        '<div tabindex="-1"><pre>code</pre></div>'
    )
    assert lightened(html) == ('<p>Text.</p><h2>Part</h2><div><pre tabindex="0">code</pre></div>')


PRINTED = (
    '<div class="jp-OutputArea-child{}"><div class="jp-OutputArea-output" '
    'data-mime-type="text/plain"><pre>{}</pre></div></div>'
)


def test_what_a_cell_printed_is_one_output_however_the_kernel_sent_it():
    result = PRINTED.format(" jp-OutputArea-executeResult", "2")
    pieces = PRINTED.format("", "a\n") + PRINTED.format("", "b &lt;\n") + result
    area = '<div class="jp-OutputArea">{}</div>'
    whole = PRINTED.format("", "a\nb &lt;\n") + result
    assert lightened(area.format(pieces)) == lightened(area.format(whole))
    assert lightened(area.format(whole)).count("<pre") == 2


@pytest.fixture
def authors_home(tmp_path, monkeypatch):
    """A home whose IPython begins with a setting of its own; the environment as it was, afterwards."""
    startup = tmp_path / "author/.ipython/profile_default/startup/00-mine.py"
    startup.parent.mkdir(parents=True)
    startup.write_text("import numpy as np; np.set_printoptions(precision=2)")
    before = dict(os.environ)
    yield tmp_path / "author"
    os.environ.clear()
    os.environ.update(before)


@pytest.mark.parametrize("variable", ["HOME", "IPYTHONDIR"])
def test_a_start_up_file_of_the_author_reaches_no_kernel(variable, authors_home, tmp_path):
    os.environ[variable] = str(authors_home / (".ipython" if variable == "IPYTHONDIR" else ""))
    assert cell() == "[0.12]"
    on_config(SimpleNamespace(config_file_path=str(tmp_path / "mkdocs.yml")))
    assert cell() == "[0.123456]"


def cell() -> str:
    """What IPython, which every kernel is, prints of a number."""
    code = "import numpy as np; print(np.array([0.123456]))"
    done = subprocess.run([sys.executable, "-m", "IPython", "-c", code], stdout=-1, text=True)
    return done.stdout.strip()


def test_nothing_of_the_authors_shell_reaches_a_kernel(authors_home, tmp_path):
    for name in ("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "PYTHONSTARTUP", "MATPLOTLIBRC", "MPLBACKEND"):
        os.environ[name] = "/home/author"
    on_config(SimpleNamespace(config_file_path=str(tmp_path / "mkdocs.yml")))
    assert "/home/author" not in os.environ.values()
    assert os.environ["HOME"] == str(tmp_path / "build/home")
    assert os.environ["OMP_NUM_THREADS"] == "1"
