"""The draws of one world: keyed by seed, replicate, step, who and what for.

A draw never depends on the order of calls, on which countries take part or on whether another draw was made: paired
scenarios share their luck to the last bit. Purposes are added at the end, never renumbered.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from sim.draws.philox import uniforms
from sim.law.arithmetic import normal

LUCK, RANGES = 0, 1  # stream versions: chance within a world; parameters drawn from their ranges


class Purpose(IntEnum):
    """What a block of four uniforms decides."""

    REVIEW = 0  # window, choice, change of government, ratification
    GOVERNMENT = 1  # leaning of a new government
    DRIFT = 2  # unobserved preference along the ladder
    PACT_DRIFT = 3  # unobserved preference about a pact
    PERCEPTION = 4  # misperception of threat
    NUCLEAR = 5  # decision for a national deterrent
    CRISIS = 6  # outbreak, severity, help
    ELECTION = 7  # administration of the hub
    ACCORD = 8  # whether a spoke belongs to a body: once a world


def identity(name: str) -> int:
    """Stable 32-bit id of a country, flashpoint or parameter: it depends on its name alone."""
    return crc32(name.encode())


@dataclass(frozen=True)
class Luck:
    """The draws of one world as nested lists, ready for plain Python.

    Attributes:
        review: uniforms (T, N, 4).
        government, drift, pact_drift, perception: standard normal deviates (T, N).
        nuclear: uniforms (T, N).
        crisis: uniforms (T, F, 4).
        election: uniforms (T,).
        accord: uniforms (K, N).
    """

    review: list[list[list[float]]]
    government: list[list[float]]
    drift: list[list[float]]
    pact_drift: list[list[float]]
    perception: list[list[float]]
    nuclear: list[list[float]]
    crisis: list[list[list[float]]]
    election: list[float]
    accord: list[list[float]]


def _block(
    seed: int, replicate: int, steps: int, names: Sequence[str], purposes: Sequence[Purpose]
) -> NDArray[np.float64]:
    """Uniforms of shape (purposes, T, names, 4)."""
    who = np.array([identity(name) for name in names], dtype=np.uint64)
    what = np.array([int(p) for p in purposes], dtype=np.uint64)
    when = np.arange(steps, dtype=np.uint64)
    return uniforms((seed, LUCK), (replicate, when[None, :, None], who[None, None, :], what[:, None, None]))


def party(body: str, country: str) -> str:
    """Name of a country before a body."""
    return f"{body}:{country}"


def luck(
    seed: int,
    replicate: int,
    steps: int,
    countries: Sequence[str],
    flashpoints: Sequence[str],
    bodies: Sequence[str] = (),
) -> Luck:
    """All draws of one world.

    Args:
        seed: seed of the study, 0 .. 2**32 - 1.
        replicate: id of the world.
        steps: T.
        countries: names of the spokes.
        flashpoints: ids of the flashpoints.
        bodies: names of the bodies of security work.
    """
    country = _block(seed, replicate, steps, countries, list(Purpose)[: Purpose.NUCLEAR + 1])
    deviate = normal(*(country[..., k] for k in range(4)))  # type: ignore[arg-type]
    crises = _block(seed, replicate, steps, flashpoints, [Purpose.CRISIS])
    elections = _block(seed, replicate, steps, ["hub"], [Purpose.ELECTION])
    return Luck(
        review=country[Purpose.REVIEW].tolist(),
        government=deviate[Purpose.GOVERNMENT].tolist(),  # type: ignore[index]
        drift=deviate[Purpose.DRIFT].tolist(),  # type: ignore[index]
        pact_drift=deviate[Purpose.PACT_DRIFT].tolist(),  # type: ignore[index]
        perception=deviate[Purpose.PERCEPTION].tolist(),  # type: ignore[index]
        nuclear=country[Purpose.NUCLEAR, ..., 0].tolist(),
        crisis=crises[0].tolist(),
        election=elections[0, :, 0, 0].tolist(),
        accord=[
            _block(seed, replicate, 1, [party(name, c) for c in countries], [Purpose.ACCORD])[0, 0, :, 0].tolist()
            for name in bodies
        ],
    )
