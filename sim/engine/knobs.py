"""What can be turned to see whether a choice flips: a setting, and the situation that follows from it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from sim.law.arithmetic import log_
from sim.law.types import Situation

Turn = Callable[[Situation, float], Situation]
Present = Callable[[Situation], float]

SHARES = (0.02, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.98)
FACTORS = (0.0, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 4.0)
POINTS = (-10.0, 0.0, 10.0, 20.0, 30.0, 40.0, 50.0)
LEANINGS = (-1.0, -0.5, 0.0, 0.5, 1.0)


class Knob(NamedTuple):
    """One thing that could be different.

    Attributes:
        name: short name; meaning: what it is; unit: of its settings.
        settings: settings tried, rising.
        present: the setting in a situation as it is.
        turn: the situation with the knob at a setting.
    """

    name: str
    meaning: str
    unit: str
    settings: tuple[float, ...]
    present: Present
    turn: Turn


def _trust(view: Situation, setting: float) -> Situation:
    return view._replace(trust=setting, support=view.support._replace(hub=view.support.hub * setting / view.trust))


def _threat(view: Situation, factor: float) -> Situation:
    return view._replace(support=view.support._replace(log_threat=view.support.log_threat + log_(factor)))


def _members(view: Situation, factor: float) -> Situation:
    return view._replace(support=view.support._replace(members=view.support.members * factor))


def _guarantee(view: Situation, setting: float) -> Situation:
    return view._replace(support=view.support._replace(guarantee=setting))


def _guaranteed(view: Situation) -> float:
    return view.support.guarantee


def _scaled(name: str) -> Turn:
    return lambda view, factor: _set(name)(view, getattr(view, name) * factor)


def _set(name: str) -> Turn:
    def turn(view: Situation, setting: float) -> Situation:
        changed: dict[str, Any] = {name: setting}
        return view._replace(**changed)

    return turn


def _read(name: str) -> Present:
    return lambda view: float(getattr(view, name))


def _as_it_is(view: Situation) -> float:
    return 1.0


KNOBS = (
    Knob("trust", "trust in the hub", "probability", SHARES, _read("trust"), _trust),
    Knob("threat", "strength of the threat, times", "ratio", FACTORS[1:], _as_it_is, _threat),
    Knob("stake", "stake in not being coerced, times", "ratio", FACTORS, _as_it_is, _scaled("stake")),
    Knob("guarantee", "guarantee outside a treaty", "share", SHARES, _guaranteed, _guarantee),
    Knob(
        "tariff",
        "points of duty added by the hub",
        "tariff_percent",
        POINTS,
        _read("tariff_added"),
        _set("tariff_added"),
    ),
    Knob("retaliation", "the challenger's retaliation, times", "ratio", FACTORS, _read("coercion"), _set("coercion")),
    Knob("inducement", "the challenger's inducement, times", "ratio", FACTORS, _read("inducement"), _set("inducement")),
    Knob("trade", "exports to the challenger, times", "ratio", FACTORS, _as_it_is, _scaled("exports_challenger")),
    Knob(
        "government", "leaning of the government", "signed_share", LEANINGS, _read("orientation"), _set("orientation")
    ),
    Knob("members", "strength of fellow members, times", "ratio", FACTORS, _as_it_is, _members),
)
