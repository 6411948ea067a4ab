"""`pactsim validate` as a user meets it."""

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

import pandas as pd
import pytest

ROOT = Path(__file__).parents[2]
SEEDS = ROOT / "seeds"
Call = Callable[..., Any]
FEW = ("validate", "--replicates", "4", "--seed", "11")


def digests(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (folder / "tables").iterdir()}


def test_a_scorecard_fits_80_columns_and_leaves_a_folder(validated: Any) -> None:
    said = validated.said.out
    assert validated.said.err == ""
    assert max(len(line.rstrip()) for line in said.splitlines()) <= 80
    assert "\N{HORIZONTAL ELLIPSIS}" not in said
    assert "[green]" not in said
    for words in (
        "Postures foreseen, all origins", "Forced choice 2024", "Signs of theory", "Figures of the essays",
        "behind", "met", "missed", "45 to 55", "above 0", "Best rival", "Seen or expected", "Statistics",
    ):  # fmt: skip
        assert words in said
    for name in ("validation.md", "manifest.json", "tables/scorecard.parquet", "tables/rivals.parquet",
                 "figures/validation.png", "figures/validation.svg"):  # fmt: skip
        assert (validated.folder / name).is_file(), name
    for name in ("validation.md", "figures/validation.png", "tables/scorecard.parquet"):
        assert name in said


def test_the_tables_and_the_text_say_the_same(validated: Any) -> None:
    frame = pd.read_parquet(validated.folder / "tables" / "scorecard.parquet")
    text = (validated.folder / "validation.md").read_text(encoding="utf-8")
    assert all(f"| {measure} |" in text for measure in frame["measure"])
    assert "4 worlds of each scenario, seed 11" in text
    assert " ".join(validated.said.out.split()).startswith(text.split("\n")[2])  # the headline
    rivals = pd.read_parquet(validated.folder / "tables" / "rivals.parquet")
    raced = frame[frame["rival"] != ""]
    assert set(rivals["number"]) == set(raced["number"])


@pytest.mark.slow
def test_the_same_seed_gives_the_same_tables_and_json_tells_them(pactsim: Call, validated: Any, tmp_path: Path) -> None:
    said = pactsim(*FEW, "--no-figures", "--json", "--workers", "1")
    assert (said.code, said.err) == (0, "")
    told = json.loads(said.out)
    assert json.loads((tmp_path / told["path"] / "manifest.json").read_text(encoding="utf-8"))["workers"] == 1
    folder = Path(told["path"])
    assert (tmp_path / folder).resolve().name == validated.folder.name
    assert digests(tmp_path / folder) == digests(validated.folder)
    assert not (tmp_path / folder / "figures").exists()
    text = (tmp_path / folder / "validation.md").read_text(encoding="utf-8")
    assert text == (validated.folder / "validation.md").read_text(encoding="utf-8")
    assert told["headline"] in text
    counted = [row["verdict"] for row in told["scorecard"] if row["verdict"] != "shown"]
    assert told["tally"] == {kind: counted.count(kind) for kind in told["tally"]}
    drawn = pactsim("plot", str(folder))
    assert (drawn.code, drawn.err) == (0, "")
    figure = tmp_path / folder / "figures" / "validation.png"
    assert figure.read_bytes() == (validated.folder / "figures" / "validation.png").read_bytes()


def test_a_scorecard_is_repeated_by_its_command(inside: Call, validated: Any) -> None:
    for path in (validated.folder, validated.folder / "manifest.json"):
        said = inside("run", "--from", str(path))
        assert (said.code, said.out) == (2, "")
        assert "holds a scorecard of the model; repeat it with: pactsim validate --replicates 4 --seed 11" in said.err


@pytest.mark.parametrize(
    ("absent", "named"),
    [(("sklearn",), "scikit-learn"), (("scipy",), "scipy"), (("sklearn", "scipy"), "scikit-learn and scipy")],
)
def test_what_is_not_installed_is_told(
    inside: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, absent: tuple[str, ...], named: str
) -> None:
    monkeypatch.setattr("sim.errors.find_spec", lambda name: None if name in absent else object())
    said = inside("validate")
    assert (said.code, said.out) == (2, "")
    assert said.err == f"validate: needs {named}; pip install 'pactsim[validate]'\n"
    assert list(tmp_path.iterdir()) == []


def test_the_other_commands_do_without_what_validation_needs(tmp_path: Path) -> None:
    """Whoever installs the program alone has no scikit-learn; scipy comes with mesa."""
    code = (
        "import sys; sys.modules['sklearn'] = None\n"
        "from sim.cli import main; sys.exit(main(['forced-choice', 'status_quo', '--worlds', '2']))"
    )
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=env, capture_output=True, timeout=120)
    assert done.returncode == 0, done.stderr.decode()


def test_seeds_without_targets_are_told_in_sentences(inside: Call, tmp_path: Path) -> None:
    shutil.copytree(SEEDS, tmp_path / "mine")
    (tmp_path / "mine" / "targets.yaml").write_text("{}\n", encoding="utf-8")
    said = inside("validate", "--seeds", "mine")
    assert (said.code, said.out) == (2, "")
    assert "mine/targets.yaml: 'forced_choice_2020' is missing; the tests need it\n" in said.err
    assert not (tmp_path / "results").exists()
