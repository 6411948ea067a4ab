"""Bad input: every problem at once, each with its place, a sentence and the nearest name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

Write = Callable[[str, str], Path]
Refusal = Callable[..., list[str]]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("titel: x", "1:1: titel: unknown key; did you mean 'title'?"),
        ("title: 3", "1:8: title: must be text"),
        ("countries: {JPNN: {}}", "1:13: countries.JPNN: unknown key; did you mean 'JPN'?"),
        ("countries: {NO: {}}", "1:13: countries.NO: unknown key"),
        (
            "countries: {JPN: {us_trust: 0.4}}",
            "1:19: countries.JPN.us_trust: unknown key; did you mean 'hub_trust'?",
        ),
        (
            "countries: {JPN: {hub_trust: 1.5}}",
            "1:30: countries.JPN.hub_trust: 1.5 is out of range, must be at most 1",
        ),
        ("countries: {JPN: {hub_trust: high}}", "1:30: countries.JPN.hub_trust: must be a number"),
        ("countries: {JPN: {hub_trust: true}}", "1:30: countries.JPN.hub_trust: must be a number"),
        ("countries: {JPN: {hub_trust: '0.4'}}", "1:30: countries.JPN.hub_trust: must be a number"),
        ("countries: {JPN: {hub_trust: .nan}}", "1:30: countries.JPN.hub_trust: must be a finite number"),
        ("countries: {JPN: {hub_trust: }}", "1:30: countries.JPN.hub_trust: must be a number"),
        ("countries: {JPN: 3}", "1:18: countries.JPN: must be a mapping"),
        ("countries: [JPN]", "1:12: countries: must be a mapping"),
        (
            "countries: {JPN: {posture: aly}}",
            "1:28: countries.JPN.posture: must be one of accommodate, hedge, network, ally, pact, not 'aly'; "
            "did you mean 'ally'?",
        ),
        ("powers: {USB: {}}", "1:10: powers.USB: unknown key; did you mean 'USA'?"),
        (
            "institutions: {quadd: {depth: 0.3}}",
            "1:16: institutions.quadd: unknown key; did you mean 'quad'?",
        ),
        ("institutions: {quad: {dept: 0.3}}", "1:23: institutions.quad.dept: unknown key; did you mean 'depth'?"),
        (
            "institutions: {quad: {depth: 1.3}}",
            "1:30: institutions.quad.depth: 1.3 is out of range, must be at most 1",
        ),
        ("institutions: {rcep: {depth: 0.3}}", "1:16: institutions.rcep: unknown key"),  # binds nobody in security
        (
            "policies: [{type: institution, start: 2027, institution: camp_davd, depth: 0}]",
            "1:58: policies[0].institution: unknown institution 'camp_davd'; did you mean 'camp_david'?",
        ),
        ("flashpoints: {taiwan: {}}", "1:15: flashpoints.taiwan: unknown key; did you mean 'taiwan_strait'?"),
        (
            "flashpoints: {korea: {hazard: -1}}",
            "1:31: flashpoints.korea.hazard: -1 is out of range, must be at least 0",
        ),
        ("postures: {ally: {dutty: 1}}", "1:19: postures.ally.dutty: unknown key; did you mean 'duty'?"),
        ("parameters: {trust_los: 1}", "1:14: parameters.trust_los: unknown key; did you mean 'trust_loss'?"),
        (
            "horizon: {start: 2030, end: 2030}",
            "1:1: horizon: ends (2030) before a year has passed since its start (2030)",
        ),
        ("horizon: {start: 2030.5}", "1:18: horizon.start: must be a whole number"),
        ("horizon: {begin: 2030}", "1:11: horizon.begin: unknown key"),
        ("step: 0.3", "1:7: step: 0.3 does not divide a year into equal steps; use 1, 0.5, 0.25 or the like"),
        ("step: 0", "1:7: step: 0 is out of range, must be above 0"),
        ("step: 2", "1:7: step: 2 is out of range, must be at most 1"),
        ("replicates: 0", "1:13: replicates: 0 is out of range, must be at least 1"),
        ("seed: 4294967296", "1:7: seed: 4294967296 is out of range, must be at most 4,294,967,295"),
        ("draws: priors", "1:8: draws: must be one of posterior, prior, central, not 'priors'; did you mean 'prior'?"),
        ("include: [JPN, KRO]", "1:16: include[1]: unknown country 'KRO'; did you mean 'KOR'?"),
        ("include: []", "1:10: include: must have at least 1 entries"),
        ("include: [JPN]\ndrop: [JPN]", "2:7: drop: leaves no country"),
        ("add: [JPN, KRO]", "1:12: add[1]: unknown country 'KRO'; did you mean 'KOR'?"),
        ("add: JPN", "1:6: add: must be a list"),
        ("add: [BRN]\ndrop: [JPN, BRN]", "2:13: drop[1]: BRN is added and dropped at once"),
        ("name: a/b", "1:7: name: 'a/b' may hold letters, digits, '_', '-' and '.' only"),
        ("policies: {}", "1:1: policies: must be a list"),
        ("policies: [3]", "1:12: policies[0]: must be a mapping"),
        ("policies: [{start: 2027}]", "1:12: policies[0]: 'type' is missing: it says which policy this is"),
        (
            "policies: [{type: tarif, start: 2027}]",
            "1:12: policies[0]: unknown policy type 'tarif'; did you mean 'tariff'?",
        ),
        ("policies: [{type: tariff, start: 2027}]", "1:12: policies[0]: 'change' is missing"),
        ("policies: [{type: tariff, change: 1}]", "1:12: policies[0]: 'start' is missing"),
        (
            "policies: [{type: tariff, start: 2027, chance: 1, change: 1}]",
            "1:40: policies[0].chance: unknown key; did you mean 'change'?",
        ),
        (
            "policies: [{type: tariff, start: 2027, change: 1, countries: [JPN, KOE]}]",
            "1:68: policies[0].countries[1]: unknown country 'KOE'; did you mean 'KOR'?",
        ),
        (
            "policies: [{type: tariff, start: 2027, change: 1, exempt: {pactt: 1}}]",
            "1:60: policies[0].exempt.pactt: unknown posture 'pactt'; did you mean 'pact'?",
        ),
        (
            "policies: [{type: dialogue, start: 2027, strength: 1, flashpoints: [corea]}]",
            "1:69: policies[0].flashpoints[0]: unknown flashpoint 'corea'; did you mean 'korea'?",
        ),
        (
            "policies: [{type: tariff, start: soon, change: 1}]",
            "1:34: policies[0].start: must be a year or a date as YYYY-MM-DD",
        ),
        (
            "policies: [{type: tariff, start: 2030, end: 2028, change: 1}]",
            "1:45: policies[0].end: ends (2028) before it starts (2030)",
        ),
        (
            "policies: [{type: tariff, start: 2046, change: 1}]",
            "1:34: policies[0].start: the policy starts after the horizon, 2026 to 2045",
        ),
        (
            "policies: [{type: tariff, start: 2020, end: 2025-12-31, change: 1}]",
            "1:45: policies[0].end: the policy ends before the horizon, 2026 to 2045",
        ),
        ("policies: [{id: x, remove: true}]", "1:12: policies[0]: no inherited policy has the id 'x'"),
        ("extends: nowhere", "1:10: extends: no scenario is called 'nowhere'"),
        ("extends: ./nowhere.yaml", "1:10: extends: there is no file './nowhere.yaml'"),
        ("extends: " + "x" * 5000, "1:10: extends: is no name or path of a scenario"),
        ('extends: "a\\0b"', "1:10: extends: is no name or path of a scenario"),
        ("extends: [a, b]", "1:10: extends: must be the name or the path of a scenario"),
        ("seed: 1\nseed: 2", "2:1: seed: the key is given twice, first in line 1"),
        ("- a list", "1:1: a scenario must be a mapping of keys to values"),
    ],
)
def test_a_mistake_is_answered_with_its_place_and_a_sentence(
    write: Write, refusal: Refusal, text: str, problem: str
) -> None:
    assert refusal(write("bad.yaml", text + "\n")) == [f"bad.yaml:{problem}"]


def test_the_bounds_of_the_horizon_are_inside_it(write: Write, evidence: object) -> None:
    from sim.scenario import load_scenario

    text = (
        "policies:\n  - {type: tariff, start: 2045, change: 1}\n  - {type: tariff, start: 2020, end: 2026, change: 1}\n"
    )
    assert len(load_scenario(write("a.yaml", text), (), evidence).policies) == 2  # type: ignore[arg-type]


def test_all_problems_come_at_once(write: Write, refusal: Refusal) -> None:
    path = write(
        "bad.yaml",
        "titel: x\n"
        "horizon: {start: 2026, end: 2024}\n"
        "countries:\n"
        "  JPN: {us_trust: 0.4, hub_trust: 1.4}\n"
        "parameters: {trust_los: 1}\n"
        "policies:\n"
        "  - {type: tariff, start: 2027, end: 2026, strenght: 15}\n"
        "  - {type: minilateral, start: 2027, members: [JPN, KORR], depth: 2}\n",
    )
    assert refusal(path, "countries.KOR.gpd=1", "policies.zz.change=3", "a.b", "seed=-1") == [
        "--set a.b: must read path=value, as countries.JPN.hub_trust=0.4",
        "--set countries.KOR.gpd=1: countries.KOR.gpd: unknown key; did you mean 'gdp'?",
        "--set policies.zz.change=3: policies: no entry has the id, index or type 'zz'",
        "--set seed=-1: seed: -1 is out of range, must be at least 0",
        "bad.yaml:1:1: titel: unknown key; did you mean 'title'?",
        "bad.yaml:2:1: horizon: ends (2024) before a year has passed since its start (2026)",
        "bad.yaml:4:9: countries.JPN.us_trust: unknown key; did you mean 'hub_trust'?",
        "bad.yaml:4:35: countries.JPN.hub_trust: 1.4 is out of range, must be at most 1",
        "bad.yaml:5:14: parameters.trust_los: unknown key; did you mean 'trust_loss'?",
        "bad.yaml:7:5: policies[0]: 'change' is missing",
        "bad.yaml:7:38: policies[0].end: ends (2026) before it starts (2027)",
        "bad.yaml:7:44: policies[0].strenght: unknown key; did you mean 'start'?",
        "bad.yaml:8:53: policies[1].members[1]: unknown country 'KORR'; did you mean 'KOR'?",
        "bad.yaml:8:67: policies[1].depth: 2 is out of range, must be at most 1",
    ]


def test_a_mistake_of_a_parent_is_placed_in_the_parent(write: Write, refusal: Refusal) -> None:
    write("base.yaml", "countries: {JPN: {hub_trust: 2}}\n")
    assert refusal(write("child.yaml", "extends: base\nseed: x\n")) == [
        "base.yaml:1:30: countries.JPN.hub_trust: 2 is out of range, must be at most 1",
        "child.yaml:2:7: seed: must be a whole number",
    ]


def test_a_child_is_checked_even_when_its_parent_is_unreadable(write: Write, refusal: Refusal) -> None:
    write("base.yaml", "a: [\n")
    assert refusal(write("child.yaml", "extends: base\nseed: x\n")) == [
        "base.yaml:2:1: not valid YAML: did not find expected node content (while parsing a flow node)",
        "child.yaml:2:7: seed: must be a whole number",
    ]


@pytest.mark.parametrize("names", [["a"], ["a", "b"], ["a", "b", "c"]])
def test_a_circle_of_extends_is_refused(write: Write, refusal: Refusal, names: list[str]) -> None:
    for name, parent in zip(names, [*names[1:], names[0]], strict=True):
        write(f"{name}.yaml", f"extends: {parent}\n")
    circle = " -> ".join([*names, names[0]])
    assert refusal("a.yaml") == [
        f"{names[-1]}.yaml:1:10: extends: scenarios extend each other in a circle: {circle}",
    ]


def test_an_id_is_used_once(write: Write, refusal: Refusal) -> None:
    lines = "policies:\n" + "  - {id: x, type: dialogue, start: 2027, strength: 0.1}\n" * 2
    assert refusal(write("a.yaml", lines)) == [
        "a.yaml:3:5: policies[1].id: the id 'x' is used twice, first in a.yaml:2:5"
    ]


def test_one_pact_is_offered_at_most(write: Write, refusal: Refusal) -> None:
    lines = "policies:\n" + "  - {type: formal_pact, start: 2027, invited: [JPN, AUS], quorum: 2}\n" * 2
    assert refusal(write("a.yaml", lines)) == [
        "a.yaml:3:12: policies[1].type: a scenario can offer one pact, and policies[0] does"
    ]


@pytest.mark.parametrize(
    ("entry", "sentence"),
    [
        ("{id: steal, remove: true}", "5: policies[0]: no inherited policy has the id 'steal'; did you mean 'steel'?"),
        ("{id: steel, remove: NO}", "25: policies[0].remove: must be true, or left out"),
        ("{remove: true}", "5: policies[0]: a removal holds an id and 'remove: true', nothing else"),
        (
            "{id: steel, remove: true, change: 3}",
            "5: policies[0]: a removal holds an id and 'remove: true', nothing else",
        ),
    ],
)
def test_removals_are_checked(write: Write, refusal: Refusal, entry: str, sentence: str) -> None:
    write("base.yaml", "policies: [{id: steel, type: dialogue, start: 2027, strength: 0.1}]\n")
    assert refusal(write("child.yaml", f"extends: base\npolicies:\n  - {entry}\n")) == [f"child.yaml:3:{sentence}"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("countrie.JPN.hub_trust=0.4", "countrie: unknown key; did you mean 'countries'?"),
        ("countries.JPN.hub_trust=2", "countries.JPN.hub_trust: 2 is out of range, must be at most 1"),
        ("countries.JPN.hub_trust=NO", "countries.JPN.hub_trust: must be a number"),
        ("countries.JPN.hub_trust=", "is empty"),
        ("countries.JPN.hub_trust", "must read path=value, as countries.JPN.hub_trust=0.4"),
        ("countries..hub_trust=1", "must read path=value, as countries.JPN.hub_trust=0.4"),
        ("=1", "must read path=value, as countries.JPN.hub_trust=0.4"),
        ("extends=other", "extends: cannot be set from the command line"),
        ("title.x=3", "title.x: leads into a value that has no entries"),
        (
            "policies.steal.change=1",
            "policies: no entry has the id, index or type 'steal'; ids are steel; did you mean 'steel'?",
        ),
        ("policies.7.change=1", "policies: no entry has the id, index or type '7'; ids are steel"),
        ("policies.steel.chance=1", "policies[0].chance: unknown key; did you mean 'change'?"),
        ("policies[0].change=x", "policies[0].change: must be a number"),
        ("seed=[1", "not valid YAML: did not find expected ',' or ']' (while parsing a flow sequence)"),
        (".".join("a" * 5000) + "=1", "must read path=value, as countries.JPN.hub_trust=0.4"),
        ("title=\udc80", "is not text in UTF-8"),
        ("seed=&a [*a]", "an alias contains itself, or aliases nest too deep"),
    ],
)
def test_a_wrong_override_is_answered_with_its_own_text(
    write: Write, refusal: Refusal, text: str, problem: str
) -> None:
    path = write("a.yaml", "title: t\npolicies: [{id: steel, type: tariff, start: 2027, change: 1}]\n")
    assert refusal(path, text) == [f"--set {text}: {problem}"]


def test_files_that_are_no_scenario(write: Write, refusal: Refusal, tmp_path: Path) -> None:
    write("empty.yaml", "")
    (tmp_path / "binary.yaml").write_bytes(bytes(range(256)))
    (tmp_path / "big.yaml").write_bytes(b"a: 1\n" * (2 << 20))
    (tmp_path / "folder.yaml").mkdir()
    write(
        "bomb.yaml",
        "\n".join(
            [
                "a: &a [1,1,1,1,1,1,1,1]",
                *(f"{c}: &{c} [{','.join([f'*{p}'] * 8)}]" for p, c in zip("abcdef", "bcdefg", strict=True)),
            ]
        ),
    )
    assert refusal("absent.yaml") == ["absent.yaml: there is no such file"]
    assert refusal("empty.yaml") == ["empty.yaml: is empty"]
    assert refusal("binary.yaml") == ["binary.yaml:2:118: is not text in UTF-8"]
    assert refusal("big.yaml") == ["big.yaml: is larger than 1024 KiB"]
    assert refusal("folder.yaml") == ["folder.yaml: is a folder, not a file"]
    (bomb,) = refusal("bomb.yaml")
    assert bomb.startswith("bomb.yaml:1:")
    assert bomb.endswith("holds more than 200000 entries once aliases are expanded")
