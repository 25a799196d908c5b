"""Which files a snippet may read: what its results are kept by, what is installed, its own."""

import importlib.util
import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

# Where a system keeps what it installs.
SYSTEM = {"bin", "dev", "etc", "lib", "lib64", "nix", "opt", "proc", "run", "sbin", "sys"}
SYSTEM |= {"usr", "var", "Library", "System"}


@dataclass(frozen=True)
class Readable:
    """Of the project in `root`, the author's `home` and other data, only the files `kept`."""

    root: Path
    home: Path
    kept: frozenset[Path]

    def watch(self) -> Callable[[], str]:
        """Watch what is opened for reading from now on; returns what says the first other file.

        Processes that this one forks are watched too, and the words of a command that it starts.
        """
        others, path = tempfile.mkstemp()
        os.unlink(path)
        began = os.fstat(others).st_ctime_ns

        def watch(event: str, args: tuple) -> None:
            if event == "open" and not isinstance(args[0], int) and not args[2] & os.O_WRONLY:
                check(args[0])
            elif event in ("subprocess.Popen", "os.posix_spawn", "os.exec"):
                for word in args[1]:
                    for part in os.fsdecode(word).split():
                        if os.path.isfile(part):
                            check(part)
            elif event == "os.system":
                watch("os.exec", ("", [args[0]]))

        def check(opened: str | bytes | os.PathLike) -> None:
            file = Path(os.path.abspath(os.fsdecode(opened)))
            if any(file.is_relative_to(folder) for folder in _installed()):
                return
            if file.parent.name == "__pycache__":
                file = Path(importlib.util.source_from_cache(file))
            name = self._name(file) or _older(file, began)
            if name and file not in self.kept and file.parent.suffix != ".egg-info":
                os.write(others, f"{name}\n".encode())

        sys.addaudithook(watch)
        return lambda: os.pread(others, 1000, 0).decode().partition("\n")[0]

    def _name(self, file: Path) -> str:
        """How a message calls the file; "" where it belongs to neither the project nor the home."""
        if file.is_relative_to(self.root / "build" / "home"):
            return ""  # the snippet's own
        if file.is_relative_to(self.root):
            return file.relative_to(self.root).as_posix()
        at_home = file.is_relative_to(self.home) and self.home != Path(self.home.anchor)
        return f"~/{file.relative_to(self.home).as_posix()}" if at_home else ""


def _installed() -> set[str]:
    """Where Python and its packages lie, by the links that lead there and by their real paths."""
    folders = {sys.prefix, sys.base_prefix}
    return folders | {os.path.realpath(folder) for folder in folders}


def _older(file: Path, began: int) -> str:
    """How a message calls a file of no system that was there before; "" for any other."""
    if set(file.parts[1:2]) <= SYSTEM or any(map(file.is_relative_to, filter(None, sys.path))):
        return ""
    try:
        return str(file) if file.stat().st_ctime_ns < began else ""
    except OSError:
        return ""  # the snippet gets its own error
