"""Networks of the user's own from CSV files: every mistake at once, with file, line and column."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np

from sim.errors import Address, InputError, Problem, nearest
from sim.structure.balance import Signs
from sim.structure.landscape import Floats
from sim.structure.sheet import Row, Sheet

SIGNS: Mapping[str, int] = {"+": 1, "1": 1, "+1": 1, "positive": 1, "-": -1, "-1": -1, "negative": -1}
"""How the sign of a tie may be written."""


@dataclass(frozen=True)
class Actors:
    """Actors of a file.

    Attributes:
        names: in its order.
        strengths: at least 0, any unit, shape (n,).
        spoils: what is to be had of each by conquest, above 0, shape (n,); None when the file does not say.
    """

    names: tuple[str, ...]
    strengths: Floats
    spoils: Floats | None = None


@dataclass(frozen=True)
class Tie:
    """A row of a file of ties: two actors, a sign, the years it holds (both included; infinite when open), its line."""

    a: str
    b: str
    sign: int
    begin: float
    end: float
    line: int


def read_actors(path: Path, *, spoils: bool = False) -> Actors:
    """Read actors: columns `actor` and `strength`, and `spoils` where asked for; others are left alone.

    Raises:
        InputError: with every mistake of the file.
    """
    sheet = Sheet(path, ("actor", "strength", *(("spoils",) if spoils else ())))
    names: list[str] = []
    found: dict[str, list[float]] = {"strength": [], "spoils": []}
    for row in sheet.lines:
        at = sheet.header.index("actor")
        name = row[1][at]
        if not name or name in names:
            sheet.blame(row, at, f"'{name}' is there already" if name else "an actor needs a name")
        if "," in name:
            sheet.blame(row, at, f"'{name}' holds a comma, which parts names")
        names.append(name)
        for column in ("strength", "spoils") if spoils else ("strength",):
            found[column].append(sheet.number(row, sheet.header.index(column), f"the {column} of {name}", 0.0))
    if len(names) < 2:
        sheet.problems.append(sheet.problem(0, 0, "", "needs two actors at least"))
    sheet.done()
    return Actors(tuple(names), np.array(found["strength"]), np.array(found["spoils"]) if spoils else None)


def read_propensities(path: Path, names: Sequence[str], neutral: float = 0.0) -> Floats:
    """Read a square table of propensities: names in the first column and in the header, each pair once or twice.

    Args:
        path: of the file.
        names: of the actors, all of which must be there.
        neutral: value that means neither for nor against; it is taken off.

    Returns:
        A symmetric table with a diagonal of zeros, shape (n, n).

    Raises:
        InputError: with every mistake of the file.
    """
    sheet = Sheet(path)
    columns = _places(sheet, names, [(1, name, k) for k, name in enumerate(sheet.header) if k], "column")
    rows = _places(sheet, names, [(row[0], row[1][0], k) for k, row in enumerate(sheet.lines)], "row")
    sheet.done()
    table = np.full((len(names), len(names)), np.nan)
    for i, a in enumerate(names):
        row = sheet.lines[rows[a]]
        for j, b in enumerate(names):
            if i != j and row[1][columns[b]]:
                table[i, j] = sheet.number(row, columns[b], f"the propensity of {a} and {b}") - neutral
    sheet.done()
    for i, j in combinations(range(len(names)), 2):
        row, column = sheet.lines[rows[names[j]]], columns[names[i]]
        one, other = table[i, j], table[j, i]
        if np.isnan(one) and np.isnan(other):
            sheet.blame(row, column, f"the propensity of {names[i]} and {names[j]} is missing")
        elif not np.isnan(one) and not np.isnan(other) and one != other:
            there = f"{sheet.lines[rows[names[i]]][1][columns[names[j]]]} in line {sheet.lines[rows[names[i]]][0]}"
            sheet.blame(row, column, f"{row[1][column]} here and {there}: the table must be symmetric")
        table[i, j] = table[j, i] = other if np.isnan(one) else one
    sheet.done()
    np.fill_diagonal(table, 0.0)
    return table


def read_ties(path: Path, *, signed: bool = True) -> tuple[Sheet, list[Tie]]:
    """Read ties: columns `a`, `b`, `sign` where ties have one, and `begin` and `end` (years, may be empty or absent).

    Returns:
        The file, to blame for what is found later, and its ties.

    Raises:
        InputError: with every mistake of the file.
    """
    sheet = Sheet(path, ("a", "b", *(("sign",) if signed else ())))
    ties = []
    for row in sheet.lines:
        a, b = (row[1][sheet.header.index(end)] for end in "ab")
        if not a or not b or a == b:
            sheet.blame(row, sheet.header.index("b"), f"a tie needs two actors, not '{a}' and '{b}'")
        sign = 1
        if signed:
            at = sheet.header.index("sign")
            if row[1][at] not in SIGNS:
                sheet.blame(row, at, f"a sign is + or -, not '{row[1][at]}'")
            sign = SIGNS.get(row[1][at], 0)
        begin, end = (_year(sheet, row, name, unknown) for name, unknown in (("begin", -math.inf), ("end", math.inf)))
        if begin > end:
            sheet.blame(row, sheet.header.index("end"), f"the tie of {a} and {b} ends before it begins")
        ties.append(Tie(a, b, sign, begin, end, row[0]))
    sheet.done()
    return sheet, ties


def in_force(sheet: Sheet, ties: Sequence[Tie], year: float | None, names: Sequence[str] = ()) -> tuple[
    tuple[str, ...], Signs
]:  # fmt: skip
    """The network of a year.

    Args:
        sheet: where the ties come from.
        ties: of all years.
        year: in which ties must hold; may be None when none is dated.
        names: of the actors; by default those with ties then, in alphabetical order.

    Returns:
        Names, and signs 1, -1 or 0, shape (n, n).

    Raises:
        InputError: ties are dated and there is no year, none holds in it, an actor is unknown, or two have both signs.
    """
    dated = any(math.isfinite(edge) for tie in ties for edge in (tie.begin, tie.end))
    if year is None and dated:
        raise InputError([Problem(Address("--year"), "", f"the ties in {sheet.name} have dates; say in which year")])
    now = [tie for tie in ties if year is None or tie.begin <= year <= tie.end]
    if not now and not names:
        raise InputError([Problem(Address("--year"), "", f"no tie in {sheet.name} holds in {year:g}")])
    found = tuple(names) or tuple(sorted({end for tie in now for end in (tie.a, tie.b)}))
    signs = np.zeros((len(found), len(found)), dtype=np.int64)
    lines: dict[frozenset[str], int] = {}
    for tie in now:
        strange = [end for end in (tie.a, tie.b) if end not in found]
        for name in strange:
            sheet.problems.append(sheet.problem(tie.line, 1, "", f"there is no actor '{name}'", nearest(name, found)))
        if strange:
            continue
        i, j = found.index(tie.a), found.index(tie.b)
        if signs[i, j] == -tie.sign:
            sentence = f"the tie of {tie.a} and {tie.b} has the other sign in line {lines[frozenset((tie.a, tie.b))]}"
            sheet.problems.append(sheet.problem(tie.line, 1, "sign", sentence))
        signs[i, j] = signs[j, i] = tie.sign
        lines.setdefault(frozenset((tie.a, tie.b)), tie.line)
    sheet.done()
    return found, signs


def read_worths(path: Path, names: Sequence[str]) -> Floats:
    """Read what alliances are worth beside defence: columns `a`, `b` and `worth`, to each of the two; 0 where unnamed.

    Returns:
        A symmetric table, shape (n, n).

    Raises:
        InputError: with every mistake of the file.
    """
    sheet = Sheet(path, ("a", "b", "worth"))
    table = np.zeros((len(names), len(names)))
    for row in sheet.lines:
        places = []
        for end in ("a", "b"):
            at = sheet.header.index(end)
            if row[1][at] in names:
                places.append(list(names).index(row[1][at]))
            else:
                sheet.blame(row, at, f"there is no actor '{row[1][at]}'", nearest(row[1][at], names))
        value = sheet.number(row, sheet.header.index("worth"), "what an alliance is worth")
        if len(places) == 2:
            table[places[0], places[1]] = table[places[1], places[0]] = value
    sheet.done()
    return table


def _year(sheet: Sheet, row: Row, name: str, unknown: float) -> float:
    if name not in sheet.header or not row[1][sheet.header.index(name)]:
        return unknown
    return sheet.number(row, sheet.header.index(name), f"the year of {name}")


def _places(sheet: Sheet, names: Sequence[str], given: list[tuple[int, str, int]], what: str) -> dict[str, int]:
    """Where each name stands; problems for names that are missing, unknown or there twice."""
    found: dict[str, int] = {}
    for line, name, place in given:
        if name not in names or name in found:
            twice = name in found
            sentence = f"'{name}' has a {what} already" if twice else f"there is no actor '{name}'"
            sheet.problems.append(sheet.problem(line, 1, "", sentence, None if twice else nearest(name, names)))
        found[name] = place
    for name in names:
        if name not in found:
            sheet.problems.append(sheet.problem(1, 1, "", f"'{name}' has no {what}"))
    return found
