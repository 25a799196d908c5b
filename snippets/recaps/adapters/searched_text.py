"""What the search reads of a page: its words, without the elements that pictures and colours need.

They are most of a page's elements, and the search's parser of HTML is slow.
"""

import re

from mkdocs.plugins import CombinedEvent, event_priority

WORDLESS = re.compile(r"<(svg|math)\b.*?</\1>|</?span\b[^>]*>", re.DOTALL)
whole: dict[str, str] = {}


@event_priority(100)
def _before_the_search(context, page, config, nav):
    whole[page.url] = page.content
    page.content = WORDLESS.sub("", page.content)


@event_priority(-100)
def _after_the_search(context, page, config, nav):
    page.content = whole.pop(page.url)


on_page_context = CombinedEvent(_before_the_search, _after_the_search)
