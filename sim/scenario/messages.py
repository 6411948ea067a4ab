"""Errors of pydantic as problems: an address, plain words, the nearest valid name."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from sim.errors import KeyPath, Problem, dotted, nearest
from sim.policy import registry
from sim.scenario.tree import Tree

M = TypeVar("M", bound=BaseModel)

_KEY = "[key]"  # pydantic's mark for an error in the key of a mapping
_WRONG_TYPE: Mapping[str, str] = {
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "int_parsing_size": "a whole number of moderate size",
    "float_type": "a number",
    "finite_number": "a finite number",
    "string_type": "text",
    "bool_type": "true or false",
    "list_type": "a list",
    "tuple_type": "a list",
    "dict_type": "a mapping",
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
    "date_type": "a date as YYYY-MM-DD",
    "date_parsing": "a date as YYYY-MM-DD",
    "date_from_datetime_parsing": "a date as YYYY-MM-DD",
    "date_from_datetime_inexact": "a date as YYYY-MM-DD",
}

_BOUNDS: Mapping[str, str] = {
    "greater_than_equal": "at least",
    "greater_than": "above",
    "less_than_equal": "at most",
    "less_than": "below",
}


def checked(
    tree: Tree, model: type[M], path: Sequence[str | int], names: Mapping[str, Sequence[str]], problems: list[Problem]
) -> M | None:
    """Check an entry against its model.

    Args:
        tree: the entry.
        model: what it may hold.
        path: of the entry in its file.
        names: what may be named, by kind.
        problems: offences are added here.

    Returns:
        The entry, or None when something is wrong with it.
    """
    if not tree.is_mapping:
        problems.append(Problem(tree.at, dotted(path), "must be a mapping of keys to values"))
        return None
    try:
        text = json.dumps(tree.plain(), default=str)
        return model.model_validate_json(text, strict=True, context=dict(names))
    except ValidationError as error:
        problems += [
            Problem(found.address, _below(path, found.path), found.sentence, found.nearest)
            for found in problems_of(error, tree, model)
        ]
        return None


def _below(path: Sequence[str | int], rest: str) -> str:
    return ".".join(filter(None, (dotted(path), rest)))


def problems_of(
    error: ValidationError, tree: Tree, model: type[BaseModel], absence: Callable[[object], str] = lambda word: ""
) -> list[Problem]:
    """Turn a validation error into problems, one for each offending entry.

    Args:
        error: what pydantic found.
        tree: the scenario that was validated, for addresses.
        model: the model it was validated against, for the names it allows.
        absence: why a name is not among those allowed, where there is more to say than that it is unknown.
    """
    groups: dict[tuple[KeyPath, str], list[ErrorDetails]] = {}
    for detail in error.errors(include_url=False):
        path, missing = _path(detail, tree)
        if detail["type"] == "too_short" and len((tree.get(path) or tree).items()) >= detail["ctx"]["min_length"]:
            continue  # pydantic does not count entries that are wrong themselves
        groups.setdefault((path, missing), []).append(detail)
    found = [(path, _problem(path, missing, details, tree, model)) for (path, missing), details in groups.items()]
    return [_explained(problem, path, tree, absence) for path, problem in found]


def _explained(problem: Problem, path: KeyPath, tree: Tree, absence: Callable[[object], str]) -> Problem:
    """The problem of a name that is known elsewhere, with the reason."""
    place = tree.get(path)
    word = place.value if place is not None and place.children is None else path[-1] if path else None
    reason = absence(word) if problem.sentence.startswith("unknown") else ""
    return replace(problem, sentence=reason, nearest=None) if reason else problem


def _path(detail: ErrorDetails, tree: Tree) -> tuple[KeyPath, str]:
    """The entry an error is about, without pydantic's names of union branches, and the name of a missing key."""
    path: KeyPath = ()
    place: Tree | None = tree
    location = list(detail["loc"])
    missing = str(location.pop()) if detail["type"] == "missing" else ""
    for index, part in enumerate(location):
        if index == 2 and location[0] == "policies":  # the type of the policy
            continue
        below = place.child(part) if place is not None else None
        if below is not None:
            path, place = (*path, part), below
    return path, missing


def _problem(path: KeyPath, missing: str, details: list[ErrorDetails], tree: Tree, model: type[BaseModel]) -> Problem:
    place = tree.get(path) or tree
    first = details[0]
    at_key = missing or first["type"] == "extra_forbidden" or first["loc"][-1:] == (_KEY,) or place.is_mapping
    address = place.key if at_key else place.at
    if place.is_mapping and not missing and first["type"] != "extra_forbidden":
        address = next((item.at for item in place.items() if item.at.file.startswith("--set")), address)
    if missing:
        return Problem(address, dotted(path), f"'{missing}' is missing")
    if first["type"] == "extra_forbidden":
        parent = tree.get(path[:-1]) or tree
        close = nearest(str(path[-1]), _names(model, path[:-1], parent))
        return Problem(address, dotted(path), "unknown key", close)
    sentence, close = _sentence(details, place)
    return Problem(address, dotted(path), sentence, close)


def _sentence(details: list[ErrorDetails], place: Tree) -> tuple[str, str | None]:
    """Plain words for the errors of one entry; of a union, the branch that came closest speaks."""
    kinds = [_WRONG_TYPE[detail["type"]] for detail in details if detail["type"] in _WRONG_TYPE]
    nearer = [detail for detail in details if detail["type"] not in _WRONG_TYPE]
    if not nearer:
        return f"must be {' or '.join(_alternatives(kinds))}", None
    detail = nearer[0]
    context: dict[str, Any] = detail.get("ctx", {})
    kind, value = detail["type"], place.value
    if kind in _BOUNDS:
        if isinstance(value, float) and not math.isfinite(value):
            return "must be a finite number", None
        return f"{str(value)[:40]} is out of range, must be {_BOUNDS[kind]} {next(iter(context.values())):,.15g}", None
    if kind == "literal_error":
        allowed = re.findall(r"'([^']*)'", str(context["expected"]))
        return f"must be one of {', '.join(allowed)}, not {repr(value)[:60]}", nearest(str(value), allowed)
    if kind == "union_tag_not_found":
        return "'type' is missing: it says which policy this is", None
    if kind == "union_tag_invalid":
        tag = str(context["tag"])
        return f"unknown policy type '{tag}'", nearest(tag, registry())
    if kind == "value_error":
        said, _, hint = str(context["error"]).partition("; did you mean '")
        return said, hint.removesuffix("'?") or None
    if kind in ("too_short", "too_long"):
        bound = context.get("min_length", context.get("max_length"))
        return f"must have {'at least' if kind == 'too_short' else 'at most'} {bound} entries", None
    if kind == "string_pattern_mismatch":
        return f"'{value}' may hold letters, digits, '_', '-' and '.' only", None
    return detail["msg"][:1].lower() + detail["msg"][1:], None


def _alternatives(kinds: list[str]) -> list[str]:
    """Each kind once; a whole number that may also be a date is a year."""
    unique = list(dict.fromkeys(kinds))
    dated = any("date" in kind for kind in unique)
    return ["a year" if dated and kind == "a whole number" else kind for kind in unique]


def _names(model: type[BaseModel], path: KeyPath, parent: Tree) -> Iterable[str]:
    """Names allowed in the mapping at a path."""
    if path[:1] == ("policies",):
        kind = parent.child("type")
        policy = registry().get(str(kind.value)) if kind is not None and len(path) == 2 else None
        return policy.model_fields if policy else ()
    below: type[BaseModel] | None = model
    for part in path:
        field = below.model_fields.get(str(part)) if below is not None else None
        below = _model(field.annotation) if field is not None else None
    return below.model_fields if below is not None else ()


def _model(annotation: Any) -> type[BaseModel] | None:
    choices = get_args(annotation) or (annotation,)
    return next((kind for kind in choices if isinstance(kind, type) and issubclass(kind, BaseModel)), None)
