"""The levers of an actor, how far each may be moved, and the settings that they make together."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.errors import Address
from sim.results.wording import MINUS, NOTHING
from sim.scenario.tree import Tree

ON, OFF = "on", "off"

Value = Any
"""A number, a text or several of them, as a scenario file may hold it; None where the policy it belongs to is off."""

Setting = tuple[Value, ...]
"""A value for each lever."""


@dataclass(frozen=True)
class Lever:
    """A lever.

    Attributes:
        path: the way to it in a scenario, as after `--set`.
        steps: its parts.
        label: what a reader calls it.
        values: what it may be set to, in order; empty for every number between `low` and `high`.
        low, high: ends of its range; not a number where its values are no rising numbers.
        at: address of its range.
    """

    path: str
    steps: tuple[str, ...]
    label: str
    values: tuple[Value, ...]
    low: float
    high: float
    at: Address

    @property
    def switch(self) -> bool:
        """Whether it turns a whole policy on or off."""
        return self.steps[0] == "policies" and len(self.steps) == 2

    @property
    def policy(self) -> str | None:
        """Id of the policy it belongs to."""
        return self.steps[1] if self.steps[0] == "policies" else None

    @property
    def rising(self) -> bool:
        """Whether its values are rising numbers."""
        return math.isfinite(self.low)

    @property
    def ends(self) -> tuple[Value, ...]:
        """Values that show whether a scenario takes the lever: all there are, or the ends of its range."""
        return self.values or (self.low, self.high)

    def place(self, value: Value) -> float:
        """Where a value lies among those possible, 0 first to 1 last; not a number where its policy is off."""
        if value is None:
            return math.nan
        if self.rising:
            return (float(value) - self.low) / (self.high - self.low)
        return self.values.index(value) / (len(self.values) - 1)


@dataclass(frozen=True)
class Space:
    """Levers of an actor.

    Attributes:
        title: whose they are.
        path: the file.
        policies: laid over the scenario, so that there is something to move; None without any.
        levers: in the order of the file.
    """

    title: str
    path: Path
    policies: Tree | None
    levers: tuple[Lever, ...]

    @property
    def size(self) -> float:
        """How many settings there are, infinite where a lever takes every number of a range."""
        total: dict[str | None, float] = {lever.policy: 1.0 for lever in self.levers if lever.switch}
        for lever in self.levers:
            if not lever.switch:
                policy = lever.policy if lever.policy in total else None
                total[policy] = total.get(policy, 1.0) * (len(lever.values) or math.inf)
        return math.prod(count + (policy is not None) for policy, count in total.items())  # one more where it is off

    def canonical(self, setting: Setting) -> Setting:
        """The setting with nothing for levers of policies that are off."""
        off = {lever.policy for lever, value in zip(self.levers, setting, strict=True) if lever.switch and value == OFF}
        pairs = zip(self.levers, setting, strict=True)
        return tuple(None if lever.policy in off and not lever.switch else value for lever, value in pairs)


def told(value: Value) -> str:
    """A value as a reader sees it."""
    if value is None:
        return NOTHING
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(map(told, value))
    if isinstance(value, float):
        return f"{value:.3g}".replace("-", MINUS)
    return str(value).replace("-", MINUS) if isinstance(value, int) else str(value)
