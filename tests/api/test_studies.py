"""Studies from Python: the same as those of the command line, in memory, with answers that can be looked up."""

from __future__ import annotations

import gc
import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import sim
from sim.cli import main
from sim.engine.behaviour import identity, sendable

FEW = 8
QUORUM = "B:policies.pact.quorum=2"


@pytest.fixture(scope="module")
def both() -> sim.Comparison:
    """A comparison of three scenarios."""
    return sim.compare("status_quo", "us_retreat", "asian_nato", replicates=FEW)


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def problems(error: pytest.ExceptionInfo[sim.InputError]) -> list[str]:
    return [str(problem) for problem in error.value.problems]


# --- one path --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("words", "make"),
    [
        (
            ("run", "us_retreat", "--replicates", "3", "--set", "countries.JPN.hub_trust=0.4"),
            lambda: sim.run("us_retreat", replicates=3, sets={"countries.JPN.hub_trust": 0.4}),
        ),
        (
            ("compare", "status_quo", "asian_nato", "--replicates", "14", "--keep", "3", "--set", QUORUM),
            lambda: sim.compare("status_quo", "asian_nato", replicates=14, keep=3, sets=[QUORUM]),
        ),
        (
            ("explain", "asian_nato", "japan", "--year", "2030", "--against", "status_quo", "--worlds", "3"),
            lambda: sim.explain("asian_nato", "japan", 2030, "status_quo", worlds=3),
        ),
    ],
    ids=["run", "compare", "explain"],
)  # fmt: skip
def test_a_study_from_python_is_that_of_the_command_line(words: tuple[str, ...], make: Any, tmp_path: Path) -> None:
    assert main([*words, "--no-figures", "--json"]) == 0
    (theirs,) = (tmp_path / "results").iterdir()
    ours = make().to_folder("mine", figures=False)
    assert ours.name == theirs.name
    tables = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (theirs / "tables").iterdir()}
    assert tables == {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in (ours / "tables").iterdir()}
    assert sorted(path.name for path in ours.iterdir()) == sorted(path.name for path in theirs.iterdir())
    again = json.loads((ours / "manifest.json").read_text(encoding="utf-8"))
    assert again["inputs_fingerprint"] == json.loads((theirs / "manifest.json").read_text())["inputs_fingerprint"]


def test_nothing_is_written_unasked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path / "aside"))
    monkeypatch.setattr("tempfile.tempdir", None)
    (tmp_path / "aside").mkdir()
    study = sim.compare("status_quo", "us_retreat", replicates=FEW, keep=2)
    assert {path.name for path in tmp_path.iterdir()} == {"aside"}
    assert study.table("outcomes")["replicate"].nunique() == FEW  # too large to be held, as it were
    assert study.table("countries")["replicate"].nunique() == 2
    assert list((tmp_path / "aside").iterdir())
    del study
    gc.collect()
    assert list((tmp_path / "aside").iterdir()) == []


def test_a_study_with_figures_is_written_when_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.figures.catalogue.figures_of", lambda kind: ("postures",))
    sim.run("status_quo", replicates=2, sets={"horizon.end": 2028}, results="kept")
    (folder,) = (tmp_path / "kept").iterdir()
    assert {path.name for path in folder.iterdir()} == {"figures", "manifest.json", "summary.md", "tables"}


# --- answers ---------------------------------------------------------------------------------------------------------
def test_a_difference_is_a_row_of_the_comparison(both: sim.Comparison) -> None:
    found = both.difference("trust.mean", "us_retreat")
    frame = both.table("comparison")
    row = frame[(frame["b"] == "us_retreat") & (frame["outcome"] == "trust.mean") & (frame["scope"] == "all")].iloc[0]
    assert float(found) == found.value == row["difference"]
    assert (found.low, found.high, found.p_better) == (row["ci_low"], row["ci_high"], row["p_better"])
    assert found.level_b - found.level_a == pytest.approx(found.value)
    assert (found.unit, found.verdict, found.clear, found.worlds) == ("probability", "worse", True, FEW)
    assert found.a == "Status quo"
    assert str(found).startswith("Trust in the hub, probability: ")
    assert "color: #d55e00" in found._repr_html_()


@pytest.mark.parametrize("name", ["members.end", "pact_members"])
def test_an_outcome_is_found_by_name_and_synonym(both: sim.Comparison, name: str) -> None:
    assert both.difference(name, "asian_nato").outcome.name == "members.end"
    assert both.levels(name).attrs == {
        "outcome": "members.end",
        "label": "Members of the pact, end",
        "unit": "countries",
    }


@pytest.mark.parametrize("of", ["JPN", "jpn", "Japan"])
def test_a_country_is_found_by_code_and_name(both: sim.Comparison, of: str) -> None:
    found = both.difference("side.end", "us_retreat", of)
    assert (found.of, found.value) == ("Japan", both.difference("side.end", "us_retreat", "Japan").value)
    assert both.paths("side", of=of)["scope"].unique().tolist() == ["JPN"]


def test_a_flashpoint_can_be_asked_about(both: sim.Comparison) -> None:
    assert both.difference("hazard", "us_retreat", "taiwan_strait").unit == "crises a year"


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda study: study.difference("membrs", "us_retreat"), "has no outcome 'membrs'; did you mean 'members'?"),
        (lambda study: study.difference("trust.mean"), "compared with status_quo: us_retreat, asian_nato"),
        (lambda study: study.difference("hazard", "us_retret"), "no scenario 'us_retret'; did you mean 'us_retreat'?"),
        (lambda study: study.difference("trust.mean", "us_retreat", "Jappan"), "'Jappan'; did you mean 'Japan'?"),
        (lambda study: study.levels("mean_tie", "JPN"), "mean_tie.end is of the whole region, not of 'JPN'"),
        (lambda study: study.levels("members"), "'members' could be members.end or members.ever"),
        (lambda study: study.table("level"), "has no table 'level'; did you mean 'levels'?"),
        (lambda study: study.paths("sid"), "has no quantity 'sid'; did you mean 'side'?"),
        (lambda study: study.figure("side"), "has no figure 'side'; did you mean 'sides'?"),
        (lambda study: study.figure("sides", 7), "so none of number 7"),
    ],
)  # fmt: skip
def test_what_is_not_there_is_told_with_the_nearest_name(both: sim.Comparison, ask: Any, said: str) -> None:
    with pytest.raises(sim.InputError) as caught:
        ask(both)
    assert said in problems(caught)[0]


def test_differences_are_all_outcomes_of_the_region(both: sim.Comparison) -> None:
    frame = both.differences("us_retreat")
    assert frame.loc["trust.mean", "value"] == both.difference("trust.mean", "us_retreat").value
    assert set(frame.index) == set(sim.outcomes().index)


def test_a_table_says_what_it_holds_and_is_the_readers_own(both: sim.Comparison) -> None:
    frame = both.table("theatre")
    assert frame.attrs["meaning"] == "the region in one year of one world"
    assert frame.attrs["units"]["hub_side_share"] == "share"
    frame["year"] = 0
    assert both.table("theatre")["year"].min() == 2026


def test_what_a_notebook_shows_is_html_with_what_users_wrote_escaped() -> None:
    odd = sim.load_scenario("us_retreat", name="odd", title="<script>alert(1)</script>")
    study = sim.compare("status_quo", odd, replicates=2)
    for shown in (
        study._repr_html_(),
        study.difference("trust.mean")._repr_html_(),
        sim.run(odd, replicates=2)._repr_html_(),
    ):
        assert "<script>" not in shown
    assert "&lt;script&gt;" in study._repr_html_()
    assert "Trust in the hub" in study._repr_html_()


def test_text_is_that_of_the_terminal(both: sim.Comparison) -> None:
    lines = str(both).splitlines()
    assert max(map(len, lines)) <= 80
    assert any(line.startswith(" Trust in the hub") for line in lines)


def test_a_figure_is_a_picture_in_a_notebook(both: sim.Comparison) -> None:
    assert both.figure("sides")._repr_png_().startswith(b"\x89PNG")  # type: ignore[attr-defined]


# --- what is given ---------------------------------------------------------------------------------------------------
def test_a_scenario_is_compared_with_itself_changed() -> None:
    wary = sim.load_scenario("status_quo", {"countries.JPN.hub_trust": 0.2}, name="wary")
    found = sim.compare("status_quo", wary, replicates=3).difference("trust.mean", of="JPN")
    assert found.value < -0.1
    assert found.b == "Wary"


def test_a_scenario_is_a_mapping() -> None:
    mapping = {
        "extends": "asian_nato",
        "name": "short",
        "horizon": {"end": 2030},
        "policies": [{"id": "pact", "remove": True}],
    }
    study = sim.run(mapping, replicates=2)
    assert study.scenarios == ("short",)
    assert study.table("theatre")["year"].max() == 2030
    assert not study.table("theatre")["pact_offered"].any()


def test_every_mistake_is_told_at_once() -> None:
    with pytest.raises(sim.InputError) as caught:
        sim.compare("status_qo", {"extends": "asian_nato", "horizn": {"end": 2030}}, sets={"countries.JPN.hub_trst": 1})
    said = "\n".join(problems(caught))
    assert "did you mean 'status_quo'?" in said
    assert "did you mean 'horizon'?" in said
    assert "did you mean 'hub_trust'?" in said


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"replicates": 0}, "must be at least 1"),
        ({"seed": -1}, "must be at least 0"),
        ({"engine": "fast"}, "there is no engine 'fast'"),
        ({"workers": 0}, "must be 1 or more"),
        ({"country": int}, "must be a subclass of sim.Country"),
        ({"country": sim.Country, "engine": "ensemble"}, "needs engine='mesa'"),
    ],
)
def test_options_are_checked_before_anything_runs(options: dict[str, Any], said: str) -> None:
    with pytest.raises(sim.InputError, match=said):
        sim.run("status_quo", **options)


def test_one_scenario_is_not_compared() -> None:
    with pytest.raises(sim.InputError, match=r"for one alone: sim\.run"):
        sim.compare("status_quo")


def test_what_has_no_effect_is_told(caplog: pytest.LogCaptureFixture) -> None:
    sim.run("status_quo", replicates=1, sets={"countries.BRN.hub_trust": 0.5, "horizon.end": 2027})
    assert "BRN takes no part, so what it says of it has no effect" in caplog.text


# --- a rule of one's own ---------------------------------------------------------------------------------------------
class Loyal(sim.Country):
    """Never moves."""

    def choose(self) -> int:
        return self.declared


def test_a_rule_of_ones_own_is_run_by_the_readable_engine() -> None:
    loyal = sim.run("asian_nato", country=Loyal, replicates=3)
    assert loyal.levels("changes.sum")["mean"].to_list() == [0.0]
    assert loyal.manifest.engine == "mesa"
    assert loyal.manifest.options["agent"] == identity(Loyal)
    plain = sim.run("asian_nato", country=sim.Country, replicates=3)
    assert plain.levels("changes.sum")["mean"].item() > 0
    assert plain.levels("trust.mean").equals(sim.run("asian_nato", replicates=3).levels("trust.mean"))


def test_rules_differ_by_what_they_do_and_not_by_name_or_place() -> None:
    def made(text: str) -> type[sim.Country]:
        place: dict[str, Any] = {"Country": sim.Country}
        exec(text, place)  # as a console would define it
        found: type[sim.Country] = place["Own"]
        return found

    first = made("class Own(Country):\n    def choose(self):\n        return self.declared")
    moved = made("\n\n\nclass Own(Country):\n    def choose(self):\n        return self.declared")
    other = made("class Own(Country):\n    def choose(self):\n        return max(self.probabilities)")
    number = made("class Own(Country):\n    patience = 3\n    def choose(self):\n        return self.declared")
    assert identity(first) == identity(moved)
    assert len({identity(kind)["sha256"] for kind in (first, other, number)}) == 3
    assert not sendable(first)
    assert sendable(sim.Country)


def test_a_study_with_a_rule_of_ones_own_says_how_it_is_repeated(capsys: pytest.CaptureFixture[str]) -> None:
    folder = sim.run("status_quo", country=Loyal, replicates=1, sets={"horizon.end": 2027}).to_folder(figures=False)
    assert main(["run", "--from", str(folder)]) == 2
    assert "repeat it from Python: sim.run(..., country=Loyal)" in capsys.readouterr().err


# --- sweeps, and studies from folders --------------------------------------------------------------------------------
def test_a_sweep_goes_with_its_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    swept = sim.run_sweep("tariff_and_commitment", replicates=1, sets={"horizon.end": 2027})
    row = swept.effects("trade_loss").loc["policies.tariffs.change"]
    assert row["mean_to"] > row["mean_from"]
    assert "What moves most" in str(swept)
    assert "<pre" in swept._repr_html_()
    with pytest.raises(sim.InputError, match=r"has no outcome 'polarisation\.mean'"):
        swept.effects("polarisation.mean")
    del swept
    gc.collect()
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_opened_as_what_it_is(both: sim.Comparison) -> None:
    folder = both.to_folder("kept", figures=False)
    opened = sim.open_study(folder)
    assert isinstance(opened, sim.Comparison)
    assert opened.path == folder
    assert both.path is None
    assert opened.difference("trust.mean", "us_retreat").value == both.difference("trust.mean", "us_retreat").value
    assert opened.tables == both.tables
    for name in both.tables:
        pd.testing.assert_frame_equal(opened.table(name), both.table(name))


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a study but its manifest and pictures, by its path."""
    files = [path for path in folder.rglob("*") if path.is_file() and path.suffix not in (".png", ".svg")]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files if path.name != "manifest.json"}


def pictures(folder: Path) -> set[str]:
    """Names of a study's pictures."""
    return {path.name for path in folder.glob("figures/*")}


@pytest.mark.parametrize("form", [pytest.param("parquet", marks=pytest.mark.slow), "csv"])
def test_a_study_from_a_folder_is_written_as_one_in_memory(both: sim.Comparison, form: Any) -> None:
    drawn = both.to_folder("drawn", format=form)
    kept = both.to_folder("kept", figures=False)
    again = sim.open_study(kept).to_folder("again", format=form)
    assert contents(again) == contents(drawn)
    assert pictures(again) == pictures(drawn) != set()
    manifest = sim.open_study(again).manifest
    assert manifest == sim.open_study(drawn).manifest
    assert manifest.format == form
    back = sim.open_study(drawn).to_folder("back", figures=False)
    assert contents(back) == contents(kept)
    assert not (back / "figures").exists()
    assert [path.name for path in Path("back").iterdir()] == [back.name]


def test_a_study_is_written_anew_where_it_lies(both: sim.Comparison) -> None:
    folder = both.to_folder("kept", figures=False)
    (folder / "notes.txt").write_text("mine")
    assert sim.open_study(folder).to_folder("kept", format="csv") == folder
    assert (folder / "notes.txt").read_text() == "mine"
    assert {path.suffix for path in (folder / "tables").iterdir()} == {".csv"}
    assert sim.open_study(folder).difference("trust.mean", "us_retreat").value == pytest.approx(
        both.difference("trust.mean", "us_retreat").value
    )
    assert [path.name for path in Path("kept").iterdir()] == [folder.name]


def test_worlds_looked_up_by_column_stay_so(tmp_path: Path) -> None:
    folder = sim.run("status_quo", replicates=9, keep=3, sets={"horizon.end": 2027}).to_folder("kept", figures=False)
    again = sim.open_study(folder).to_folder("again", format="csv", figures=False)
    assert (again / "tables" / "outcomes.parquet").read_bytes() == (folder / "tables/outcomes.parquet").read_bytes()
    assert sim.open_study(again).worlds == 9


def test_a_place_that_cannot_hold_a_study_is_told(both: sim.Comparison, tmp_path: Path) -> None:
    opened = sim.open_study(both.to_folder("kept", figures=False))
    Path("a_file").write_text("")
    (Path("taken") / opened.name).mkdir(parents=True)
    for study in (both, opened):
        with pytest.raises(sim.InputError, match="a_file: cannot hold results"):
            study.to_folder("a_file")
        with pytest.raises(sim.InputError, match="exists and is not a study of pactsim"):
            study.to_folder("taken")
    (tmp_path / "kept" / opened.name / "tables" / "levels.parquet").write_bytes(b"")
    for form in ("parquet", "csv"):
        with pytest.raises(sim.InputError, match=r"not the one recorded in manifest\.json"):
            sim.open_study(Path("kept") / opened.name).to_folder("other", format=form)  # type: ignore[arg-type]
    assert list(Path("other").iterdir()) == []


SMALL_SWEEP = {
    "base": "status_quo",
    "levers": {"countries.JPN.hub_trust": {"low": 0.3, "high": 0.6, "levels": 2}},
    "design": {"type": "grid"},
    "outcomes": ["trust.mean"],
}


def test_a_sweep_is_written_with_figures() -> None:
    swept = sim.run_sweep(SMALL_SWEEP, replicates=2, sets={"horizon.end": 2027})
    kept = sim.run_sweep(SMALL_SWEEP, replicates=2, sets={"horizon.end": 2027}, results="kept")
    assert kept.path is not None
    folder = swept.to_folder("mine")
    assert contents(folder) == contents(kept.path)
    assert pictures(folder) == pictures(kept.path) != set()
    bare = swept.to_folder("bare", figures=False, format="csv")
    assert pictures(bare) == set()
    assert {path.suffix for path in (bare / "tables").iterdir()} == {".csv"}
    for name in swept.tables:
        pd.testing.assert_frame_equal(sim.open_study(bare).table(name), swept.table(name))


@pytest.mark.parametrize("name", ["../evil", "/evil", "a/b", ".hidden", "", "x" * 300, "two words", 5, None])
def test_a_sweep_of_a_mapping_is_kept_nowhere_else(name: Any, tmp_path: Path) -> None:
    with pytest.raises(sim.InputError, match="cannot be the name of a sweep"):
        sim.run_sweep({**SMALL_SWEEP, "name": name}, results=tmp_path / "swr")
    assert list(tmp_path.iterdir()) == []


def test_a_sweep_of_a_mapping_replaces_no_other_file(tmp_path: Path) -> None:
    options: dict[str, Any] = {"replicates": 1, "sets": {"horizon.end": 2027}, "results": tmp_path}
    first = sim.run_sweep({**SMALL_SWEEP, "name": "mine"}, **options)
    assert sim.run_sweep({**SMALL_SWEEP, "name": "mine"}, **options).path == first.path
    before = (tmp_path / "mine.yaml").read_bytes()
    with pytest.raises(sim.InputError, match=r"mine\.yaml: exists already and holds something else; give the sweep"):
        sim.run_sweep({**SMALL_SWEEP, "name": "mine", "outcomes": ["effort.mean"]}, **options)
    assert (tmp_path / "mine.yaml").read_bytes() == before
    with pytest.raises(sim.InputError, match=r"wrong\.yaml:.*outcomes"):
        sim.run_sweep({**SMALL_SWEEP, "name": "wrong", "outcomes": ["no.such"]}, **options)
    assert not (tmp_path / "wrong.yaml").exists()


def test_a_sweep_that_cannot_be_kept_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for sweep in (SMALL_SWEEP, "tariff_and_commitment"):
        with pytest.raises(sim.InputError, match="file: cannot hold results"):
            sim.run_sweep(sweep, results=tmp_path / "file")  # type: ignore[arg-type]
    levers = {"countries.JPN.hub_trust": {"low": np.float64(0.3), "high": 0.6}}
    with pytest.raises(sim.InputError) as caught:
        sim.run_sweep({**SMALL_SWEEP, "levers": levers}, results=tmp_path)
    (problem,) = problems(caught)
    assert problem.startswith("sweep: levers.countries.JPN.hub_trust.low: is a float64, which no file can hold")


# --- the package -----------------------------------------------------------------------------------------------------
def test_names_are_all_there_and_nothing_else_is_public() -> None:
    assert set(sim.__all__) <= set(dir(sim))
    assert sim.__all__ == sorted(sim.__all__)
    for name in sim.__all__:
        assert getattr(sim, name).__name__ == name
    with pytest.raises(AttributeError, match="no attribute 'comapre'"):
        sim.comapre  # type: ignore[attr-defined]  # noqa: B018


def test_a_package_of_the_program_hides_no_public_name() -> None:
    packages = {path.name for path in Path(sim.__file__).parent.iterdir() if path.is_dir()}
    assert not packages & set(sim.__all__)
