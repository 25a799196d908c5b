"""The page that a builder makes of a notebook is light, and the keyboard scrolls its code."""

import os

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


def test_nothing_of_the_authors_home_reaches_a_kernel(tmp_path, monkeypatch):
    class Config:
        config_file_path = str(tmp_path / "mkdocs.yml")

    before = dict(os.environ)
    for name in ("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "PYTHONSTARTUP", "MATPLOTLIBRC", "MPLBACKEND"):
        monkeypatch.setenv(name, "/home/author")
    try:
        on_config(Config())
        assert "/home/author" not in os.environ.values()
        assert os.environ["HOME"] == str(tmp_path / "build/home")
        assert os.environ["OMP_NUM_THREADS"] == "1"
    finally:
        os.environ.clear()
        os.environ.update(before)
