from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from sim.results.derived import ANALYSIS_TABLES
from sim.results.outcomes import outcomes
from sim.results.schema import RUN_TABLES, known_tables, table_groups

UNITS = Path(__file__).parents[2] / "seeds" / "units.yaml"
OWN_UNITS = {"", "count", "own", "outcome"}
LADDER = ("accommodate", "hedge", "network", "ally", "pact")


@pytest.mark.parametrize("name", sorted(known_tables()))
def test_a_table_is_well_described(name: str) -> None:
    table = known_tables()[name]
    names = [column.name for column in table.columns]
    assert len(set(names)) == len(names)
    assert set(table.key) <= set(names)
    assert all(column.meaning for column in table.columns)
    assert table.column(names[0]) is table.columns[0]
    with pytest.raises(KeyError, match="has no column nothing"):
        table.column("nothing")


def test_units_are_from_the_closed_list() -> None:
    known = set(yaml.safe_load(UNITS.read_text(encoding="utf-8"))) | OWN_UNITS
    strange = {c.unit for table in known_tables().values() for c in table.columns} - known
    assert not strange


def test_numbers_of_a_run_may_never_be_absent() -> None:
    absent = [(t.name, c.name) for t in RUN_TABLES.values() for c in t.columns if c.missing]
    assert absent == [("flips", "needed")]  # nothing flips it: an answer, not a gap


def test_the_run_writes_the_agreed_columns() -> None:
    agreed = {
        "countries": "scenario replicate year country posture signed member side trust effort capability gdp "
        "deterrence coercion_loss tariff_loss trade_loss government nuclear changed minilaterals",
        "theatre": "scenario replicate year administration pact_offered pact_in_force signatories members "
        "hub_side_share challenger_side_share unaligned_share polarisation mean_trust hub_capability "
        "challenger_capability assertiveness mean_tie",
        "flashpoints": "scenario replicate year flashpoint deterrence provocation hazard severity helped",
        "draws": "replicate parameter value",
        "failures": "scenario replicate error traceback",
        "terms": "scenario replicate year country posture available term value",
    }
    for name, columns in agreed.items():
        assert [column.name for column in RUN_TABLES[name].columns] == columns.split()


def test_no_name_is_used_twice() -> None:
    assert not set(RUN_TABLES) & set(ANALYSIS_TABLES)


@pytest.mark.parametrize("outcome", outcomes(LADDER).values(), ids=lambda outcome: outcome.name)
def test_an_outcome_reads_a_column_that_exists(outcome) -> None:
    column = RUN_TABLES[outcome.table].column(outcome.column)
    assert (column.kind == "text") == isinstance(outcome.equals, str)
    if outcome.across in ("gdp", "capability"):
        assert RUN_TABLES[outcome.table].column(outcome.across).kind == "number"
    assert (outcome.across == "only") == (outcome.table == "theatre")
    assert outcome.equals is None or outcome.sign is None


def test_directions_called_better() -> None:
    table = outcomes(LADDER)
    higher = {name for name, outcome in table.items() if outcome.better == "higher"}
    lower = {name for name, outcome in table.items() if outcome.better == "lower"}
    assert {name.split(".")[0] for name in higher} == {"deterrence", "flashpoint_deterrence", "trust"}
    assert {name.split(".")[0] for name in lower} == {
        "hazard", "crises", "crises_minor", "crises_serious", "wars", "trade_loss", "coercion_loss", "tariff_loss",
    }  # fmt: skip
    assert table["trust.mean"].question == "P(B better)"
    assert table["polarisation.mean"].question == "P(B higher)"


def test_each_posture_of_the_ladder_is_an_outcome() -> None:
    assert set(outcomes(("up", "down"))) - set(outcomes()) == {
        "posture.up.end", "posture.up.mean", "posture.down.end", "posture.down.mean",
    }  # fmt: skip


def test_no_two_kinds_of_study_call_a_table_the_same() -> None:
    assert sum(map(len, table_groups())) == len(known_tables())
