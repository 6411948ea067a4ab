"""The record held against what is known: whom the hub was bound to, who left, what was offered and not taken."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pytest

from sim.history import History, change_rate, observed, partners, runs

FIRST = ["AUS", "JPN", "NZL", "PHL"]
HEYDAY = ["AUS", "JPN", "KOR", "NZL", "PHL", "THA", "TWN"]


def postures(record: History, country: str, years: Sequence[int]) -> set[str]:
    return {observed(record, country, year).posture for year in years}


@pytest.mark.parametrize(
    ("year", "bound"),
    [
        (1951, FIRST),
        (1952, FIRST),
        (1953, sorted([*FIRST, "KOR"])),
        (1955, HEYDAY),
        (1960, HEYDAY),
        (1970, HEYDAY),
        (1979, HEYDAY),
        (1980, ["AUS", "JPN", "KOR", "NZL", "PHL", "THA"]),
        (1985, ["AUS", "JPN", "KOR", "NZL", "PHL", "THA"]),
        (1987, ["AUS", "JPN", "KOR", "PHL", "THA"]),
        (2000, ["AUS", "JPN", "KOR", "PHL", "THA"]),
        (2018, ["AUS", "JPN", "KOR", "PHL", "THA"]),
    ],
)
def test_defence_partners_of_the_hub_are_those_of_atop(record: History, year: int, bound: list[str]) -> None:
    assert partners(record, year) == bound


def test_the_challenger_has_no_defence_partner_among_them(record: History) -> None:
    challenger = record.evidence.challenger.iso3
    bodies = [one for one in record.evidence.institutions.values() if challenger in one.members]
    assert {"chn_mmr", "chn_khm", "chn_mng"} <= {one.id for one in bodies}
    assert not any(one.duty for one in bodies)


def test_taiwan_leaves_in_1979_and_1980(record: History) -> None:
    assert postures(record, "TWN", range(1954, 1980)) == {"ally"}
    assert postures(record, "TWN", range(1980, 2026)) == {"network"}


def test_new_zealand_leaves_in_1985_and_1986(record: History) -> None:
    assert postures(record, "NZL", range(1951, 1986)) == {"ally"}
    assert postures(record, "NZL", range(1987, 2026)) == {"network"}


def test_the_philippines_stay_an_ally_through_the_closing_of_the_bases(record: History) -> None:
    assert postures(record, "PHL", range(1951, 2026)) == {"ally"}
    before, after = (observed(record, "PHL", year).measures["troops"].value for year in (1990, 1995))
    assert before is not None
    assert after is not None
    assert before > 10 > 1 > after


def test_a_pact_was_offered_in_1951_and_none_was_ever_joined(record: History) -> None:
    (offer,) = [event for event in record.evidence.timeline if event.date == "1951-01"]
    assert "Pacific pact" in offer.event
    assert all(run.posture != "pact" for country in record.chronicles for run in runs(record, country))


def test_the_southeast_asian_treaty_made_allies_and_no_pact(record: History) -> None:
    for country in ("PHL", "THA"):
        one = observed(record, country, 1960)
        assert one.measures["bloc"].value == record.evidence.institutions["seato"].depth.value  # type: ignore[union-attr]
        assert one.posture == "ally"
    assert observed(record, "THA", 1978).measures["bloc"].value == 0


@pytest.mark.parametrize(
    ("country", "years"), [("VNM", range(1979, 1991)), ("MNG", range(1966, 1991)), ("IND", range(1971, 1991))]
)
def test_a_state_bound_to_the_soviet_union_but_not_to_china_sides_with_neither(
    record: History, country: str, years: Sequence[int]
) -> None:
    assert postures(record, country, years) == {"hedge"}
    rules = {observed(record, country, year).rule.id for year in years}
    assert rules == {"bound_to_third_power"}


@pytest.mark.parametrize(
    ("country", "years"),
    [("VNM", range(1951, 1976)), ("KHM", range(1975, 1979)), ("KHM", range(2019, 2026)), ("IDN", range(1965, 1966))],
)
def test_who_worked_with_the_challenger_sided_with_it(record: History, country: str, years: Sequence[int]) -> None:
    assert postures(record, country, years) == {"accommodate"}


def test_a_record_begins_with_independence(record: History) -> None:
    begins = {code: record.years(code)[0] for code in record.chronicles}
    assert {code: year for code, year in begins.items() if year != 1951} == {
        "MYS": 1957, "SGP": 1965, "BRN": 1984, "PNG": 1975, "KHM": 1953, "LAO": 1953,
    }  # fmt: skip
    assert {record.years(code)[-1] for code in record.chronicles} == {2025}
    assert record.chronicles.keys() == record.evidence.countries.keys()


def test_the_last_year_agrees_with_the_base_year_of_the_model(record: History) -> None:
    found = {code: observed(record, code, 2025).posture for code in record.chronicles}
    assert found == {code: country.posture.value for code, country in record.evidence.countries.items()}


def test_every_edition_starts_from_the_posture_that_the_record_codes(record: History) -> None:
    """Else a forecast from it would be charged with a change that never was."""
    for year in record.evidence.editions:
        then = record.evidence.at(year).countries
        found = {code: observed(record, code, year).posture for code in then}
        assert found == {code: country.posture.value for code, country in then.items()}, year


def test_the_last_year_agrees_with_the_treaties_of_the_base_year(record: History) -> None:
    bound = {code for code, country in record.evidence.countries.items() if country.treaty.value == "in_force"}
    assert set(partners(record, 2025)) == bound
    suspended = {code for code, country in record.evidence.countries.items() if country.treaty.value == "suspended"}
    assert suspended == {"NZL"} == set(partners(record, 1986)) - set(partners(record, 1987))


def test_the_law_takes_its_rate_of_changes_from_the_record(record: History) -> None:
    """Once in forty country-years since 1951 and once in seventy since 1990, both inside the law's range."""
    every, recent = change_rate(record), change_rate(record, 1990)
    assert every.years == sum(len(record.years(code)) - 1 for code in record.chronicles)
    assert recent.years == 35 * len(record.chronicles)
    assert math.isclose(every.per_year, every.changes / every.years)
    assert 0.02 < every.per_year < 0.03
    assert 0.01 < recent.per_year < 0.02
    figure = record.evidence.law["posture_change_rate"]
    assert figure.low < recent.per_year < every.per_year < figure.high
    assert figure.value == round(every.per_year, 3) == record.evidence.targets["posture_changes"].values["all"]
