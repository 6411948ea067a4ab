"""The codebook: every variable of every table, in words."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.export import stata
from sim.export.codebook import COLUMNS, LONGEST, shortened
from sim.export.write import export
from sim.results.define import UNIT_WORDS, definition
from sim.results.held import Held
from sim.results.outcomes import outcomes
from sim.results.schema import known_tables

Make = Callable[..., Held]


def rows(folder: Path) -> list[dict[str, str]]:
    """The lines of codebook.csv."""
    with (folder / "codebook.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_unit_of_the_tables_has_words() -> None:
    used = {c.unit for t in known_tables().values() for c in (*t.columns, *((t.rest,) if t.rest else ()))}
    assert used == set(UNIT_WORDS)


def test_every_variable_of_every_table_is_told(held: Make, tmp_path: Path) -> None:
    export(held(), tmp_path / "out", "csv")
    told = rows(tmp_path / "out")
    assert tuple(told[0]) == COLUMNS
    for name, table in known_tables().items():
        own = [row["variable"] for row in told if row["table"] == name]
        assert own[: len(table.columns)] == [column.name for column in table.columns]
    for row in told:
        assert row["label"]
        assert len(row["label"]) <= LONGEST
        assert len(row["definition"]) > len("; a row is ")
        assert row["type"] in ("text", "true or false", "integer", "number", "year")


def test_a_variable_says_what_the_schema_says(held: Make, tmp_path: Path) -> None:
    export(held("countries"), tmp_path / "out", "csv")
    told = {row["variable"]: row for row in rows(tmp_path / "out")}
    assert told["effort"] == {
        "table": "countries",
        "variable": "effort",
        "name": "effort",
        "label": "defence effort",
        "unit": "% of GDP",
        "definition": "defence effort; a row is one country in one year of one world",
        "type": "number",
        "low": "0",
        "high": "",
        "missing": "never missing",
        "key": "no",
    }
    assert (told["side"]["low"], told["side"]["high"], told["signed"]["type"]) == ("-1", "1", "true or false")
    assert [name for name, row in told.items() if row["key"] == "yes"] == ["scenario", "replicate", "year", "country"]


def test_columns_named_after_what_they_hold_are_explained(held: Make, tmp_path: Path) -> None:
    export(held("outcomes", "worlds", "points", "dimensions"), tmp_path / "out", "csv")
    told = {(row["table"], row["variable"]): row for row in rows(tmp_path / "out")}
    assert told["outcomes", "members.end"]["label"] == "Members of the pact, end"
    assert told["outcomes", "members.end"]["unit"] == "countries"
    assert told["outcomes", "part.hub_side.end"]["label"].endswith("part of the scope")
    assert told["worlds", "side.end.JPN"]["label"] == "Side taken, end, JPN"
    assert told["worlds", "side.end@2035"]["label"] == "Side taken, 2035"
    assert told["points", "policies.tariffs.change"]["type"] == "number"


def test_a_dimension_of_a_sweep_has_its_own_meaning_and_unit(held: Make, tmp_path: Path) -> None:
    study = held("points", "dimensions")
    frame = study.tables["dimensions"].to_pylist()[:1]
    frame[0] |= {"path": "policies.tariffs.change", "meaning": "change of the duty", "unit": "tariff_percent"}
    study.add({"dimensions": study.tables["dimensions"].slice(0, 0).from_pylist(frame)})
    export(study, tmp_path / "out", "csv", ("points",))
    told = rows(tmp_path / "out")[-1]
    assert (told["label"], told["unit"]) == ("policies.tariffs.change: change of the duty", "tariff percent")


def test_the_page_lists_outcomes_where_rows_are_about_them(held: Make, tmp_path: Path) -> None:
    export(held("levels", "theatre"), tmp_path / "out", "csv")
    page = (tmp_path / "out" / "codebook.md").read_text(encoding="utf-8")
    assert page.startswith("# Codebook of sweep-calm-1a2b3c4d\n")
    assert "A row is one outcome of one scenario, over its worlds. Key: scenario, outcome, kind, scope." in page
    assert "| members.end | Members of the pact, end | countries |" in page
    export(held("theatre"), tmp_path / "other", "csv")
    assert "## Outcomes" not in (tmp_path / "other" / "codebook.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("members.end", "countries.member (is a member of the pact); in the last year; summed over countries"),
        ("hazard.mean", "flashpoints.hazard (rate of crises); mean over the years; summed over flashpoints"),
        ("polarisation.end", "theatre.polarisation (how far the region is split into two camps); in the last year"),
    ],
)
def test_an_outcome_says_how_it_is_measured(name: str, said: str) -> None:
    assert definition(outcomes()[name]) == said


def test_signs_and_values_are_told() -> None:
    known = outcomes(["hedge"])
    assert "share where it is positive: side taken" in definition(known["hub_side.end"])
    assert "share where it is negative: side taken" in definition(known["challenger_side.end"])
    assert "share where it is zero: side taken" in definition(known["unaligned.end"])
    assert "share where it is hedge: posture" in definition(known["posture.hedge.end"])
    assert ", up to 2035)" in definition(known["side.end@2035"])


@given(st.text(max_size=200))
def test_a_label_is_never_too_long(text: str) -> None:
    assert len(shortened(text)) <= LONGEST


@given(st.lists(st.text(min_size=1, max_size=50), unique=True, max_size=20))
def test_names_in_stata_are_names_and_differ(columns: list[str]) -> None:
    found = stata.names(columns)
    assert list(found) == columns
    assert len(set(found.values())) == len(columns)
    for name in found.values():
        assert name.isascii()
        assert name.isidentifier()
        assert len(name) <= 32
        assert name not in ("if", "in", "using", "with", "str8", "_all")


def test_names_that_would_be_alike_are_numbered() -> None:
    assert stata.names(["a.b", "a_b", "if", "str7", "1st"]) == {
        "a.b": "a_b", "a_b": "a_b_2", "if": "if_", "str7": "str7_", "1st": "_1st",
    }  # fmt: skip
    long = stata.names(["x" * 40 + "1", "x" * 40 + "2"])
    assert list(long.values()) == ["x" * 32, "x" * 30 + "_2"]
