"""Properties: what is resolved comes back equal, and no mistake ends in anything but an address."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.errors import BAD_INPUT, InputError
from sim.evidence import Evidence, load_evidence
from sim.scenario import load_scenario, scenario_from_resolved

EVIDENCE: Evidence = load_evidence(Path(__file__).parents[2] / "seeds")
CODES = sorted(EVIDENCE.countries)
SLOW_START = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture], deadline=None)

_codes = st.sampled_from(CODES)
_shares = st.floats(0, 1)
_years = st.integers(2026, 2040)


def _entries(names: dict[str, tuple[float, float]]) -> st.SearchStrategy[dict[str, float]]:
    return st.fixed_dictionaries({}, optional={name: st.floats(*bounds) for name, bounds in names.items()})


def _bounds(unit: str) -> tuple[float, float]:
    return EVIDENCE.units[unit].minimum, EVIDENCE.units[unit].maximum


_policies = st.one_of(
    st.fixed_dictionaries({"type": st.just("tariff"), "start": _years, "change": st.floats(-300, 300)}),
    st.fixed_dictionaries(
        {
            "type": st.just("tariff"),
            "start": st.dates().filter(lambda day: 2026 <= day.year <= 2040),
            "change": _shares,
        },
        optional={"exempt": st.fixed_dictionaries({"pact": _shares}), "countries": st.lists(_codes, min_size=1)},
    ),
    st.fixed_dictionaries(
        {
            "type": st.just("formal_pact"),
            "start": _years,
            "end": st.integers(2040, 2060),
            "invited": st.lists(_codes, min_size=2, unique=True),
            "quorum": st.just(2),
        }
    ),
    st.fixed_dictionaries(
        {
            "type": st.just("administration"),
            "start": _years,
            "holder": st.sampled_from(["america_first", "internationalist"]),
        }
    ),
)


def _agree(policies: list[dict[str, Any]]) -> bool:
    """Whether at most one pact is offered and one administration fixed, as a scenario may."""
    kinds = [policy["type"] for policy in policies]
    return all(kinds.count(kind) < 2 for kind in ("formal_pact", "administration"))


SCENARIOS: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {
        "horizon": st.fixed_dictionaries({"start": st.integers(2020, 2026), "end": st.integers(2041, 2060)}),
        "step": st.sampled_from([1, 0.5, 0.25, 1 / 3, 1 / 12]),
        "replicates": st.integers(1, 1000),
        "seed": st.integers(0, 2**32 - 1),
        "draws": st.sampled_from(("posterior", "prior", "central")),
        "include": st.lists(_codes, min_size=1, unique=True),
        "countries": st.dictionaries(
            _codes, _entries({name: _bounds(item.unit) for name, item in EVIDENCE.definitions.items()}), max_size=3
        ),
        "parameters": _entries({name: _bounds(figure.unit) for name, figure in list(EVIDENCE.law.items())[:10]}),
        "policies": st.lists(_policies, max_size=4).filter(_agree),
    },
    optional={"title": st.text(min_size=1, alphabet="abc é:#{}'\"\n")},
)


def _write(folder: Path, data: dict[str, Any]) -> Path:
    path = folder / "case.yaml"
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return path


@given(data=SCENARIOS)
@SLOW_START
def test_what_is_resolved_comes_back_equal(tmp_path_factory: pytest.TempPathFactory, data: dict[str, Any]) -> None:
    scenario = load_scenario(_write(tmp_path_factory.mktemp("s"), data), (), EVIDENCE)
    through_json = json.loads(json.dumps(scenario.resolved()))
    assert scenario_from_resolved(through_json, EVIDENCE) == scenario
    assert scenario_from_resolved(through_json, EVIDENCE).resolved() == scenario.resolved()
    through_yaml = _write(tmp_path_factory.mktemp("s"), scenario.resolved())
    assert load_scenario(through_yaml, (), EVIDENCE) == scenario


def _keys(data: Any) -> list[tuple[str | int, ...]]:
    """Paths of all keys of a scenario."""
    if isinstance(data, dict):
        return [path for key, value in data.items() for path in [(key,), *((key, *rest) for rest in _keys(value))]]
    if isinstance(data, list):
        return [(index, *rest) for index, value in enumerate(data) for rest in _keys(value)]
    return []


def _rename(data: Any, path: tuple[str | int, ...], name: str) -> Any:
    if isinstance(data, list):
        return [_rename(item, path[1:], name) if index == path[0] else item for index, item in enumerate(data)]
    return {
        (name if key == path[0] and len(path) == 1 else key): (
            _rename(value, path[1:], name) if key == path[0] and len(path) > 1 else value
        )
        for key, value in data.items()
    }


@given(data=SCENARIOS, draw=st.data())
@SLOW_START
def test_a_misspelt_key_is_always_answered_with_its_address(
    tmp_path_factory: pytest.TempPathFactory, data: dict[str, Any], draw: st.DataObject
) -> None:
    path = draw.draw(st.sampled_from(_keys(data)))
    key = str(path[-1])
    cut = draw.draw(st.integers(0, len(key) - 1))
    misspelt = key[:cut] + draw.draw(st.sampled_from("qzx_")) + key[cut:]
    file = _write(tmp_path_factory.mktemp("s"), _rename(data, path, misspelt))
    with pytest.raises(InputError) as caught:
        load_scenario(file, (), EVIDENCE)
    assert caught.value.exit_code == BAD_INPUT
    lines = file.read_text(encoding="utf-8").splitlines()
    for problem in caught.value.problems:
        assert problem.address.file == str(file)
        assert 1 <= problem.address.line <= len(lines)
        assert 1 <= problem.address.column <= len(lines[problem.address.line - 1])
    if path[-1] != "type":  # without a type the keys of a policy cannot be judged
        (problem,) = [problem for problem in caught.value.problems if problem.path.endswith(misspelt)]
        assert lines[problem.address.line - 1][problem.address.column - 1 :].startswith(f"{misspelt}:")


@given(data=SCENARIOS, draw=st.data())
@SLOW_START
def test_a_damaged_file_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, data: dict[str, Any], draw: st.DataObject
) -> None:
    file = _write(tmp_path_factory.mktemp("s"), data)
    content = bytearray(file.read_bytes())
    for _ in range(draw.draw(st.integers(1, 4))):
        place = draw.draw(st.integers(0, len(content) - 1))
        content[place] = draw.draw(st.integers(0, 255))
    file.write_bytes(bytes(content))
    with contextlib.suppress(InputError):  # any other exception fails the test
        load_scenario(file, (), EVIDENCE)


@given(path=st.text(alphabet="abcJPN.[]0=policieshorizon", max_size=20), value=st.text(max_size=10))
@SLOW_START
def test_any_override_is_taken_or_refused(tmp_path_factory: pytest.TempPathFactory, path: str, value: str) -> None:
    file = _write(tmp_path_factory.mktemp("s"), {"title": "t", "policies": []})
    with contextlib.suppress(InputError):
        load_scenario(file, [f"{path}={value}"], EVIDENCE)


def test_a_manifest_must_be_complete_and_alone() -> None:
    with pytest.raises(InputError) as caught:
        scenario_from_resolved({"extends": "x", "name": "y"}, EVIDENCE, "manifest.json")
    assert str(caught.value) == (
        "manifest.json: extends: a resolved scenario stands alone\nmanifest.json: 'horizon' is missing"
    )
