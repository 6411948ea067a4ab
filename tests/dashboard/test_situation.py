"""What the dashboard sets up is a scenario like any other, and goes into files and comes back."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.dashboard.situation import LARGEST, Side, Situation, document, load, policies_of, save, scenarios
from sim.errors import InputError
from sim.evidence import Evidence
from sim.scenario import load_scenario

BOTH = (Side("status_quo"), Side("asian_nato"))


def policies(evidence: Evidence, **fields: object) -> tuple[dict[str, object], ...]:
    (pact,) = policies_of(BOTH[1], evidence)
    return ({**pact, **fields},)


def test_untouched_sides_are_the_scenarios_themselves(evidence: Evidence) -> None:
    for one, side in zip(scenarios(Situation(BOTH), evidence), BOTH, strict=True):
        wanted = load_scenario(side.base, evidence=evidence).resolved()
        own = one.resolved()
        assert {key: own[key] for key in own if key not in ("name", "description")} == {
            key: wanted[key] for key in wanted if key not in ("name", "description")
        }


def test_the_same_scenario_may_stand_on_both_sides(evidence: Evidence) -> None:
    one, other = scenarios(Situation((BOTH[1], BOTH[1])), evidence)
    assert one.name != other.name
    assert one.policies == other.policies


def test_a_number_is_set_in_both_and_taken_back(evidence: Evidence) -> None:
    moved = Situation(BOTH).with_number("countries.JPN.hub_trust", 0.3).with_number("parameters.wedge", 0.2)
    for one in scenarios(moved, evidence):
        assert one.countries["JPN"] == {"hub_trust": 0.3}
        assert one.parameters["wedge"] == 0.2
    back = moved.with_number("countries.JPN.hub_trust", None)
    assert all("JPN" not in one.countries for one in scenarios(back, evidence))


def test_levers_are_changed_added_and_removed(evidence: Evidence) -> None:
    tariff = {"type": "tariff", "id": "duties", "start": 2028, "change": 10.0}
    side = Side("asian_nato", (*policies(evidence, quorum=2), tariff))
    one = scenarios(Situation((BOTH[0], side)), evidence)[1]
    assert [policy.id for policy in one.policies] == ["pact", "duties"]
    assert one.resolved()["policies"][0]["quorum"] == 2
    assert one.title == "Asian NATO (changed)"
    none = scenarios(Situation((BOTH[0], Side("asian_nato", ()))), evidence)[1]
    assert none.policies == ()
    assert document(Side("asian_nato", ()), {}, evidence)["policies"] == [{"id": "pact", "remove": True}]


def test_what_goes_against_itself_is_told(evidence: Evidence) -> None:
    side = Side("asian_nato", policies(evidence, quorum=9))
    with pytest.raises(InputError, match="quorum 9 is above the 3 countries invited"):
        scenarios(Situation((BOTH[0], side)), evidence)


@settings(max_examples=25, deadline=None)
@given(
    quorum=st.integers(2, 3),
    preparedness=st.floats(0, 1),
    trust=st.none() | st.floats(0, 1),
    extra=st.booleans(),
)
def test_what_is_saved_comes_back_the_same(
    evidence: Evidence,
    tmp_path_factory: pytest.TempPathFactory,
    quorum: int,
    preparedness: float,
    trust: float | None,
    extra: bool,
) -> None:
    folder = tmp_path_factory.mktemp("saved")
    own = policies(evidence, quorum=quorum, preparedness=preparedness)
    own += ({"type": "tariff", "id": "more", "start": 2030, "change": 5.0},) if extra else ()
    set_up = Situation((BOTH[0], Side("asian_nato", own))).with_number("countries.JPN.hub_trust", trust)
    path = save(set_up.sides[1], set_up.numbers, "mine", folder, evidence)
    assert [*folder.iterdir()] == [path]
    wanted, found = scenarios(set_up, evidence)[1], load_scenario(path, evidence=evidence)
    assert found.resolved()["policies"] == wanted.resolved()["policies"]
    assert found.countries == wanted.countries


def test_a_saved_scenario_may_be_built_on_and_saved_again(evidence: Evidence, tmp_path: Path) -> None:
    first = save(Side("asian_nato", policies(evidence, quorum=2)), {}, "first", tmp_path, evidence)
    second = save(Side(str(first)), {"countries.KOR.hub_trust": 0.2}, "second.yaml", tmp_path, evidence)
    assert yaml.safe_load(second.read_text())["extends"] == "./first.yaml"
    found = load_scenario(second, evidence=evidence)
    assert found.resolved()["policies"][0]["quorum"] == 2
    assert found.countries["KOR"] == {"hub_trust": 0.2}


@pytest.mark.parametrize("name", ["", "../out", "a/b", "/etc/passwd", ".hidden", "x" * 200, "no\0", "a b"])
def test_nothing_is_written_elsewhere(evidence: Evidence, tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match="is no name for a scenario here"):
        save(BOTH[1], {}, name, tmp_path / "own", evidence)
    with pytest.raises(InputError, match="is no name for a scenario here"):
        load(name, b"extends: status_quo", tmp_path / "own", evidence)
    assert not (tmp_path / "own").exists()


def test_a_file_is_never_written_over(evidence: Evidence, tmp_path: Path) -> None:
    save(BOTH[1], {}, "mine", tmp_path, evidence)
    with pytest.raises(InputError, match="exists already; choose another name"):
        save(BOTH[0], {}, "mine", tmp_path, evidence)
    taken = load("mine.yaml", b"extends: status_quo\ntitle: Another\n", tmp_path, evidence)
    assert taken.name == "mine-2.yaml"
    assert load("mine.yaml", b"extends: status_quo\ntitle: Another\n", tmp_path, evidence) == taken


def test_what_goes_against_itself_is_not_saved(evidence: Evidence, tmp_path: Path) -> None:
    side = Side("asian_nato", policies(evidence, quorum=9))
    with pytest.raises(InputError, match="quorum 9 is above the 3 countries invited") as caught:
        save(side, {}, "mine", tmp_path, evidence)
    assert str(caught.value.problems[0]).startswith("mine: policies")
    assert [*tmp_path.iterdir()] == []


def test_a_scenario_is_not_saved_under_the_name_it_builds_on(
    evidence: Evidence, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match="extend each other in a circle"):
        save(BOTH[1], {}, "asian_nato", Path("scenarios"), evidence)
    assert [*(tmp_path / "scenarios").iterdir()] == []


def test_a_wrong_file_is_told_as_check_tells_it_and_leaves_nothing(evidence: Evidence, tmp_path: Path) -> None:
    content = b"extends: status_quo\ncountries:\n  JPN: {hub_trst: 0.4}\npolicys: []\n"
    with pytest.raises(InputError) as caught:
        load("bad.yaml", content, tmp_path, evidence)
    told = [str(problem) for problem in caught.value.problems]
    assert any("bad.yaml:3:" in line and "did you mean 'hub_trust'?" in line for line in told)
    assert any("bad.yaml:4:" in line and "did you mean 'policies'?" in line for line in told)
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"", b"- 1\n- 2\n", b"a: [", b"x" * (LARGEST + 1)])
def test_anything_may_be_loaded_or_refused(evidence: Evidence, tmp_path: Path, content: bytes) -> None:
    with pytest.raises(InputError):
        load("odd.yaml", content, tmp_path, evidence)
    assert [*tmp_path.iterdir()] == []
