"""Every kind of wrong file and override: all problems at once, each with its place, nothing left behind."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

_BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{after}: &{after} [{','.join([f'*{before}'] * 9)}]\n"
    for before, after in zip("abcdefgh", "bcdefghi", strict=True)
)
FILES: dict[str, bytes] = {
    "twice": b"title: a\ntitle: b\nseed: 1\nseed: 2\n",
    "circle": b"extends: other\n",
    "other": b"extends: circle\n",
    "orphan": b"extends: status_qou\n",
    "empty": b"",
    "binary": b"title: \xff\xfe\x00\n",
    "large": b"a" * (10 << 20),
    "bomb": _BOMB.encode(),
    "syntax": b"title: [unclosed\n",
    "list": b"- a\n- b\n",
    "horizon": b"horizon: {start: 2040, end: 2030}\n",
    "late": b"policies:\n  - {type: tariff, start: 2050, change: 5}\n",
    "tag": b'seed: !!python/object/apply:os.system ["true"]\n',
}
ERRORS: dict[str, list[str]] = {
    "twice": [
        "twice.yaml:2:1: title: the key is given twice, first in line 1",
        "twice.yaml:4:1: seed: the key is given twice, first in line 3",
    ],
    "circle": ["other.yaml:1:10: extends: scenarios extend each other in a circle: circle -> other -> circle"],
    "orphan": ["orphan.yaml:1:10: extends: no scenario is called 'status_qou'; did you mean 'status_quo'?"],
    "empty": ["empty.yaml: is empty"],
    "binary": ["binary.yaml:1:8: is not text in UTF-8"],
    "large": ["large.yaml: is larger than 1024 KiB"],
    "list": ["list.yaml:1:1: a scenario must be a mapping of keys to values"],
    "horizon": ["horizon.yaml:1:1: horizon: ends (2030) before a year has passed since its start (2040)"],
    "late": ["late.yaml:2:27: policies[0].start: the policy starts after the horizon, 2026 to 2045"],
    "absent": ["absent.yaml: there is no such file"],
}
_MANY = """\
extends: status_quo
hotizon: {start: 2026}
seed: much
replicates: 0
countries:
  JPX: {hub_trust: 0.4}
  JPN: {hub_trust: 1.4, hub_trst: 0.2}
policies:
  - {type: tarif, start: 2027, change: 5}
  - {type: tariff, start: 2030, end: 2028, change: 5}
  - {type: tariff, start: 2027, change: 5, countries: [JPP]}
"""
_MANY_ERRORS = [
    "many.yaml:2:1: hotizon: unknown key; did you mean 'horizon'?",
    "many.yaml:3:7: seed: must be a whole number",
    "many.yaml:4:13: replicates: 0 is out of range, must be at least 1",
    "many.yaml:6:3: countries.JPX: unknown key; did you mean 'JPN'?",
    "many.yaml:7:20: countries.JPN.hub_trust: 1.4 is out of range, must be at most 1",
    "many.yaml:7:25: countries.JPN.hub_trst: unknown key; did you mean 'hub_trust'?",
    "many.yaml:9:5: policies[0]: unknown policy type 'tarif'; did you mean 'tariff'?",
    "many.yaml:10:38: policies[1].end: ends (2028) before it starts (2030)",
    "many.yaml:11:56: policies[2].countries[0]: unknown country 'JPP'; did you mean 'JPN'?",
]


@pytest.fixture
def files(tmp_path: Path) -> Path:
    for name, content in FILES.items():
        (tmp_path / f"{name}.yaml").write_bytes(content)
    (tmp_path / "many.yaml").write_text(_MANY, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("name", ERRORS)
def test_each_problem_has_its_place(inside: Callable[..., Any], files: Path, name: str) -> None:
    said = inside("check", f"{name}.yaml")
    assert (said.code, said.out) == (2, "")
    assert said.err.splitlines() == ERRORS[name]


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("bomb", "bomb.yaml:1:"),
        ("syntax", "syntax.yaml:2:1: not valid YAML: "),
        ("tag", "tag.yaml:1:7: seed: the tag "),
    ],
)
def test_what_is_no_plain_yaml_is_refused(inside: Callable[..., Any], files: Path, name: str, start: str) -> None:
    said = inside("check", f"{name}.yaml")
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith(start)


@pytest.mark.parametrize(
    "words", [("check", "many.yaml"), ("run", "many.yaml"), ("compare", "status_quo", "many.yaml")]
)
def test_all_problems_of_a_file_come_at_once_and_nothing_is_written(
    pactsim: Callable[..., Any], files: Path, words: tuple[str, ...]
) -> None:
    before = sorted(files.iterdir())
    said = pactsim(*words)
    assert (said.code, said.out) == (2, "")
    assert said.err.splitlines() == _MANY_ERRORS
    assert sorted(files.iterdir()) == before


def test_a_machine_gets_the_problems_as_data(pactsim: Callable[..., Any], files: Path) -> None:
    said = pactsim("check", "many.yaml", "--json")
    answer = json.loads(said.out)
    assert (said.code, said.err, answer["ok"]) == (2, "", False)
    assert answer["problems"][0] == {
        "file": "many.yaml",
        "line": 2,
        "column": 1,
        "path": "hotizon",
        "sentence": "unknown key",
        "nearest": "horizon",
    }
    assert len(answer["problems"]) == len(_MANY_ERRORS)


def test_all_overrides_are_checked_at_once(pactsim: Callable[..., Any]) -> None:
    sets = [
        "countries.JPN.hub_trst=0.4",
        "countries.JPN.hub_trust=7",
        "wxyz.x=1",
        "seed=abc",
        "nothing",
        "title.x=3",
    ]
    said = pactsim("check", "status_quo", *(word for text in sets for word in ("--set", text)))
    assert (said.code, said.out) == (2, "")
    assert set(said.err.splitlines()) == {
        "--set countries.JPN.hub_trst=0.4: countries.JPN.hub_trst: unknown key; did you mean 'hub_trust'?",
        "--set countries.JPN.hub_trust=7: countries.JPN.hub_trust: 7 is out of range, must be at most 1",
        "--set wxyz.x=1: wxyz: unknown key",
        "--set seed=abc: seed: must be a whole number",
        "--set nothing: must read path=value, as countries.JPN.hub_trust=0.4",
        "--set title.x=3: title.x: leads into a value that has no entries",
    }


@pytest.mark.parametrize(
    ("words", "err"),
    [
        (("check", "asian_nat"), "asian_nat: no scenario has this name; did you mean 'asian_nato'?"),
        (("check", "a\x1b[31mb"), r"a\x1b[31mb: no scenario has this name"),
        (("explain", "status_quo", "JPNN"), "COUNTRY: unknown country 'JPNN'; did you mean 'JPN'?"),
        (("explain", "status_quo", "Jappan"), "COUNTRY: unknown country 'Jappan'; did you mean 'Japan'?"),
        (("explain", "status_quo", "IND", "--set", "drop=[IND]"),
         "COUNTRY: IND takes no part in status_quo; to let it in: --set add=[IND]"),
        (("run", "--from", "gone.json"), "gone.json: there is no such file"),
        (("run", "status_quo", "--from", "x"), "--from: repeats a whole study; leave out the scenario 'status_quo'"),
        (("run", "--from", "x", "--seed", "1"), "--seed: would change the study that --from repeats"),
        (("compare", "status_quo", "asian_nato", "--set", "C:seed=1"), "--set C:seed=1: 'C' is none of the scenarios"),
        (("run", "status_quo", "--results", "file/x"), "file/x: cannot hold results: {cwd}/file is no folder"),
        (("plot", "."), ".: holds no manifest.json, so it is not a result folder of pactsim"),
        (("plot", "gone"), "gone: is not a folder"),
        (("--seeds", "gone", "check", "status_quo"), "gone: there is no such folder"),
        (("check", "status_quo", "--seeds", "."), ".: holds no evidence (units.yaml is missing)"),
        (("evidence", "hub_trst"), "evidence: nothing is called 'hub_trst'; did you mean 'hub_trust'?"),
        (("evidence", "JPN.hub_trst"), "evidence: JPN has no 'hub_trst'; did you mean 'JPN.hub_trust'?"),
        (("evidence", "JPN", "--check"), "--check: walks all of the evidence; leave out 'JPN'"),
        (("levers", "tarif"), "levers: there is no policy type 'tarif'; did you mean 'tariff'?"),
        (("new", "x.txt"), "x.txt: a scenario's file must end in .yaml or .yml"),
        (("new", "gone/x.yaml"), "gone/x.yaml: there is no folder 'gone'"),
        (("new", "x", "--extends", "us_retrat"),
         "--extends: no scenario is called 'us_retrat'; did you mean 'us_retreat'?"),
        (("schema", "-o", "gone/x.json"), "gone/x.json: cannot be written (No such file or directory)"),
    ],
)  # fmt: skip
def test_a_wrong_name_is_one_line(inside: Callable[..., Any], tmp_path: Path, words: tuple[str, ...], err: str) -> None:
    (tmp_path / "file").touch()
    said = inside(*words)
    assert (said.code, said.out) == (2, "")
    assert said.err == err.replace("{cwd}", str(tmp_path)) + "\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file"]


def test_a_year_outside_the_horizon_is_refused(inside: Callable[..., Any], tmp_path: Path) -> None:
    said = inside("explain", "status_quo", "JPN", "--year", "1999")
    assert (said.code, said.out) == (2, "")
    assert said.err == "--year: 1999 lies outside the horizon 2026-2045\n"
    assert not list(tmp_path.iterdir())


def test_scenarios_that_cannot_be_paired_are_refused(inside: Callable[..., Any], tmp_path: Path) -> None:
    said = inside("compare", "status_quo", "asian_nato", "--set", "B:horizon.end=2040")
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("asian_nato: horizon: runs 2026-2040")
    assert not list(tmp_path.iterdir())


def test_a_broken_manifest_is_refused(inside: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text('{"kind": "run",\n', encoding="utf-8")
    said = inside("run", "--from", "manifest.json")
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("manifest.json:2:1: not JSON")
