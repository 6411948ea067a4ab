"""The numbers among the fields of a policy: their ranges, from the schema that checks them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sim.policy import Policy

_NUMBERS = ("integer", "number")


@dataclass(frozen=True, slots=True)
class Field:
    """A number of a type of policy.

    Attributes:
        name: as after the policy's id, `change` or `exempt.pact`.
        low, high: allowed; None where there is no such end.
        whole: only whole numbers are allowed.
        year: it is a year of the calendar.
        unit: in words, empty where none is given.
        meaning: in a phrase.
    """

    name: str
    low: float | None
    high: float | None
    whole: bool
    year: bool
    unit: str
    meaning: str


def number_fields(kind: type[Policy], names: Mapping[str, tuple[str, ...]] | None = None) -> dict[str, Field]:
    """The numbers of a type of policy by name, in the order of its definition, `start` and `end` last.

    Args:
        kind: the type.
        names: keys that a field which maps names to numbers may have, by field.
    """
    schema: Mapping[str, Mapping[str, Any]] = kind.model_json_schema()["properties"]
    found: dict[str, Field] = {}
    for name in sorted(schema, key=lambda one: one in ("start", "end")):
        info = schema[name]
        below = info.get("additionalProperties")
        if isinstance(below, Mapping):
            for key in (names or {}).get(name, ()):
                inner = _field(f"{name}.{key}", {**info, **below})
                found |= {inner.name: inner} if inner else {}
        elif one := _field(name, info):
            found[name] = one
    return found


def _field(name: str, info: Mapping[str, Any]) -> Field | None:
    """A field as a number; None where it holds something else."""
    several = list(_kinds(info))
    number = next((one for one in several if one.get("type") in _NUMBERS), None)
    if number is None:
        return None
    ends = [number.get(key) for key in ("minimum", "maximum")]
    low, high = (None if end is None else float(end) for end in ends)
    dated = any(one.get("format") == "date" for one in several)
    told = str(info.get("unit", "")), str(info.get("description", ""))
    return Field(name, low, high, number["type"] == "integer", dated, *told)


def _kinds(info: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """What a value may be, from its JSON schema."""
    if "anyOf" in info:
        for one in info["anyOf"]:
            yield from _kinds(one)
    else:
        yield info
