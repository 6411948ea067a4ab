"""Every kind of name that can be asked for, for people and for machines."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from sim.cli.cards import show
from sim.errors import InputError
from sim.evidence import Evidence, load_evidence
from sim.reference.dossier import Dossier

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture(scope="module")
def evidence() -> Evidence:
    return load_evidence(SEEDS)


@pytest.fixture(scope="module")
def dossier(evidence: Evidence) -> Dossier:
    return Dossier(evidence)


def page(records: list[dict[str, Any]]) -> str:
    """The pages of records as text."""
    console = Console(width=80, markup=False, highlight=False, emoji=False, no_color=True)
    with console.capture() as capture:
        for record in records:
            show(console, record)
    return capture.get()


def test_every_name_can_be_asked_for_and_fits_the_terminal(dossier: Dossier) -> None:
    for kind, names in dossier.groups().items():
        for name in names:
            records = dossier.find(name)
            assert name in [record["id"] for record in records], (kind, name)
            text = page(records)
            assert name in text
            assert max(map(len, text.splitlines())) <= 80, name


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("JPN", "country"),
        ("japan", "country"),
        ("USA", "power"),
        ("hub_trust", "parameter"),
        ("trust_tariff", "coefficient"),
        ("choice", "mechanism"),
        ("ally", "posture"),
        ("taiwan_strait", "flashpoint"),
        ("aukus", "institution"),
        ("walt", "document"),
        ("c045", "claim"),
        ("icb", "source"),
        ("share", "unit"),
        ("JPN.hub_trust", "figure"),
        ("countries.JPN.hub_trust", "figure"),
        ("law.trust_tariff", "figure"),
        ("KOR-JPN", "pair"),
        ("calibration", "calibration"),
    ],
)
def test_a_name_means_what_it_is(dossier: Dossier, name: str, kind: str) -> None:
    assert dossier.find(name)[0]["kind"] == kind


def test_a_name_with_two_meanings_gives_both(dossier: Dossier) -> None:
    assert [record["kind"] for record in dossier.find("pact")] == ["mechanism", "posture"]


def test_a_figure_shows_all_that_travels_with_it(dossier: Dossier, evidence: Evidence) -> None:
    figure = evidence.countries["JPN"].parameters["hub_trust"]
    text = " ".join(page(dossier.find("JPN.hub_trust")).split())
    for said in (
        f"{figure.value:g} ({figure.low:g} to {figure.high:g})",
        figure.unit,
        figure.year,
        f"grade {figure.grade}",
    ):
        assert said in text
    for said in (figure.note, figure.meaning, figure.choice, str(figure.address).rsplit("/", 1)[-1]):
        assert " ".join(said.split()) in text
    for source in figure.source:
        assert source in text
        assert " ".join(evidence.sources[source].title.split()) in text
    assert figure.alternatives
    for other in figure.alternatives:
        assert f"or {other.value:g} (" in text


def test_a_country_shows_posture_and_what_was_calibrated(dossier: Dossier, evidence: Evidence) -> None:
    record = dossier.find("VNM")[0]
    assert evidence.calibration is not None
    stored = evidence.calibration["constants"]["VNM"]["accommodate"]
    assert record["posture"]["value"] == evidence.countries["VNM"].posture.value
    assert record["calibrated"]["constants"]["accommodate"] == {k: stored[k] for k in ("value", "low", "high")}
    text = page([record])
    assert (
        f"constant, accommodate  {stored['value']:.2f}".split()
        == next(line.split() for line in text.splitlines() if "constant, accommodate" in line)[:3]
    )
    assert "what the model does NOT explain" in " ".join(text.split())


def test_a_source_names_the_figures_that_rest_on_it(dossier: Dossier) -> None:
    record = dossier.find("icb")[0]
    assert {"hazard", "serious_share"} <= {figure["name"] for figure in record["figures"]}


def test_a_name_close_to_a_country_is_suggested(dossier: Dossier) -> None:
    with pytest.raises(InputError, match="did you mean 'Vietnam'"):
        dossier.find("Vietnamm")


def test_the_overview_counts_and_names(
    pactsim: Callable[..., Any], inside: Callable[..., Any], dossier: Dossier
) -> None:
    said = pactsim("evidence")
    assert (said.code, said.err) == (0, "")
    table = said.out.split("\n\n")[1]
    rows = {line.split()[1]: line.split()[0] for line in table.splitlines() if line[:3].strip()}
    assert rows == {kind: str(len(names)) for kind, names in dossier.groups().items()}
    answer = json.loads(inside("evidence", "--json").out)
    assert answer["names"] == {kind: list(names) for kind, names in dossier.groups().items()}
    assert sum(answer["graded"].values()) <= answer["figures"]


def test_a_kind_lists_all_that_it_holds(inside: Callable[..., Any], dossier: Dossier) -> None:
    for kind, names in dossier.groups().items():
        if names:
            said = inside("evidence", kind)
            assert said.code == 0
            assert max(map(len, said.out.splitlines())) <= 80, kind
            assert set(names) <= set(said.out.split()), kind
            entries = json.loads(inside("evidence", kind, "--json").out)["entries"]
            assert [entry["id"] for entry in entries] == list(names)


def test_the_list_of_institutions_tells_which_a_scenario_may_change(
    inside: Callable[..., Any], evidence: Evidence
) -> None:
    entries = json.loads(inside("evidence", "institutions", "--json").out)["entries"]
    assert {entry["id"] for entry in entries if entry["body"]} == set(evidence.bodies)
    quad = next(entry for entry in entries if entry["id"] == "quad")
    assert quad["spokes"] == ["AUS", "IND", "JPN"]
    changed, others = inside("evidence", "institutions").out.split("Others: ")
    assert "\n  quad " in changed
    assert "\n  asean " in others
    assert "pactsim evidence institutions" in " ".join(inside("levers", "institution").out.split())


def test_a_machine_gets_records(pactsim: Callable[..., Any], dossier: Dossier) -> None:
    said = pactsim("evidence", "JPN", "--json", cwd=SEEDS.parent)
    assert said.code == 0
    found = json.loads(said.out)
    assert [record["id"] for record in found] == ["JPN"]
    assert {figure["name"] for figure in found[0]["parameters"]} == set(dossier.evidence.definitions)


def test_the_walk_over_everything(pactsim: Callable[..., Any], tmp_path: Path) -> None:
    said = pactsim("evidence", "--check")
    assert (said.code, said.err) == (0, "")
    assert "is in order: " in said.out
    spoilt = tmp_path / "spoilt"
    shutil.copytree(SEEDS, spoilt)
    path = spoilt / "countries" / "JPN.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("grade: A", "grade: X").replace("role: spoke", "role: sp"), "utf-8"
    )
    said = pactsim("evidence", "--check", "--seeds", "spoilt")
    assert (said.code, said.out) == (2, "")
    problems = said.err.splitlines()
    assert len(problems) > 5
    assert all(problem.startswith("spoilt/countries/JPN.yaml:") for problem in problems)


def test_other_evidence_is_read_wherever_the_option_stands(inside: Callable[..., Any], tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    shutil.copytree(SEEDS, mine)
    path = mine / "countries" / "JPN.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("name: Japan", "name: Nippon"), encoding="utf-8")
    before, after = inside("--seeds", "mine", "evidence", "JPN"), inside("evidence", "JPN", "--seeds", "mine")
    assert before == after
    assert before.out.startswith("JPN, Nippon")


def test_a_calibration_edited_by_hand_is_refused(inside: Callable[..., Any], tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    shutil.copytree(SEEDS, mine)
    (mine / "calibration.yaml").write_text("exit_ratio: {value: much}\n", encoding="utf-8")
    said = inside("--seeds", "mine", "evidence", "JPN")
    assert said.code == 2
    assert all(line.startswith("mine/calibration.yaml: ") for line in said.err.splitlines())


def test_evidence_without_calibration_can_be_read(tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    shutil.copytree(SEEDS, mine)
    (mine / "calibration.yaml").unlink()
    bare = Dossier(load_evidence(mine))
    assert bare.groups()["fitted"] == ()
    record = bare.find("JPN")[0]
    assert record["calibrated"] is None
    assert "is not calibrated" in page([record])
