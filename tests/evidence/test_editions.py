"""Editions of past years: what they must state, what they share with today, and whether their figures fit together."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from itertools import combinations
from math import sqrt
from pathlib import Path

import numpy as np
import pytest

from sim.errors import InputError
from sim.evidence import Evidence, find_seeds, load_evidence, pair
from sim.evidence.check import check_evidence

SEEDS = Path(__file__).parents[2] / "seeds"
YEARS = (1951, 1970, 1990, 2000, 2015)
TODAY = load_evidence(SEEDS)
each = pytest.mark.parametrize("edition", [TODAY.at(year) for year in YEARS], ids=map(str, YEARS))


def capability(edition: Evidence, code: str) -> float:
    """Military effort a year, bn mixed USD."""
    actor = {**edition.countries, **edition.powers}[code].parameters
    if "capability" in actor:
        return actor["capability"].value
    gdp, ppp, effort = (actor[name].value for name in ("gdp", "gdp_ppp", "defence_effort"))
    return effort / 100 * sqrt(gdp * ppp)


# --- the editions that ship ---------------------------------------------------------------------------------------
def test_the_years_of_the_debate_ship() -> None:
    assert TODAY.editions == YEARS
    assert TODAY.edition is None
    assert TODAY.at(None) is TODAY
    assert TODAY.at(1990).at(None) is TODAY
    assert TODAY.at(1990) is load_evidence(SEEDS, 1990)


@each
def test_every_country_of_today_is_there_or_absent_for_a_reason(edition: Evidence) -> None:
    assert edition.edition is not None
    assert set(edition.countries) | set(edition.edition.absent) == set(TODAY.countries)
    assert all(len(reason) > 20 for reason in edition.edition.absent.values())


def test_colonies_are_absent() -> None:
    assert {"MYS", "SGP"} <= set(TODAY.at(1951).edition.absent)  # type: ignore[union-attr]
    assert {"MYS", "SGP"} <= set(TODAY.at(1970).countries)


@each
def test_what_is_bound_to_its_time_is_the_editions_own_and_the_rest_is_todays(edition: Evidence) -> None:
    for code, country in edition.countries.items():
        assert list(country.parameters).sort() == list(edition.definitions).sort()
        for name, definition in edition.definitions.items():
            own = f"editions/{edition.year}/countries/{code}.yaml" in country.parameters[name].address.file
            assert own == definition.time_bound, (code, name)
    for name, figure in edition.law.items():
        assert figure is TODAY.law[name] or f"editions/{edition.year}/law.yaml" in figure.address.file
        assert not (TODAY.law[name].time_bound and figure is TODAY.law[name])
    for first, second in combinations(edition.countries, 2):
        key = pair(first, second)
        assert edition.dyads.distance_km[key] is TODAY.dyads.distance_km[key]
    for table in (edition.dyads.mistrust, edition.dyads.tie):
        assert all(str(edition.year) in figure.address.file for figure in table.values())
    for key, point in edition.flashpoints.items():
        assert point.parameters["hazard"] is not TODAY.flashpoints[key].parameters["hazard"]
        assert set(point.exposure) == set(edition.countries)


@each
def test_a_figure_is_of_its_year(edition: Evidence) -> None:
    for country in edition.countries.values():
        for name, figure in country.parameters.items():
            if edition.definitions[name].time_bound:
                assert figure.year.startswith(str(edition.year)), (country.iso3, name)
                assert figure.note or figure.grade == "A", (country.iso3, name)
                assert figure.note or not figure.assumption


@each
def test_exports_go_to_no_more_than_the_world(edition: Evidence) -> None:
    for code, country in edition.countries.items():
        shares = [country.parameters[f"export_share_{pole}"].value for pole in ("hub", "challenger")]
        assert sum(shares) <= 100, code


@each
def test_output_fits_military_spending_over_its_share(edition: Evidence) -> None:
    """GDP as taken and as SIPRI's spending over its share of GDP gives it, which the notes quote, differ little."""
    checked = 0
    for country in edition.countries.values():
        figure = country.parameters["gdp"]
        if "(SIPRI): " in figure.note:
            implied = float(figure.note.split("(SIPRI): ")[1].split(",")[0])
            assert figure.value == pytest.approx(implied, rel=0.13), country.iso3
            assert figure.low <= implied * 1.001
            assert implied <= figure.high * 1.001
            checked += 1
    assert checked >= (1 if edition.year == 1951 else 9)


CINC = {  # in thousandths, National Material Capabilities 7 (Correlates of War)
    1951: "AUS 6.9 IDN 14.7 IND 48.9 KOR 5.4 MMR 2.1 NZL 0.7 PHL 3.2 THA 3.1 TWN 6.2 CHN 103.6 PRK 2.2 RUS 173.2 "
    "USA 319.5",
    1970: "AUS 7.6 IDN 13.1 IND 52.3 JPN 54 KOR 9.1 MMR 3.1 MYS 1.4 NZL 0.6 PHL 3.9 SGP 1.2 THA 3.9 TWN 6.1 VNM 5.1 "
    "CHN 112.7 PRK 5.6 RUS 171.4 USA 181",
    1990: "AUS 7.2 IDN 13.1 IND 60.3 JPN 50.7 KOR 17.9 MMR 3.8 MYS 2.6 NZL 0.9 PHL 5.1 SGP 2.1 THA 5.7 TWN 8.3 VNM 9.7 "
    "CHN 111.8 PRK 12 RUS 129.5 USA 141.4",
    2000: "AUS 7.1 IDN 14.6 IND 69.3 JPN 49.8 KOR 23.4 MMR 5 MYS 3.8 NZL 0.9 PHL 5.6 SGP 2.6 THA 7.2 TWN 11.7 VNM 7.7 "
    "CHN 162.2 PRK 10.3 RUS 51.4 USA 142.9",
    2015: "AUS 6.7 IDN 15.8 IND 85.7 JPN 32.6 KOR 23.5 MMR 5.5 MYS 4.4 NZL 0.9 PHL 6.1 SGP 2.9 THA 9 TWN 7.5 VNM 10.5 "
    "CHN 231.4 PRK 13.3 RUS 36.8 USA 133.4",
}


@each
def test_capabilities_are_in_about_the_order_of_the_index(edition: Evidence) -> None:
    """CINC counts soldiers and steel, capability here money: the ranks agree all the same."""
    words = CINC[edition.year or 0].split()
    index = dict(zip(words[::2], map(float, words[1::2]), strict=True))
    ours = [capability(edition, code) for code in index]
    ranks = [np.argsort(np.argsort(values)) for values in (list(index.values()), ours)]
    assert np.corrcoef(*ranks)[0, 1] > 0.8
    assert capability(edition, "USA") == max(ours)


def test_the_challenger_gains_on_the_hub_from_1990_on() -> None:
    ratios = [capability(one, "CHN") / capability(one, "USA") for one in (*map(TODAY.at, (1990, 2000, 2015)), TODAY)]
    assert ratios == sorted(ratios)


@each
def test_people_grow_older_and_duties_fell_until_today(edition: Evidence) -> None:
    for code, country in edition.countries.items():
        assert country.parameters["median_age"].value < TODAY.countries[code].parameters["median_age"].value
        assert country.parameters["nuclear_armed"].value == float(code == "IND" and (edition.year or 0) >= 1998)


def test_the_treaties_are_those_of_history() -> None:
    allied = {
        1951: {"AUS", "JPN", "NZL", "PHL"},
        1970: {"AUS", "JPN", "KOR", "NZL", "PHL", "THA", "TWN"},
        1990: {"AUS", "JPN", "KOR", "PHL", "THA"},
        2000: {"AUS", "JPN", "KOR", "PHL", "THA"},
        2015: {"AUS", "JPN", "KOR", "PHL", "THA"},
    }
    for year, members in allied.items():
        edition = TODAY.at(year)
        assert {code for code, c in edition.countries.items() if c.treaty.value == "in_force"} == members
        assert {code for code, c in edition.countries.items() if c.posture.value == "ally"} <= members


def test_institutions_are_those_that_stood() -> None:
    assert "usa_twn" in TODAY.at(1970).institutions
    assert "usa_twn" not in TODAY.at(1990).institutions
    assert "anzus_nzl" in TODAY.at(1970).institutions
    assert "aukus" not in TODAY.at(2015).institutions


# --- editions that are wrong ------------------------------------------------------------------------------------
@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the seeds in the current folder, with the edition of 1990 alone."""
    monkeypatch.chdir(tmp_path)
    others = [str(year) for year in YEARS if year != 1990]
    shutil.copytree(find_seeds(SEEDS), tmp_path / "mine", ignore=shutil.ignore_patterns(*others))
    return tmp_path / "mine"


@pytest.fixture
def spoilt(mine: Path) -> Callable[[str, str, str], list[str]]:
    """What is said of the edition of 1990 once a text in one of its files is another."""

    def spoil(file: str, old: str, new: str) -> list[str]:
        path = mine / "editions" / "1990" / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1
        path.write_text(text.replace(old, new), encoding="utf-8")
        with pytest.raises(InputError) as caught:
            load_evidence(mine, 1990)
        assert load_evidence(mine).edition is None  # today's does not suffer
        return [str(problem) for problem in caught.value.problems]

    return spoil


def test_a_missing_figure_is_an_offence_with_its_place(spoilt: Callable[..., list[str]]) -> None:
    found = spoilt("countries/KOR.yaml", "  hub_trust:", "  hub_trusts:")
    assert any("KOR.yaml:7:1: parameters: 'hub_trust' is missing (belief that the hub" in line for line in found)
    assert any("unknown parameter; did you mean 'hub_trust'?" in line for line in found)


HAZARD = "taiwan_strait:\n  hazard: {value: 0.03, low: 0.01, high: 0.07, unit: "


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("law.yaml", "inauguration_year: {", "inauguration_years: {", "'inauguration_year' is missing"),
        ("law.yaml", "inauguration_year: {", "inauguration_years: {", "unknown coefficient; did you mean"),
        ("law.yaml", "unit: year,", "unit: years,", "the unit must be year, not years"),
        ("flashpoints.yaml", "korea:\n", "corea:\n", "'korea' is missing"),
        ("flashpoints.yaml", HAZARD, HAZARD.replace("hazard", "war_share"), "taiwan_strait: 'hazard' is missing"),
        ("dyads.yaml", "tie:\n", "ties:\n", "'tie' is missing"),
        ("edition.yaml", "  BRN:", "  BRM:", "unknown country; did you mean 'BRN'?"),
        ("edition.yaml", "  BRN:", "  JPN:", "is said to be absent and has a file"),
        ("edition.yaml", "  BRN: ", "  #BRN: ", "BRN.yaml is missing, and edition.yaml says no reason"),
        ("powers/CHN.yaml", "role: challenger", "role: other", "exactly one power must be the challenger"),
        ("countries/JPN.yaml", "posture: {value: ally,", "posture: {value: allied,", "did you mean 'ally'?"),
    ],
)  # fmt: skip
def test_an_edition_that_is_wrong_is_refused(
    spoilt: Callable[..., list[str]], file: str, old: str, new: str, said: str
) -> None:
    found = spoilt(file, old, new)
    assert any(said in line for line in found), found
    assert all(line.startswith("mine/editions/1990/") for line in found)


def test_an_unknown_year_names_those_there_are() -> None:
    with pytest.raises(InputError, match="there is no edition of 1936; editions: 1951, 1970, 1990, 2000, 2015"):
        load_evidence(SEEDS, 1936)


def test_the_walk_over_all_evidence_reads_editions_too(mine: Path) -> None:
    assert check_evidence(mine) == []
    path = mine / "editions" / "1990" / "countries" / "TWN.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("[dgbas, ", "[dgbass, "), encoding="utf-8")
    (found,) = check_evidence(mine)
    assert "editions/1990/countries/TWN.yaml" in str(found)
    assert "unknown source 'dgbass'; did you mean 'dgbas'?" in str(found)


def test_editions_are_part_of_the_fingerprint(mine: Path) -> None:
    before = load_evidence(mine).fingerprint
    assert load_evidence(mine, 1990).fingerprint == before
    path = mine / "editions" / "1990" / "law.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "# more\n", encoding="utf-8")
    load_evidence.__globals__["_load"].cache_clear()
    assert load_evidence(mine).fingerprint != before
