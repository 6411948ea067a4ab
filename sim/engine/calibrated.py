"""The stored calibration, and how it is read from `seeds/calibration.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sim.engine.posterior import Posterior
from sim.errors import Address, InputError, Problem
from sim.evidence import Evidence
from sim.evidence.reader import shorten
from sim.scenario import Scenario

Curve = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Calibrated:
    """Contents of `seeds/calibration.yaml`.

    Attributes:
        exit_ratio: probability of leaving the observed posture at a base-year window, per unit of
            `posture_change_rate`.
        pact_curve: pairs (probability of a pact within ten years, unexplained step to the pact in % of GDP), rising.
        base_years: countries of the worlds that were inverted; a country's values belong to the first that holds it.
        stakes, other_motives: per country; constants: per country and posture. All empty where nothing is stored: what
            the central worlds give when they are inverted then stands for it.
        posterior: what coefficients are drawn from, in place of the sample that the seeds store.
    """

    exit_ratio: float
    pact_curve: Curve
    base_years: tuple[tuple[str, ...], ...]
    stakes: Mapping[str, float] = field(default_factory=dict)
    other_motives: Mapping[str, float] = field(default_factory=dict)
    constants: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    posterior: Posterior | None = None


def base_years(evidence: Evidence, scenario: Scenario) -> tuple[tuple[str, ...], ...]:
    """The worlds a calibration inverts: the countries of a scenario, and all of the evidence when there are more."""
    everyone = tuple(sorted(evidence.countries))
    own = scenario.include or everyone
    return (own,) if set(own) == set(everyone) else (own, everyone)


def read_calibrated(evidence: Evidence) -> Calibrated:
    """The stored calibration; for an edition, its own exit ratio, the pact's curve of today and nothing else.

    The base year of an edition is inverted when a study starts, so that its worlds too begin with what was observed.

    Raises:
        InputError: when the seeds hold none, or it does not cover every country and posture of today.
    """
    stored = evidence.calibration
    where = Address(shorten(evidence.root / "calibration.yaml"))
    if stored is None:
        raise InputError([Problem(where, "", "there is no calibration; run `pactsim calibrate` to make it")])
    try:
        return _read(evidence, stored, where)
    except (KeyError, TypeError, ValueError) as error:
        sentence = f"cannot be used ({type(error).__name__}: {error}); run `pactsim calibrate`"
        raise InputError([Problem(where, "", sentence)]) from None


def _read(evidence: Evidence, stored: Mapping[str, Any], where: Address) -> Calibrated:
    if evidence.edition is not None and str(evidence.year) not in stored["editions"]:
        sentence = f"not calibrated for the edition of {evidence.year}; run `pactsim calibrate`"
        raise InputError([Problem(where, "editions", sentence)])
    fitted = stored["exit_ratio"] if evidence.edition is None else stored["editions"][str(evidence.year)]
    ratio = float(fitted["value"])
    curve = tuple((float(p["prior"]), float(p["step"])) for p in stored["pact_curve"])
    if evidence.edition is not None:
        return Calibrated(ratio, curve, (tuple(evidence.countries),))
    worlds = [tuple(str(code) for code in names if code in evidence.countries) for names in stored["base_years"]]
    missing = sorted(
        set(evidence.countries) - {code for names in worlds for code in names if code in stored["constants"]}
    )
    if missing:
        sentence = f"not calibrated for {', '.join(missing)}; run `pactsim calibrate`"
        raise InputError([Problem(where, "constants", sentence)])
    absent = [posture for posture in evidence.postures if any(posture not in c for c in stored["constants"].values())]
    if absent:
        sentence = f"no constants of the posture {', '.join(absent)}; run `pactsim calibrate`, with the same --seeds"
        raise InputError([Problem(where, "constants", sentence)])

    def values(part: str) -> dict[str, float]:
        return {code: float(entry["value"]) for code, entry in stored[part].items()}

    return Calibrated(
        exit_ratio=ratio,
        pact_curve=curve,
        base_years=tuple(names for names in worlds if names),
        stakes=values("stakes"),
        other_motives=values("other_motives"),
        constants={
            code: {posture: float(entry["value"]) for posture, entry in line.items()}
            for code, line in stored["constants"].items()
        },
    )
