"""The one walk over all of `seeds/`, and what `load_evidence` promises about them."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import pytest

from sim.errors import InputError
from sim.evidence import Evidence, find_seeds, load_evidence, pair
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


def test_every_pair_of_spokes_has_a_distance(evidence: Evidence) -> None:
    for first, second in combinations(evidence.countries, 2):
        assert 0 < evidence.dyads.distance_km[pair(second, first)].value < 21_000


def test_the_documents_and_claims_are_complete(evidence: Evidence) -> None:
    assert list(evidence.claims) == [f"C{number:03d}" for number in range(1, 156)]
    assert set(evidence.documents) == {"rust", "jimbo-ratner", "walt", "economist", "doc004"}
    assert {claim.document for claim in evidence.claims.values()} == set(evidence.documents)


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
