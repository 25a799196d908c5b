"""The command: build everything, or begin a recap or a chapter."""

import argparse
import sys
from pathlib import Path

from recaps.project import Project, SourceError


def main(arguments: list[str] | None = None) -> int:
    """The exit status: 0, or 1 with one message."""
    parser = argparse.ArgumentParser(
        prog="python -m recaps",
        description="Run the snippets, draw the figures, finish the pages.",
    )
    commands = parser.add_subparsers(dest="command", metavar="new | directives")
    new = commands.add_parser("new", help="begin a recap or a chapter")
    new.add_argument("name", help="chapter-0/my-idea, or chapter-2")
    commands.add_parser("directives", help="print the table of directives for the README")
    chosen = parser.parse_args(arguments)
    try:
        project = Project.around(Path.cwd())
        if chosen.command == "new":
            _begin(chosen.name, project)
        elif chosen.command == "directives":
            _print_directives()
        else:
            _build(project)
    except SourceError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("interrupted: what had run to its end is kept", file=sys.stderr)
        return 1
    return 0


def _build(project: Project) -> None:
    from recaps.build import build

    print(f"{len(build(project))} pages changed")


def _begin(name: str, project: Project) -> None:
    from recaps.new import begin

    for path in begin(name, project):
        print(project.relative(path))
    print("Write what is TODO in them; `make serve` and the build say what is left.")


def _print_directives() -> None:
    import recaps.transforms  # noqa: F401  # registers them
    from recaps.directives import reference

    print(reference(), end="")


if __name__ == "__main__":
    sys.exit(main())
