"""What is varied: a field of a policy or a number of the evidence, by the path that `--set` takes, and its range."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NoReturn

from sim.errors import Address, InputError, Problem, nearest
from sim.evidence import Evidence
from sim.policy import registry
from sim.policy.place import place
from sim.policy.setting import full_name
from sim.results.wording import BARE, unit_words
from sim.scenario import Scenario, changed
from sim.scenario.form import settable
from sim.tipping.fields import Field, number_fields
from sim.world.table import Table

OPTION = "--vary"
_POLICIES = "policies."
_BARE = (*BARE, "probability", "index", "year")
"""Units that add nothing to a value."""

_FINE = 200  # steps of a range that its numbers are told in


@dataclass(frozen=True)
class Varied:
    """A number that is varied.

    Attributes:
        path: as after `--set`.
        low, high: range looked at.
        whole: only whole numbers are possible.
        unit: in words, empty where none is given.
        meaning: in a phrase.
        now: its value in the scenario, None where it is not set there.
        drawn: range from which worlds draw it as the scenario stands; None where all have the same.
    """

    path: str
    low: float
    high: float
    whole: bool = False
    unit: str = ""
    meaning: str = ""
    now: float | None = None
    drawn: tuple[float, float] | None = None

    @property
    def lever(self) -> bool:
        """Whether it belongs to a policy, and so to one scenario alone."""
        return self.path.startswith(_POLICIES)

    def told(self, value: float) -> str:
        """A value in as many digits as the range bears."""
        if self.whole:
            return f"{value:.0f}"
        decimals = max(0, math.ceil(-math.log10((self.high - self.low) / _FINE)))
        return f"{value + 0.0:.{decimals}f}".replace("-", "\N{MINUS SIGN}")

    @property
    def after(self) -> str:
        """The unit as it stands after a value; empty where it adds nothing."""
        return "" if self.unit in _BARE else f" {unit_words(self.unit)}"

    def put(self, scenario: Scenario, evidence: Evidence, value: float) -> Scenario:
        """A scenario with the number at a value.

        Raises:
            InputError: the scenario would not be valid.
        """
        written = f"{self.path}={int(value) if self.whole else value!r}"
        try:
            return changed(scenario.resolved(), [written], evidence)
        except InputError as error:
            where = Address(f"{OPTION} {written}")
            more = f"; the range is {self.low:g} to {self.high:g}, name another as {OPTION} {self.path}=LOW:HIGH"
            told = [Problem(where, one.path, one.sentence + more, one.nearest) for one in error.problems]
            raise InputError(told) from None


def read_varied(text: str, scenario: Scenario, evidence: Evidence) -> Varied:
    """Find what is to be varied.

    Args:
        text: `PATH` or `PATH=LOW:HIGH`.
        scenario: holds the policies.
        evidence: in the scenario's edition.

    Raises:
        InputError: there is no such number, it has no range of its own, or the range given is none.
    """
    path, equals, written = (part.strip() for part in text.partition("="))
    span = _span(text, written) if equals else None
    if path == "policies" or path.startswith(_POLICIES):
        return _of_policy(text, path, span, scenario)
    return _of_evidence(text, path, span, scenario, evidence)


def _refuse(text: str, sentence: str, close: str | None = None) -> NoReturn:
    raise InputError([Problem(Address(f"{OPTION} {text}"), "", sentence, close)])


def _span(text: str, written: str) -> tuple[float, float]:
    low, colon, high = written.partition(":")
    try:
        ends = float(low), float(high)
    except ValueError:
        _refuse(text, "must read PATH=LOW:HIGH, as policies.pact.preparedness=0:1")
    if not colon or not all(map(math.isfinite, ends)) or ends[0] >= ends[1]:
        _refuse(text, f"the range {low}:{high} must go from a number to a larger one")
    return ends


def _of_policy(text: str, path: str, span: tuple[float, float] | None, scenario: Scenario) -> Varied:
    _, name, *rest = [*path.split("."), ""]
    index = _policy(text, name, scenario)
    policy = scenario.policies[index]
    kind = type(policy)
    data = policy.model_dump()
    keys = {key: tuple(value) for key, value in data.items() if isinstance(value, dict)}
    fields, wanted = number_fields(kind, keys), ".".join(filter(None, rest))
    if wanted not in fields:
        own = f"its numbers are {', '.join(fields)}"
        other = f"; '{wanted}' is a policy of its own, which the scenario would have to hold"
        more = other if wanted in registry() else ""
        said = f"a policy of type {policy.type} has no number '{wanted}': {own}{more}"
        _refuse(text, said if wanted else f"names no field of the policy; {own}", nearest(wanted, fields))
    field = fields[wanted]
    low, high = span or _own_range(text, field, scenario)
    if field.whole and (low != round(low) or high != round(high)):
        _refuse(text, f"{wanted} is a whole number, so its range must go from one to another")
    exact = f"{_POLICIES}{policy.id or index}.{wanted}"
    now = data
    for part in wanted.split("."):
        now = now[part]
    value = float(now) if isinstance(now, (int, float)) else None
    return Varied(exact, low, high, field.whole, field.unit, field.meaning, value)


def _own_range(text: str, field: Field, scenario: Scenario) -> tuple[float, float]:
    if field.year:
        return float(scenario.start), float(scenario.end)
    if field.low is None or field.high is None:
        _refuse(text, f"{field.name} has no range of its own; give one, as {OPTION} PATH=LOW:HIGH")
    return field.low, field.high


def _policy(text: str, name: str, scenario: Scenario) -> int:
    """Position of the policy that has an id, stands at an index, or is the only one of its type."""
    policies = scenario.policies
    ids, types = [policy.id for policy in policies], [policy.type for policy in policies]
    found = place(name, ids, types)
    if found is not None:
        return found
    known = [f"{policy.id or k} ({policy.type})" for k, policy in enumerate(policies)]
    told = f"{scenario.name} has {', '.join(known)}" if known else f"{scenario.name} has none"
    if name in types:
        _refuse(text, f"several policies are of type {name}; name one by its id: {told}")
    names = [*filter(None, ids), *types]
    hint = f"; to have one, write a scenario that extends {scenario.name}" if name in registry() else ""
    _refuse(text, f"no policy has the id or type '{name}': {told}{hint}", nearest(name, names))


def _of_evidence(
    text: str, path: str, span: tuple[float, float] | None, scenario: Scenario, evidence: Evidence
) -> Varied:
    units = settable(evidence)
    if path not in units:
        close = nearest(path, units)
        _refuse(text, "is neither a number of the evidence nor a field of a policy (policies.ID.FIELD)", close)
    section, _, rest = path.partition(".")
    code, _, name = rest.rpartition(".")
    if section == "countries" and code not in scenario.include:
        _refuse(text, f"{code} takes no part in {scenario.name}", nearest(code, scenario.include))
    figure = Table.of(evidence).figures.get(full_name(path))
    if span is None and (figure is None or not figure.low < figure.high):
        _refuse(text, f"stands without a range in the evidence; give one, as {OPTION} {path}=LOW:HIGH")
    unit = units[path]
    low, high = span or (figure.low, figure.high) if figure else span or (unit.minimum, unit.maximum)
    if not unit.minimum <= low < high <= unit.maximum:
        _refuse(text, f"{unit.name} goes from {unit.minimum:g} to {unit.maximum:g}, and the range leaves it")
    of = getattr(scenario, section)
    here = of.get(name) if section == "parameters" else of.get(code, {}).get(name)
    set_here = isinstance(here, (int, float))
    now = float(here) if set_here else float(figure.value) if figure else None
    uncertain = figure is not None and figure.low < figure.high and not set_here and scenario.draws != "central"
    drawn = (float(figure.low), float(figure.high)) if figure is not None and uncertain else None
    meaning = figure.meaning if figure else unit.meaning
    return Varied(path, low, high, False, unit.name, meaning, now, drawn)
