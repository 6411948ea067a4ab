"""YAML text to a tree of nodes with marks, bounded in depth; syntax errors become sentences with an address."""

from __future__ import annotations

from typing import Any

import yaml
from yaml.composer import ComposerError
from yaml.reader import Reader, ReaderError

from sim.errors import Address, InputError, Problem

DEPTH = 40  # levels of nesting; ours need eight
PLAIN, QUOTED = "plain", "quoted"  # tags given to scalars; any other scalar tag was written by the user


class _Bounded:
    """The resolver half of a loader: tells plain from quoted scalars and refuses deep nesting.

    The C parser recurses on the machine's stack, so the bound has to hold while it composes.
    """

    depth = 0

    def resolve(self, kind: type[yaml.Node], value: Any, implicit: Any) -> str:
        """Tag a node; `implicit` is (plain, quoted) for scalars."""
        if kind is not yaml.ScalarNode:
            return ""
        return PLAIN if implicit[0] else QUOTED

    def descend_resolver(self, parent: yaml.Node | None, index: Any) -> None:
        """Enter a node."""
        self.depth += 1
        if self.depth > DEPTH:
            mark = parent.start_mark if parent is not None else None
            raise ComposerError(None, None, f"nested more than {DEPTH} levels deep", mark)

    def ascend_resolver(self) -> None:
        """Leave a node."""
        self.depth -= 1


class SlowLoader(_Bounded, yaml.SafeLoader):
    """Composes in Python, for builds of PyYAML without the C library."""


if yaml.__with_libyaml__:

    class FastLoader(_Bounded, yaml.CSafeLoader):
        """Composes on the C parser, some ten times faster."""


LOADERS: tuple[type[Any], ...] = (FastLoader, SlowLoader) if yaml.__with_libyaml__ else (SlowLoader,)


def compose(text: str, file: str, loader: type[Any] = LOADERS[0]) -> yaml.Node | None:
    """Compose the single document of a text.

    Args:
        text: YAML.
        file: name used in addresses.
        loader: one of `LOADERS`.

    Returns:
        The root node, or None for an empty text.

    Raises:
        InputError: the text is not one well-formed YAML document.
    """
    try:
        node: yaml.Node | None = loader(text).get_single_node()
    except ReaderError as error:
        raise InputError([_unreadable(text, file, int(error.position))]) from None
    except UnicodeEncodeError:  # half a character, as a terminal passes bytes on that are not UTF-8
        raise InputError([Problem(Address(file), "", "is not text in UTF-8")]) from None
    except yaml.MarkedYAMLError as error:
        raise InputError([_ill_formed(text, file, error)]) from None
    return node


def _unreadable(text: str, file: str, position: int) -> Problem:
    found = Reader.NON_PRINTABLE.search(text)  # the C parser counts bytes, the one in Python characters
    before = text[: found.start() if found else position]
    address = Address(file, before.count("\n") + 1, len(before) - before.rfind("\n"))
    return Problem(address, "", "holds a control character; is this a text file?")


def _ill_formed(text: str, file: str, error: yaml.MarkedYAMLError) -> Problem:
    mark = error.problem_mark or error.context_mark
    address = Address(file) if mark is None else Address(file, mark.line + 1, mark.column + 1)
    said = error.problem or "cannot be read"
    if "another document" in said:
        sentence = "a second YAML document begins here; one file holds one document"
    elif "cannot start any token" in said and mark is not None and _is_tab(text, mark.line, mark.column):
        sentence = "a tab is used for indentation; YAML takes spaces only"
    elif error.context and "duplicate anchor" in error.context:
        sentence = "the same anchor is defined twice"
    elif said.startswith("nested"):
        sentence = said
    else:
        sentence = f"not valid YAML: {said}" + (f" ({error.context})" if error.context else "")
    return Problem(address, "", sentence)


def _is_tab(text: str, line: int, column: int) -> bool:
    lines = text.splitlines()
    return line < len(lines) and "\t" in lines[line][: column + 1]
