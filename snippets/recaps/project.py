"""Where things are, and the one error that an author can cause."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Project:
    """The folders of one checkout."""

    root: Path

    @property
    def snippets(self) -> Path:
        """The folder that snippets are imported from."""
        return self.root / "snippets"

    @property
    def tests(self) -> Path:
        """The tests, in the folders of what they test."""
        return self.root / "tests"

    @property
    def docs(self) -> Path:
        """The pages as authors write them."""
        return self.root / "docs"

    @property
    def results(self) -> Path:
        """What the snippets printed and drew, one JSON file a snippet."""
        return self.root / "build" / "results"

    @property
    def pages(self) -> Path:
        """The expanded pages, plain Markdown."""
        return self.root / "build" / "pages"

    @property
    def programs(self) -> Path:
        """Each page's code as one block with its output, for pytest-codeblocks."""
        return self.root / "build" / "programs"

    @property
    def downloads(self) -> Path:
        """Notebooks and snippet files that the pages link to."""
        return self.docs / "downloads"

    def relative(self, path: Path) -> str:
        """`path` as people write it: from the top of the checkout, with slashes."""
        return path.relative_to(self.root).as_posix()

    def read(self, path: Path) -> str:
        """The text of `path`. Raises SourceError if it is not UTF-8."""
        try:
            return path.read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            line = path.read_bytes()[: error.start].count(b"\n") + 1
            raise SourceError(self.relative(path), line, "not UTF-8 text") from error


def keep_only(folder: Path, files: set[Path]) -> None:
    """Remove every other file under `folder`."""
    for path in folder.rglob("*.*"):
        if path.is_file() and path not in files:
            path.unlink()


HERE = Project(Path(__file__).resolve().parents[2])


class SourceError(Exception):
    """Something in a snippet or a page that cannot be built, with the place to mend."""

    def __init__(self, place: str, line: int, reason: str):
        super().__init__(place, line, reason)

    def __str__(self) -> str:
        return "{}:{}: {}".format(*self.args)
