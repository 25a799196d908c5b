"""All that a file may import, however it is written."""

import pytest

from recaps.execution.imports import imported_files, imported_names

FORMS = {
    "import shapes.square": {"shapes/__init__.py", "shapes/square.py"},
    "import numpy, shapes": {"shapes/__init__.py"},
    "from shapes import square": {"shapes/__init__.py", "shapes/square.py"},
    "from shapes.square import SIDES as n": {"shapes/__init__.py", "shapes/square.py"},
    "from shapes import *": {"shapes/__init__.py", "shapes/square.py", "shapes/circle.py"},
    "from . import near": {"chapter_0/near.py"},
    "from .near import SIDES": {"chapter_0/near.py"},
    "from ..shapes import square": {"shapes/__init__.py", "shapes/square.py"},
    "def later():\n    import shapes.circle": {"shapes/__init__.py", "shapes/circle.py"},
    "try:\n    import shapes.circle\nexcept ImportError: pass": {
        "shapes/__init__.py", "shapes/circle.py",
    },
    "import missing, shapes_too": set(),
}  # fmt: skip


@pytest.fixture
def start(project):
    for name in ("shapes/__init__", "shapes/square", "shapes/circle", "chapter_0/near"):
        (project.snippets / name).parent.mkdir(exist_ok=True)
        (project.snippets / f"{name}.py").write_text("SIDES = 4\n")
    (project.snippets / "shapes/._square.py").write_bytes(b"\xff")
    return project.snippets / "chapter_0/start.py"


@pytest.mark.parametrize("code", FORMS)
def test_project_files(code, start, project):
    package = project.snippets / "outer/inner/__init__.py"
    if code.startswith("from .."):
        start = package.with_name("start.py")
        start.parent.mkdir(parents=True)
        (project.snippets / "shapes").rename(project.snippets / "outer/shapes")
        FORMS[code] = {f"outer/{name}" for name in FORMS[code]}
    start.write_text(code)
    files = imported_files([start], project) - {start}
    assert {file.relative_to(project.snippets).as_posix() for file in files} == FORMS[code]


def test_files_behind_files(start, project):
    start.write_text("from . import near")
    (project.snippets / "chapter_0/near.py").write_text("from .start import a\nimport shapes")
    names = {file.name for file in imported_files([start], project)}
    assert names == {"start.py", "near.py", "__init__.py"}


def test_names_with_the_packages_around_them(start, project):
    start.write_text("from torch.nn import functional")
    assert imported_names(start, project) == {"torch", "torch.nn", "torch.nn.functional"}


def test_a_relative_import_outside_any_package_is_left_to_python(project):
    start = project.snippets / "start.py"
    start.write_text("from . import near")
    assert imported_files([start], project) == {start}
