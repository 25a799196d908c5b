"""Which files a snippet may read: those that its results are kept by, and what is installed."""

import importlib.util
import os
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Readable:
    """Of the project in `root` and the author's `home`, only the files `kept`."""

    root: Path
    home: Path
    kept: frozenset[Path]

    def watch(self) -> list[str]:
        """A list that each other file joins that this process opens for reading from now on."""
        others: list[str] = []

        def watch(event: str, args: tuple) -> None:
            if event != "open" or isinstance(args[0], int) or args[2] & os.O_WRONLY:
                return
            file = Path(os.path.abspath(os.fsdecode(args[0])))
            if any(file.is_relative_to(folder) for folder in (sys.prefix, sys.base_prefix)):
                return
            if file.parent.name == "__pycache__":
                file = Path(importlib.util.source_from_cache(file))
            name = self._name(file)
            if name and file not in self.kept and file.parent.suffix != ".egg-info":
                others.append(name)

        sys.addaudithook(watch)
        return others

    def _name(self, file: Path) -> str:
        """How a message calls the file; "" where it belongs to neither the project nor the home."""
        if file.is_relative_to(self.root):
            return file.relative_to(self.root).as_posix()
        at_home = file.is_relative_to(self.home) and self.home != Path(self.home.anchor)
        return f"~/{file.relative_to(self.home).as_posix()}" if at_home else ""
