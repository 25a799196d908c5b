"""Write files where they changed, so that nobody who watches them is woken for nothing."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from recaps.project import keep_only


@dataclass(frozen=True)
class Costly:
    """A file that is made only where `of`, all that it depends on, has changed."""

    of: str
    make: Callable[[], bytes]


Files = dict[str, str | bytes | Costly]


FOLDERS = ("docs", "markdown", "programs")


def write(files: Files, folder: Path) -> set[str]:
    """Write `files` below `folder`, and remove others from its FOLDERS; the names that changed."""
    made = _Made(folder / "made.json")
    changed = {name for name, content in files.items() if _write(folder / name, content, made)}
    made.keep()
    for top in FOLDERS:
        keep_only(folder / top, {folder / name for name in files})
    return changed


class _Made:
    """What each costly file was made of, kept from one build to the next."""

    def __init__(self, file: Path):
        self.file = file
        try:
            self.before = json.loads(file.read_text("utf-8"))
        except (OSError, ValueError):
            self.before = {}
        self.now: dict[str, str] = {}

    def is_new(self, path: Path, of: str) -> bool:
        """Whether `path` is not there as it was made, or was made of something else."""
        key = hashlib.sha256(of.encode()).hexdigest()
        self.now[str(path)] = key
        size = path.stat().st_size if path.exists() else None
        return self.before.get(str(path)) != f"{key} {size}"

    def keep(self) -> None:
        """Write it down, with the size that each file has now."""
        self.now = {path: f"{key} {Path(path).stat().st_size}" for path, key in self.now.items()}
        if self.now != self.before:
            self.file.write_text(json.dumps(self.now, indent=1), "utf-8")


def _write(path: Path, content: str | bytes | Costly, made: _Made) -> bool:
    """Write a file unless it holds this already; say whether it was written."""
    if isinstance(content, Costly):
        if not made.is_new(path, content.of):
            return False
        content = content.make()
    data = content.encode() if isinstance(content, str) else content
    if path.exists() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return True
