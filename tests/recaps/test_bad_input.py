"""Promise 4: everything fails closed, with the file, the line and the reason."""

import os
import signal
import subprocess
import sys
import time

import pytest

from checkouts import ENGINE
from recaps.build import build
from recaps.project import SourceError

SNIPPET = "snippets/chapter_0/line.py"
PAGE = "docs/chapter-0/line.md"
GLOSSARY = "docs/glossary.md"
TEST = "tests/chapter_0/test_line.py"
INCLUDE = '--8<-- "chapter_0/line.py:total"'

BAD = {
    "a snippet that raises": (
        SNIPPET, "total / 4", "total / 0",
        f"{SNIPPET}:5: ZeroDivisionError: division by zero",
    ),
    "a snippet that raises in an imported module": (
        "snippets/chapter_0/data.py", "points", "points = 1 / 0\npoints",
        f"{SNIPPET}:1: ZeroDivisionError: division by zero",
    ),
    "a snippet that exits": (
        SNIPPET, "print(total / 4)", "raise SystemExit(3)", f"{SNIPPET}:5: it ends Python here",
    ),
    "a snippet whose process dies": (
        SNIPPET, "print(total / 4)", "import os; os._exit(7)",
        f"{SNIPPET}:5: its process died (exit 7)",
    ),
    "a snippet that warns": (
        SNIPPET, "print(total / 4)", "import warnings; warnings.warn('old')",
        f"{SNIPPET}:5: UserWarning: old",
    ),
    "a snippet that never ends": (
        SNIPPET, "print(total / 4)", "# time limit: 1 s\nwhile True: pass",
        f"{SNIPPET}:6: did not end within its time limit of 1 s",
    ),
    "a limit in another form": (
        SNIPPET, "print(total / 4)", "print(total / 4)\n# Time limit: 30s",
        f"{SNIPPET}:6: a limit is a line '# time limit: 120 s' or '# output limit: 500 lines', not '# Time limit: 30s'",
    ),
    "an invisible character in code": (
        SNIPPET, "total / 4", "total /\u200b 4", f"{SNIPPET}:5: an invisible character, U+200B:",
    ),
    "text that turns its direction": (
        PAGE, "The result", "The \u202eresult", f"{PAGE}:7: an invisible character, U+202E:",
    ),
    "a syntax error": (
        SNIPPET, "total = sum(", "total = = sum(", f"{SNIPPET}:4: SyntaxError: invalid syntax",
    ),
    "a snippet that is not UTF-8": (
        SNIPPET, "total = sum", "total = '\udcff' and sum", f"{SNIPPET}:4: not UTF-8 text",
    ),
    "[start] without [end]": (
        SNIPPET, "# --8<-- [end:figure]\n", "", f"{SNIPPET}:8: [start:figure] without [end:figure]",
    ),
    "[end] without [start]": (
        SNIPPET, "# --8<-- [start:total]\n", "", f"{SNIPPET}:5: [end:total] without its [start:total]",
    ),
    "a section inside a section": (
        SNIPPET, "# --8<-- [end:total]\n", "",
        f"{SNIPPET}:7: [start:figure] inside section 'total', which has no [end]",
    ),
    "two sections of one name": (
        SNIPPET, "[start:figure]", "[start:total]", f"{SNIPPET}:8: a second section named 'total'",
    ),
    "a malformed marker": (
        SNIPPET, "[start:total]", "[start: total ]",
        f"{SNIPPET}:3: malformed section marker: # --8<-- [start: total ]",
    ),
    "an empty section": (
        SNIPPET, "total = sum([1, 2, 3])\nprint(total / 4)\n", "",
        f"{SNIPPET}:3: section 'total' is empty",
    ),
    "a statement across a marker": (
        SNIPPET, "# --8<-- [end:total]", "if total:\n    pass\n# --8<-- [end:total]\n    pass",
        f"{SNIPPET}:6: the statement is only partly in section 'total'",
    ),
    "a section on no page": (
        SNIPPET, "# --8<-- [start:figure]",
        "# --8<-- [start:lost]\nlost = 1\n# --8<-- [end:lost]\n# --8<-- [start:figure]",
        f"{SNIPPET}:8: section 'lost' is on no page",
    ),
    "a figure on no page": (
        PAGE, '![A rising line.](chapter_0/line.py:figure "It rises.")',
        '```python\n--8<-- "chapter_0/line.py:figure"\n```',
        f"{SNIPPET}:8: no page shows the figure of 'figure'",
    ),
    "a figure that is never shown": (
        SNIPPET, "plt.show()\n", "", f"{SNIPPET}:11: a figure is drawn but plt.show() never shows it",
    ),
    "a second figure in a section": (
        SNIPPET, "plt.show()\n", "plt.show()\nplt.show()\n",
        f"{SNIPPET}:13: ValueError: a section shows one figure, this is its second",
    ),
    "a figure with a colour of its own": (
        SNIPPET, '"C1"', '"#123456"',
        f"{SNIPPET}:12: ValueError: the figure uses the colour #123456: use C0 to C5, k, w or gray",
    ),
    "a figure without a description": (
        PAGE, "![A rising line.]", "![ ]",
        f"{PAGE}:15: the figure chapter_0/line.py:figure has no description: ![…]",
    ),
    "a figure without a caption": (
        PAGE, ' "It rises."', "",
        f'{PAGE}:15: the figure chapter_0/line.py:figure has no caption: "…"',
    ),
    "a picture from a file": (
        PAGE, "chapter_0/line.py:figure", "line.png",
        f"{PAGE}:15: a figure is <snippet>.py:<section>, not line.png",
    ),
    "a figure of a section that draws none": (
        PAGE, "chapter_0/line.py:figure", "chapter_0/line.py:total",
        f"{PAGE}:15: chapter_0/line.py:total shows no figure",
    ),
    "an include of a missing file": (
        PAGE, INCLUDE, '--8<-- "chapter_0/lime.py:total"',
        f"{PAGE}:10: there is no snippet snippets/chapter_0/lime.py",
    ),
    "an include of a missing section": (
        PAGE, INCLUDE, '--8<-- "chapter_0/line.py:sum"',
        f"{PAGE}:10: snippets/chapter_0/line.py has no section 'sum'",
    ),
    "an include without quotes": (
        PAGE, INCLUDE, "--8<-- chapter_0/line.py:total",
        f"{PAGE}:10: malformed include: --8<-- chapter_0/line.py:total",
    ),
    "an include with a trailing space": (
        PAGE, INCLUDE, INCLUDE + " ", f"{PAGE}:10: malformed include: {INCLUDE}",
    ),
    "an include outside a fence": (
        PAGE, "The result", f"{INCLUDE}\nThe result",
        f"{PAGE}:7: an include outside a python fence: {INCLUDE}",
    ),
    "a blank that the code does not hold": (
        PAGE, "blank[sum([1, 2, 3])]", "blank[sum(points)]",
        f"{PAGE}:12: the fence above holds 'sum(points)' 0 times, a blank stands once",
    ),
    "a blank that the code holds twice": (
        PAGE, "blank[sum([1, 2, 3])]", "blank[total]",
        f"{PAGE}:12: the fence above holds 'total' 2 times, a blank stands once",
    ),
    "a blank that is not below a fence": (
        PAGE, "::blank", "\n::blank", f"{PAGE}:13: a blank stands directly below its fence",
    ),
    "a comment that is no blank": (
        PAGE, "::blank[sum([1, 2, 3])]", "<!-- blanks: sum([1, 2, 3]) -->",
        f"{PAGE}:12: there are no comments; a blank is written ::blank[code]: <!-- blanks: sum([1, 2, 3]) -->",
    ),
    "a recap without a blank": (
        PAGE, "::blank[sum([1, 2, 3])]\n", "",
        f"{PAGE}:5: the recap has no blank (::blank[code] below a fence)",
    ),
    "typed code": (
        PAGE, INCLUDE, "print(1)", f"{PAGE}:10: typed code, not an include: print(1)",
    ),
    "a fence that pytest-codeblocks ignores": (
        PAGE, "```python", '```python title="x"',
        f'{PAGE}:9: a fence must open with exactly ```python, this one: ```python title="x"',
    ),
    "a typed output": (
        PAGE, "```python", "```text", f"{PAGE}:9: a fence must open with exactly ```python, this one: ```text",
    ),
    "a fence of tildes": (
        PAGE, "```python", "~~~python",
        f"{PAGE}:9: a fence must open with exactly ```python, this one: ~~~python",
    ),
    "a fence that is never closed": (
        PAGE, '"\n```\n', '"\n', f"{PAGE}:11: typed code, not an include:",
    ),
    "a number that no code holds": (
        PAGE, "is 1.50", "is 1.51", f"{PAGE}:7: 1.51 is in no code and no output of this page",
    ),
    "a number in the takeaway that no code holds": (
        PAGE, "is 1.5.", "is 1.6.", f"{PAGE}:2: 1.6 is in no code and no output of this page",
    ),
    "a formula that is no LaTeX": (
        PAGE, "The result", r"The $\foo{b}$ result", rf'{PAGE}:7: the formula \foo{{b}}: Unknown command "\foo".',
    ),
    "the map of a chapter that is not there": (
        "docs/index.md", "# Small", "# Small\n\n::recaps[chapter-9]",
        "docs/index.md:6: 'chapter-9' has no recaps",
    ),
    "a choice without a reason": (
        PAGE, "\n    Look again.\n", "",
        f"{PAGE}:27: the choice has no reason (an indented paragraph below it)",
    ),
    "a question without a right choice": (
        PAGE, "[x]", "[ ]", f"{PAGE}:19: the question has no right choice (- [x])",
    ),
    "a malformed choice": (
        PAGE, "[x]", "[y]", f"{PAGE}:19: a choice begins with - [ ] or - [x] and its text",
    ),
    "a choice of another kind of list": (
        PAGE, "- [ ] No.", "* [ ] No.", f"{PAGE}:23: a choice begins with - [ ] or - [x] and its text",
    ),
    "a choice inside a reason": (
        PAGE, "Look again.", "- [x] Look again.",
        f"{PAGE}:29: a choice begins with - [ ] or - [x] and its text",
    ),
    "a choice right below a reason": (
        PAGE, "larger.\n\n", "larger.\n", f"{PAGE}:22: the choice has no empty line above it",
    ),
    "two choices without an empty line between": (
        PAGE, "- [ ] No.", "- [ ] No.\n- [ ] Never.",
        f"{PAGE}:23: the choice has no reason (an indented paragraph below it)",
    ),
    "choices without a question": (
        PAGE, ":::question[Does it rise?]", "Does it rise?",
        f"{PAGE}:19: the choices have no question (:::question[the question] … :::) around them",
    ),
    "choices far from their question": (
        PAGE, ":::question[Does it rise?]", ":::question[Does it rise?]\n\nWell?",
        f"{PAGE}:17: a question holds one list of choices, and nothing else",
    ),
    "a question asked twice": (
        PAGE, "Look again.\n:::\n",
        "Look again.\n:::\n\n:::question[Does it rise?]\n- [x] Yes.\n\n    See.\n:::\n",
        f"{PAGE}:32: the page asks the same question above",
    ),
    "code in a reason": (
        PAGE, "Look again.", f"```python\n    {INCLUDE}\n    ```",
        f"{PAGE}:29: a reason is text, without code or figures",
    ),
    "a review of a chapter without questions": (
        "docs/index.md", "# Small", "# Small\n\n::review[chapter-7]",
        "docs/index.md:6: no recap of 'chapter-7' has a question",
    ),
    "a directive in capitals and brackets": (
        PAGE, "The result", "[TRAP]\n\nThe result",
        f"{PAGE}:7: no directive '[TRAP]': did you mean :::trap[what goes wrong] … :::?",
    ),
    "a directive with an argument in capitals and brackets": (
        PAGE, "The result", "[REVIEW chapter-0]\n\nThe result",
        f"{PAGE}:7: no directive '[REVIEW chapter-0]': did you mean ::review[chapter]?",
    ),
    "a misspelt directive in brackets": (
        PAGE, "The result", '[LAP learning_rate=1.5 "Try it"]\n\nThe result',
        f"{PAGE}:7: no directive '[LAP learning_rate=1.5 \"Try it\"]': did you mean ::lab[sentence]?",
    ),
    "a directive in brackets at the end of a paragraph": (
        PAGE, "is 1.50.", "is 1.50.\n[TRAPS]",
        f"{PAGE}:8: no directive '[TRAPS]': did you mean ::traps?",
    ),
    "a misspelt box": (
        PAGE, "The result", '!!! trpa "Lost"\n\n    Words.\n\nThe result',
        f"{PAGE}:7: no directive '!!! trpa \"Lost\"': did you mean :::trap[what goes wrong] … :::?",
    ),
    "a misspelt fold": (
        PAGE, "The result", '??? set-up\n\nThe result',
        f"{PAGE}:7: no directive '??? set-up': did you mean ::setup[title]?",
    ),
    "a box with a capital": (
        PAGE, "The result", "!!! Trap\n\nThe result",
        f"{PAGE}:7: no directive '!!! Trap': did you mean :::trap[what goes wrong] … :::?",
    ),
    "a box in a list": (
        PAGE, "The result", "- item\n\n    ???+ trap\n\nThe result",
        f"{PAGE}:9: no directive '???+ trap': did you mean :::trap[what goes wrong] … :::?",
    ),
    "an unknown directive": (
        PAGE, "::blank", "::blnak",
        f"{PAGE}:12: no directive 'blnak': did you mean ::blank[code]?",
    ),
    "a directive that is like none": (
        PAGE, "The result", "::xyz\n\nThe result",
        f"{PAGE}:7: no directive 'xyz': there are ",
    ),
    "a directive with a capital": (
        PAGE, ":::question", ":::Question",
        f"{PAGE}:17: no directive 'Question': did you mean :::question[the question] … :::?",
    ),
    "a directive with a space": (
        PAGE, ":::question[Does it rise?]", "::: question Does it rise?",
        f"{PAGE}:17: malformed directive: ::: question Does it rise?",
    ),
    "a directive that is never closed": (
        PAGE, "Look again.\n:::", "Look again.",
        f"{PAGE}:17: the directive is never closed: :::question[Does it rise?]",
    ),
    "an end of a directive that is not open": (
        PAGE, "The result", ":::\n\nThe result", f"{PAGE}:7: no directive ':::'",
    ),
    "a directive in a list": (
        PAGE, "The result", "- item\n\n    ::traps\n\nThe result",
        f"{PAGE}:9: a directive stands outside lists and quotes",
    ),
    "a directive in a quote": (
        PAGE, "The result", "> ::traps\n\nThe result",
        f"{PAGE}:7: a directive stands outside lists and quotes",
    ),
    "a directive without what it is about": (
        PAGE, "::blank[sum([1, 2, 3])]", "::blank", f"{PAGE}:12: 'blank' is written ::blank[code]",
    ),
    "a directive about too much": (
        PAGE, "The result", "::traps[all]\n\nThe result", f"{PAGE}:7: 'traps' is written ::traps",
    ),
    "a line of a directive that is a block": (
        PAGE, "The result", "::trap[Lost]\n\nThe result",
        f"{PAGE}:7: 'trap' is written :::trap[what goes wrong] … :::",
    ),
    "a setting that a directive does not have": (
        PAGE, "::blank[sum([1, 2, 3])]", "::blank[sum([1, 2, 3])]{times=2}",
        f"{PAGE}:12: 'blank' has no setting 'times': it has none",
    ),
    "a setting that is none": (
        PAGE, "::blank[sum([1, 2, 3])]", "::blank[sum([1, 2, 3])]{twice}",
        f"{PAGE}:12: malformed directive: ::blank[sum([1, 2, 3])]{{twice}}",
    ),
    "a line of code too wide for a phone": (
        SNIPPET, "print(total / 4)", "print(total / 4)  # the total of all three, divided",
        f"{PAGE}:9: over 44 characters in view: print(total / 4)  # the total of all",
    ),
    "more code than a reader takes": (
        SNIPPET, "print(total / 4)", "print(total / 4)" + "\ntotal += 0" * 34,
        f"{PAGE}:5: 36 lines of code in view, over 35",
    ),
    "more words than a reader takes": (
        PAGE, "The result is 1.50.", "The result is 1.50. " + "Yes. " * 447,
        f"{PAGE}:5: 451 words in view, over 450",
    ),
    "more traps than a reader takes": (
        PAGE, "The result", f":::trap[Lost]\n```python\n{INCLUDE}\n```\nFix: no.\n:::\n\n" * 3 + "The result",
        f"{PAGE}:21: 3 traps in view, over 2",
    ),
    "a right choice that alone has a reason": (
        PAGE, "- [x] Yes.", "- [x] Yes, because it must.",
        f"{PAGE}:19: the right choice is told by its form: it alone has a reason",
    ),
    "a right choice that alone has no reason": (
        PAGE, "- [ ] No.\n\n    It does.\n\n- [ ] At first.", "- [ ] No, because it falls.\n\n    It does.\n\n- [ ] At first, as it rests.",
        f"{PAGE}:19: the right choice is told by its form: it has no reason, all others have",
    ),
    "a recap that prints, with one prediction": (
        PAGE, "::predict[What does it print?]\n", "",
        f"{PAGE}:5: a recap that prints has 2 predictions (:::predict), this one 1",
    ),
    "two choices only": (
        PAGE, "- [ ] No.\n\n    It does.\n\n", "",
        f"{PAGE}:17: a question has at least 3 choices: this one has 2",
    ),
    "a word that says nothing": (
        PAGE, "The result is", "The result is simply",
        f"{PAGE}:7: 'simply': leave it out",
    ),
    "an exception that nothing needs": (
        PAGE, "---\n# A line", 'exceptions: {words: "long"}\n---\n# A line',
        f"{PAGE}:1: the page needs no exception for 'words'",
    ),
    "a limit that is none": (
        PAGE, "---\n# A line", 'exceptions: {wrods: "long"}\n---\n# A line',
        f"{PAGE}:1: no limit 'wrods': there are banned, choices, lines, predictions, traps, width, words",
    ),
    "twins of one title": (
        PAGE, "The result", f":::twins[One]\n```python\n{INCLUDE}\n```\n\n```python\n{INCLUDE}\n```\n:::\n\nThe result",
        f"{PAGE}:7: twins have two titles: :::twins[title | title] … :::",
    ),
    "a symptom that is none": (
        PAGE, "The result", ":::trap[Lost]{symptom=flt}\nGone.\n:::\n\nThe result",
        f"{PAGE}:7: no symptom 'flt': there are error, flat, swings, nan, good, changes, wrong",
    ),
    "a trap without its fix": (
        PAGE, "The result", f":::trap[Lost]\n```python\n{INCLUDE}\n```\nMend: no.\n:::\n\nThe result",
        f"{PAGE}:7: the trap says no fix (Fix: …)",
    ),
    "all traps on a recap": (
        PAGE, "The result", "::traps\n\nThe result",
        f"{PAGE}:7: a recap cannot gather the traps of recaps",
    ),
    "a review on a recap": (
        PAGE, "The result", "::review[chapter-0]\n\nThe result",
        f"{PAGE}:7: a recap cannot gather the questions of recaps",
    ),
    "typed code in a quote": (
        PAGE, "The result", "> ```python\n> print(1 / 0)\n> ```\n\nThe result",
        f"{PAGE}:7: typed code, not an include: print(1 / 0)",
    ),
    "an include in a quote": (
        PAGE, "The result", f"> ```python\n> {INCLUDE}\n> ```\n\nThe result",
        f"{PAGE}:7: typed code, not an include: {INCLUDE}",
    ),
    "typed code in a list, indented by a tab": (
        PAGE, "The result", "- item\n\n\t```python\n\tprint(2 / 0)\n\t```\n\nThe result",
        f"{PAGE}:10: typed code, not an include: print(2 / 0)",
    ),
    "an indented block": (
        PAGE, "The result", "Look:\n\n    print(1 / 0)\n\nThe result",
        f"{PAGE}:9: typed code, not an include: print(1 / 0)",
    ),
    "a block indented by a tab": (
        PAGE, "The result", "Look:\n\n\tprint(1 / 0)\n\nThe result",
        f"{PAGE}:9: typed code, not an include: print(1 / 0)",
    ),
    "an indented block in a list": (
        PAGE, "The result", "- item\n\n        print(1 / 0)\n\nThe result",
        f"{PAGE}:9: typed code, not an include: print(1 / 0)",
    ),
    "an indented block below a heading": (
        PAGE, "The result", "## Code\n    print(1 / 0)\n\nThe result",
        f"{PAGE}:8: typed code, not an include: print(1 / 0)",
    ),
    "what only Python-Markdown takes for code": (
        PAGE, "The result", "-    item\n\n        print(1 / 0)\n\nThe result",
        f"{PAGE}:9: a list's text is indented by 4 spaces a level: print(1 / 0)",
    ),
    "code in HTML": (
        PAGE, "The result", "<pre><code>print(1 / 0)\n</code></pre>\n\nThe result",
        f"{PAGE}:7: typed code, not an include: <pre><code>print(1 / 0)",
    ),
    "code in HTML in a sentence": (
        PAGE, "The result", "So <code>print(1 / 0)</code> it is. The result",
        f"{PAGE}:7: typed HTML: <code>",
    ),
    "code in HTML in a list": (
        PAGE, "The result", "- item\n\n    <pre>print(1 / 0)</pre>\n\nThe result",
        f"{PAGE}:9: typed code, not an include: <pre>print(1 / 0)</pre>",
    ),
    "code in a question": (
        PAGE, "Does it rise?", "Does <samp>1</samp> rise?", f"{PAGE}:17: typed HTML: <samp>",
    ),
    "a script": (
        PAGE, "The result", "<script>alert(1)</script>\n\nThe result",
        f"{PAGE}:7: typed HTML: <script>alert(1)</script>",
    ),
    "a list right below a sentence": (
        PAGE, "The result", "Look:\n- one\n- two\n\nThe result",
        f"{PAGE}:8: the list has no empty line above it",
    ),
    "a list that goes on with two spaces": (
        PAGE, "The result", "- one\n\n  more\n\nThe result",
        f"{PAGE}:9: a list's text is indented by 4 spaces a level: more",
    ),
    "a display formula in a sentence": (
        PAGE, "is 1.50.", "is $$a$$.", f"{PAGE}:7: a formula between $$ has lines of its own",
    ),
    "a formula in brackets": (
        PAGE, "is 1.50.", r"is \(a\).", f"{PAGE}:7: a formula stands between $ and $, not between",
    ),
    "typed code by its style": (
        PAGE, "is 1.50.", 'is <kbd style="white-space: pre">print(1 / 0)</kbd>.',
        f"{PAGE}:7: typed HTML: <kbd style",
    ),
    "a footnote": (
        PAGE, "is 1.50.", "is 1.50[^1].", f"{PAGE}:7: there are no footnotes: [^1]",
    ),
    "a bar in a formula in a table": (
        PAGE, "The result", "| what | formula |\n|---|---|\n| given | $p(x|y)$ |\n\nThe result",
        rf"{PAGE}:9: a bar inside a formula or code splits the cell: write \mid or \|",
    ),
    "a formula in a title": (
        PAGE, "Does it rise?", r"Does $\foo$ rise?",
        rf'{PAGE}:17: the formula \foo: Unknown command "\foo".',
    ),
    "a typed number of a recap": (
        PAGE, "is 1.50.", "is 1.50, as in\nRecap 4.",
        f"{PAGE}:8: a typed number: 'Recap 4'; it is computed: recap :recap[page]",
    ),
    "typed numbers of recaps": (
        PAGE, "is 1.50.", "is 1.50 (recaps 4 to 14).", f"{PAGE}:7: a typed number: 'recaps 4'",
    ),
    "the number of a recap that is not there": (
        PAGE, "is 1.50.", "is 1.50 (recap :recap[lime]).",
        f"{PAGE}:7: there is no recap docs/chapter-0/lime.md",
    ),
    "a misspelt directive in a sentence": (
        PAGE, "is 1.50.", "is 1.50 (recap :recpa[line]).",
        f"{PAGE}:7: no directive ':recpa[line]': did you mean :recap[page]?",
    ),
    "something still to write": (
        PAGE, "is 1.50.", "is 1.50. TODO: say why.", f"{PAGE}:7: still to write: say why.",
    ),
    "a page without front matter": (
        PAGE, "---\n", "", f"{PAGE}:1: the page has no front matter (--- description: … ---)",
    ),
    "a page without a takeaway": (
        PAGE, "description: ", "summary: ",
        f"{PAGE}:1: the front matter has no description: the takeaway, one sentence",
    ),
    "broken front matter": (
        PAGE, "description: The", "description: a: The",
        f"{PAGE}:2: front matter: mapping values are not allowed here",
    ),
    "front matter with a date that is none": (
        PAGE, "step: 1", "step: 1\nx: 2020-13-45", f"{PAGE}:4: front matter: month must be in 1..12",
    ),
    "front matter with a mistyped setting": (
        PAGE, "step: 1", "setp: 1", f"{PAGE}:3: the front matter has no setting 'setp': there are description, step,",
    ),
    "front matter with a list for a number": (
        PAGE, "step: 1", "step: [1]", f"{PAGE}:3: step: is no number",
    ),
    "front matter with a word for a table": (
        PAGE, "step: 1", "step: 1\nsearch: none", f"{PAGE}:4: search: is no table",
    ),
    "front matter with a lab of numbers": (
        PAGE, "step: 1", "step: 1\nlab: {points: 3}", f"{PAGE}:4: lab: is no table of lists of sections",
    ),
    "front matter with a setting twice": (
        PAGE, "step: 1", "step: 1\nstep: 2", f"{PAGE}:4: front matter: 'step' stands here a second time",
    ),
    "a question of nothing": (
        PAGE, "[Does it rise?]", "[ ]", f"{PAGE}:17: 'question' is written :::question[the question] … :::",
    ),
    "a page that is twice in the nav": (
        "mkdocs.yml", "  - glossary.md", "  - glossary.md\n  - chapter-0/line.md", "mkdocs.yml:6: chapter-0/line.md stands twice in the nav",
    ),
    "front matter with a NUL": (
        PAGE, "step: 1", "step: 1\0", f"{PAGE}:3: front matter: special characters are not allowed: #x0000",
    ),
    "front matter that is no table": (
        PAGE, "description: The total divided by four is 1.5.\nstep: 1", "1.5",
        f"{PAGE}:2: the front matter is no table: write name: value",
    ),
    "a takeaway that is no text": (
        PAGE, "description: The total divided by four is 1.5.", "description: 1.5",
        f"{PAGE}:2: description: is no sentence",
    ),
    "numbers without reasons": (
        PAGE, "description: The", "numbers: [0.25]\ndescription: The",
        f'{PAGE}:2: numbers: is no table of texts, {{"…": "…"}}, each within quotes',
    ),
    "numbers without quotes": (
        PAGE, "description: The", "numbers: {0.25: a quarter}\ndescription: The",
        f'{PAGE}:2: numbers: is no table of texts, {{"…": "…"}}, each within quotes',
    ),
    "a former question that is no text": (
        PAGE, "description: The", 'was: {"Which way?": 1}\ndescription: The',
        f'{PAGE}:2: was: is no table of texts, {{"…": "…"}}, each within quotes',
    ),
    "an exception without its reason": (
        PAGE, "description: The", "exceptions: words\ndescription: The",
        f'{PAGE}:2: exceptions: is no table of texts, {{"…": "…"}}, each within quotes',
    ),
    "a page without a title": (
        PAGE, "# A line", "A line", f"{PAGE}:5: the page does not begin with its title (# …)",
    ),
    "two pages of one title": (
        PAGE, "# A line", "# Chapter", f"{PAGE}:5: docs/chapter-0/index.md has the same title",
    ),
    "a page outside the nav": (
        "mkdocs.yml", ", chapter-0/line.md", "", f"{PAGE}:1: the page is not in the nav of mkdocs.yml",
    ),
    "a term without a definition": (
        GLOSSARY, "\nsum", "\nslope\n\nsum",
        f"{GLOSSARY}:10: not a term with its definition below it (:   …)",
    ),
    "a definition without a term": (
        GLOSSARY, "sum\ngrand total { .unmarked }\n", "",
        f"{GLOSSARY}:10: not a term with its definition below it (:   …)",
    ),
    "an empty definition": (
        GLOSSARY, "What adding gives.", "", f"{GLOSSARY}:10: not a term with its definition below it (:   …)",
    ),
    "a second paragraph of a definition": (
        GLOSSARY, "gives.", "gives.\n\n    Or counting.",
        f"{GLOSSARY}:14: not a term with its definition below it (:   …)",
    ),
    "a term defined twice": (
        GLOSSARY, "grand total", "Line", f"{GLOSSARY}:11: 'Line' is defined in line 6 already",
    ),
    "terms out of order": (
        GLOSSARY, "sum", "area", f"{GLOSSARY}:10: 'area' after 'line': terms stand in alphabetical order",
    ),
    "a term of a missing recap": (
        GLOSSARY, "line.md", "lime.md", f"{GLOSSARY}:6: there is no page docs/chapter-0/lime.md",
    ),
    "a malformed term": (
        GLOSSARY, "sum", "*sum*", f"{GLOSSARY}:10: neither a term nor [a term](its recap): *sum*",
    ),
    "a question about what stands above": (
        PAGE, "Look again.", "Look at the line above.",
        f"{PAGE}:29: 'above': a question is read alone, too, on its card",
    ),
    "a question about the figure": (
        PAGE, "Does it rise?", "Does the line in the figure rise?",
        f"{PAGE}:17: 'the figure': a question is read alone, too, on its card",
    ),
    "a quote that no page says": (
        TEST, "def test", '@pytest.mark.claim("It falls.")\ndef test',
        f"{TEST}:5: no recap of chapter-0 says what test_total quotes: It falls.",
    ),
    "a quote without words": (
        TEST, "def test", "@pytest.mark.claim\ndef test",
        f'{TEST}:4: no sentence: claim("…") quotes one',
    ),
    "a quote that is computed": (
        TEST, "def test", "@pytest.mark.claim(SENTENCE)\ndef test",
        f'{TEST}:4: no sentence: claim("…") quotes one',
    ),
    "a test that is no Python": (
        TEST, "def test", "deff test",
        f"{TEST}:4: SyntaxError: invalid syntax",
    ),
    "a name to search for that leads nowhere": (
        GLOSSARY, "total { .unmarked }", "total { .searched }",
        f"{GLOSSARY}:11: 'grand total' is searched for, but its entry leads to no recap",
    ),
    "a name to search for with a recap of its own": (
        GLOSSARY, "\n:   What rises", "\n[ray](index.md) { .searched }\n:   What rises",
        f"{GLOSSARY}:7: neither a term nor [a term](its recap): [ray](index.md) {{ .searched }}",
    ),
    "a name to search for that is a term": (
        GLOSSARY, "\n:   What rises", "\nsum { .searched }\n:   What rises",
        f"{GLOSSARY}:11: 'sum' is defined in line 7 already",
    ),
    "markup in a definition": (
        GLOSSARY, "What adding", "$What$ adding",
        f"{GLOSSARY}:10: a definition is plain text, for it is a tooltip too: no $",
    ),
}  # fmt: skip


NO_PARAGRAPH = "description: is no single paragraph of text"
TAKEAWAYS = {
    "'   '": NO_PARAGRAPH,
    "'# head'": NO_PARAGRAPH,
    '"One.\\n\\nTwo."': NO_PARAGRAPH,
    "'1. list'": NO_PARAGRAPH,
    "'> quote'": NO_PARAGRAPH,
    "'    code'": NO_PARAGRAPH,
    "'<!-- c -->'": NO_PARAGRAPH,
    "'<script>alert(1)</script>'": NO_PARAGRAPH,
    "'![A line.](line.png)'": NO_PARAGRAPH,
    "'- [ ] No.'": "the choice has no reason (an indented paragraph below it)",
    "A <b>word</b>.": "typed HTML: <b>",
    "The {{ x }}.": "there are no templates: {{ x }}.",
    r"The $\foo$.": r'the formula \foo: Unknown command "\foo".',
}


@pytest.mark.parametrize("takeaway", TAKEAWAYS)
def test_a_takeaway_is_one_paragraph(takeaway, project, edit):
    edit(PAGE, "step: 1\n", "")
    edit(
        PAGE, "description: The total divided by four is 1.5.", f"step: 1\ndescription: {takeaway}"
    )
    with pytest.raises(SourceError) as raised:
        build(project)
    assert str(raised.value) == f"{PAGE}:3: {TAKEAWAYS[takeaway]}"


@pytest.mark.parametrize("case", BAD)
def test_message(case, project, edit):
    file, old, new, message = BAD[case]
    path = project.root / file
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1), errors="surrogateescape")
    with pytest.raises(SourceError) as raised:
        build(project)
    assert str(raised.value).startswith(message)
    assert not project.finished.exists(), "pages were written although a check failed"


def generate(project):
    return subprocess.Popen(
        [sys.executable, "-m", "recaps"],
        cwd=project.root,
        env=os.environ | {"PYTHONPATH": ENGINE},
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a shell may ignore it
    )


def test_the_command_ends_with_status_1_and_one_message(project, edit):
    edit(SNIPPET, "total / 4", "total / 0")
    command = generate(project)
    _, error = command.communicate()
    assert command.returncode == 1
    assert error == f"error: {SNIPPET}:5: ZeroDivisionError: division by zero\n"


def test_a_failure_keeps_the_last_good_result(project, edit):
    build(project)
    good = (project.results / "chapter_0/line.json").read_text()
    edit(SNIPPET, "total / 4", "total / 0")
    with pytest.raises(SourceError):
        build(project)
    assert (project.results / "chapter_0/line.json").read_text() == good


@pytest.mark.parametrize("text", ["", "{", "[]", '{"key": 1}'])
def test_a_corrupt_cache_entry_is_made_again(text, project, capsys):
    build(project)
    file = project.results / "chapter_0/line.json"
    good = file.read_text()
    file.write_text(text)
    build(project)
    assert file.read_text() == good
    assert "line.json" in capsys.readouterr().err


def test_a_missing_cache_entry_is_made_again(project):
    build(project)
    file = project.results / "chapter_0/line.json"
    good = file.read_text()
    file.unlink()
    build(project)
    assert file.read_text() == good


def test_a_cache_that_cannot_be_written(cold):
    cold.results.parent.mkdir()
    cold.results.write_text("a file where the folder should be")
    with pytest.raises(SourceError, match=r"results.*:1: cannot be written: "):
        build(cold)


def test_an_interrupted_rebuild_keeps_what_had_run(cold, edit):
    for name in ("slow", "slower"):  # one runs, one waits
        slow = cold.snippets / f"chapter_0/{name}.py"
        slow.write_text(
            "# time limit: 600 s\n"
            "# --8<-- [start:wait]\nimport time; time.sleep(600)\n# --8<-- [end:wait]\n"
        )
        edit(PAGE, INCLUDE, INCLUDE + f'\n--8<-- "chapter_0/{name}.py:wait"')
    command = generate(cold)
    finished = cold.results / "chapter_0/line.json"
    for _ in range(200):
        if finished.exists():
            break
        time.sleep(0.1)
    os.killpg(command.pid, signal.SIGINT)
    _, error = command.communicate(timeout=100)
    assert command.returncode == 1
    assert error.endswith("interrupted: what had run to its end is kept\n")
    assert "Traceback" not in error
    assert finished.exists()
