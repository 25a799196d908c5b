"""A picture comes out as it went in, without being parsed; code that shows one stays code."""

from markdown import Markdown
from markdown.htmlparser import htmlparser

PAGE = """\
Before *it*.

<figure markdown="1">
<div class="drawing" role="img" aria-label="A line."><svg viewBox="0 0 9 9"><path d="M0 0L9 9"/><text>*x*

</text></svg></div>
<figcaption markdown="1">A **line**.</figcaption>
</figure>

```html
<svg><path d="M1 1"/></svg>
```
"""
EXTENSIONS = ["attr_list", "md_in_html", "pymdownx.highlight", "pymdownx.superfences"]
OURS = [*EXTENSIONS, "recaps.adapters.pictures"]


def test_a_page_is_as_without_it():
    html = Markdown(extensions=OURS).convert(PAGE)
    assert html == Markdown(extensions=EXTENSIONS).convert(PAGE)
    assert '<path d="M0 0L9 9"/><text>*x*' in html and "<strong>line</strong>" in html
    assert "&lt;" in html.partition("</figure>")[2]


def test_no_picture_is_parsed(monkeypatch):
    fed = []
    feed = htmlparser.HTMLParser.feed
    monkeypatch.setattr(
        htmlparser.HTMLParser, "feed", lambda self, data: (fed.append(data), feed(self, data))
    )
    Markdown(extensions=OURS).convert(PAGE)
    assert "<figure" in fed[0] and "<path" not in "".join(fed)
