"""The way of a page: every transform in order, each with one interface.

A transform is a function `(document, site) -> document`. It sees all pages as the
transform before it left them, so none has to ask for another page's end first.
"""

from recaps.directives import run_directive
from recaps.glossary import glossary
from recaps.transforms.blanks import blanks
from recaps.transforms.boxes import columns, fold, trap, twins
from recaps.transforms.chapters import recap_numbers, recaps
from recaps.transforms.claims import claims
from recaps.transforms.foot import foot
from recaps.transforms.head import head
from recaps.transforms.includes import includes
from recaps.transforms.lab import lab
from recaps.transforms.predictions import predictions
from recaps.transforms.questions import question
from recaps.transforms.review import review
from recaps.transforms.set_up import set_up
from recaps.transforms.terms import explain_terms
from recaps.transforms.threshold import threshold
from recaps.transforms.today import standing, today
from recaps.transforms.traps import traps

TRANSFORMS = [
    glossary,  # reads the page as it was written
    includes,  # all that follows looks at code
    set_up,  # before a box hides which code comes first
    blanks,
    predictions,
    run_directive(trap),
    run_directive(fold),
    run_directive(twins),
    run_directive(columns),
    run_directive(question),
    run_directive(lab),
    run_directive(threshold),
    run_directive(today),
    run_directive(standing),
    recap_numbers,  # when every title and question has its text
    run_directive(recaps),
    run_directive(review),  # gathers the questions of finished recaps
    run_directive(traps),  # gathers their traps
    head,
    foot,  # knows all code of the page, gathered code too
    explain_terms,  # what is gathered on other pages stays unexplained
    claims,  # last: marks have their place in the finished text
]
