"""What the lab shows in the browser comes from the snippets that its page names."""

import json

from recaps.build import finish, read
from recaps.render.lab_data import render

PAGE = "docs/chapter-0/line.md"
FILE = "docs/downloads/descent-lab-data.js"
SNIPPET = '# --8<-- [start:points]\nprint("1,2\\n3,4.5")\n# --8<-- [end:points]\n'
SHOWS = """\
lab:
  points: ["chapter_0/lab.py:points"]
  program: ["chapter_0/line.py:total", "chapter_0/lab.py:points"]
"""


def test_the_points_are_numbers_and_each_part_one_text(project, edit):
    (project.snippets / "chapter_0/lab.py").write_text(SNIPPET)
    edit(PAGE, "step: 1\n", SHOWS)
    edit(PAGE, "```python\n", '```python\n--8<-- "chapter_0/lab.py:points"\n')
    script = render(finish(read(project)))[FILE]
    before, data = script.split(" = ", 1)
    assert before == "const descentLabData"
    shown = json.loads(data.removesuffix(";\n"))
    assert shown["points"] == [[1.0, 2.0], [3.0, 4.5]]
    assert shown["program"] == ('total = sum([1, 2, 3])\nprint(total / 4)\n\nprint("1,2\\n3,4.5")')
    assert shown["settings"]["updates"] == {"least": 0, "most": 5000, "whole": True}


def test_a_site_without_a_lab_has_no_data(project):
    assert render(finish(read(project))) == {}
