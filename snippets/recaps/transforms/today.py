"""Places that the browser fills: what is due today, what is kept offline, where the reader stands.

::today      →   two empty elements, for docs/assets/today.js and docs/assets/offline-use.js
::standing   →   an empty element, for docs/assets/practice-marks.js
"""

from collections.abc import Iterable

from recaps.directives import Spec, directive
from recaps.document import Block, Directive, Document, Html
from recaps.site import Site

today, standing = "today", "standing"
PLACES = '<div class="practice"></div><div id="offline-use"></div>'
STANDING = '<div class="standing"></div>'


@directive(Spec(today, "line", "Where the browser asks what is due today."))
def _today(stands: Directive, document: Document, site: Site) -> Iterable[Block]:
    return [Html(stands.line, PLACES)]


@directive(
    Spec(
        standing,
        "line",
        "Where the browser says how many cards are due and which recap comes next; the recaps "
        "listed on the page get their marks.",
    )
)
def _standing(stands: Directive, document: Document, site: Site) -> Iterable[Block]:
    return [Html(stands.line, STANDING)]
