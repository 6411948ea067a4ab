"""Files of levers: what they may say, and how mistakes are told."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path

import pytest

from sim.advice.read import find_levers, read_space
from sim.advice.space import told
from sim.errors import InputError
from sim.results.wording import MINUS

Write = Callable[[str], str]


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Writes a file of levers in an empty folder and gives its name."""
    monkeypatch.chdir(tmp_path)

    def made(text: str) -> str:
        Path("mine.yaml").write_text(text, encoding="utf-8")
        return "mine.yaml"

    return made


def test_ranges_and_lists(write: Write) -> None:
    space = read_space(
        write("""\
title: Mine
levers:
  policies.pact: [off, on]
  policies.pact.quorum: {low: 2, high: 4, step: 1}
  policies.pact.invited: [[AUS, JPN], [AUS, JPN, KOR]]
  countries.JPN.hub_trust: {low: 0.1, high: 0.7, step: 0.2, label: trust}
  policies.talks.strength: {low: 0, high: 0.5}
  policies.talks.start: [2027, 2030, 2035]
  policies.bloc.duty: {values: [false, true], label: duty}
""")
    )
    pact, quorum, invited, trust, strength, start, duty = space.levers
    assert (space.title, space.policies) == ("Mine", None)
    assert (pact.switch, pact.policy, pact.values, pact.rising) == (True, "pact", ("off", "on"), False)
    assert (quorum.values, quorum.label) == ((2, 3, 4), "pact quorum")
    assert all(isinstance(value, int) for value in quorum.values)
    assert invited.values == (("AUS", "JPN"), ("AUS", "JPN", "KOR"))
    assert (trust.values, trust.label, trust.policy) == ((0.1, 0.3, 0.5, 0.7), "trust", None)
    assert (strength.values, strength.ends, strength.rising) == ((), (0.0, 0.5), True)
    assert (start.rising, start.place(2030)) == (True, 3 / 8)
    assert (duty.rising, [told(value) for value in duty.values]) == (False, ["no", "yes"])
    assert space.size == math.inf
    setting = space.canonical(("off", 3, ("AUS", "JPN"), 0.1, 0.2, 2030, True))
    assert setting == ("off", None, None, 0.1, 0.2, 2030, True)
    assert math.isnan(quorum.place(None))
    assert [told(value) for value in (None, -0.25, -3, ("AUS", "JPN"))] == [
        "—",
        f"{MINUS}0.25",
        f"{MINUS}3",
        "AUS, JPN",
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("levers: {}", "1:9: levers: names no lever"),
        ("titel: x\nlevers: {}", "1:1: titel: unknown key; did you mean 'title'?"),
        ("title: x", "1:1: 'levers' is missing"),
        ("levers: [1]", "1:9: levers: must be a mapping"),
        ("policies: {}\nlevers: {policies.a.x: [1, 2]}", "1:11: policies: must be a list"),
        ("levers:\n  policies: [1, 2]", "2:3: levers.policies: is no lever; levers lie under policies, countries"),
        ("levers:\n  policy.a.x: [1, 2]", "2:3: levers.policy.a.x: is no lever; levers lie under policies, countries"),
        ("levers:\n  parameters.wedge: [1, 2]", "2:3: levers.parameters.wedge: is no lever; levers lie under"),
        ("levers:\n  policies..x: [1, 2]", "2:3: levers.policies..x: must be a path as after --set, such as policies"),
        ("levers:\n  policies.a.x: [1]", "2:17: levers.policies.a.x: must list two values at least"),
        ("levers:\n  policies.a.x: [1, 2, 1]", "2:24: levers.policies.a.x[2]: '1' is listed twice"),
        ("levers:\n  policies.a.x: [1, {a: 2}]", "2:21: levers.policies.a.x[1]: must be a number, a text or a list"),
        ("levers:\n  policies.a.x: 3", "2:17: levers.policies.a.x: must be a list of values, or {low: ..., high: ..."),
        ("levers:\n  policies.a.x: {low: 1}", "2:3: levers.policies.a.x: 'high' is missing"),
        ("levers:\n  policies.a.x: {low: 1, high: 2, stepp: 1}", "unknown key; did you mean 'step'?"),
        ("levers:\n  policies.a.x: {low: 1, high: x}", "2:32: levers.policies.a.x.high: must be a number"),
        ("levers:\n  policies.a.x: {low: 2, high: 2}", "2:32: levers.policies.a.x.high: 2 is not above low, 2"),
        ("levers:\n  policies.a.x: {low: 0, high: 1, step: 0.3}", "step: 0.3 does not lead from 0 to 1 in whole steps"),
        ("levers:\n  policies.a.x: {low: 0, high: 1, step: -1}", "step: -1 does not lead from 0 to 1 in whole steps"),
        ("levers:\n  policies.a.x: {low: 0, high: 1, step: 0.0001}", "step: gives more than 1,000 values"),
        (
            "levers:\n  policies.a.x: {values: [1], label: y}",
            "levers.policies.a.x.values: must list two values at least",
        ),
        ("levers:\n  policies.a: [true, false]", "2:15: levers.policies.a: is a whole policy, the values of which are"),
    ],
)
def test_a_mistake_has_its_place(text: str, problem: str, write: Write) -> None:
    name = write(text)
    with pytest.raises(InputError) as told_of:
        read_space(name)
    assert problem in str(told_of.value)
    assert str(told_of.value).startswith("mine.yaml:")


def test_files_that_ship_go_by_their_names() -> None:
    assert {"china", "japan", "us"} <= set(find_levers())
    with pytest.raises(InputError, match=r"--levers: no file of levers is called 'chna'.*did you mean 'china'"):
        read_space("chna")
