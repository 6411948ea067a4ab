"""Tables as Stata files (format 118, Stata 14 and later), each variable with its label."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

import numpy as np
import pandas as pd

from sim.errors import Address, InputError, Problem
from sim.export.codebook import Variable, shortened
from sim.export.portions import Source

LONGEST_NAME = 32
LONGEST_TEXT = 2045  # bytes of text that a variable of fixed width holds
MOST_CELLS = 200_000_000
"""Values of a table at most: it has to be held whole."""

_RESERVED = (
    " _all _b _coef _cons _n _N _pi _pred _rc _se _skip aggregate array boolean break byte case catch class colvector "
    "complex const continue default delegate delete do double else eltypedef end enum explicit export external float "
    "for friend function global goto if in inline int local long NULL pragma protected quad rowvector short strL "
    "typedef typename using virtual with "
)
"""Words of Stata and of its language Mata that can name no variable."""


def names(columns: Iterable[str]) -> dict[str, str]:
    """Names of a table's variables in Stata: letters, digits and underscores, at most 32, each once.

    Args:
        columns: names in the study.

    Returns:
        Name in Stata by name in the study.
    """
    found: dict[str, str] = {}
    for column in columns:
        plain = re.sub(r"[^A-Za-z0-9_]", "_", column)
        plain = plain if re.match(r"[A-Za-z_]", plain) else f"_{plain}"
        plain = f"{plain}_" if f" {plain} " in _RESERVED or re.fullmatch(r"str\d+", plain) else plain
        name, number = plain[:LONGEST_NAME], 1
        while name in found.values():
            number += 1
            name = f"{plain[: LONGEST_NAME - len(str(number)) - 1]}_{number}"
        found[column] = name
    return found


def check(source: Source) -> None:
    """Refuse a table that is too large.

    Args:
        source: the table.

    Raises:
        InputError: it is.
    """
    if source.rows * len(source.schema) > MOST_CELLS:
        said = (
            f"has {source.rows:,} rows of {len(source.schema)} variables, too much for a Stata file; "
            "leave it out (--table names those wanted), or take csv or parquet"
        )
        raise InputError([Problem(Address(source.name), "", said)])


def write(path: Path, source: Source, variables: Sequence[Variable], about: str, made: datetime) -> None:
    """Write a table. True is 1; what is missing or infinite is missing.

    Args:
        path: of the file.
        source: the table.
        variables: of the table, with their names in Stata.
        about: what a row is.
        made: when the study was made; stands in the file, so that the same study always gives the same bytes.
    """
    frame = pd.concat([portion.to_pandas() for portion in source.portions()], ignore_index=True)
    long = []
    for column in frame.columns:
        values = frame[column]
        if values.dtype == np.bool_:
            frame[column] = values.astype(np.int8)
        elif values.dtype == np.float64:
            frame[column] = values.where(np.isfinite(values))
        elif not pd.api.types.is_numeric_dtype(values):
            text = values.astype(object).where(values.notna(), "")
            frame[column] = text
            if any(len(word.encode()) > LONGEST_TEXT for word in text.unique()):
                long.append(column)
    called = {one.variable: one.name for one in variables}
    frame.rename(columns=called).to_stata(
        path, version=118, write_index=False, time_stamp=made, data_label=shortened(about),
        variable_labels={one.name: one.label for one in variables}, convert_strl=[called[column] for column in long],
    )  # fmt: skip
