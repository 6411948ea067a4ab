"""Studies of more worlds than are kept year by year, and the choice of the engine that runs them."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
ASKED = ("compare", "status_quo", "asian_nato", "--replicates", "8", "--set", "horizon.end=2036", "--no-figures")
OF_ALL = ("levels", "comparison", "contributions", "conditional")
OF_SOME = ("countries", "theatre", "flashpoints", "draws", "paths", "postures")


def digests(folder: Path) -> dict[str, str]:
    """SHA-256 of the tables of a study by name."""
    return {path.stem: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted((folder / "tables").iterdir())}


def manifest(folder: Path) -> Any:
    return json.loads((folder / "manifest.json").read_text(encoding="utf-8"))


def only(root: Path) -> Path:
    """The single study in a folder of studies."""
    (folder,) = root.iterdir()
    return folder


@pytest.fixture(scope="module")
def studies(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The same comparison with all worlds kept, with three, and with three as CSV: folders, and what was said."""
    home = tmp_path_factory.mktemp("large")
    made: dict[str, Any] = {"home": home}
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    for name, words in (("all", ()), ("three", ("--keep", "3")), ("csv", ("--keep", "3", "--format", "csv"))):
        command = [sys.executable, "-m", "sim.cli", *ASKED, *words, "--results", name]
        done = subprocess.run(command, cwd=home, env=env, capture_output=True, text=True, timeout=300, check=True)
        made[name] = (only(home / name), done.stdout, done.stderr)
    return made


def test_every_world_counts_whether_it_is_kept_or_not(studies: dict[str, Any]) -> None:
    everything, some = digests(studies["all"][0]), digests(studies["three"][0])
    assert [name for name in OF_ALL if everything[name] != some[name]] == []
    assert [name for name in OF_SOME if everything[name] == some[name]] == []
    assert "outcomes" not in everything
    assert manifest(studies["three"][0])["tables"]["outcomes"]["rows"] == 8 * 2 * (1 + 12 + 4)


def test_only_the_first_worlds_are_kept_year_by_year(studies: dict[str, Any]) -> None:
    every, some = (manifest(studies[name][0]) for name in ("all", "three"))
    assert (every["options"], some["options"]) == ({}, {"keep": 3})
    assert some["replicates"] == 8
    rows = some["tables"]["countries"]["rows"]
    assert rows == 3 * 2 * 11 * 12
    assert every["tables"]["countries"]["rows"] == rows / 3 * 8
    drawn, disputed = every["tables"]["draws"]["rows"] / 8, 3
    assert some["tables"]["draws"]["rows"] == 3 * drawn + 5 * disputed


def test_kept_worlds_are_as_in_the_study_that_keeps_all(studies: dict[str, Any]) -> None:
    import pandas as pd

    for name in ("countries", "theatre", "flashpoints"):
        every, some = (pd.read_parquet(studies[study][0] / "tables" / f"{name}.parquet") for study in ("all", "three"))
        same = every[every["replicate"] < 3].reset_index(drop=True)
        pd.testing.assert_frame_equal(some, same, check_exact=True)


def test_that_some_worlds_are_not_kept_is_said_once(studies: dict[str, Any]) -> None:
    line = "Bands and paths: first 3 of 8 worlds."
    folder, out, _ = studies["three"]
    assert out.count(line) == 1
    assert (folder / "summary.md").read_text(encoding="utf-8").count(line) == 1
    folder, out, _ = studies["all"]
    assert "Bands and paths" not in out + (folder / "summary.md").read_text(encoding="utf-8")


def test_such_a_study_is_repeated_to_the_byte(pactsim: Callable[..., Any], studies: dict[str, Any]) -> None:
    folder = studies["three"][0]
    said = pactsim("run", "--from", str(folder), "--results", "again", "--workers", "1", "--no-figures")
    assert said.code == 0
    assert "the 15 tables are the same to the byte" in said.err


def test_text_files_hold_the_same(studies: dict[str, Any]) -> None:
    import pandas as pd

    parquet, text = studies["three"][0], studies["csv"][0]
    assert digests(text)["outcomes"] == digests(parquet)["outcomes"]  # always Parquet, being large
    numbers = pd.read_parquet(parquet / "tables" / "comparison.parquet")["difference"]
    assert pd.read_csv(text / "tables" / "comparison.csv")["difference"].tolist() == numbers.tolist()


def test_figures_of_such_a_study_are_drawn_and_say_what_they_show(
    pactsim: Callable[..., Any], studies: dict[str, Any], tmp_path: Path
) -> None:
    shutil.copytree(studies["three"][0], tmp_path / "study")
    said = pactsim("plot", "study")
    assert (said.code, said.err) == (0, "")
    assert any(name.endswith(".png") for name in said.out.split())


def test_keep_would_change_what_is_repeated(inside: Callable[..., Any], studies: dict[str, Any]) -> None:
    said = inside("run", "--from", str(studies["three"][0]), "--keep", "4")
    assert (said.code, said.out) == (2, "")
    assert said.err == "--keep: would change the study that --from repeats\n"


def test_scenarios_over_other_countries_are_refused_before_anything_runs(pactsim: Callable[..., Any]) -> None:
    said = pactsim("compare", "status_quo", "asian_nato", "--set", "B:drop=[IND]")
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("asian_nato: include: has other countries than 'status_quo'")


def test_engines_give_the_same_study(pactsim: Callable[..., Any], tmp_path: Path) -> None:
    made = {}
    for engine in ("mesa", "ensemble"):
        said = pactsim(*ASKED, "--keep", "3", "--engine", engine, "--results", engine)
        assert said.code == 0, said.err
        folder = only(tmp_path / engine)
        made[engine] = (folder.name, digests(folder))
        assert manifest(folder)["engine"] == engine
    assert made["mesa"] == made["ensemble"]


def test_an_unknown_engine_is_refused(inside: Callable[..., Any]) -> None:
    said = inside("run", "status_quo", "--engine", "quick")
    assert said.code == 2
    assert "--engine" in said.err
    assert "ensemble" in said.err


WITHOUT = """\
import importlib.util, sys
find = importlib.util.find_spec
importlib.util.find_spec = lambda name, package=None: None if name == "numba" else find(name, package)
from sim.cli import main
sys.exit(main(sys.argv[1:]))
"""


def without_compiler(*words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", WITHOUT, *words]
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, timeout=300, check=False)


def test_without_a_compiler_the_readable_engine_runs_and_says_so(tmp_path: Path) -> None:
    words = ("run", "status_quo", "--replicates", "2", "--set", "horizon.end=2027", "--no-figures")
    done = without_compiler(*words, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith("note: numba is not installed: the worlds run in plain Python")
    assert manifest(only(tmp_path / "results"))["engine"] == "mesa"
    quiet = without_compiler(*words, "--engine", "mesa", cwd=tmp_path)
    assert (quiet.returncode, quiet.stderr) == (0, "")


@pytest.mark.parametrize("words", [("run", "status_quo", "--engine", "ensemble"), ("warmup",)])
def test_without_a_compiler_nothing_can_be_compiled(tmp_path: Path, words: tuple[str, ...]) -> None:
    done = without_compiler(*words, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "--engine: numba is not installed, which 'ensemble' needs; pip install numba\n"


def test_what_is_compiled_is_not_compiled_again(pactsim: Callable[..., Any]) -> None:
    assert (pactsim("warmup").out, pactsim("warmup").err) == ("The engine is compiled already.\n", "")
