"""What was changed in the files of a study's scenarios: recorded in its manifest, and told from there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from sim.results.manifest import Manifest, OverrideRecord
from sim.results.wording import cut, listed

if TYPE_CHECKING:
    from sim.scenario import Scenario

_LONGEST = 60


def recorded(scenarios: Iterable[Scenario]) -> dict[str, tuple[OverrideRecord, ...]]:
    """What a manifest holds of the changes, by the names of the scenarios that were changed.

    Args:
        scenarios: of the study.
    """
    return {
        scenario.name: tuple(OverrideRecord(**change._asdict()) for change in scenario.overrides)
        for scenario in scenarios
        if scenario.overrides
    }


def changes(manifest: Manifest, mark: str = "") -> list[str]:
    """The changes in lines, one for all scenarios and one for each group of them that alone was changed so.

    Args:
        manifest: of the study.
        mark: put on both sides of a path, as Markdown has it.
    """
    whose: dict[str, list[str]] = {}
    for name, own in manifest.overrides.items():
        for change in own:
            whose.setdefault(_change(change, mark), []).append(name)
    lines: dict[str, list[str]] = {}
    for text, names in whose.items():
        lines.setdefault(_where(manifest, names), []).append(text)
    return [f"Changed{where}: {', '.join(texts)}" for where, texts in lines.items()]


def _where(manifest: Manifest, names: list[str]) -> str:
    """In which scenarios; nothing where the study has one alone."""
    if len(manifest.names) < 2:
        return ""
    if len(names) == len(manifest.names):
        return " in all scenarios"
    return f" in {listed([f'{manifest.letter(name)} ({manifest.title(name)})' for name in names])}"


def _change(change: OverrideRecord, mark: str) -> str:
    path = f"{mark}{change.path}{mark}"
    if change.before is None:
        return f"{path} = {_value(change.after)}"
    return f"{path} {_value(change.before)} -> {_value(change.after)}"


def _value(value: Any) -> str:
    """A value as one would type it."""
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    if isinstance(value, float):
        return f"{value:.6g}"
    if isinstance(value, list):
        return cut(f"[{', '.join(map(_value, value))}]", _LONGEST)
    if isinstance(value, dict):
        return cut(f"{{{', '.join(f'{key}: {_value(one)}' for key, one in value.items())}}}", _LONGEST)
    return cut(str(value), _LONGEST)
