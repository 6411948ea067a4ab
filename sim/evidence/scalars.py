"""Plain YAML scalars as YAML 1.2 reads them: `NO` is Norway, `12:30` is text, `1e3` is a number."""

from __future__ import annotations

import datetime
import re

Scalar = str | int | float | bool | datetime.date | None

_WORDS: dict[str, Scalar] = {
    "": None,
    "~": None,
    "null": None,
    "Null": None,
    "NULL": None,
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
    ".nan": float("nan"),
    ".NaN": float("nan"),
    ".NAN": float("nan"),
}
for _sign, _value in (("", float("inf")), ("+", float("inf")), ("-", float("-inf"))):
    _WORDS |= {f"{_sign}.{word}": _value for word in ("inf", "Inf", "INF")}

_NUMERIC_START = frozenset("0123456789+-.")
_INTEGER = re.compile(r"[-+]?[0-9]+")
_PREFIXED = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LONGEST_NUMBER = 400  # characters; no float needs more, and reading longer integers takes quadratic time


def resolve(text: str) -> Scalar:
    """Give the value of a scalar written without quotes.

    Args:
        text: the scalar as written.

    Returns:
        None, a bool, an int, a float, a date (YYYY-MM-DD) or the text itself.

    Raises:
        ValueError: it looks like a date or a number but cannot be one; the message is a sentence.
    """
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in _NUMERIC_START:
        return text
    if _DATE.fullmatch(text):
        try:
            return datetime.date.fromisoformat(text)
        except ValueError:
            raise ValueError(f"'{text}' is not a day of the calendar") from None
    if len(text) > _LONGEST_NUMBER:
        if _FLOAT.fullmatch(text):
            raise ValueError(f"a number of {len(text)} characters is too long")
        return text
    if _INTEGER.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text):
        return float(text)
    if _PREFIXED.fullmatch(text):
        return int(text, 0)
    return text
