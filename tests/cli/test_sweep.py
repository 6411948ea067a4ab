"""`pactsim sweep` as a user meets it: killed, stopped, out of room, and gone on with to the same bytes."""

from __future__ import annotations

import hashlib
import json
import re
import resource
import subprocess
from collections.abc import Callable, Iterator
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import long_run
import psutil
import pytest
from long_run import kill, stop, until

ROOT = Path(__file__).parents[2]
FILE = """
title: Trust under tariffs
question: How far do duties move trust?
base: {extends: tariffs_rise, name: duties, horizon: {end: 2028}}
levers: {policies.tariffs.change: {low: 0, high: 30, levels: 3}}
uncertainties: {parameters.trust_tariff: evidence, parameters.trust_loss: {low: 0.3, high: 1, levels: 2}}
design: {type: grid}
replicates: %d
countries: [JPN]
"""
MANY = 800  # worlds at each of 30 points: six units of some tenths of a second


def digests(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted((folder / "tables").iterdir())}


def parts(home: Path) -> list[Path]:
    return sorted(home.glob("results/*/parts/[0-9]*.parquet"))


start = partial(long_run.start, "sweep")


def run(*words: str, cwd: Path) -> tuple[int, str, str]:
    process = start(*words, cwd=cwd)
    out, err = process.communicate(timeout=120)
    return process.returncode, out.decode(), err.decode()


def some_parts(process: subprocess.Popen[bytes], home: Path, several: int) -> None:
    """Wait until some units are done."""
    until(process, lambda: len(parts(home)) >= several)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sweep file, and the study it gives when nothing happens, in `whole`."""
    folder = tmp_path_factory.mktemp("sweeps")
    (folder / "duties.yaml").write_text(FILE % MANY, encoding="utf-8")
    code, _, err = run("duties.yaml", "--results", "whole", "--no-figures", cwd=folder)
    assert (code, err) == (0, "")
    return folder


@pytest.fixture
def place(home: Path) -> Iterator[Path]:
    """The same folder without other results."""
    yield home
    subprocess.run(["rm", "-rf", str(home / "results")], check=True)


def whole(home: Path) -> Path:
    (folder,) = (home / "whole").iterdir()
    return folder


def resumed(home: Path, folder: Path) -> None:
    """Going on gives what a run that nothing happened to has given."""
    code, out, err = run("--resume", str(folder.relative_to(home)), "--no-figures", cwd=home)
    assert (code, err) == (0, "")
    assert f"Study: results/{folder.name}" in out
    assert "  summary.md              what it says, in plain words\n" in out
    assert out.endswith("\nAgain: pactsim sweep duties.yaml\n")  # and not the command that went on with it
    assert digests(folder) == digests(whole(home))
    assert not list(home.glob("results/.*"))
    assert not (folder / "parts").exists()


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_sweep_that_is_killed_goes_on_to_the_same_bytes(place: Path, workers: str) -> None:
    process = start("duties.yaml", "--workers", workers, "--no-figures", cwd=place)
    some_parts(process, place, 2)
    kill(process)
    (folder,) = (place / "results").iterdir()
    assert {path.name for path in folder.iterdir()} == {"unfinished.json", "points.parquet", "parts", "running"}
    kept = {path.name: path.stat().st_mtime_ns for path in parts(place)}
    assert 2 <= len(kept) < 6
    second = start("--resume", folder.name, "--workers", workers, "--no-figures", cwd=place)
    some_parts(second, place, len(kept) + 1)
    kill(second)  # and again
    now = {path.name: path.stat().st_mtime_ns for path in parts(place)}
    assert {name: now[name] for name in kept} == kept  # nothing that was done is done again
    resumed(place, folder)


def test_ctrl_c_keeps_what_is_done_and_says_how_to_go_on(place: Path) -> None:
    process = start("duties.yaml", "--no-figures", cwd=place)
    some_parts(process, place, 2)
    before = len(parts(place))
    code, out, err = stop(process)
    (folder,) = (place / "results").iterdir()
    done = len(parts(place))
    assert (code, out) == (130, "")
    assert err == (
        f"note: interrupted: {done} of 6 units of duties are done and kept; "
        f"go on with: pactsim sweep --resume results/{folder.name}\n"
    )
    assert before <= done <= before + 4
    assert not (folder / "running").exists()
    code, _, said = run("duties.yaml", "--no-figures", cwd=place)  # the same command goes on by itself
    assert code == 0
    assert said == f"note: going on with the unfinished results/{folder.name}\n"
    assert digests(folder) == digests(whole(place))


@pytest.mark.slow
def test_processes_of_the_readable_engine_stop_as_well(place: Path) -> None:
    (place / "few.yaml").write_text(FILE % 6, encoding="utf-8")
    words = ("few.yaml", "--engine", "mesa", "--workers", "2", "--no-figures")
    process = start(*words, cwd=place)
    some_parts(process, place, 1)
    code, _, err = stop(process)
    assert code == 130, err
    (folder,) = (place / "results").iterdir()
    code, _, _ = run("--resume", folder.name, "--no-figures", cwd=place)  # by the other engine
    assert code == 0
    code, _, _ = run("few.yaml", "--results", "results/other", "--no-figures", cwd=place)
    assert code == 0
    (other,) = (place / "results" / "other").iterdir()
    assert digests(folder) == digests(other)


DASK = ("duties.yaml", "--executor", "dask", "--workers", "2", "--no-figures")


def hands(process: subprocess.Popen[bytes], several: int) -> list[psutil.Process]:
    """The worker processes of the cluster that the program starts."""

    def there() -> list[psutil.Process]:
        beside = psutil.Process(process.pid).children()
        return [one for one in beside if any("spawn_main" in word for word in one.cmdline())]

    until(process, lambda: len(there()) == several)
    return there()


def test_a_worker_of_a_cluster_that_is_killed_does_not_show(place: Path) -> None:
    process = start(*DASK, cwd=place)
    first, second = hands(process, 2)
    some_parts(process, place, 2)
    first.kill()
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    assert b"Study: results/" in out
    assert re.fullmatch(
        r"note: \d times? a unit had to go out again; the last: unit \d of 6: "
        r"its worker tcp://127\.0\.0\.1:\d+ was lost\n",
        err.decode(),
    )
    (folder,) = (place / "results").iterdir()
    assert digests(folder) == digests(whole(place))
    assert not second.is_running()  # nothing is left behind


def test_ctrl_c_at_a_cluster_keeps_what_is_done(place: Path) -> None:
    process = start(*DASK, cwd=place)
    some_parts(process, place, 1)
    code, out, err = stop(process)
    (folder,) = (place / "results").iterdir()
    assert (code, out) == (130, "")
    assert err == (
        f"note: interrupted: {len(parts(place))} of 6 units of duties are done and kept; "
        f"go on with: pactsim sweep --resume results/{folder.name}\n"
    )


def test_a_disk_without_room_is_a_sentence(place: Path) -> None:
    """A limit on the size of files stands for a disk that takes the plan and no part."""

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))

    process = start("duties.yaml", "--no-figures", cwd=place, first=limited)
    out, err = process.communicate(timeout=60)
    (folder,) = (place / "results").iterdir()
    assert (process.returncode, out) == (1, b"")
    assert err.decode().startswith(f"pactsim: results/{folder.name}: the part of unit ")
    (said,) = err.decode().splitlines()
    assert "of 6 could not be written: file too large; what is done is kept: make room, then go on with:" in said
    resumed(place, folder)


def test_a_changed_scenario_is_not_mixed(place: Path) -> None:
    process = start("duties.yaml", "--no-figures", cwd=place)
    some_parts(process, place, 1)
    kill(process)
    (folder,) = (place / "results").iterdir()
    kept = {path.name: path.read_bytes() for path in parts(place)}
    (place / "duties.yaml").write_text((FILE % MANY).replace("2028", "2029"), encoding="utf-8")
    try:
        code, out, err = run("--resume", folder.name, cwd=place)
    finally:
        (place / "duties.yaml").write_text(FILE % MANY, encoding="utf-8")
    assert (code, out) == (2, "")
    assert err == (
        f"results/{folder.name}: was begun with another state of the scenario duties (horizon); its worlds are not "
        "mixed with new ones. Put that back, or leave --resume out to begin anew\n"
    )
    assert {path.name: path.read_bytes() for path in parts(place)} == kept
    resumed(place, folder)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the study of a small sweep, figures included."""
    folder = tmp_path_factory.mktemp("small")
    (folder / "duties.yaml").write_text(FILE % 8, encoding="utf-8")
    code, out, err = run("duties.yaml", cwd=folder)
    assert (code, err) == (0, "")
    (folder / "said.txt").write_text(out, encoding="utf-8")
    return folder


def test_it_ends_with_what_moves_most(small: Path) -> None:
    said = (small / "said.txt").read_text(encoding="utf-8")
    assert max(map(len, said.splitlines())) <= 80
    assert said.startswith("Trust under tariffs\n30 points, 240 worlds, ")
    (line,) = [line for line in said.splitlines() if "Trust in the hub" in line]
    assert "tariffs.change" in line
    (folder,) = (small / "results").iterdir()
    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    figures = {f"figures/{name}.{end}" for name in ("effects", "response") for end in ("png", "svg")}
    tables = ("dimensions", "effects", "points", "responses", "summary", "worlds")
    assert names == {"manifest.json", "summary.md", *figures, *(f"tables/{name}.parquet" for name in tables)}
    page = (folder / "summary.md").read_text(encoding="utf-8")
    assert "*How far do duties move trust?*" in page
    assert "| `parameters.trust_tariff` | uncertainty | 0.05 to 0.5" in page
    assert "| Trust in the hub | `policies.tariffs.change` |" in page


def test_a_machine_gets_the_effects(small: Path, pactsim: Callable[..., Any]) -> None:
    said = pactsim("sweep", str(small / "duties.yaml"), "--no-figures", "--json")
    assert (said.code, said.err) == (0, "")
    told = json.loads(said.out)
    assert (told["points"], told["replicates"], told["failures"]) == (30, 8, 0)
    first = next(one for one in told["effects"] if one["outcome"] == "trust.mean")
    assert first["path"] == "policies.tariffs.change"
    assert first["difference"] < first["ci_high"] < 0


def test_its_figures_are_drawn_again(small: Path, pactsim: Callable[..., Any]) -> None:
    (folder,) = (small / "results").iterdir()
    before = {path.name: path.read_bytes() for path in (folder / "figures").iterdir()}
    said = pactsim("plot", str(folder))
    assert (said.code, len(said.out.splitlines())) == (0, 4)
    assert {path.name: path.read_bytes() for path in (folder / "figures").iterdir()} == before


def test_a_grid_of_two_is_a_map(tmp_path: Path, pactsim: Callable[..., Any]) -> None:
    text = (FILE % 4).replace("parameters.trust_tariff: evidence, ", "")
    (tmp_path / "map.yaml").write_text(text, encoding="utf-8")
    assert pactsim("sweep", "map.yaml").code == 0
    assert sorted(path.name for path in tmp_path.glob("results/*/figures/*.png")) == ["heatmap.png"]


def test_nothing_needs_to_be_varied(tmp_path: Path, pactsim: Callable[..., Any]) -> None:
    (tmp_path / "one.yaml").write_text("base: status_quo\ndesign: {type: grid}\nreplicates: 3\n", encoding="utf-8")
    said = pactsim("sweep", "one.yaml", "--set", "horizon.end=2028")
    assert said.code == 0, said.err
    assert "1 point, 3 worlds" in said.out


def test_a_sweep_is_no_simulation_to_repeat(small: Path, pactsim: Callable[..., Any]) -> None:
    (folder,) = (small / "results").iterdir()
    said = pactsim("run", "--from", str(folder))
    assert said.code == 2
    assert said.err.endswith("holds a sweep; repeat it with: pactsim sweep duties.yaml\n")


@pytest.mark.parametrize(
    ("words", "err"),
    [
        ((), "sweep: needs a sweep, or --resume and a study\n"),
        (("cofficients",), "cofficients: no sweep has this name; did you mean 'coefficients'?\n"),
        (("nowhere.yaml",), "nowhere.yaml: there is no such file\n"),
        (("--resume", "x", "--points", "4"), "--points: would change the study that --resume goes on with\n"),
        (("--resume", "nowhere"), "nowhere: there is no such study, nor in results/\n"),
        (
            ("disputed_numbers", "--points", "4"),
            "--points: the points of a design of type one_at_a_time follow from its",
        ),
        (("disputed_numbers", "--scheduler", "tcp://here:1"), "--scheduler: goes with --executor dask\n"),
        (
            ("disputed_numbers", "--executor", "dask", "--scheduler", "tcp://here:1", "--workers", "2"),
            "--workers: cannot be said of the cluster at --scheduler, which has those it has\n",
        ),
        (
            ("disputed_numbers", "--executor", "dask", "--scheduler", "here"),
            "--scheduler here: is no address of a scheduler, as tcp://10.0.0.1:8786: missing port number",
        ),
        (("disputed_numbers", "--set", "stpe=1"), "--set stpe=1: stpe: unknown key; did you mean 'step'?\n"),
    ],
)
def test_a_misunderstanding_is_told(inside: Callable[..., Any], words: tuple[str, ...], err: str) -> None:
    said = inside("sweep", *words)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith(err)


def test_an_address_where_nobody_answers_is_told(
    inside: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from sim.sweep import cluster

    monkeypatch.setattr(cluster, "SECONDS", 1)
    said = inside("sweep", "disputed_numbers", "--executor", "dask", "--scheduler", "tcp://127.0.0.1:1")
    assert (said.code, said.out) == (2, "")
    assert said.err == (
        "--scheduler tcp://127.0.0.1:1: no scheduler answered within 1 s; "
        "does it run, and can it be reached from here?\n"
    )
    assert list(tmp_path.iterdir()) == []  # nothing was begun


@pytest.mark.parametrize(
    ("missing", "words", "err"),
    [
        ("SALib", ("coefficients",), "sweep: a design of type sobol needs SALib; pip install 'pactsim[sweep]'\n"),
        (
            "distributed",
            ("coefficients", "--executor", "dask"),
            "--executor dask: needs distributed; pip install 'pactsim[dask]'\n",
        ),
    ],
)
def test_a_package_that_is_missing_is_told(
    inside: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, missing: str, words: tuple[str, ...], err: str
) -> None:
    monkeypatch.setattr("sim.errors.find_spec", lambda name: None if name == missing else find_spec(name))
    said = inside("sweep", *words)
    assert (said.code, said.err) == (2, err)


def test_studies_are_listed(small: Path, pactsim: Callable[..., Any]) -> None:
    (folder,) = (small / "results").iterdir()
    said = pactsim("results", cwd=small)
    first, second, third, _, last = said.out.splitlines()
    assert first == folder.name
    assert second.startswith("  finished, 20")
    assert third == "  sweep of duties over 30 points (grid) with 240 worlds, seed 2026"
    assert last.startswith("1 study in results/, ")
    (entry,) = json.loads(pactsim("results", "--json", cwd=small).out)
    assert (entry["study"], entry["state"], entry["worlds"]) == (folder.name, "finished", 240)
    assert pactsim("results", "--results", "nowhere", cwd=small).out == "There is no study in nowhere/.\n"


def test_sweeps_are_listed_apart(inside: Callable[..., Any]) -> None:
    scenarios, sweeps = re.split(r"\(pactsim\s+sweep\s+NAME\)\s*\n", inside("scenarios").out)  # a long path is broken
    assert [line.split()[0] for line in sweeps.splitlines() if line.startswith("    ") and line[4] != " "] == sorted(
        path.stem for path in (ROOT / "scenarios" / "sweeps").glob("*.yaml")
    )
    assert "    status_quo " in scenarios
    assert "tariff_and_commitment" not in scenarios
