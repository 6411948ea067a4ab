"""`pactsim report`: one page of studies, the explanations made for it, and what it refuses."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from long_run import start, stop, until_worked

import sim


class Loyal(sim.Country):
    """A spoke that stays where it stands."""

    def choose(self) -> int:
        """The posture that it holds."""
        return self.declared


@pytest.fixture(scope="module")
def folder(compared: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of results with a comparison of its own."""
    home = tmp_path_factory.mktemp("report")
    shutil.copytree(compared.folder, home / "results" / compared.folder.name)
    return home


@pytest.fixture(scope="module")
def little(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of results with a comparison of two countries over a few years."""
    home = tmp_path_factory.mktemp("little")
    sets = {"include": ["JPN", "PHL"], "horizon.end": 2030}
    sim.compare("status_quo", "asian_nato", replicates=2, sets=sets).to_folder(home / "results", figures=False)
    return home


def _study(folder: Path) -> str:
    return next(path.name for path in (folder / "results").iterdir() if path.name.startswith("compare"))


def test_a_comparison_becomes_one_page_with_the_reasons_of_every_country(pactsim: Any, folder: Path) -> None:
    study = _study(folder)
    said = pactsim("report", study, "-o", "report.html", "--worlds", "2", cwd=folder)
    assert said.code == 0, said.err
    assert said.out.startswith("report.html (")
    html = (folder / "report.html").read_text(encoding="utf-8")
    assert len(html) < 3_000_000
    assert "<h1>Asian NATO against Status quo</h1>" in html
    for heading in ("The question", "What was compared", "Results", "Maps and timelines", "Country by country",
                    "What the model does not explain", "What it rests on", "How to do it again"):  # fmt: skip
        assert f">{heading}</h2>" in html, heading
    assert ">Japan</h3>" in html
    assert "Japan in 2045 under Asian NATO" in html
    assert 'id="number-countries-JPN-hub_trust"' in html
    assert "pactsim compare status_quo asian_nato" in html
    assert str(folder) not in html
    explained = [path.name for path in (folder / "results").iterdir() if path.name.startswith("explain")]
    assert len(explained) == 1
    assert "-all-" in explained[0]


def test_the_explanation_is_kept_and_the_page_comes_out_the_same(pactsim: Any, little: Path) -> None:
    study = _study(little)
    assert pactsim("report", study, "-o", "report.html", "--worlds", "3", cwd=little).code == 0
    html = (little / "report.html").read_text(encoding="utf-8")
    (explained,) = (little / "results").glob("explain-*")
    before = (explained / "manifest.json").read_bytes()
    again = pactsim("report", f"results/{study}", "-o", "again.html", "--worlds", "3", "--json", cwd=little)
    told = json.loads(again.out)
    assert told["path"] == "again.html"
    assert told["bytes"] == len(html.encode())
    assert told["studies"] == [study]
    assert (little / "again.html").read_text(encoding="utf-8") == html
    assert (explained / "manifest.json").read_bytes() == before
    shutil.rmtree(explained)


def test_a_run_in_another_format_and_an_explanation_become_chapters(
    pactsim: Any, simulated: Any, explained: Any, tmp_path: Path
) -> None:
    said = pactsim("report", str(simulated.folder), str(explained.folder), "-o", "two.html", "--no-explain")
    assert said.code == 0, said.err
    html = (tmp_path / "two.html").read_text(encoding="utf-8")
    chapters = re.findall(r"<h2[^>]*>(.*?)</h2>", html)
    assert chapters[1].startswith("Why Japan chooses as it does in 2030")
    assert chapters[2:] == ["What it rests on", "How to do it again"]


def test_a_kind_without_sections_of_its_own_shows_its_page_and_its_figures(
    pactsim: Any, validated: Any, tmp_path: Path
) -> None:
    said = pactsim("report", str(validated.folder), "-o", "card.html")
    assert said.code == 0, said.err
    html = (tmp_path / "card.html").read_text(encoding="utf-8")
    assert html.count("<svg ") >= 1
    assert ">What was found</h2>" in html


def test_other_evidence_is_said_and_not_shown(pactsim: Any, little: Path, tmp_path: Path) -> None:
    assert pactsim("evidence", "--copy", "mine", cwd=little).code == 0
    seeds = little / "mine"
    path = seeds / "countries" / "JPN.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "\n# changed\n", encoding="utf-8")
    said = pactsim("report", _study(little), "-o", "other.html", "--seeds", "mine", cwd=little)
    assert said.code == 0, said.err
    assert "the evidence has changed" in said.err
    html = (little / "other.html").read_text(encoding="utf-8")
    assert 'id="number-' not in html
    assert "Japan in 2030 under" not in html


def test_studies_of_different_years_rest_on_different_evidence(pactsim: Any, little: Path, tmp_path: Path) -> None:
    words = ("run", "history_1990", "--replicates", "1", "--no-figures")
    assert pactsim(*words).code == 0
    (then,) = (tmp_path / "results").iterdir()
    said = pactsim("report", str(little / "results" / _study(little)), then.name, "-o", "both.html", "--no-explain")
    assert said.code == 0, said.err
    html = (tmp_path / "both.html").read_text(encoding="utf-8")
    assert re.findall(r">(What it rests on.*?)</h2>", html) == ["What it rests on, today", "What it rests on, 1990"]
    for year in ("today", "1990"):
        assert f'id="number-{year}-countries-JPN-gdp"' in html


def test_an_interrupt_while_explaining_leaves_nothing(little: Path) -> None:
    before = {path.name for path in little.rglob("*")}
    process = start("report", _study(little), "-o", "never.html", "--worlds", "100000", cwd=little)
    until_worked(process, 5)
    assert stop(process) == (130, "", "pactsim: interrupted; nothing was written\n")
    assert {path.name for path in little.rglob("*")} == before


def test_worlds_of_an_explanation_that_failed_are_told(pactsim: Any, little: Path) -> None:
    words = ("report", _study(little), "-o", "failed.html", "--worlds", "2")
    said = pactsim(*words, cwd=little)
    assert (said.code, said.err) == (0, "")
    (explained,) = (little / "results").glob("explain-*-all-*")
    manifest = explained / "manifest.json"
    kept = manifest.read_text(encoding="utf-8")
    manifest.write_text(json.dumps({**json.loads(kept), "failures": 1}), encoding="utf-8")
    said = pactsim(*words, cwd=little)
    manifest.write_text(kept, encoding="utf-8")
    assert said.code == 0
    assert f"note: 1 world of {explained.name} failed and is left out; its table" in said.err


def test_spokes_of_one_s_own_are_reported_without_reasons(pactsim: Any, tmp_path: Path) -> None:
    made = sim.run("status_quo", country=Loyal, replicates=2, sets={"horizon.end": 2027})
    study = made.to_folder(tmp_path / "results", figures=False)
    said = pactsim("report", str(study), "-o", "own.html")
    assert said.code == 0, said.err
    assert f"note: the spokes of {study.name} decide as the class Loyal says, so choices are not explained" in said.err
    html = (tmp_path / "own.html").read_text(encoding="utf-8")
    assert "made from Python, with spokes that decide as the class Loyal says" in html
    assert "pactsim run --from" not in html
    assert ">Japan</h3>" in html


def test_bad_input_is_refused_in_a_sentence(pactsim: Any, folder: Path) -> None:
    study = _study(folder)
    cases = {
        ("report", study[:-3]): f"did you mean '{study}'",
        ("report", study, "-o", "no/such/report.html"): "there is no folder 'no/such'",
        ("report", study, "-o", "results"): "is a folder; name a file",
        ("report", "results"): "holds no manifest.json",
    }
    for words, sentence in cases.items():
        said = pactsim(*words, cwd=folder)
        assert said.code == 2, words
        assert sentence in said.err
        assert said.out == ""


def test_an_unfinished_sweep_is_told_how_to_go_on(pactsim: Any, tmp_path: Path) -> None:
    place = tmp_path / "results" / "sweep-x-1"
    place.mkdir(parents=True)
    (place / "unfinished.json").write_text("{}", encoding="utf-8")
    said = pactsim("report", "sweep-x-1")
    assert said.code == 2
    assert "unfinished" in said.err
    assert "--resume" in said.err


def test_every_country_can_be_explained_at_once(pactsim: Any) -> None:
    said = pactsim("explain", "asian_nato", "all", "--year", "2028", "--worlds", "2", "--no-figures")
    assert said.code == 0, said.err
    table = said.out[: said.out.index("Study:")]
    assert all(name in table for name in ("Japan", "South Korea", "Vietnam"))
    assert max(map(len, table.splitlines())) <= 80
    told = json.loads(
        pactsim("explain", "asian_nato", "all", "--year", "2028", "--worlds", "2", "--no-figures", "--json").out
    )
    assert len(told["countries"]) == 12
    assert all(0.99 < sum(one["chances"]["asian_nato"].values()) < 1.01 for one in told["countries"].values())
