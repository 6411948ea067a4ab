"""The one walk over all of `seeds/`, and what `load_evidence` promises about them."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import pytest

from sim.errors import InputError
from sim.evidence import Country, Evidence, Power, find_seeds, load_evidence, pair
from sim.evidence.check import check_evidence, figures
from sim.evidence.seeds import checkout, fingerprint, packaged

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture(scope="module")
def evidence() -> Evidence:
    return load_evidence(SEEDS)


def test_the_seeds_are_without_offence() -> None:
    problems = check_evidence(SEEDS)
    assert not problems, "\n".join(map(str, problems))


def test_the_actors_of_the_question_are_there(evidence: Evidence) -> None:
    assert {"JPN", "KOR", "TWN", "PHL", "AUS", "NZL", "THA", "SGP", "IND", "IDN", "VNM", "MYS"} <= set(
        evidence.countries
    )
    assert (evidence.hub.iso3, evidence.challenger.iso3) == ("USA", "CHN")
    assert list(evidence.postures) == ["accommodate", "hedge", "network", "ally", "pact"]
    assert [posture.rung for posture in evidence.postures.values()] == [0, 1, 2, 3, 4]
    assert set(evidence.flashpoints) == {"taiwan_strait", "south_china_sea", "east_china_sea", "korea"}


def test_every_country_has_every_parameter_in_its_unit(evidence: Evidence) -> None:
    for country in evidence.countries.values():
        assert set(country.parameters) == set(evidence.definitions)
        for name, figure in country.parameters.items():
            assert figure.unit == evidence.definitions[name].unit
            assert figure.mechanism == evidence.definitions[name].mechanism
            assert figure.meaning


def test_every_number_lies_in_its_range_and_says_where_it_stands(evidence: Evidence) -> None:
    for figure in figures(evidence):
        unit = evidence.units[figure.unit]
        assert unit.minimum <= figure.low <= figure.value <= figure.high <= unit.maximum
        assert Path(figure.address.file).suffix == ".yaml"
        assert figure.address.line >= 1


WIDER = ("BRN", "KHM", "LAO", "MMR", "MNG", "PNG")
SPENT = {"BRN": 0.559, "KHM": 0.721, "MMR": 5.011, "MNG": 0.181, "PNG": 0.091}
"""Military spending of 2024, billion US dollars (SIPRI); the last figure for Laos is of 2013."""


@pytest.mark.parametrize("code", SPENT)
def test_spending_output_and_effort_agree(evidence: Evidence, code: str) -> None:
    figures_ = evidence.countries[code].parameters
    implied = SPENT[code] / figures_["defence_effort"].value * 100
    assert implied == pytest.approx(figures_["gdp"].value, rel=0.11)
    assert figures_["gdp"].low <= implied * 1.01
    assert implied <= figures_["gdp"].high * 1.01


@pytest.mark.parametrize("code", WIDER)
def test_figures_of_the_wider_theatre_do_not_contradict_each_other(evidence: Evidence, code: str) -> None:
    country = evidence.countries[code]
    figures_ = country.parameters
    assert 1 < figures_["gdp_ppp"].value / figures_["gdp"].value < 6  # poorer than the hub, so parity lifts output
    assert figures_["export_share_challenger"].value + figures_["export_share_hub"].value <= 100
    assert figures_["distance_challenger"].low <= figures_["distance_challenger"].value
    capital = figures_["distance_challenger"].high
    assert capital == pytest.approx(great_circle(country, evidence.challenger), rel=0.09)
    growth, workers = figures_["growth_per_worker"].value, figures_["working_age_change"].value
    assert 2 <= growth + 100 * ((1 + workers / 100) ** (1 / 15) - 1) <= 6


def test_distances_are_those_of_the_capitals(evidence: Evidence) -> None:
    for first, second in combinations(evidence.countries.values(), 2):
        if first.iso3 in WIDER or second.iso3 in WIDER:
            measured = evidence.dyads.distance_km[pair(first.iso3, second.iso3)].value
            assert abs(measured - great_circle(first, second)) < 350, (first.iso3, second.iso3)


def test_what_is_judged_says_so(evidence: Evidence) -> None:
    """A figure without a statistic or a text behind it is marked, and its range is wide."""
    for code in WIDER:
        for name, figure in evidence.countries[code].parameters.items():
            assert figure.source or figure.assumption, (code, name)
            if figure.assumption:
                assert figure.grade in ("C", "D"), (code, name)
                assert figure.high - figure.low > 0.3 * abs(figure.value), (code, name)


def test_brunei_claims_a_little_of_the_sea_and_the_weights_of_the_twelve_stay(evidence: Evidence) -> None:
    claims = evidence.flashpoints["south_china_sea"].claims
    assert 0 < claims["BRN"].value < min(figure.value for code, figure in claims.items() if code != "BRN")
    assert sum(figure.value for code, figure in claims.items() if code != "BRN") == pytest.approx(1)


def great_circle(first: Country | Power, second: Country | Power) -> float:
    """Kilometres between two capitals."""
    (a, b), (c, d) = (
        (math.radians(actor.latitude.value), math.radians(actor.longitude.value)) for actor in (first, second)
    )
    half = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * 6371 * math.asin(math.sqrt(half))


def test_every_pair_of_spokes_has_a_distance(evidence: Evidence) -> None:
    for first, second in combinations(evidence.countries, 2):
        assert 0 < evidence.dyads.distance_km[pair(second, first)].value < 21_000


def test_the_documents_and_claims_are_complete(evidence: Evidence) -> None:
    assert list(evidence.claims) == [f"C{number:03d}" for number in range(1, 156)]
    assert set(evidence.documents) == {"rust", "jimbo-ratner", "walt", "economist", "doc004"}
    assert {claim.document for claim in evidence.claims.values()} == set(evidence.documents)


def test_bodies_are_security_work_of_spokes(evidence: Evidence) -> None:
    assert list(evidence.bodies) == [
        *("anzus_aus_nzl", "aukus", "camp_david", "five_eyes", "fpda", "lao_vnm", "pukpuk", "quad", "seato", "squad"),
        *("usa_aus_jpn", "usa_jpn_phl"),
    ]
    assert "usa_jpn" in evidence.institutions  # a treaty of the hub is no body, nor is a forum
    assert {body.kind for body in evidence.bodies.values()} == {"treaty", "minilateral", "intelligence"}


def test_law_coefficients_know_their_mechanism(evidence: Evidence) -> None:
    assert {figure.mechanism for figure in evidence.law.values()} == {
        path.stem for path in (SEEDS / "law").glob("*.yaml")
    }


def test_the_evidence_is_read_once(evidence: Evidence) -> None:
    assert load_evidence(SEEDS) is evidence


def test_pairs_have_no_order() -> None:
    assert pair("KOR", "JPN") == pair("JPN", "KOR") == ("JPN", "KOR")


def test_figures_keep_all_they_were_written_with(small: Path) -> None:
    evidence = load_evidence(small)
    trust = evidence.countries["JPN"].parameters["hub_trust"]
    assert (trust.value, trust.low, trust.high, trust.unit) == (0.5, 0.4, 0.7, "probability")
    assert (trust.year, trust.source, trust.grade, trust.choice) == ("2025", ("imf",), "B", "newer")
    assert [(other.value, other.year, other.source) for other in trust.alternatives] == [(0.6, "2024", ("walt",))]
    assert str(trust.address) == "seeds/countries/JPN.yaml:9:3"
    assert (trust.draw, trust.disputed, trust.assumption) == ("triangular", False, False)
    assert evidence.countries["JPN"].posture.value == "ally"
    assert evidence.countries["KOR"].treaty.value == "none"
    assert evidence.law["recovery"].mechanism == "trust"
    assert evidence.dyads.distance_km[("JPN", "KOR")].value == 1160
    assert evidence.dyads.tie == {}
    assert evidence.flashpoints["strait"].claims["KOR"].value == 0.75
    assert evidence.hub.parameters["theatre_share"].value == 0.5
    assert evidence.institutions["usa_jpn"].duty is True
    assert evidence.timeline[0].date == "2025-04-02"
    assert evidence.calibration is None


def test_a_calibration_is_handed_on_as_it_is(small: Path) -> None:
    (small / "calibration.yaml").write_text("constants: {JPN: [0.1, -0.2]}\n", encoding="utf-8")
    assert load_evidence(small).calibration == {"constants": {"JPN": [0.1, -0.2]}}


def test_a_run_does_not_read_the_claims(small: Path) -> None:
    (small / "claims.yaml").write_text("C001: [}", encoding="utf-8")
    evidence = load_evidence(small)
    assert evidence.sources["imf"].publisher == "IMF"
    with pytest.raises(InputError, match=r"seeds/claims.yaml:1:8: not valid YAML"):
        _ = evidence.claims


def test_the_fingerprint_changes_with_any_byte_and_any_name(
    small: Path, spoil: Callable[[str, str, str], None]
) -> None:
    seen = {fingerprint(small)}
    assert fingerprint(small) in seen
    spoil("timeline.yaml", "a duty", "a Duty")
    seen.add(fingerprint(small))
    (small / "timeline.yaml").rename(small / "timelines.yaml")
    seen.add(fingerprint(small))
    assert len(seen) == 3


def test_the_folder_of_the_evidence_is_the_one_named_or_the_checkout(small: Path, tmp_path: Path) -> None:
    assert find_seeds(small) == small
    found = find_seeds()
    assert found == (SEEDS if checkout() else packaged("seeds"))
    assert fingerprint(found) == fingerprint(SEEDS)
    for folder, sentence in ((tmp_path / "no", "there is no such folder"), (tmp_path, "holds no evidence")):
        with pytest.raises(InputError, match=sentence):
            find_seeds(folder)
