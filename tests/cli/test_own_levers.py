"""`--levers`: types of policy of a user's own, from the check of a scenario to a study that is repeated."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

LEVERS = '''\
from typing import ClassVar, Literal

from pydantic import Field

from sim.policy import Policy
from sim.policy.base import unit


class Summit(Policy):
    """A summit that calms Beijing for a while."""

    example: ClassVar[str] = "{type: summit, start: 2028, end: 2029, calm: 0.3}"
    claims: ClassVar[tuple[str, ...]] = ("C031",)

    type: Literal["summit"]
    calm: float = Field(ge=0, le=1, json_schema_extra=unit("share"), description="of the challenger's pressure")

    def apply(self, levers, grid):
        levers.coercion *= 1 - self.calm * grid.cover(self.span)
'''
SCENARIO = """\
title: A summit
extends: status_quo
horizon: {end: 2030}
policies:
  - {id: talks, type: summit, start: 2027, calm: 0.5}
"""
Call = Callable[..., Any]


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A folder with a scenario and the file of levers that it needs."""
    (tmp_path / "summit.py").write_text(LEVERS, encoding="utf-8")
    (tmp_path / "mine.yaml").write_text(SCENARIO, encoding="utf-8")
    return tmp_path


def test_a_file_is_run_only_when_it_is_named(own: Path, pactsim: Call) -> None:
    said = pactsim("check", "mine.yaml")
    assert (said.code, said.out) == (2, "")
    assert said.err == "mine.yaml:5:5: policies[0]: unknown policy type 'summit'\n"
    assert pactsim("check", "mine.yaml", "--levers", "summit.py").out.endswith("policies: talks\n")


def test_it_is_listed_with_the_others(own: Path, pactsim: Call) -> None:
    listed = pactsim("levers", "--levers", "summit.py").out
    assert "Your own\n  summit " in listed
    page = pactsim("levers", "summit", "--levers", "summit.py").out
    assert "0 to 1, share" in page
    assert "  C031  rust: Talking promises more" in page
    assert '"summit"' in pactsim("schema", "--levers", "summit.py").out


@pytest.mark.parametrize("engine", [("mesa", "--workers", "2"), ("ensemble",)], ids=lambda words: words[0])
def test_a_study_records_the_file_and_is_repeated_with_it(own: Path, pactsim: Call, engine: tuple[str, ...]) -> None:
    words = ("--levers", "summit.py", "--replicates", "4", "--no-figures", "--engine", *engine)
    said = pactsim("compare", "status_quo", "mine.yaml", "--set", "horizon.end=2030", *words)
    assert said.code == 0, said.err
    (path,) = (own / "results").glob("*/manifest.json")
    assert f"run --from {path.relative_to(own).as_posix()} --levers summit.py" in said.out
    record = {"file": "summit.py", "sha256": hashlib.sha256(LEVERS.encode()).hexdigest(), "types": ["summit"]}
    assert json.loads(path.read_text(encoding="utf-8"))["levers"] == [record]
    again = pactsim("run", "--from", str(path), "--no-figures", "--engine", engine[0], "--levers", "summit.py")
    assert (again.code, "tables are the same to the byte" in again.err) == (0, True)


def test_a_study_is_not_repeated_without_its_file_or_silently_with_another(own: Path, pactsim: Call) -> None:
    words = ("--levers", "summit.py", "--replicates", "4", "--no-figures")
    assert pactsim("compare", "status_quo", "mine.yaml", "--set", "horizon.end=2030", *words).code == 0
    (path,) = (own / "results").glob("*/manifest.json")
    repeat = ("run", "--from", str(path), "--no-figures")
    refused = pactsim(*repeat)
    assert refused.code == 2
    assert "levers: the study used 'summit.py', which defines summit; name it: --levers summit.py" in refused.err
    (own / "summit.py").write_text(LEVERS.replace("1 - self.calm", "1 + self.calm"), encoding="utf-8")
    changed = pactsim(*repeat, "--levers", "summit.py", "--results", "other")
    assert changed.code == 0
    assert "note: 'summit.py' has changed since the study was made; its tables may differ" in changed.err
    assert "not the same as in the manifest: " in changed.err


def test_a_file_that_the_scenarios_do_not_use_leaves_no_trace(own: Path, pactsim: Call) -> None:
    words = ("run", "status_quo", "--set", "horizon.end=2028", "--replicates", "2", "--no-figures", "--engine", "mesa")
    assert pactsim(*words).code == 0
    (path,) = (own / "results").iterdir()
    assert pactsim(*words, "--levers", "summit.py").code == 0
    assert [*(own / "results").iterdir()] == [path]
    assert json.loads((path / "manifest.json").read_text(encoding="utf-8"))["levers"] == []


def test_a_type_that_fails_is_told_with_its_line(own: Path, pactsim: Call) -> None:
    (own / "summit.py").write_text(LEVERS.replace("grid.cover", "grid.covers"), encoding="utf-8")
    said = pactsim("run", "mine.yaml", "--levers", "summit.py", "--engine", "mesa", "--workers", "2")
    assert (said.code, said.out) == (2, "")
    assert said.err == "summit.py:19:1: AttributeError: 'TimeGrid' object has no attribute 'covers'\n"
