"""Read the YAML that authors write: settings and front matter."""

import yaml

from recaps.project import SourceError


class Loader(yaml.SafeLoader):
    """Knows the place of a value that is none, such as the date 2020-13-45, and of a double key."""

    def construct_object(self, node: yaml.Node, deep: bool = False) -> object:
        """Called by PyYAML for each value."""
        try:
            return super().construct_object(node, deep)
        except ValueError as error:
            mark = node.start_mark
            raise yaml.constructor.ConstructorError(None, None, str(error), mark) from error

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict:
        """Called by PyYAML for each table, of which it would take the last value of a key."""
        seen = set()
        for key in (key for key, _ in node.value if isinstance(key, yaml.ScalarNode)):
            if key.value in seen:
                reason = f"'{key.value}' stands here a second time"
                raise yaml.constructor.ConstructorError(None, None, reason, key.start_mark)
            seen.add(key.value)
        return super().construct_mapping(node, deep)


def read_yaml(text: str, place: str, first: int, loader: type[Loader] = Loader) -> object:
    """What `text` says, which begins at line `first` of `place`. Raises SourceError."""
    try:
        return yaml.load(text, loader)
    except yaml.MarkedYAMLError as error:
        line = first + error.problem_mark.line if error.problem_mark else 1
        raise SourceError(place, line, str(error.problem)) from error
    except yaml.reader.ReaderError as error:
        line = first + text.count("\n", 0, error.position)
        raise SourceError(place, line, f"{error.reason}: #x{error.character:04x}") from error
