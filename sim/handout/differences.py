"""What sets one scenario apart from another, in words: policies, numbers, countries, years."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sim.figures.material import Material
from sim.handout.grounds import Grounds
from sim.policy import Policy, registry
from sim.results.wording import listed

_TIMES = ("type", "id", "start", "end")
_SETS = ("countries", "powers", "flashpoints", "institutions", "postures")
_PLAIN: Mapping[str, str] = {
    "edition": "year of the evidence", "horizon": "years simulated", "step": "length of a step in years",
    "draws": "what uncertain numbers are drawn from",
}  # fmt: skip


def differences(material: Material, b: str, grounds: Grounds) -> list[str]:
    """What scenario `b` does that the first does not, as lines of Markdown.

    Args:
        material: of the study.
        b: name of the scenario.
        grounds: the evidence, for meanings and for what a number replaces.

    Returns:
        A list, an item a difference; a sentence where there is none.
    """
    first, other = (material.manifest.scenarios[name] for name in (material.scenarios[0], b))
    title = material.title(material.scenarios[0])
    lines = [*_policies(first, other, material, title), *_numbers(first, other, grounds, material)]
    lines += _countries(first, other, material)
    for key, words in _PLAIN.items():
        if first.get(key) != other.get(key):
            lines.append(f"- {words}: {_told(other.get(key), material)} instead of {_told(first.get(key), material)}.")
    return lines or [f"Nothing: it is {title} under another name."]


def policy(entry: Mapping[str, Any], material: Material) -> str:
    """A policy in words: what its type does, when, and every field that it sets."""
    kind = registry().get(str(entry["type"]))
    end = entry.get("end")
    span = f"from {entry['start']} {f'to {end}' if end else 'to the end'}"
    name = f"`{entry['id']}`, " if entry.get("id") else ""
    text = f"**{_does(kind, str(entry['type']))}** ({name}type `{entry['type']}`), {span}"
    fields = [f"{_field(kind, key)}: {_told(value, material)}" for key, value in entry.items() if key not in _TIMES]
    return f"{text}. {'; '.join(fields)[:1].upper()}{'; '.join(fields)[1:]}." if fields else f"{text}."


def _policies(first: Mapping[str, Any], other: Mapping[str, Any], material: Material, title: str) -> Iterator[str]:
    before, after = (_named(scenario.get("policies", ())) for scenario in (first, other))
    for key, entry in after.items():
        if key not in before:
            yield f"- Adds: {policy(entry, material)}"
        elif entry != before[key]:
            kind = registry().get(str(entry["type"]))
            moved = [
                f"{_field(kind, name)}: {_told(entry.get(name), material)} instead of "
                f"{_told(before[key].get(name), material)}"
                for name in dict.fromkeys([*entry, *before[key]])
                if entry.get(name) != before[key].get(name)
            ]
            yield f"- Changes {_does(kind, str(entry['type'])).lower()} (`{key[0]}`): {'; '.join(moved)}."
    for key, entry in before.items():
        if key not in after:
            yield f"- Does without what {title} has: {policy(entry, material)}"


def _named(policies: Sequence[Mapping[str, Any]]) -> dict[tuple[str, int], Mapping[str, Any]]:
    """Policies by id, or by type where they have none, and their number among those of the same name."""
    found: dict[tuple[str, int], Mapping[str, Any]] = {}
    for entry in policies:
        name = str(entry.get("id") or entry["type"])
        found[name, sum(key[0] == name for key in found)] = entry
    return found


def _numbers(first: Mapping[str, Any], other: Mapping[str, Any], grounds: Grounds, material: Material) -> Iterator[str]:
    before, after = dict(_flat(first)), dict(_flat(other))
    for path in dict.fromkeys([*after, *before]):
        if after.get(path) == before.get(path):
            continue
        item = grounds.about(path)
        owner = material.manifest.country(path.split(".")[1]) if path.startswith("countries.") else ""
        meaning = item.meaning if item and item.meaning else path.rsplit(".", 1)[-1].replace("_", " ")
        unit = f" ({item.unit.replace('_', ' ')})" if item else ""
        base = f"{item.value:g}, as in the evidence" if item else "as in the evidence"
        now, was = (_told(values[path], material) if path in values else base for values in (after, before))
        yield f"- Sets `{path}`, {owner + ': ' if owner else ''}{meaning}{unit}: {now} instead of {was}."


def _flat(scenario: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Numbers that a scenario sets, by path."""
    yield from ((f"parameters.{name}", value) for name, value in scenario.get("parameters", {}).items())
    for section in _SETS:
        for owner, values in scenario.get(section, {}).items():
            yield from ((f"{section}.{owner}.{name}", value) for name, value in values.items())


def _countries(first: Mapping[str, Any], other: Mapping[str, Any], material: Material) -> Iterator[str]:
    before, after = (tuple(scenario.get("include", ())) for scenario in (first, other))
    for word, codes in (("Takes in", set(after) - set(before)), ("Leaves out", set(before) - set(after))):
        if codes:
            yield f"- {word} {listed([material.manifest.country(code) for code in sorted(codes)])}."


def _does(kind: type[Policy] | None, name: str) -> str:
    """What a type of policy does: the first sentence of its own description."""
    text = " ".join(inspect.cleandoc(kind.__doc__ or "").split("\n\n")[0].split()) if kind else ""
    return text.rstrip(".") or name.replace("_", " ").capitalize()


def _field(kind: type[Policy] | None, name: str) -> str:
    """What a field says, with its unit."""
    entry = kind.model_fields.get(name) if kind else None
    if entry is None or not entry.description:
        return name.replace("_", " ")
    extra = entry.json_schema_extra
    unit = str(extra["unit"]) if isinstance(extra, dict) and "unit" in extra else ""
    words = entry.description.split(";")[0].split(", else")[0]
    return f"{words} ({unit})" if unit and unit not in words else words


def _told(value: Any, material: Material) -> str:
    """A value as a reader would say it: countries by name."""
    if value is None:
        return "left open"
    if isinstance(value, Mapping):
        return ", ".join(f"{_told(key, material)} {_told(one, material)}" for key, one in value.items())
    if isinstance(value, Sequence) and not isinstance(value, str):
        return listed([_told(one, material) for one in value])
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:g}" if isinstance(value, float) else material.manifest.country(str(value))
