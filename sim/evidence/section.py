"""A mapping of a seeds file while it is read: strict keys, typed access, every offence noted with its address."""

from __future__ import annotations

import datetime
import math
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.errors import Address, InputError, KeyPath, Problem, dotted, nearest
from sim.evidence.reader import YamlDocument, read_yaml


@dataclass(frozen=True, slots=True)
class Section:
    """One mapping of a document.

    Attributes:
        document: the file it stands in.
        path: the way to it.
        data: its entries.
        problems: shared list that offences are added to.
    """

    document: YamlDocument
    path: KeyPath
    data: dict[str, Any]
    problems: list[Problem]

    @property
    def name(self) -> str:
        """The key it stands under; the file for a whole document."""
        return str(self.path[-1]) if self.path else self.document.file

    @property
    def address(self) -> Address:
        """Address of its key."""
        return self.document.positions.key(self.path)

    def note(self, sentence: str, *below: str | int, close: str | None = None, at_key: bool = False) -> None:
        """Add an offence of the entry `below` (of the whole section by default)."""
        path = (*self.path, *below)
        places = self.document.positions
        self.problems.append(Problem(places.key(path) if at_key else places.value(path), dotted(path), sentence, close))

    def keys(self, required: Collection[str], optional: Collection[str] = ()) -> bool:
        """Note unknown and missing keys; true when there are none."""
        before = len(self.problems)
        for key in self.data:
            if key not in required and key not in optional:
                self.note("unknown key", key, close=nearest(key, (*required, *optional)), at_key=True)
        for key in required:
            if key not in self.data:
                self.note(f"'{key}' is missing", at_key=True)
        return len(self.problems) == before

    def text(self, key: str, choices: Collection[str] = ()) -> str:
        """A text, one of `choices` where these are given; empty when absent or wrong."""
        value = self.data.get(key)
        if value is None:
            if key in self.data:
                self.note("is empty", key)
            return ""
        if isinstance(value, datetime.date):
            value = value.isoformat()
        if not isinstance(value, str) or not value.strip():
            self.note("must be text", key)
            return ""
        if choices and value not in choices:
            self.note(f"'{value}' is none of {', '.join(choices)}", key, close=nearest(value, choices))
            return ""
        return value

    def time(self, key: str) -> str:
        """A year, date or span as text (`2025`, `2020-2025`); empty when absent."""
        value = self.data.get(key)
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        if isinstance(value, (bool, float, list, dict)):
            self.note("must be a year, a date or a span of years", key)
            return ""
        return self.text(key)

    def number(self, key: str) -> float | None:
        """A finite number; None when absent or wrong."""
        value = self.data.get(key)
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            if math.isfinite(value) and abs(value) < 1e300:
                return float(value)
            self.note("must be a finite number", key)
        elif key in self.data:
            self.note("must be a number", key)
        return None

    def integer(self, key: str) -> int | None:
        """A whole number; None when absent or wrong."""
        value = self.data.get(key)
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        if key in self.data:
            self.note("must be a whole number", key)
        return None

    def flag(self, key: str) -> bool:
        """A truth value, false when absent."""
        value = self.data.get(key, False)
        if not isinstance(value, bool):
            self.note("must be true or false", key)
            return False
        return value

    def words(self, key: str) -> tuple[str, ...]:
        """A list of texts, each once; empty when absent."""
        value = self.data.get(key, [])
        if not isinstance(value, list):
            self.note("must be a list", key)
            return ()
        for index, item in enumerate(value):
            if not isinstance(item, str) or not item:
                self.note("must be text", key, index)
            elif item in value[:index]:
                self.note(f"'{item}' is listed twice", key, index)
        return tuple(item for item in value if isinstance(item, str))

    def below(self, key: str) -> Section | None:
        """The mapping under a key; None when absent or no mapping."""
        if key not in self.data:
            return None
        return self._section(key, self.data[key])

    def sections(self) -> Iterator[Section]:
        """Every entry as a section; entries that are no mappings are noted and left out."""
        for key, value in self.data.items():
            section = self._section(key, value)
            if section is not None:
                yield section

    def listed(self, key: str) -> Iterator[Section]:
        """The mappings of the list under a key; anything else is noted and left out."""
        value = self.data.get(key, [])
        if not isinstance(value, list):
            self.note("must be a list", key)
            return
        for index, item in enumerate(value):
            if isinstance(item, dict):
                yield Section(self.document, (*self.path, key, index), item, self.problems)
            else:
                self.note("must be a mapping", key, index)

    def _section(self, key: str, value: Any) -> Section | None:
        if not isinstance(value, dict):
            self.note("must be a mapping", key)
            return None
        return Section(self.document, (*self.path, key), value, self.problems)


def open_section(path: Path, problems: list[Problem]) -> Section | None:
    """Read a file whose root is a mapping; None, with the offence noted, when that fails."""
    try:
        document = read_yaml(path, problems)
    except InputError as error:
        problems.extend(error.problems)
        return None
    if not isinstance(document.data, dict):
        problems.append(Problem(document.positions.value(()), "", "must be a mapping of names to entries"))
        return None
    return Section(document, (), document.data, problems)
