"""`python -m recaps`: run the snippets, draw the figures, expand the pages."""

import sys

from recaps.build import build
from recaps.project import HERE, SourceError


def main() -> int:
    """The exit status: 0, or 1 with one message."""
    try:
        changed = build(HERE)
    except SourceError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("interrupted: what had run to its end is kept", file=sys.stderr)
        return 1
    print(f"{len(changed)} pages changed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
