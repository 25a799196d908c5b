"""Where things are, and the one error that an author can cause."""

import re
from dataclasses import dataclass
from pathlib import Path

# What editors and systems leave: caches, locks, copies, and how their windows look.
LEFTOVERS = re.compile(
    r"[.#].*|__pycache__.*|.*~|.*\.(?:bak|orig|rej|tmp|sw[op])(?:\.\w+)?|.*___jb_\w+___|%.*%"
    r"|4913|icon\r|thumbs\.db|desktop\.ini",
    re.IGNORECASE,
)
# Characters without width, and those that turn the direction of the text.
INVISIBLE = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")


@dataclass(frozen=True)
class Project:
    """The folders of one checkout."""

    root: Path

    @classmethod
    def around(cls, folder: Path) -> "Project":
        """The checkout that `folder` is in. Raises SourceError if it is in none."""
        for root in (folder, *folder.parents):
            if (root / "mkdocs.yml").is_file() and (root / "snippets").is_dir():
                return cls(root)
        raise SourceError(str(folder), 1, "is in no checkout: there is no mkdocs.yml above it")

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
    def build(self) -> Path:
        """Everything that the engine writes."""
        return self.root / "build"

    @property
    def results(self) -> Path:
        """What the snippets printed and drew, one JSON file a snippet."""
        return self.build / "results"

    @property
    def finished(self) -> Path:
        """What a site builder reads: the finished pages, and all that lies beside them."""
        return self.build / "docs"

    @property
    def markdown(self) -> Path:
        """The finished pages as plain Markdown."""
        return self.build / "markdown"

    @property
    def programs(self) -> Path:
        """Each page's code as one block with its output, for pytest-codeblocks."""
        return self.build / "programs"

    @property
    def colours(self) -> Path:
        """The code of the pages in colours, one HTML file a block."""
        return self.build / "colours"

    @property
    def downloads(self) -> Path:
        """Notebooks, decks and snippet files that the pages link to."""
        return self.finished / "downloads"

    def relative(self, path: Path) -> str:
        """`path` as people write it: from the top of the checkout, with slashes."""
        inside = path.is_relative_to(self.root)
        return (path.relative_to(self.root) if inside else path).as_posix()

    def read(self, path: Path) -> str:
        """The text of `path`, without a byte order mark.

        Raises SourceError if it is not UTF-8, or has a character that nobody sees.
        """
        try:
            text = path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as error:
            line = path.read_bytes()[: error.start].count(b"\n") + 1
            raise SourceError(self.relative(path), line, "not UTF-8 text") from error
        except OSError as error:
            reason = f"cannot be read: {error.strerror}"
            raise SourceError(self.relative(path), 1, reason) from error
        if found := INVISIBLE.search(text):
            line = text.count("\n", 0, found.start()) + 1
            reason = f"an invisible character, U+{ord(found[0]):04X}: write it as an escape, or not"
            raise SourceError(self.relative(path), line, reason)
        return text

    def sources(self, folder: Path, pattern: str) -> list[Path]:
        """The files below `folder`, but those that editors and systems leave there."""
        return sorted(
            path
            for path in folder.rglob(pattern)
            if not path.is_dir()
            and not any(LEFTOVERS.fullmatch(part) for part in path.relative_to(folder).parts)
        )

    def texts(self, folder: Path, pattern: str) -> dict[str, str]:
        """The texts of those files, by their path from `folder`."""
        paths = self.sources(folder, pattern)
        return {path.relative_to(folder).as_posix(): self.read(path) for path in paths}


def keep_only(folder: Path, files: set[Path]) -> None:
    """Remove every other file under `folder`."""
    for path in folder.rglob("*"):
        if path.is_file() and path not in files:
            path.unlink()


class SourceError(Exception):
    """Something in a snippet or a page that cannot be built, with the place to mend."""

    def __init__(self, place: str, line: int, reason: str):
        super().__init__(place, line, reason)

    def __str__(self) -> str:
        return "{}:{}: {}".format(*self.args)
