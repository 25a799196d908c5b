"""A set-up is the pipeline up to what the page's code needs, and nothing more."""

import pytest

from checkouts import through
from recaps.build import read
from recaps.document import Box, Code
from recaps.project import SourceError
from recaps.transforms.includes import includes
from recaps.transforms.set_up import set_up

PAGE = "docs/chapter-0/line.md"
PIPELINE = """\
# --8<-- [start:imports]
import math
# --8<-- [end:imports]

# --8<-- [start:data]
x = [1, 2, 3]
y = [2, 4, 6]
print(len(x))
# --8<-- [end:data]

# --8<-- [start:unused]
z = 1
# --8<-- [end:unused]

# --8<-- [start:model]
w = math.pi
# --8<-- [end:model]

# --8<-- [start:errors]
errors = [w * a - b for a, b in zip(x, y)]
# --8<-- [end:errors]
"""
MORE = """\
from chapter_0.pipeline import y

# --8<-- [start:scale]
scale = 2
# --8<-- [end:scale]

# --8<-- [start:doubled]
doubled = [scale * a for a in y]
# --8<-- [end:doubled]
"""
SNIPPET = """\
from chapter_0.pipeline import errors, w, x

# --8<-- [start:points]
print(x[0])
# --8<-- [end:points]

# --8<-- [start:slope]
print(w > 3)
# --8<-- [end:slope]

# --8<-- [start:own]
w = 4
# --8<-- [end:own]

# --8<-- [start:nothing]
print("Hello")
# --8<-- [end:nothing]
"""
# What needs both pipelines, and what needs the second, which needs the first.
BOTH = """\
from chapter_0.pipeline_more import doubled, scale
from chapter_0.pipeline import x

# --8<-- [start:both]
print(x[0] * scale)
# --8<-- [end:both]

# --8<-- [start:through]
print(doubled)
# --8<-- [end:through]
"""


@pytest.fixture
def page(project):
    """The recap whose body is `body`, with its code and its set-up in place."""
    folder = project.snippets / "chapter_0"
    (folder / "pipeline.py").write_text(PIPELINE)
    (folder / "pipeline_more.py").write_text(MORE)
    (folder / "use.py").write_text(SNIPPET)
    (folder / "both.py").write_text(BOTH)

    def written(*body: str):
        front = "---\ndescription: What stays.\n---\n# A line\n\n"
        (project.root / PAGE).write_text(front + "\n\n".join(body) + "\n")
        site = through(read(project), includes, set_up)
        return site.documents["chapter-0/line.md"]

    return written


def include(section: str, file: str = "use") -> str:
    return f'```python\n--8<-- "chapter_0/{file}.py:{section}"\n```'


def sections(page) -> list[list[str]]:
    """The sections of each piece of code in the fold."""
    (fold,) = (block for block in page.blocks if isinstance(block, Box))
    return [[name for _, name in code.sections] for code in fold.blocks if isinstance(code, Code)]


def test_the_pipeline_stands_up_to_what_is_needed(page):
    found = page("::setup[Set-up: the data]", include("points"))
    fold = found.blocks[1]
    assert (fold.kind, fold.line, fold.title.markdown) == ("setup", 6, "Set-up: the data")
    assert sections(found) == [["imports", "data"]]
    (code,) = fold.blocks
    assert code.code.startswith("import math\n\nx = [1, 2, 3]\n")
    assert code.output == "3\n"
    exec(found.program, {})


def test_all_before_what_is_needed_is_set_up(page):
    found = page("::setup[S]", include("slope"))
    assert sections(found) == [["imports", "data", "unused", "model"]]


def test_a_section_that_stands_on_the_page_is_not_set_up(page):
    found = page("::setup[S]", include("slope"), include("unused", "pipeline"))
    assert sections(found) == [["imports", "data", "model"]]
    exec(found.program, {})


def test_what_the_code_below_makes_is_not_needed(page):
    found = page("::setup[S]", include("model", "pipeline"), include("slope"))
    assert sections(found) == [["imports"]]
    exec(found.program, {})


def test_what_stands_above_is_known(page):
    found = page(include("own"), "::setup[S]", include("points"), include("slope"))
    assert sections(found) == [["imports", "data"]]


def test_the_author_may_say_how_far(page):
    found = page("::setup[S]{upto=unused}", include("points"))
    assert sections(found) == [["imports", "data", "unused"]]


def test_a_last_section_that_is_not_there(page):
    reason = f"{PAGE}:6: no pipeline has a section 'lost' to set up"
    with pytest.raises(SourceError, match=reason):
        page("::setup[S]{upto=lost}", include("points"))


def test_two_pipelines_are_two_pieces(page):
    found = page("::setup[S]", include("both", "both"))
    assert sections(found) == [["imports", "data"], ["scale"]]
    exec(found.program, {})


def test_a_pipeline_needs_what_another_makes(page):
    found = page("::setup[S]", include("through", "both"))
    assert sections(found) == [["imports", "data"], ["scale", "doubled"]]
    exec(found.program, {})


def test_the_last_section_is_one_of_either_pipeline(page):
    found = page("::setup[S]{upto=unused}", include("both", "both"))
    assert sections(found) == [["imports", "data", "unused"], ["scale"]]


def test_more_may_follow_in_the_fold(page):
    found = page(f":::setup[S]\n{include('points')}\n:::", include("nothing"))
    assert sections(found) == [["imports", "data"], ["points"]]


def test_a_set_up_that_nothing_needs_stops(page):
    with pytest.raises(SourceError, match=f"{PAGE}:6: no code of the page needs a set-up"):
        page("::setup[S]", include("nothing"))
