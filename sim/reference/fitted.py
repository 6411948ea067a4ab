"""What was fitted, as `calibration.yaml` and `posterior.yaml` store it, checked before it is shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from sim.errors import Address, InputError, Problem
from sim.evidence.load import Evidence
from sim.evidence.reader import shorten


class _Part(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class Spread(_Part):
    """A fitted value and the range that holds nine in ten worlds with drawn parameters."""

    value: float
    low: float
    high: float


class ExitRatio(_Part):
    """Fitted ratio, and the yearly rate of posture changes it gives."""

    value: float
    rate_reached: float


class CurvePoint(_Part):
    """Unexplained step at which a pact, once offered, forms within ten years with that probability."""

    prior: float
    step: float


class Calibration(_Part):
    """The whole file."""

    exit_ratio: ExitRatio
    pact_curve: list[CurvePoint] = Field(min_length=1)
    stakes: dict[str, Spread]
    other_motives: dict[str, Spread]
    constants: dict[str, dict[str, Spread]]

    def of(self, code: str) -> dict[str, Any] | None:
        """What was fitted for a country, or None when it was left out."""
        if not (code in self.stakes and code in self.other_motives and code in self.constants):
            return None
        return {
            "stake": self.stakes[code].model_dump(),
            "other_motives": self.other_motives[code].model_dump(),
            "constants": {posture: spread.model_dump() for posture, spread in self.constants[code].items()},
        }

    def largest(self, count: int) -> list[dict[str, Any]]:
        """The largest constants by size, each with country and posture."""
        every = [
            {"country": code, "posture": posture, **spread.model_dump()}
            for code, line in self.constants.items()
            for posture, spread in line.items()
        ]
        return sorted(every, key=lambda entry: -abs(entry["value"]))[:count]


def read_fitted(evidence: Evidence) -> Calibration | None:
    """The stored calibration, or None where there is none, as for an edition.

    Raises:
        InputError: the file is not what `pactsim calibrate` writes.
    """
    stored: Mapping[str, Any] | None = evidence.calibration
    if stored is None or evidence.edition is not None:
        return None
    try:
        return Calibration.model_validate(stored)
    except ValidationError as error:
        where = Address(shorten(evidence.root / "calibration.yaml"))
        raise InputError(
            Problem(where, ".".join(map(str, entry["loc"])), f"{entry['msg'].lower()}; run `pactsim calibrate` again")
            for entry in error.errors()
        ) from None


def posterior_of(evidence: Evidence, name: str) -> dict[str, float] | None:
    """Ends and median of a coefficient's posterior by its full name; None where nothing was fitted, or for an edition.

    Raises:
        InputError: the file is not what `pactsim calibrate` writes.
    """
    stored = evidence.posterior if evidence.edition is None else None  # what is told of the sample knows all targets
    try:
        found = stored["coefficients"].get(name) if stored else None
        return dict(zip(("low", "median", "high"), map(float, found["posterior"]), strict=True)) if found else None
    except (AttributeError, KeyError, TypeError, ValueError):
        where = Address(shorten(evidence.root / "posterior.yaml"))
        raise InputError([Problem(where, f"coefficients.{name}", "cannot be read; run `pactsim calibrate`")]) from None
