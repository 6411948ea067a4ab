"""Where each number of a world stands in its store: drawn numbers, the world built from them, its state."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from sim.engine.record import COUNTRY_COLUMNS, PLACE_COLUMNS, THEATRE_COLUMNS
from sim.law.types import Lasting, PostureRow, Weights
from sim.world.raw import RawBody, RawPair, RawPlace, RawPower, RawReach, RawSpoke
from sim.world.records import PowerRow, SpokeRow

WIDE_POSTURE, WIDE_LASTING = len(PostureRow._fields), len(Lasting._fields)
WIDE_RAW_SPOKE, WIDE_RAW_POWER = len(RawSpoke._fields), len(RawPower._fields)
WIDE_RAW_PLACE, WIDE_RAW_REACH, WIDE_RAW_PAIR = len(RawPlace._fields), len(RawReach._fields), len(RawPair._fields)
WIDE_RAW_BODY = len(RawBody._fields)
WIDE_SPOKE, WIDE_POWER = len(SpokeRow._fields), len(PowerRow._fields)
COUNTRY_OUT, THEATRE_OUT, PLACE_OUT = len(COUNTRY_COLUMNS), len(THEATRE_COLUMNS), len(PLACE_COLUMNS)

# of a spoke, all run long
(
    TRUST_BASE, WORKERS_GROWTH, OUTPUT_GROWTH, TURNOVER, RATIFICATION, BEARING, AGE_COST, RESISTANCE, BASE_PRESENCE,
    CHALLENGER_PROPENSITY, STAKE, OTHER_MOTIVES,
    WIDE_TRAIT,
) = range(13)  # fmt: skip

# of a spoke, step by step; postures as indices, standing towards the pact as 0 or 1
(
    POSTURE, DECLARED, FORMER, NEXT, CHANGED_FROM, SIGNED, RATIFIED, MEMBER, LEAVING, NOTICE,
    TRUST_LOGIT, TRUST, EFFORT, OUTPUT, MARKET_GDP, WORKERS, CAPABILITY, EXPORTS_HUB, EXPORTS_CHALLENGER, SHOCK,
    ORIENTATION, NEW_GOVERNMENT, LATENT, PACT_LATENT, MISJUDGEMENT, NUCLEAR, AT_HAND, BASES, SUCCESS, STRENGTH,
    COERCION_LOSS, TARIFF_LOSS, DUTY_ADDED, CRISIS_PUSH, ALARMED, WINDOW_LUCK, CHOICE_LUCK, RATIFY_LUCK,
    SIDE, PROMISE, DUTY, COOPERATION, IS_PACT, STANCE, READY, GIVEN, BACKING, FELT,
    OFFERED, CAMP, EXPECTED, PLEDGED, FELLOW_WEIGHT, STOCK, FEAR, FRIGHT, WINDOW_OPEN, ENGAGED, JOINED, SWORN,
    DRIVEN_AWAY, WIDE_STATE,
) = range(62)  # fmt: skip

# of a flashpoint
(
    HAZARD_BASE, SERIOUS, WAR, PLACE_BEARING, OTHER_MASSED, BASE_DETERRENCE, BASE_PROVOCATION,
    DETERRENCE, PROVOCATION, TESTED, HAZARD, EASING, SEVERITY, HELPED,
    WIDE_PLACE,
) = range(15)  # fmt: skip

# of a flashpoint and a spoke
(
    CLAIM, EXPOSURE, HOME, REACH, WEIGHT, ASIDE, DRAWN, JOINT, JOINT_PACT, AT_CALL, AT_CALL_PACT, STANDING, PRESSING,
    WIDE_GROUND,
) = range(14)  # fmt: skip

# of two spokes
ARRIVING, MISTRUST, PROPENSITY, TIE, DEPTH, ROOTED, BOUND, WIDE_PAIR = range(8)

# of the theatre
(
    MEMORY, INNOVATION, PACT_INNOVATION, PACE_TARIFF, PACE_RETALIATION, TRUST_FALLING, TRUST_RISING, TIE_GROWING,
    TIE_DECAYING, PACE_EFFORT, PACE_CAPABILITY, WINDOW, HUB_RATE, CHALLENGER_RATE,
    PACT_PREPAREDNESS, PACT_EXIT_PRICE, PACT_NOTICE_STEPS,
    ADMINISTRATION, NEW_ADMINISTRATION, THEATRE_CAPABILITY, CHALLENGER_CAPABILITY, MASSED, COMMITMENT, LEADERSHIP,
    RELIABILITY, TRUST_PUSH, ASSERTIVENESS, PROVOCATION_BASE, IN_FORCE, NEWLY_IN_FORCE, PREPAREDNESS, UNSOUND,
    PACE_FEAR, PACT_AGE, TRIAL, HUB_DEMOCRACY,
    WIDE_THEATRE,
) = range(37)  # fmt: skip


class Layout(NamedTuple):
    """Sizes of a world, the first row of each part of its store, and where a setting keeps what it holds.

    Attributes:
        n, p, f, k: countries, postures, flashpoints, bodies of security work; steps: T; bound: the posture of the pact.
        ladder, raw_hub, raw_challenger, raw_spoke, raw_place, raw_reach, raw_pair, raw_body: drawn numbers, after the
            law's.
        spoke, hub, challenger: base-year records.
        trait, state, place, ground, pair, theatre: see the names above.
        lasting, constant, stance, ready, utility: by posture, the first two for each spoke.
        standing, answer, belonging: of each spoke towards each body; kept: numbers that are set for a time, as they
            were; rows: of the whole store.
        tariff .. offers: first column of each lever (treaty_offer: of `treaty`); dt, start: length of a step and
            first year; quorum, minimum, said_preparedness, said_exit_price, said_notice: the treaty text, not a
            number where it says nothing.
        needs, treaty, observed, claims, by_challenger, founded, duty, led, known: first entry of each fact among the
            rows of a setting.
    """

    n: int
    p: int
    f: int
    steps: int
    bound: int
    k: int
    ladder: int
    raw_hub: int
    raw_challenger: int
    raw_spoke: int
    raw_place: int
    raw_reach: int
    raw_pair: int
    raw_body: int
    spoke: int
    hub: int
    challenger: int
    trait: int
    state: int
    place: int
    ground: int
    pair: int
    theatre: int
    lasting: int
    constant: int
    stance: int
    ready: int
    utility: int
    standing: int
    answer: int
    belonging: int
    kept: int
    rows: int
    tariff: int
    exemption: int
    troops: int
    commitment: int
    guarantee: int
    burden_target: int
    burden_penalty: int
    tie_gain: int
    reassurance: int
    dialogue: int
    administration: int
    trust_push: int
    trust_shock: int
    coercion: int
    inducement: int
    pact_invited: int
    pact_open: int
    assertiveness: int
    hub_output: int
    challenger_output: int
    arms: int
    access: int
    treaty_offer: int
    government: int
    government_fixed: int
    hub_democracy: int
    offers: int
    dt: int
    start: int
    quorum: int
    minimum: int
    said_preparedness: int
    said_exit_price: int
    said_notice: int
    needs: int
    treaty: int
    observed: int
    claims: int
    by_challenger: int
    founded: int
    duty: int
    led: int
    known: int


def _firsts(start: int, sizes: Sequence[int]) -> list[int]:
    """Where each of some parts begins, and where the last one ends."""
    return list(accumulate(sizes, initial=start))


def layout(n: int, p: int, f: int, steps: int, bound: int, k: int, s: int) -> Layout:
    """The layout of worlds of n countries, p postures, f flashpoints, k bodies of security work and s numbers set."""
    store = (
        p * WIDE_POSTURE, WIDE_RAW_POWER, WIDE_RAW_POWER, n * WIDE_RAW_SPOKE, f * WIDE_RAW_PLACE,
        f * n * WIDE_RAW_REACH, n * n * WIDE_RAW_PAIR, k * WIDE_RAW_BODY, n * WIDE_SPOKE, WIDE_POWER, WIDE_POWER,
        n * WIDE_TRAIT, n * WIDE_STATE, f * WIDE_PLACE, f * n * WIDE_GROUND, n * n * WIDE_PAIR, WIDE_THEATRE,
        n * p * WIDE_LASTING,
        n * p, p, p, p, n * k, n * k, n * k, s,
    )  # fmt: skip
    columns = (
        n, p, n, 1, n, n, n, n * n, 1, f, 1, n, n, 1, 1, n, n, 1, 1, 1, n, n, n, n, n, 1, k * n,
        1, 1, 1, 1, 1, 1,
    )  # fmt: skip
    facts = (p, n, n, f * n, f, k * n, k, k)
    return Layout(
        n, p, f, steps, bound, k, *_firsts(len(Weights._fields), store), *_firsts(0, columns),
        *_firsts(len(Layout._fields), facts),
    )  # fmt: skip


def written(at: Layout) -> int:
    """Rows that a world writes down: countries, then theatre, then flashpoints."""
    return at.steps * (at.n * COUNTRY_OUT + THEATRE_OUT + at.f * PLACE_OUT)
