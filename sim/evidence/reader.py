"""Strict reading of YAML files: bounded, no surprises, and every key and value keeps its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from sim.errors import Address, InputError, KeyPath, Problem, dotted
from sim.evidence.compose import DEPTH, PLAIN, QUOTED, compose
from sim.evidence.scalars import resolve

SIZE = 1 << 20  # bytes a file may have
NODES = 200_000  # keys and values a file may hold, aliases expanded


class Positions:
    """Where each key and value of a document stands; looked up when asked, since few ever are."""

    def __init__(self, file: str, root: yaml.Node | None) -> None:
        self._file = file
        self._root = root

    def key(self, path: KeyPath) -> Address:
        """Address of the key that a path ends in (of the item, in a list); of the nearest parent if there is none."""
        return self._mark(self._walk(path)[0])

    def value(self, path: KeyPath) -> Address:
        """Address of the value a path leads to; of the nearest parent if there is none."""
        return self._mark(self._walk(path)[1])

    def _walk(self, path: KeyPath) -> tuple[yaml.Node | None, yaml.Node | None]:
        key = value = self._root
        for part in path:
            step = next((pair for name, pair in _children(value) if name == part), None)
            if step is None:
                break
            key, value = step
        return key, value

    def _mark(self, node: yaml.Node | None) -> Address:
        if node is None:
            return Address(self._file, 1, 1)
        mark = node.start_mark
        return Address(self._file, mark.line + 1, mark.column + 1)


@dataclass(frozen=True, slots=True)
class YamlDocument:
    """A YAML file as plain data.

    Attributes:
        data: dicts with text keys, lists, and scalars of YAML 1.2 (dates as `datetime.date`).
        positions: the address of each key and value.
        file: the name used in addresses.
    """

    data: Any
    positions: Positions
    file: str


def read_yaml(path: Path, problems: list[Problem] | None = None) -> YamlDocument:
    """Read a YAML file; in addresses its name is shortened below the current folder.

    Args:
        path: the file.
        problems: where offences go that leave the rest readable, such as duplicate keys; raised by default.

    Raises:
        InputError: the file is missing, too large, empty, no text, or not strict YAML.
    """
    file = shorten(path)
    return parse_yaml(decode(read_bytes(path, file), file), file, problems)


def read_bytes(path: Path, file: str) -> bytes:
    """Read a file of acceptable size; raises InputError when that is impossible."""
    try:
        with path.open("rb") as stream:
            content = stream.read(SIZE + 1)
    except FileNotFoundError:
        raise InputError([Problem(Address(file), "", "there is no such file")]) from None
    except IsADirectoryError:
        raise InputError([Problem(Address(file), "", "is a folder, not a file")]) from None
    except (OSError, ValueError) as error:  # ValueError: a zero byte in the name
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError([Problem(Address(file), "", f"cannot be read ({reason})")]) from None
    if len(content) > SIZE:
        raise InputError([Problem(Address(file), "", f"is larger than {SIZE // 1024} KiB")])
    return content


def decode(content: bytes, file: str) -> str:
    """Decode UTF-8; raises InputError with the place of the first byte that is not."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        address = Address(file, before.count(b"\n") + 1, error.start - before.rfind(b"\n"))
        raise InputError([Problem(address, "", "is not text in UTF-8")]) from None


def parse_yaml(text: str, file: str, problems: list[Problem] | None = None) -> YamlDocument:
    """Parse YAML text named `file` in addresses, as `read_yaml` does for a file.

    Raises:
        InputError: the text is empty or not strict YAML.
    """
    root = compose(text, file)
    if root is None:
        raise InputError([Problem(Address(file), "", "is empty")])
    builder = _Builder(file)
    data = builder.build(root, ())
    if builder.problems and problems is None:
        raise InputError(builder.problems)
    if problems is not None:
        problems.extend(builder.problems)
    return YamlDocument(data, Positions(file, root), file)


def shorten(path: Path) -> str:
    """A path as the user would write it: relative when it lies below the current folder."""
    try:
        return str(path.absolute().relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def _children(node: yaml.Node | None) -> Iterator[tuple[str | int, tuple[yaml.Node, yaml.Node]]]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield key.value, (key, value)
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            yield index, (item, item)


class _Builder:
    """Turns nodes into data, gathering problems and counting what aliases expand to."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.count = 0

    def build(self, node: yaml.Node, path: KeyPath) -> Any:
        """The data below a node."""
        self.count += 1
        if self.count > NODES:
            raise InputError([self._problem(node, (), f"holds more than {NODES} entries once aliases are expanded")])
        if len(path) > DEPTH:
            raise InputError([self._problem(node, (), "an alias contains itself, or aliases nest too deep")])
        if type(node) is yaml.ScalarNode:
            return self._scalar(node, path)
        if node.tag:
            self._note(node, path, f"the tag {node.tag} is not allowed")
        if isinstance(node, yaml.SequenceNode):
            return [self.build(item, (*path, index)) for index, item in enumerate(node.value)]
        return self._mapping(node, path)

    def _mapping(self, node: yaml.Node, path: KeyPath) -> dict[str, Any]:
        data: dict[str, Any] = {}
        lines: dict[str, int] = {}
        for key, value in node.value:
            name = key.value
            if type(key) is not yaml.ScalarNode or not name:
                self._note(key, path, "a key must be a word")
                continue
            if name in lines:
                self._note(key, (*path, name), f"the key is given twice, first in line {lines[name]}")
                continue
            lines[name] = key.start_mark.line + 1
            data[name] = self.build(value, (*path, name))
        return data

    def _scalar(self, node: yaml.ScalarNode, path: KeyPath) -> Any:
        if node.tag == PLAIN:
            try:
                return resolve(node.value)
            except ValueError as error:
                self._note(node, path, str(error))
                return None
        if node.tag != QUOTED:
            self._note(node, path, f"the tag {node.tag} is not allowed")
        return node.value

    def _note(self, node: yaml.Node, path: KeyPath, sentence: str) -> None:
        self.problems.append(self._problem(node, path, sentence))

    def _problem(self, node: yaml.Node, path: KeyPath, sentence: str) -> Problem:
        mark = node.start_mark
        return Problem(Address(self.file, mark.line + 1, mark.column + 1), dotted(path), sentence)
