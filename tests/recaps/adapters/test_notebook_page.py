"""The page that a builder makes of a notebook is light, and the keyboard scrolls its code."""

from recaps.adapters.notebook_page import lightened


def test_only_what_readers_read_stays():
    html = (
        "<style>p {}</style><script>run()</script><p>Text.</p>"
        '<h2>Part<a class="anchor-link" href="#part">¶</a></h2>'
        '<div tabindex="-1"><pre>code</pre></div>'
    )
    assert lightened(html) == ('<p>Text.</p><h2>Part</h2><div><pre tabindex="0">code</pre></div>')
