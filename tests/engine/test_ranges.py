"""Whatever a scenario does, every recorded number is finite and within what the tables allow."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.engine.harvest import Batch
from sim.engine.processes import run_replicate
from sim.engine.record import COUNTRY_COLUMNS, PLACE_COLUMNS, THEATRE_COLUMNS
from sim.engine.tables import tables
from sim.engine.worlds import Factory
from sim.evidence import Evidence
from sim.results.schema import RUN_TABLES
from sim.scenario import Scenario, scenario_from_resolved

Read = Callable[..., Scenario]
Make = Callable[..., Factory]
CODES = ("AUS", "IDN", "IND", "JPN", "KOR", "MYS", "NZL", "PHL", "SGP", "THA", "TWN", "VNM")
PLACES = ("taiwan_strait", "south_china_sea", "east_china_sea", "korea")
LADDER = ("accommodate", "hedge", "network", "ally", "pact")

codes = st.lists(st.sampled_from(CODES), min_size=2, max_size=6, unique=True)
START = st.integers(2026, 2033)


def _policy(kind: str, **entries: Any) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({"type": st.just(kind), "start": START, **entries})


WAIVED = st.dictionaries(st.sampled_from(LADDER), st.floats(0, 1), max_size=2)
WHERE = st.lists(st.sampled_from(PLACES), min_size=1, max_size=4)
SHARE = st.floats(0, 1)
POLICIES = st.one_of(
    _policy("tariff", change=st.floats(-60, 200), exempt=WAIVED),
    _policy(
        "formal_pact",
        invited=codes,
        quorum=st.just(2),
        preparedness=SHARE,
        exit_price=st.floats(0, 10),
        notice=st.floats(0, 3),
    ),
    _policy("troop_change", change=st.floats(-1, 10), countries=codes),
    _policy("commitment", change=st.floats(-1, 5)),
    _policy("security_guarantee", change=st.floats(-1, 1), countries=codes),
    _policy("burden_demand", target=st.floats(0, 15), penalty=st.floats(0, 5)),
    _policy("minilateral", members=codes, depth=st.floats(-1, 1)),
    _policy("reassurance", challenger=SHARE, allies=st.floats(-2, 2)),
    _policy("dialogue", strength=SHARE, flashpoints=WHERE),
    _policy("administration", holder=st.sampled_from(["america_first", "internationalist"])),
    _policy("credibility_shock", size=st.floats(-5, 5)),
    _policy("coercion", strength=st.floats(0, 20)),
    _policy("inducement", strength=st.floats(0, 20)),
)
OVERRIDES = st.fixed_dictionaries(
    {},
    optional={
        "hub_trust": st.floats(0, 1),
        "posture": st.sampled_from(LADDER[:4]),
        "treaty": st.sampled_from(["in_force", "none", "suspended"]),
        "government_orientation": st.floats(-1, 1),
        "dispute": st.floats(0, 1),
        "hub_troops": st.floats(0, 500),
        "defence_effort": st.floats(0.2, 20),
        "exports_gdp": st.floats(0, 200),
        "growth_per_worker": st.floats(-5, 12),
        "working_age_change": st.floats(-60, 100),
    },
)


def _offences(run: Batch, names: tuple[str, ...]) -> list[str]:
    """Columns of the run's rows that hold a value outside the ranges of the schema."""
    found = []
    for table, part, columns in (
        ("countries", "countries", COUNTRY_COLUMNS),
        ("theatre", "theatre", THEATRE_COLUMNS),
        ("flashpoints", "places", PLACE_COLUMNS),
    ):
        for k, rows in enumerate(getattr(run, part)):
            for c, name in enumerate(columns):
                column, values = RUN_TABLES[table].column(name), rows[..., c]
                low = 0.0 if column.kind == "flag" else column.low
                high = 1.0 if column.kind == "flag" else column.high
                if not np.isfinite(values).all():
                    found.append(f"{names[k]}: {table}.{name} is not finite")
                if (low is not None and values.min() < low) or (high is not None and values.max() > high):
                    found.append(f"{names[k]}: {table}.{name} lies in {values.min()}..{values.max()}")
    return found


def _no_two_fix_the_same(policies: list[dict[str, Any]]) -> bool:
    """A scenario offers one pact and has one administration at a time."""
    kinds = [policy["type"] for policy in policies]
    return kinds.count("formal_pact") <= 1 and kinds.count("administration") <= 1


@given(
    policies=st.lists(POLICIES, max_size=6).filter(_no_two_fix_the_same),
    countries=st.dictionaries(st.sampled_from(CODES), OVERRIDES.filter(bool), max_size=3),
    step=st.sampled_from([1, 1, 1, 0.5]),
    replicate=st.integers(0, 10_000),
)
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_any_scenario_stays_in_range(
    factory: Make,
    read_scenario: Read,
    evidence: Evidence,
    policies: list[dict[str, Any]],
    countries: dict[str, Any],
    step: float,
    replicate: int,
) -> None:
    plain = read_scenario("status_quo").resolved()
    given_ = {
        **plain,
        "horizon": {"start": 2026, "end": 2036},
        "step": step,
        "policies": policies,
        "countries": countries,
    }
    run = run_replicate(factory(scenario_from_resolved(given_, evidence)), replicate)
    assert isinstance(run, Batch), run[0].traceback
    assert _offences(run, ("any",)) == []
    rows = run.theatre[0][0]
    camps = sum(
        rows[:, THEATRE_COLUMNS.index(f"{name}_share")] for name in ("hub_side", "challenger_side", "unaligned")
    )
    assert camps == pytest.approx(np.ones(len(rows)), abs=1e-12)
    members, signed = (rows[:, THEATRE_COLUMNS.index(name)] for name in ("members", "signatories"))
    assert (members <= signed).all()
    assert ((members > 0) <= (rows[:, THEATRE_COLUMNS.index("pact_in_force")] > 0)).all()


def test_a_region_that_the_hub_has_left_is_a_world_too(factory: Make, read_scenario: Read) -> None:
    """No capability in the theatre, and nobody on the hub's side: a camp of nobody has no likeness to anybody."""
    hedging = "{" + ", ".join(f"{code}: {{posture: hedge}}" for code in CODES) + "}"
    gone = "policies=[{type: commitment, start: 2026, change: -1}]"
    run = run_replicate(factory(read_scenario("status_quo", "horizon.end=2030", f"countries={hedging}", gone)), 0)
    assert isinstance(run, Batch), run[0].traceback
    assert _offences(run, ("empty",)) == []


SIX = ("status_quo", "asian_nato", "asian_nato_with_tariffs", "deepen_the_network", "dialogue_first", "us_retreat")


def test_the_shipped_scenarios_stay_in_range_and_alive(factory: Make) -> None:
    made = factory(*SIX)
    for replicate in range(3):
        run = run_replicate(made, replicate)
        assert isinstance(run, Batch), run[0].traceback
        assert _offences(run, SIX) == []
        trust = np.concatenate([rows[..., COUNTRY_COLUMNS.index("trust")] for rows in run.countries])
        edge = 1 / (1 + math.exp(-4))  # where the law holds trust, unless the evidence begins beyond it
        assert trust.min() >= 1 - edge - 1e-12
        assert trust.max() <= edge + 1e-12


def test_tables_hold_what_the_schema_says(factory: Make, read_scenario: Read) -> None:
    from sim.engine.runner import run_worlds

    short = "horizon.end=2029"
    made = factory(read_scenario("status_quo", short), read_scenario("asian_nato", short))
    written = tables(made, run_worlds(made, range(3), workers=1))
    assert set(written) == {"countries", "theatre", "flashpoints", "draws", "failures"}
    for name, table in written.items():
        assert set(table.column_names) == {column.name for column in RUN_TABLES[name].columns}, name
    assert [written[name].num_rows for name in ("countries", "theatre", "flashpoints")] == [
        2 * 3 * 4 * 12,
        2 * 3 * 4,
        2 * 3 * 4 * 4,
    ]
    assert written["draws"].num_rows == 3 * len(made.table.uncertain)
    assert written["failures"].num_rows == 0
    first = written["countries"].slice(0, 13).to_pylist()
    assert [(r["scenario"], r["replicate"], r["year"], r["country"]) for r in (first[0], first[12])] == [
        ("status_quo", 0, 2026, "AUS"),
        ("status_quo", 0, 2027, "AUS"),
    ]
    assert [row["country"] for row in first[:12]] == list(CODES)
    row = made.row(2)
    drawn = [r for r in written["draws"].to_pylist() if r["replicate"] == 2]
    assert {r["parameter"]: r["value"] for r in drawn} == {name: row[name] for name in made.table.uncertain}


@pytest.mark.parametrize(
    "zero",
    [
        "distance_scale",
        "latent_half_life",
        "prohibitive_tariff",
        "inauguration_cycle",
        "presence_half",
        "choice_sharpness",
        "effort_floor",
    ],
)
def test_a_coefficient_of_zero_is_a_limit_and_no_failure(factory: Make, read_scenario: Read, zero: str) -> None:
    short = read_scenario("asian_nato", "horizon.end=2030", f"parameters.{zero}=0")
    run = run_replicate(factory(short), 0)
    assert isinstance(run, Batch), run[0].traceback


def test_a_run_that_starts_after_an_inauguration_draws_its_administration(factory: Make, read_scenario: Read) -> None:
    late = read_scenario("status_quo", "horizon={start: 2031, end: 2032}")
    seen = {int(run_replicate(factory(late), r).theatre[0][0, 0, 0]) for r in range(12)}
    assert seen == {0, 1}
