"""Every kind of offence in the evidence is found, with its line, and found together with the others."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sim.errors import InputError
from sim.evidence import load_evidence
from sim.evidence.check import check_evidence

Spoil = Callable[[str, str, str], None]

JPN = "countries/JPN.yaml"
GDP = "gdp: {value: 4000, low: 3900, high: 4100, unit: billion_usd, year: 2024, source: [imf], grade: A}"


def found(root: Path) -> list[str]:
    return [str(problem) for problem in check_evidence(root)]


def test_the_small_evidence_is_in_order(small: Path) -> None:
    assert found(small) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        (JPN, "value: 4000", "value: 4200", "8:16: parameters.gdp.value: 4200 is outside [low, high] = [3900, 4100]"),
        (JPN, "low: 3900", "low: -1", "8:27: parameters.gdp.low: -1 is outside the range of billion_usd, 0 to 1e+06"),
        (JPN, "low: 3900", "low: .inf", "8:27: parameters.gdp.low: must be a finite number"),
        (JPN, "low: 3900", "low: NO", "8:27: parameters.gdp.low: must be a number"),
        (JPN, "low: 3900", "low: true", "8:27: parameters.gdp.low: must be a number"),
        (JPN, "low: 3900, ", "", "8:3: parameters.gdp: 'low' is missing"),
        (JPN, "low: 3900", "lo: 3900, low: 3900", "8:22: parameters.gdp.lo: unknown key; did you mean 'low'?"),
        (
            JPN,
            "billion_usd",
            "bilion_usd",
            "8:51: parameters.gdp.unit: unknown unit 'bilion_usd'; did you mean 'billion_usd'?",
        ),
        (JPN, "billion_usd", "km", "8:51: parameters.gdp.unit: the unit must be billion_usd, not km"),
        (
            JPN,
            ", source: [imf], grade: A",
            ", grade: A",
            "8:3: parameters.gdp: has neither a source nor 'assumption: true'",
        ),
        (JPN, "source: [imf], grade: A", "source: imf, grade: A", "8:84: parameters.gdp.source: must be a list"),
        (JPN, "[imf], grade: A", "[imf, 3], grade: A", "8:90: parameters.gdp.source[1]: must be text"),
        (JPN, "[imf], grade: A", "[imf, imf], grade: A", "8:90: parameters.gdp.source[1]: 'imf' is listed twice"),
        (JPN, "[imf], grade: A", "[imff], grade: A", "8:3: gdp: unknown source 'imff'; did you mean 'imf'?"),
        (
            JPN,
            "source: [walt], note",
            "source: [wal], note",
            "10:30: hub_trust: unknown source 'wal'; did you mean 'walt'?",
        ),
        (
            JPN,
            "posture: {value: ally, source: [walt]}",
            "posture: {value: ally, source: [wat]}",
            "3:1: posture: unknown source 'wat'; did you mean 'walt'?",
        ),
        (JPN, "grade: A", "grade: E", "8:98: parameters.gdp.grade: 'E' is none of A, B, C, D"),
        (
            JPN,
            "grade: A",
            "grade: D",
            "8:98: parameters.gdp.grade: grade D is a plain assumption: say 'assumption: true'",
        ),
        (JPN, ", grade: A", "", "8:3: parameters.gdp: 'grade' is missing"),
        (
            JPN,
            ", choice: newer",
            "",
            "10:15: parameters.hub_trust.alternatives: has alternatives but no 'choice' saying why the value was taken",
        ),
        (
            JPN,
            "year: 2024, source: [imf]",
            "year: [1], source: [imf]",
            "8:70: parameters.gdp.year: must be a year, a date or a span of years",
        ),
        (JPN, "value: ally", "value: aly", "3:18: posture.value: 'aly' is none of hedge, ally; did you mean 'ally'?"),
        (JPN, "value: in_force", "value: none", "3:1: posture: ally needs a treaty, and there is none"),
        (JPN, "role: spoke", "role: spook", "2:7: role: 'spook' is none of spoke; did you mean 'spoke'?"),
        (JPN, "latitude: {value: 35", "latitude: {value: 135", "5:1: JPN.latitude: must lie between -90 and 90"),
        (JPN, "name: Japan\n", "", "1:1: 'name' is missing"),
        (JPN, GDP, "gdp: 4000", "8:8: parameters.gdp: must be a mapping"),
        (JPN, f"  {GDP}\n", "", "7:1: parameters: 'gdp' is missing (output)"),
        (JPN, "  gdp:", "  gpd: {}\n  gdp:", "8:3: parameters.gpd: unknown parameter; did you mean 'gdp'?"),
        ("postures.yaml", "ally:\n  meaning: treaty with the hub\n", "ally:\n", "12:1: ally: 'meaning' is missing"),
        (
            "parameters.yaml",
            "mechanism: trust",
            "mechanism: thrust",
            "hub_trust: unknown mechanism 'thrust'; did you mean 'trust'?",
        ),
        ("parameters.yaml", "unit: probability", "unit: prob", "2:19: hub_trust.unit: unknown unit 'prob'"),
        ("law/trust.yaml", ", meaning: speed", "", "1:1: recovery: 'meaning' is missing"),
        (
            "law/trust.yaml",
            "low: 0, high: 0.2",
            "low: 0.1, high: 0.1, assumption: true",
            "1:1: recovery: low equals high: say in a note why it is exact",
        ),
        (
            "law/trust.yaml",
            "meaning: speed",
            "meaning: speed, draw: normal",
            "1:97: recovery.draw: 'normal' is none of triangular, uniform; did you mean 'uniform'?",
        ),
        (
            "law/trust.yaml",
            "meaning: speed",
            "meaning: speed, disputed: NO",
            "1:101: recovery.disputed: must be true or false",
        ),
        ("powers/CHN.yaml", "role: challenger", "role: hub", "powers: role: exactly one power must be the hub"),
        (
            "dyads.yaml",
            "pair: [KOR, JPN]",
            "pair: [KOR, JPM]",
            "2:18: distance_km[0].pair[1]: unknown country 'JPM'; did you mean 'JPN'?",
        ),
        (
            "dyads.yaml",
            "pair: [KOR, JPN]",
            "pair: [KOR]",
            "2:12: distance_km[0].pair: must name two different countries",
        ),
        ("dyads.yaml", "tie: []", "ties: []", "5:1: ties: unknown key; did you mean 'tie'?"),
        ("dyads.yaml", "tie: []", "tie: [3]", "5:7: tie[0]: must be a mapping"),
        ("flashpoints.yaml", "value: 0.75", "value: 0.7", "1:1: strait.claims: the weights sum to 0.95, not to 1"),
        (
            "flashpoints.yaml",
            "    KOR: {value: 800, unit: km, source: [imf]}\n",
            "",
            "1:1: strait.distance: KOR is missing",
        ),
        (
            "flashpoints.yaml",
            "JPN: {value: 900",
            "JPX: {value: 900",
            "17:5: strait.distance.JPX: unknown country; did you mean 'JPN'?",
        ),
        ("flashpoints.yaml", "adversary: CHN", "adversary: JPN", "3:14: strait.adversary: 'JPN' is none of CHN, USA"),
        (
            "flashpoints.yaml",
            "value: 0.3, low: 0.2, high: 0.5",
            "value: 0.3, low: 0.2, high: 0.95",
            "1:1: strait: serious_share and war_share can exceed one together",
        ),
        ("documents.yaml", "outlet: FP, ", "", "1:1: walt: 'outlet' is missing"),
        (
            "sources/statistics.yaml",
            "imf:",
            "walt: {title: t, publisher: p, year: 1}\nimf:",
            "1:1: walt: a document has the same id",
        ),
        ("claims.yaml", "C007:", "C156:", "7:1: C156: claims are numbered C001 to C155"),
        (
            "claims.yaml",
            "C007: {document: walt",
            "C007: {document: wallt",
            "7:1: C007.document: unknown document 'wallt'; did you mean 'walt'?",
        ),
        (
            "claims.yaml",
            "C007: {document: walt, actor: [JPN], kind: claim",
            "C007: {document: walt, actor: [JPN], kind: clam",
            "7:44: C007.kind: 'clam' is none of fact, figure, mechanism, claim, prediction, institution; "
            "did you mean 'claim'?",
        ),
        (
            "claims.yaml",
            "strait]}\nC009",
            "strat]}\nC009",
            "8:1: C008.bears_on: unknown name 'strat'; did you mean 'strait'?",
        ),
        (
            "claims.yaml",
            "[trust, tariff, strait]}\nC009",
            "[]}\nC009",
            "8:1: C008: names no actor or bears on nothing ('context' will do)",
        ),
        ("institutions.yaml", "[USA, JPN]", "[USA, Japan]", "1:1: usa_jpn: 'Japan' is not a three-letter country code"),
        ("institutions.yaml", "claims: [C001]", "claims: [C999]", "1:1: usa_jpn: unknown claim 'C999'"),
        ("institutions.yaml", "year: 1951", "year: 1951\n  ended: 1950", "1:1: usa_jpn: ended before it began"),
        ("targets.yaml", "use: fit", "use: both", "11:30: choice.use: 'both' is none of fit, test"),
        (
            "targets.yaml",
            "use: fit",
            "use: fitt",
            "11:30: choice.use: 'fitt' is none of fit, test; did you mean 'fit'?",
        ),
        ("targets.yaml", "use: fit, ", "", "11:1: choice: 'use' is missing"),
        ("targets.yaml", "unit: points", "unit: point", "; did you mean 'points'?"),
        ("targets.yaml", "[imf]", "[imff]", "11:1: choice: unknown source 'imff'; did you mean 'imf'?"),
        ("targets.yaml", "KOR: 61.5", "KOR: most", "11:91: choice.values.KOR: must be a number"),
        ("targets.yaml", "KOR: 61.5", "KOX: 61.5", "11:1: choice.values: unknown country 'KOX'; did you mean 'KOR'?"),
        ("targets.yaml", "JPN: 1.5", "JPN: 3", "1:1: exports.values.JPN: 3 is outside [low, high] = [0, 2]"),
        ("targets.yaml", "  low: 0", "  low: 2", "1:1: exports: low must be below high"),
        ("targets.yaml", "  high: 2", "  hihg: 2", "9:3: exports.hihg: unknown key; did you mean 'high'?"),
        (
            "timeline.yaml",
            "unit: tariff_percent",
            "unit: tarif_percent",
            "2:5: 2025-04-02: unknown unit 'tarif_percent'; did you mean 'tariff_percent'?",
        ),
        (
            "timeline.yaml",
            "date: 2025-04-02",
            "date: spring",
            "2:5: spring: the date must be YYYY, YYYY-MM or YYYY-MM-DD",
        ),
        (
            "units.yaml",
            "km: {meaning: kilometres, min: 0,",
            "km: {meaning: kilometres, min: 30000,",
            "max: min must be below max",
        ),
    ],
)
def test_an_offence_is_reported_with_its_place(
    small: Path, spoil: Spoil, file: str, old: str, new: str, problem: str
) -> None:
    spoil(file, old, new)
    problems = found(small)
    assert any(line.startswith(f"seeds/{file.split('/')[0]}") and line.endswith(problem) for line in problems), problems


def test_all_offences_of_all_files_are_reported_at_once(small: Path, spoil: Spoil) -> None:
    spoil(JPN, "grade: A", "grade: E")
    spoil("law/trust.yaml", "high: 0.2", "high: x")
    (small / "timeline.yaml").unlink()
    (small / "powers" / "USA.yaml").write_text("a: [\n", encoding="utf-8")
    assert found(small) == [
        "seeds/countries/JPN.yaml:8:98: parameters.gdp.grade: 'E' is none of A, B, C, D",
        "seeds/law/trust.yaml:1:38: recovery.high: must be a number",
        "seeds/powers: role: exactly one power must be the hub",
        "seeds/powers/USA.yaml:2:1: not valid YAML: did not find expected node content (while parsing a flow node)",
        "seeds/timeline.yaml: there is no such file",
    ]


def test_a_duplicate_hides_nothing_else(small: Path) -> None:
    path = small / "sources" / "statistics.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "imf: {title: t}\niea: {title: t}\n", encoding="utf-8")
    assert found(small) == [
        "seeds/sources/statistics.yaml:2:1: imf: the key is given twice, first in line 1",
        "seeds/sources/statistics.yaml:3:1: iea: 'publisher' is missing",
        "seeds/sources/statistics.yaml:3:1: iea: 'year' is missing",
    ]


def test_an_unreadable_list_of_sources_does_not_make_every_source_unknown(small: Path) -> None:
    (small / "sources" / "statistics.yaml").write_text("a: [}", encoding="utf-8")
    assert len(found(small)) == 1


def test_a_run_refuses_evidence_with_offences(small: Path, spoil: Spoil) -> None:
    spoil(JPN, "grade: A", "grade: E")
    with pytest.raises(InputError, match="'E' is none of A, B, C, D"):
        load_evidence(small)


def test_a_missing_country_is_missing_everywhere(small: Path) -> None:
    (small / "countries" / "KOR.yaml").unlink()
    assert [line.split(": ", 1)[1] for line in found(small)] == [
        "distance_km[0].pair[0]: unknown country 'KOR'",
        "mistrust[0].pair[1]: unknown country 'KOR'",
        "strait.claims.KOR: unknown country",
        "strait.exposure.KOR: unknown country",
        "strait.distance.KOR: unknown country",
        "choice.values: unknown country 'KOR'",
    ]


def test_a_file_with_a_name_that_is_no_code_is_refused(small: Path) -> None:
    (small / "countries" / "Japan.yaml").write_text((small / JPN).read_text(encoding="utf-8"), encoding="utf-8")
    assert "seeds/countries/Japan.yaml:1:1: 'Japan' is not a three-letter country code; rename the file" in found(small)


def test_a_law_file_must_be_a_mechanism(small: Path) -> None:
    (small / "law" / "trusst.yaml").write_text("a: {}\n", encoding="utf-8")
    assert "seeds/law/trusst.yaml: 'trusst' is no mechanism; did you mean 'trust'?" in found(small)


def test_a_coefficient_name_is_unique_across_law_files(small: Path) -> None:
    text = (small / "law" / "trust.yaml").read_text(encoding="utf-8")
    (small / "law" / "ties.yaml").write_text(text, encoding="utf-8")
    assert found(small) == ["seeds/law/trust.yaml:1:1: recovery: the same name is used in seeds/law/ties.yaml:1:1"]
