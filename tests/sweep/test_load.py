"""Sweep files: what they are read as, and every mistake with its place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sim.errors import InputError
from sim.evidence import Evidence
from sim.sweep.find import find_sweeps
from sim.sweep.load import read_sweep
from sim.sweep.plan import Changes, Sweep

ROOT = Path(__file__).parents[2]
Read = Callable[..., Sweep]
GRID = "design: {type: grid}"


@pytest.mark.parametrize("path", sorted((ROOT / "scenarios" / "sweeps").glob("*.yaml")), ids=lambda path: path.stem)
def test_a_shipped_sweep_is_in_order(path: Path, evidence: Evidence) -> None:
    sweep = read_sweep(path, evidence, Changes())
    assert sweep.plan.question.endswith("?")
    assert sweep.plan.claims
    assert sweep.plan.points == len(sweep.points) > 1


def test_the_shipped_design_of_the_coefficients(evidence: Evidence) -> None:
    sweep = read_sweep(find_sweeps()["coefficients"], evidence, Changes(points=1024, replicates=10))
    assert (len(sweep.plan.dimensions), sweep.plan.points, sweep.plan.worlds) == (25, 53_248, 532_480)


def test_an_uncertain_number_is_given_to_worlds_and_a_lever_changes_the_scenario(read: Read) -> None:
    text = f"""
levers: {{powers.USA.growth_per_worker: {{low: 1, high: 3}}}}
uncertainties: {{parameters.decisiveness: evidence, countries.JPN.hub_trust: , powers.USA.growth_per_worker: evidence}}
{GRID}
"""
    with pytest.raises(InputError, match=r"growth_per_worker: is a lever as well"):
        read(text)
    lever, law, trust = read(text.replace(", powers.USA.growth_per_worker: evidence", "")).plan.dimensions
    assert (lever.role, lever.number, lever.distribution) == ("lever", None, "uniform")
    assert (law.number, law.distribution, law.low, law.mode, law.high) == (
        "law.decisiveness", "triangular", 1.0, 2.0, 4.0
    )  # fmt: skip
    assert (trust.number, trust.role) == ("countries.JPN.hub_trust", "uncertainty")


def test_a_range_of_whole_numbers_is_whole_only_where_the_entry_is(read: Read) -> None:
    text = f"levers: {{policies.pact.minimum: {{low: 1, high: 2}}, policies.pact.notice: {{low: 0, high: 4}}}}\n{GRID}"
    members, years = read(text, base="base: asian_nato").plan.dimensions
    assert (members.whole, years.whole) == (True, False)
    assert (members.central, years.central) == (2.0, 1.0)


def test_a_scenario_may_be_written_in_the_sweep(read: Read) -> None:
    base = "base: [status_quo, {extends: status_quo, name: other, step: 0.5}]"
    plan = read(GRID, base=base).plan
    assert list(plan.bases) == ["status_quo", "other"]
    assert plan.order == ("other", "status_quo")
    assert plan.bases["other"]["step"] == 0.5
    assert plan.bases["other"]["horizon"]["end"] == 2029  # overrides hold for it as well
    assert (plan.points, plan.worlds) == (1, 200)


def test_unless_told_all_outcomes_are_measured(read: Read) -> None:
    assert "posture.pact.end" in read(GRID).plan.outcomes
    late = read(f"{GRID}\nyears: {{start: 2027, end: 2029}}").plan.outcomes
    assert "pact_in_force.ten_years" not in late


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "uncertainties: {parameters.decisivenes: evidence}",
            "is no number of the law; did you mean 'parameters.decisiv",
        ),
        ("uncertainties: {parameters.wedge: {low: 0.1}}", "needs both 'low' and 'high'"),
        ("uncertainties: {parameters.wedge: {low: 0.2, high: 0.1}}", "'low' (0.2) must be below 'high' (0.1)"),
        ("uncertainties: {parameters.wedge: {low: 0, hihg: 1}}", "unknown key; did you mean 'high'?"),
        (
            "uncertainties: {countries.JPN.hub_trust: {low: 0, high: 1.5}}",
            "1.5 is out of range, probability runs from 0",
        ),
        ("uncertainties: {countries.BRN.hub_trust: evidence}", "takes no part in status_quo"),
        ("uncertainties: {countries.JPN.trust: {low: 0, high: 1}}", "unknown key; did you mean 'hub_trust'?"),
        ("uncertainties: {parameters.wedge: [0.1, high]}", "mixes numbers and words"),
        ("uncertainties: {parameters.wedge: []}", "must list numbers or words"),
        ("uncertainties: {parameters.wedge: [0.1, 0.1]}", "lists a value twice"),
        ("levers: {policies.pact.notice: [1, 2]}", "no entry has the id, index or type 'pact'"),
        ("levers: {countries.JPN.posture: [hedge, frend]}", "must be one of"),
        ("levers: {countries.JPN.posture: evidence}", "is no number of the evidence; needs 'low' and 'high'"),
        ("levers: {seed: [1, 2]}", "holds for a whole sweep"),
        ("levrs: {}", "unknown key; did you mean 'levers'?"),
        ("claims: [C999]", "unknown claim 'C999'"),
        ("outcomes: [trust.men]", "unknown outcome 'trust.men'; did you mean 'trust.mean'?"),
        ("countries: [BRN]", "BRN takes no part in status_quo"),
        ("years: {start: 2020, end: 2029}", "lie outside the years of status_quo, 2026 to 2029"),
        ("at: [2028, 2030]", "at[1]: must lie in 2026 to 2029 (status_quo)"),
        ("years: {start: 2028, end: 2029}\nat: [2027]", "at[0]: must lie in 2028 to 2029 (status_quo)"),
        ("at: [next]", "at[0]: must be a whole number"),
        ("years: {start: 2028, end: 2029}\noutcomes: [pact_in_force.ten_years]", "leave out the first years"),
    ],
)
def test_a_mistake_is_told_with_its_place(read: Read, text: str, said: str) -> None:
    with pytest.raises(InputError) as caught:
        read(f"{GRID}\n{text}")
    (problem,) = caught.value.problems
    assert said in str(problem)
    assert problem.address.file.endswith("small.yaml")
    assert problem.address.line >= 2


@pytest.mark.parametrize(
    ("design", "said"),
    [
        ("{type: sobol, points: 100}", "sobol needs a power of two as 'points', such as 64 or 128"),
        ("{type: sobol}", "sobol needs 'points'"),
        ("{type: grid, points: 4}", "'points' goes with latin_hypercube and sobol, not with grid"),
        ("{type: morris, trajectories: 4, levels: 3}", "morris needs an even number of 'levels'"),
        ("{type: table}", "table needs 'file'"),
        ("{type: gird}", "did you mean 'grid'?"),
    ],
)
def test_a_design_says_what_it_lacks(read: Read, design: str, said: str) -> None:
    with pytest.raises(InputError, match=r"small.yaml:2:\d+: design") as caught:
        read(f"design: {design}")
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("base", "said"),
    [
        ("base: nowhere", "no scenario is called 'nowhere'"),
        ("base: []", "must name a scenario"),
        ("base: [status_quo, status_quo]", "the scenario 'status_quo' is named twice"),
        ("base: [status_quo, history_1970]", "'history_1970' is about another year's evidence than 'status_quo'"),
        ("base: 3", "must be the name or path of a scenario"),
        ("base: {extends: status_quo, stpe: 1}", "unknown key; did you mean 'step'?"),
    ],
)
def test_a_wrong_base_is_told(read: Read, base: str, said: str) -> None:
    with pytest.raises(InputError) as caught:
        read(GRID, base=base, sets=())
    assert said in str(caught.value)


def test_entries_that_do_not_go_together_are_told_before_anything_is_run(read: Read) -> None:
    text = f"levers: {{policies.pact.quorum: [2, 3], policies.pact.minimum: [2, 3]}}\n{GRID}"
    with pytest.raises(InputError) as caught:
        read(text, base="base: asian_nato")
    assert "asian_nato with policies.pact.quorum=2, policies.pact.minimum=3: minimum 3 is above the quorum 2" in str(
        caught.value
    )


def test_the_command_line_changes_points_and_worlds(write: Callable[..., Path], evidence: Evidence) -> None:
    text = "uncertainties: {parameters.wedge: evidence}\ndesign: {type: latin_hypercube, points: 9}\nreplicates: 3"
    path = write(text)
    plan = read_sweep(path, evidence, Changes(points=4, replicates=2, seed=7)).plan
    assert (plan.points, plan.replicates, plan.seed, plan.worlds) == (4, 2, 7, 8)
    grid = write(GRID, name="grid")
    with pytest.raises(InputError, match="--points: the points of a design of type grid follow from its levels"):
        read_sweep(grid, evidence, Changes(points=4))
    sobol = write("uncertainties: {parameters.wedge: evidence}\ndesign: {type: sobol, points: 8}", name="sobol")
    with pytest.raises(InputError, match="--points: sobol needs a power of two"):
        read_sweep(sobol, evidence, Changes(points=9))


def test_a_table_of_ones_own(read: Read, tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_text("parameters.wedge,countries.JPN.posture\n0.05,hedge\n0.02,\n", encoding="utf-8")
    text = """
levers: {countries.JPN.posture: }
uncertainties: {parameters.wedge: }
design: {type: table, file: own.csv}
"""
    sweep = read(text)
    assert [one.path for one in sweep.plan.dimensions] == ["countries.JPN.posture", "parameters.wedge"]
    assert sweep.points.columns[0].tolist() == ["hedge", None]
    assert sweep.points.columns[1].tolist() == [0.05, 0.02]
    (tmp_path / "own.csv").write_text("parameters.wedge,countries.JPN.posture\n,hedge\n7,hgede\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read(text)
    assert "parameters.wedge: has an empty cell" in str(caught.value)
    (tmp_path / "own.csv").write_text("parameters.wedge,countries.JPN.posture\n0.1,hgede\n", encoding="utf-8")
    with pytest.raises(InputError, match=r'status_quo with countries\.JPN\.posture="hgede": must be one of'):
        read(text)


def test_what_changed_between_two_plans_is_named(read: Read) -> None:
    text = "uncertainties: {parameters.wedge: evidence}\ndesign: {type: latin_hypercube, points: 4}\nreplicates: 2"
    plan = read(text).plan
    assert plan.changes_to(read(text).plan) == []
    assert plan.changes_to(read(f"{text}\ntitle: another").plan) == []  # which decides nothing
    assert plan.changes_to(read(text, sets=("horizon.end=2030",)).plan) == ["the scenario status_quo (horizon)"]
    assert plan.changes_to(read(text.replace("4", "5")).plan) == ["the design"]
    assert plan.changes_to(read(text.replace("evidence", "{low: 0, high: 1}")).plan) == [
        "the dimension parameters.wedge"
    ]
    assert plan.changes_to(read(text.replace(": 2", ": 3")).plan) == ["its replicates"]
    assert plan.changes_to(plan.model_copy(update={"version": "9", "seeds": "x"})) == [
        f"the version of pactsim ({plan.version}, now 9)",
        "the evidence",
    ]
