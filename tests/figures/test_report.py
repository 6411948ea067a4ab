from __future__ import annotations

import io
import json
import re

import pytest
from rich.console import Console

from sim.errors import InputError
from sim.figures.catalogue import figures_of
from sim.figures.studio import Studio
from sim.report.choices import by_terms
from sim.report.findings import findings, flip_sentence
from sim.report.markdown import table
from sim.report.study import finish, material, plot
from sim.report.summary import summary
from sim.report.table import as_data, view
from sim.results.store import open_study, write_study

NBSP = "\N{NO-BREAK SPACE}"


def printed(made, width: int = 80) -> str:
    page = Console(width=width, file=io.StringIO(), color_system=None)
    page.print(view(made))
    return page.file.getvalue()


def test_finish_writes_tables_figures_and_summary(worlds, tmp_path) -> None:
    path = worlds.study(tmp_path).path
    told = []
    written = finish(path, lambda *part: told.append(part))
    assert all(file.is_file() for file in written)
    assert len(set(written)) == len(written)
    names = {file.name for file in written}
    assert names >= {"comparison.parquet", "baselines.parquet", "sides.png", "sides.svg", "summary.md"}
    study = open_study(path)
    assert study.has("comparison")
    assert len(study.table("comparison")) == study.manifest.tables["comparison"].rows
    assert told[0] == ("analysis", 0, 1)
    assert all(0 <= done < total for _, done, total in told)


def test_finish_again_changes_nothing(worlds, tmp_path) -> None:
    path = worlds.study(tmp_path).path
    first = {file: file.read_bytes() for file in finish(path)}
    with Studio(figures_of("compare"), workers=2) as studio:
        again = {file: file.read_bytes() for file in finish(path, None, studio)}
    assert first.keys() == again.keys()
    changed = [file.name for file in first if first[file] != again[file]]
    assert changed == []


def test_finish_runs_before_the_folder_appears(small, worlds, tmp_path) -> None:
    study = worlds.study(tmp_path / "source")
    content = {name: study.table(name) for name in study.manifest.tables}
    path = write_study(tmp_path / "target", "s", study.manifest, small.tables(content), "csv", finish=finish)
    assert (path / "summary.md").is_file()
    assert (path / "tables" / "comparison.csv").is_file()
    assert (path / "figures" / "network.svg").is_file()


def test_plot_draws_figures_only(worlds, tmp_path) -> None:
    path = worlds.study(tmp_path).path
    before = (path / "manifest.json").read_bytes()
    written = plot(path)
    assert {file.suffix for file in written} == {".png", ".svg"}
    assert (path / "manifest.json").read_bytes() == before
    assert not (path / "summary.md").exists()


def test_a_folder_that_holds_no_study_is_an_input_error(tmp_path) -> None:
    for act in (finish, plot, material):
        with pytest.raises(InputError, match=re.escape("holds no manifest.json")):
            act(tmp_path)


def test_the_summary_says_what_the_tables_say(worlds, tmp_path) -> None:
    made = material(worlds.study(tmp_path).path)
    text = summary(made).replace(NBSP, " ")
    assert text.startswith("# Asian nato against Status quo\n\n12 worlds of ")
    row = made.compared("pact_in_force.end", "asian_nato")["all"]
    assert row["level_b"] == pytest.approx(4 / 12)
    assert "**Pact in force, end** (share of worlds): 0 % becomes 33 %, a difference of +33 points" in text
    assert "12 worlds: too few for intervals to be trusted" in text
    headings = ("in short", "## What ", "### Countries", "### Flashpoints", "disputed numbers", "## Naive baselines")
    for heading in (*headings, "## How to read this", "## Files"):
        assert heading in text
    assert "an input and not a finding" in text
    assert "nan" not in text.lower()


@pytest.mark.parametrize(
    "changes",
    [{"scenarios": ("asian_nato",)}, {"worlds": 1}, {"facts": {}}, {"pact": False}, {"failures": 3}],
    ids=["one", "one world", "no facts", "no pact", "failures"],
)
def test_a_summary_is_written_for_every_kind_of_study(worlds, tmp_path, changes) -> None:
    text = summary(material(worlds.study(tmp_path, **changes).path))
    assert "nan" not in text.lower()
    assert "None" not in text
    if changes.get("pact") is False:
        assert "No pact comes into force in any world." in text
    if changes.get("failures"):
        assert "3 worlds could not be finished" in text
    if "facts" in changes:
        assert "no naive rule could be set beside the model" in text


def test_markdown_tables_are_rectangular(worlds, tmp_path) -> None:
    text = summary(material(worlds.study(tmp_path).path))
    blocks = re.findall(r"(?:^\|.*\n)+", text, flags=re.MULTILINE)
    assert len(blocks) >= 4
    for block in blocks:
        assert len({line.count("|") for line in block.splitlines()}) == 1
    assert table(("a", "b"), [("c", "1")]) == ["| a | b |", "| --- | ---: |", "| c | 1 |"]


@pytest.mark.parametrize(
    "scenarios",
    [("status_quo", "asian_nato"), ("status_quo", "asian_nato_with_tariffs", "deepen_the_network"), ("asian_nato",)],
)
def test_the_terminal_table_fits_eighty_columns(worlds, tmp_path, scenarios) -> None:
    lines = printed(material(worlds.study(tmp_path, scenarios=scenarios).path)).splitlines()
    assert max(map(len, lines)) <= 80
    assert not any("\N{HORIZONTAL ELLIPSIS}" in line for line in lines if "%" in line)
    said = "\n".join(lines)
    assert "Pact in force within ten years" in said
    assert said.count("Japan") == max(0, len(scenarios) - 1)


def test_the_terminal_shows_what_the_tables_hold(worlds, tmp_path) -> None:
    made = material(worlds.study(tmp_path).path)
    line = next(line for line in printed(made).splitlines() if line.strip().startswith("Pact in force, end"))
    row = made.compared("pact_in_force.end", "asian_nato")["all"]
    interval = f"[{100 * row['ci_low']:+.0f}, {100 * row['ci_high']:+.0f}]"
    assert line.replace(NBSP, " ").split("  ")[-1].strip() == "0.67"  # four better, eight the same
    assert f"+33 {interval}" in line


def test_a_choice_fits_the_terminal(worlds, tmp_path) -> None:
    text = printed(material(worlds.explanation(tmp_path).path))
    assert max(map(len, text.splitlines())) <= 80
    assert "ally over network" in text
    assert "It flips to" in text


def test_the_summary_of_a_choice(worlds, tmp_path) -> None:
    text = summary(material(worlds.explanation(tmp_path).path))
    assert text.startswith("# Why Japan chooses as it does in 2030")
    assert text.index("under Status quo") < text.index("under Asian nato")
    assert "**ally over pact: " in text
    assert "nan" not in text.lower()


@pytest.mark.parametrize("kind", ["study", "explanation"])
def test_data_for_machines_is_plain_json(worlds, tmp_path, kind) -> None:
    made = material(getattr(worlds, kind)(tmp_path).path)
    data = json.loads(json.dumps(as_data(made), allow_nan=False))
    assert data["scenarios"] == ["status_quo", "asian_nato"]
    if kind == "study":
        assert data["worlds"] == 12
        assert len(data["comparison"]) == len(made.tables["comparison"])
        found = next(r for r in data["comparison"] if r["outcome"] == "members.end" and r["scope"] == "all")
        assert found["difference"] == pytest.approx(made.compared("members.end", "asian_nato")["all"]["difference"])
        assert {row["outcome"] for row in data["comparison"]} <= set(data["outcomes"])


def test_what_does_not_exist_is_null(worlds, tmp_path) -> None:
    data = as_data(material(worlds.study(tmp_path, worlds=1).path))
    assert {row["ci_low"] for row in data["comparison"]} == {None}


def test_verdicts(small, tmp_path) -> None:
    content = small.frames(replicates=6)
    small.set_where(content["countries"], "trust", 0.7, scenario="storm")
    small.set_where(content["countries"], "effort", 1.0, scenario="storm")
    small.set_where(content["flashpoints"], "hazard", 0.1001, scenario="storm")
    small.set_where(content["theatre"], "polarisation", 0.3, scenario="storm", replicate=0)
    made = material(small.study(tmp_path, content).path)
    found = {f.outcome.name: f for group in findings(made, "storm").values() for f in group}
    verdicts = {name: finding.verdict for name, finding in found.items()}
    assert verdicts["trust.mean"] == "better"
    assert verdicts["effort.mean"] == "lower"  # neither direction is better
    assert verdicts["hazard.mean"] == "worse"
    assert verdicts["polarisation.mean"] == "unclear"
    assert verdicts["side.end"] == "unclear"
    assert (found["hazard.mean"].size, found["trust.mean"].size) == ("+0.0002", "+0.20")  # not rounded to nothing
    assert found["hazard.mean"].sentence("here").endswith("Largest parts: here.")


def test_the_terms_of_a_choice_add_up_to_its_lead() -> None:
    gaps = {"security": 0.8, "hub_market": -0.3, "burden": 0.2, "trust": 0.004, "exit": 0.003}
    every = "security +0.80, hub market \N{MINUS SIGN}0.30, burden +0.20"
    assert by_terms(gaps, 0.707) == f"{every}, others +0.01"
    assert by_terms(gaps, 0.704) == every
    assert by_terms(gaps, 0.707, 2) == "security +0.80, hub market \N{MINUS SIGN}0.30, others +0.21"
    assert by_terms({"security": 0.001}, 0.001) == ""


def test_what_would_flip_a_choice() -> None:
    def row(term, mean, flip):
        return {"leading": "ally", "other": "pact", "term": term, "mean": mean, "flip": flip}

    total = row("total", 0.4, float("nan"))
    gaps = [row("security", 0.8, 0.5), row("hub_market", -0.4, 2.0), row("far", 0.001, -9.0), total]
    assert flip_sentence(gaps) == (
        "It flips to pact when something shifts the balance by 0.40 % of GDP a year: for instance security 0.5 times "
        "its present size, or hub market 2.0 times its present size."
    )
    assert "no longer counting" in flip_sentence([row("security", 0.4, 0.0), total])
    assert "no single term" in flip_sentence([row("security", 0.4, -3.0), total])
    assert "pact is worth 0.10 % of GDP a year more" in flip_sentence([row("total", -0.1, float("nan"))])
