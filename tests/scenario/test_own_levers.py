"""Types of policy from a user's own file: read when named, checked like any other, blamed by line when they fail."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from sim.errors import InputError
from sim.evidence import Evidence
from sim.policy import registry
from sim.scenario import load_levers, load_scenario, loaded, own, scenario_from_resolved
from sim.world.build import frame

ROOT = Path(__file__).parents[2]
Write = Callable[[str, str], Path]

LEVERS = '''\
"""Levers of a test."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from sim.policy import Policy
from sim.policy.base import CountryName


class Blockade(Policy):
    """One spoke is cut off, and everybody sees that nobody comes."""

    example: ClassVar[str] = "{type: NAME, start: 2030, end: 2030, country: TWN, shock: -0.8}"

    type: Literal["NAME"]
    country: CountryName = Field(description="spoke that is cut off")
    shock: float = Field(ge=-5, le=0, description="blow to everybody's trust")

    def apply(self, levers, grid):
        BODY
'''
DOCSTRING = '    """One spoke is cut off, and everybody sees that nobody comes."""\n'
BODY = "levers.trust_shock[grid.first(self.span)] += self.shock"


@pytest.fixture(autouse=True)
def _forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a test makes known is forgotten after it."""
    monkeypatch.setattr("sim.policy.kinds._KNOWN", registry())
    monkeypatch.setattr(own, "_loaded", {})


def text(name: str, body: str = BODY) -> str:
    return LEVERS.replace("NAME", name).replace("BODY", body)


def test_a_type_of_ones_own_is_used_like_any_other(write: Write, evidence: Evidence) -> None:
    source = text("blockade")
    write("levers.py", source)
    before = set(registry())
    (file,) = load_levers([Path("levers.py")])
    assert (file.file, file.types) == ("levers.py", ("blockade",))
    assert file.sha256 == hashlib.sha256(source.encode()).hexdigest()
    assert loaded() == (file,)
    assert set(registry()) - before == {"blockade"}
    path = write("mine.yaml", "policies: [{type: blockade, start: 2030, country: TWN, shock: -0.8}]\n")
    scenario = load_scenario(path, ("policies.0.shock=-0.5",), evidence)
    levers = frame(evidence, scenario).levers
    assert np.flatnonzero(levers.trust_shock.any(axis=1)).tolist() == [4]
    assert (levers.trust_shock[4] == -0.5).all()
    assert scenario_from_resolved(scenario.resolved(), evidence) == scenario


def test_its_mistakes_are_told_with_their_place(write: Write, refusal: Callable[..., list[str]]) -> None:
    write("levers.py", text("cordon"))
    load_levers(["levers.py"])
    for policy, said in (
        ("{type: cordon, start: 2030, country: TWN, shock: 1}", "policies[0].shock: 1 is out of range"),
        ("{type: cordon, start: 2030, country: TWM, shock: 0}", "unknown country 'TWM'; did you mean 'TWN'"),
        ("{type: cordon, start: 2030, land: TWN, shock: 0}", "policies[0].land: unknown key"),
        ("{type: kordon, start: 2030}", "unknown policy type 'kordon'; did you mean 'cordon'?"),
    ):
        problems = refusal(write("mine.yaml", f"policies:\n  - {policy}\n"))
        assert any(said in problem and problem.startswith("mine.yaml:2:") for problem in problems), problems


def test_a_file_that_has_not_changed_is_not_run_again(write: Write) -> None:
    path = write("levers.py", text("picket"))
    first = load_levers([path])
    kind = registry()["picket"]
    assert load_levers([path, path]) == (*first, *first)
    assert registry()["picket"] is kind
    write("levers.py", text("picket", "levers.coercion *= 2"))
    (changed,) = load_levers([path])
    assert changed.sha256 != first[0].sha256
    assert registry()["picket"] is not kind


def _shown(where: str) -> str:
    """The file of levers that the README, or the help of the command, shows."""
    if where == "README":
        return (
            (ROOT / "scenarios" / "README.md")
            .read_text(encoding="utf-8")
            .partition("# my_levers.py\n")[2]
            .partition("```")[0]
        )
    words = [sys.executable, "-m", "sim.cli", "levers", "--help"]
    said = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    lines = said[said.index("    from typing import") : said.index("Arguments:")]
    return textwrap.dedent(lines)


@pytest.mark.parametrize("where", ["README", "help"])
def test_the_file_that_is_shown_works(write: Write, where: str) -> None:
    (file,) = load_levers([write("my_levers.py", _shown(where))])
    assert file.types == ("summit",)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (None, "levers.py: there is no such file"),
        ("x = (\n", "levers.py:1:5: is no Python that can be read: '(' was never closed"),
        ("x = 1\n", "levers.py: defines no type of policy, a class that extends sim.policy.Policy"),
        ("x = 1\ny = x / 0\n", "levers.py:2:1: ZeroDivisionError: division by zero"),
        ("import sys\nsys.exit(3)\n", "levers.py:2:1: SystemExit: 3"),
        (text("tariff"), "levers.py:13:1: Blockade: there is a type of policy 'tariff' already"),
        (text("Big Stick"), "levers.py:13:1: Blockade: needs a field `type: Literal[\"name\"]`"),
        (text("moat").replace('Literal["moat"]', "str"), "levers.py:13:1: Blockade: needs a field `type: Literal"),
        (text("moat").replace("shock: -0.8}", "shock: 0.8}"), "Blockade: its example is refused: shock: "),
        (text("moat").replace("{type: moat", "{type: mote"), "Blockade: its example must be of `type: moat`"),
        (text("moat").replace("shock: -0.8}", "shock: -0.8"), "Blockade: its example cannot be read: "),
        (text("moat").replace("    example", "    sample"), "Blockade: needs an example"),
        (text("moat").replace("def apply", "def work"), "Blockade: needs a method `apply(self, levers, grid)`"),
        (text("moat").replace(DOCSTRING, ""), "Blockade: needs a docstring"),
    ],
)  # fmt: skip
def test_a_file_that_is_wrong_says_where(write: Write, source: str | None, said: str) -> None:
    path = Path("levers.py") if source is None else write("levers.py", source)
    before = registry()
    with pytest.raises(InputError) as caught:
        load_levers([path])
    assert str(caught.value).startswith(said) or (said in str(caught.value) and said.startswith("Blockade"))
    assert registry() == before


def test_every_file_is_looked_at(write: Write) -> None:
    write("one.py", "x = 1\n")
    with pytest.raises(InputError) as caught:
        load_levers(["one.py", "two.txt", "three.py"])
    assert [str(problem).partition(":")[0] for problem in caught.value.problems] == ["one.py", "three.py", "two.txt"]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("levers.tarif += 1", "levers.py:23:1: AttributeError: 'Levers' object has no attribute 'tarif'"),
        ("levers.coercion *= float('nan')", "levers.py:13:1: Blockade.apply: leaves a value in levers.coercion"),
        ("levers.coercion = levers.troops", "levers.py:13:1: Blockade.apply: must write into levers.coercion"),
        ("levers.pact = 3", "levers.py:13:1: Blockade.apply: leaves no PactTerms in levers.pact"),
    ],
)  # fmt: skip
def test_a_type_that_fails_or_spoils_the_levers_is_told(write: Write, evidence: Evidence, body: str, said: str) -> None:
    load_levers([write("levers.py", text("blockade", body))])
    path = write("mine.yaml", "policies: [{type: blockade, start: 2030, country: TWN, shock: -0.8}]\n")
    with pytest.raises(InputError) as caught:
        frame(evidence, load_scenario(path, (), evidence))
    assert str(caught.value).startswith(said)
