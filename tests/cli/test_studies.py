"""Studies end to end: folders, tables that can be repeated to the byte, what is shown at the end."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from sim.evidence import find_seeds
from sim.report.why import TOTAL, _grid
from sim.results.wording import MINUS

RUN_TABLES = {"countries", "theatre", "flashpoints", "draws", "failures"}


def digests(folder: Path) -> dict[str, str]:
    """SHA-256 of the tables of a study by name."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted((folder / "tables").iterdir())}


def manifest(folder: Path) -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return found


def only(root: Path) -> Path:
    """The single study in a folder of studies."""
    (folder,) = root.iterdir()
    return folder


def test_a_comparison_ends_with_a_table_and_a_folder(compared: Any) -> None:
    out: str = compared.said.out
    assert compared.said.err == ""
    assert max(map(len, out.split("\nStudy: ")[0].splitlines())) <= 80
    assert "Pact in force" in out
    home = f"results/{compared.folder.name}"
    assert f"\nStudy: {home}\n" in out
    assert out.endswith(f"Again: pactsim run --from {home}/manifest.json\n")
    files = re.findall(r"^  ((?:summary|tables|figures)\S*)  ", out, re.MULTILINE)
    assert len(files) == 3
    assert all((compared.folder / name).is_file() for name in files)


def test_a_comparison_holds_tables_figures_summary_and_manifest(compared: Any) -> None:
    assert compared.folder.name.startswith("compare-status_quo-asian_nato-")
    made = manifest(compared.folder)
    assert (made["kind"], made["replicates"], list(made["scenarios"])) == ("compare", 6, ["status_quo", "asian_nato"])
    assert made["command"][:2] == ["pactsim", "compare"]
    assert set(made["tables"]) >= RUN_TABLES | {"comparison", "levels", "postures"}
    for name, record in made["tables"].items():
        assert digests(compared.folder)[f"{name}.parquet"] == record["sha256"]
    figures = {path.suffix for path in (compared.folder / "figures").iterdir()}
    assert figures == {".png", ".svg"}
    assert (compared.folder / "summary.md").read_text(encoding="utf-8").startswith("# ")
    assert {path.name for path in compared.folder.iterdir()} == {"manifest.json", "summary.md", "tables", "figures"}


def test_a_study_is_repeated_to_the_byte(pactsim: Callable[..., Any], compared: Any, tmp_path: Path) -> None:
    said = pactsim("run", "--from", str(compared.folder / "manifest.json"), "--results", "again", "--no-figures")
    assert said.code == 0
    assert "the same to the byte" in said.err
    again = only(tmp_path / "again")
    assert again.name == compared.folder.name
    assert digests(again) == digests(compared.folder)
    assert f"Figures: pactsim plot again/{again.name}\n" in said.out


def test_the_number_of_processes_does_not_matter(pactsim: Callable[..., Any], compared: Any, tmp_path: Path) -> None:
    words = ("compare", "status_quo", "asian_nato", "--replicates", "6", "--workers", "2", "--no-figures")
    assert pactsim(*words).code == 0
    assert digests(only(tmp_path / "results")) == digests(compared.folder)


def test_a_run_answers_a_machine(simulated: Any, home: Path) -> None:
    answer = json.loads(simulated.said.out)
    assert simulated.said.err == ""
    assert home / answer["path"] == simulated.folder
    assert (answer["kind"], answer["worlds"], answer["asked"], answer["interrupted"]) == ("run", 3, 3, False)
    assert {"outcome", "mean", "low", "high"} <= set(answer["levels"][0])


def test_a_run_can_be_stored_as_csv(simulated: Any) -> None:
    rows = (simulated.folder / "tables" / "countries.csv").read_text(encoding="utf-8").splitlines()
    assert rows[0].startswith("scenario,replicate,year,country,posture")
    assert len(rows) == 1 + 3 * 20 * 12
    assert not (simulated.folder / "figures").exists()


def test_overrides_reach_the_worlds(pactsim: Callable[..., Any], tmp_path: Path) -> None:
    sets = ("--set", "drop=[IND, IDN]", "--set", "horizon.end=2028", "--set", "B:policies.pact.invited=[JPN, AUS, KOR]")
    words = ("--replicates", "2", "--seed", "7", "--no-figures", "--json")
    said = pactsim("compare", "status_quo", "asian_nato", *sets, *words)
    assert said.code == 0
    assert json.loads(said.out)["seed"] == 7
    made = manifest(only(tmp_path / "results"))
    first, second = made["scenarios"].values()
    assert (first["horizon"], second["horizon"]) == ({"start": 2026, "end": 2028},) * 2
    assert "IND" not in first["include"]
    assert (first["policies"], second["policies"][0]["invited"]) == ([], ["JPN", "AUS", "KOR"])
    assert (first["replicates"], first["seed"]) == (2, 7)


def test_an_explanation_shows_terms_chances_flips_and_difference(explained: Any) -> None:
    out: str = explained.said.out
    assert explained.said.err == ""
    assert out.startswith("Japan 2030, ")
    for said in (
        "security",
        "total",
        "chance",
        "open in",
        "What would have to change",
        "Difference to",
        "world by world",
    ):
        assert said in out
    assert max(map(len, out.split("\nStudy: ")[0].splitlines())) <= 80
    head = next(line for line in out.splitlines() if "accommodate" in line)
    assert [word.rstrip("*") for word in head.split()] == ["Term", "accommodate", "hedge", "network", "ally", "pact"]
    assert list((explained.folder / "figures").glob("choice-JPN-2030-*.png"))


def test_the_terms_of_an_explanation_add_up(explained: Any) -> None:
    rows = [line.split() for line in explained.said.out.split("Mean over worlds")[0].splitlines() if " ±" in line]
    numbers = {row[0]: [float(cell.replace("\N{MINUS SIGN}", "-")) for cell in row[1::2]] for row in rows}
    total = numbers.pop("total")
    for column, value in enumerate(total):
        assert abs(sum(row[column] for row in numbers.values()) - value) <= 0.005 * (len(numbers) + 2)


def test_an_explanation_is_repeated_to_the_byte(pactsim: Callable[..., Any], explained: Any, tmp_path: Path) -> None:
    said = pactsim("run", "--from", str(explained.folder), "--results", "again", "--no-figures", "--json")
    assert said.code == 0
    answer = json.loads(said.out)
    assert (answer["kind"], answer["worlds"]) == ("explain", 4)
    assert set(answer["chances"]) == {"asian_nato", "status_quo"}
    assert abs(sum(answer["chances"]["asian_nato"].values()) - 1) < 1e-9
    assert {flip["knob"] for flip in answer["flips"]} >= {"trust", "threat", "stake"}
    assert digests(only(tmp_path / "again")) == digests(explained.folder)


def test_other_evidence_and_another_version_are_said(
    pactsim: Callable[..., Any], simulated: Any, tmp_path: Path
) -> None:
    seeds = tmp_path / "mine"
    shutil.copytree(Path(__file__).parents[2] / "seeds", seeds)
    path = seeds / "countries" / "JPN.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("name: Japan", "name: Nippon"), encoding="utf-8")
    old = tmp_path / "old"
    old.mkdir()
    made = dict(manifest(simulated.folder))
    (old / "manifest.json").write_text(json.dumps({**made, "version": "0.0.1"}), encoding="utf-8")
    said = pactsim("run", "--from", "old", "--seeds", "mine", "--results", "again", "--no-figures")
    assert said.code == 0
    assert "made by version 0.0.1" in said.err
    assert "evidence has changed" in said.err


def test_figures_can_be_drawn_later(pactsim: Callable[..., Any], simulated: Any, tmp_path: Path) -> None:
    folder = tmp_path / "study"
    shutil.copytree(simulated.folder, folder)
    said = pactsim("plot", "study")
    assert (said.code, said.err) == (0, "")
    drawn = said.out.split()
    assert drawn
    assert all((tmp_path / name).is_file() for name in drawn)
    assert {Path(name).suffix for name in drawn} == {".png", ".svg"}


def test_worlds_that_all_fail_are_one_line_and_no_folder(pactsim: Callable[..., Any], tmp_path: Path) -> None:
    seeds = tmp_path / "seeds"
    shutil.copytree(find_seeds(), seeds)
    stored = seeds / "calibration.yaml"
    spoilt = re.sub(r"(stakes:.*?JPN: {value: )[\d.]+", r"\g<1>.nan", stored.read_text(), count=1, flags=re.DOTALL)
    stored.write_text(spoilt)
    said = pactsim("--seeds", str(seeds), "run", "status_quo", "--replicates", "2")
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith("pactsim: all 2 worlds failed; the first: ")
    assert said.err.count("\n") == 1
    assert not (tmp_path / "results").exists() or not list((tmp_path / "results").glob("*"))


def test_what_was_changed_is_told_wherever_the_study_is(inside: Callable[..., Any], tmp_path: Path) -> None:
    changed = ("countries.JPN.hub_trust=0.3", "C:policies.pact.quorum=2", "horizon.end=2029")
    sets = [word for text in changed for word in ("--set", text)]
    said = inside("compare", "status_quo", "us_retreat", "asian_nato", *sets, "--replicates", "2", "--no-figures")
    assert (said.code, said.err) == (0, "")
    every = "Changed in all scenarios: countries.JPN.hub_trust 0.48 -> 0.3, horizon.end 2045 -> 2029"
    one = "Changed in C (Asian NATO): policies.pact.quorum 3 -> 2"
    assert one in said.out.splitlines()
    assert every in " ".join(said.out.split())
    assert "Changed in B" not in said.out
    folder = only(tmp_path / "results")
    page = (folder / "summary.md").read_text(encoding="utf-8").split("\n## ")[0]
    assert every in page.replace("`", "")
    assert one in page.replace("`", "")
    listed = inside("results").out
    assert max(map(len, listed.splitlines())) <= 80
    assert "  Changed in all scenarios: countries.JPN.hub_trust 0.48 -> 0.3" in listed
    (entry,) = json.loads(inside("results", "--json").out)
    assert entry["changed"] == [every, one]
    again = inside("run", "--from", f"results/{folder.name}", "--no-figures", "--results", "again")
    assert (again.code, again.out.count(one)) == (0, 1)
    assert digests(only(tmp_path / "again")) == digests(folder)
    assert manifest(only(tmp_path / "again"))["overrides"] == manifest(folder)["overrides"]
    report = inside("report", folder.name, "--results", str(folder.parent), "--no-explain", "-o", "page.html")
    assert report.code == 0, report.err
    html = (tmp_path / "page.html").read_text(encoding="utf-8")
    question = html.split(">The question</h2>")[1].split("<h2")[0]
    assert one.replace(">", "&gt;") in re.sub(r"<[^>]*>", "", question)


def test_each_scenario_has_its_letter(pactsim: Callable[..., Any]) -> None:
    words = ("--set", "horizon.end=2032", "--set", "C:title=A pact with Korea in it from the very start")
    said = pactsim("compare", "status_quo", "us_retreat", "asian_nato", *words, "--replicates", "2", "--no-figures")
    assert said.code == 0
    out = " ".join(said.out.split())
    assert "A Status quo B US retreat (2026\N{EN DASH}2032" in out
    assert "A Status quo C A pact with Korea in it" in out
    heads = [line.split() for line in said.out.splitlines() if line.split()[:1] in (["Outcome"], ["Country"])]
    assert [head[1:5] + head[-1:] for head in heads if head[0] == "Outcome"] == [
        ["A", "B", "B", MINUS, "better"], ["A", "C", "C", MINUS, "better"],
    ]  # fmt: skip
    countries = [" ".join(head) for head in heads if head[0] == "Country"]
    assert countries == [f"Country Observed A 2032 {letter} 2032 Side Pact" for letter in "BC"]


def test_a_plain_study_tells_of_no_change(compared: Any) -> None:
    assert "Changed" not in compared.said.out
    assert manifest(compared.folder)["overrides"] == {}


def test_a_term_that_reads_as_nothing_is_left_out() -> None:
    frames = {
        posture: pd.DataFrame({"mean": [0.001, 0.3, 0.301], "low": [-0.006, 0.1, 0.1], "high": [0.002, 0.5, 0.5]},
                              index=["drift", "security", TOTAL])
        for posture in ("hedge", "ally")
    }  # fmt: skip
    grid, left_out = _grid("", frames, "")
    assert list(grid.columns[0].cells) == ["security", TOTAL]
    assert left_out == " Nothing in any posture: drift."
