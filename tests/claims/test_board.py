"""The scoreboard: rows, words, the folder and its manifest."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from legible import Seen

from sim.claims.board import Board, author
from sim.claims.form import Expectation
from sim.claims.page import page
from sim.claims.rule import KINDS, Interval
from sim.claims.words import expected, result
from sim.errors import InputError
from sim.evidence import Evidence
from sim.results.outcomes import outcomes
from sim.results.store import open_study

TABLE = outcomes()
Made = Callable[..., Board]


def test_every_claim_asked_for_is_counted_once(few: Board) -> None:
    tally = few.tally()
    assert sum(sum(counts.values()) for counts in tally.values()) == 4
    assert tally["rust"]["not tested"] == 1
    assert set(tally["rust"]) == {*KINDS, "not tested"}


def test_rows_say_what_was_expected_and_found(few: Board) -> None:
    rows = few.rows()
    assert [row["claim"] for row in rows] == ["C011", "C087", "C121", "C121", "C121", "C121"]
    assert sum(row["deciding"] for row in rows) == 3
    first, second, third = rows[:3]
    assert (first["expected"], first["about"], first["edge_high"]) == ("lower", "difference", 0.0)
    assert first["level_with"] - first["level_without"] == pytest.approx(first["mean"])
    assert (second["expected"], second["about"], second["without"]) == ("above 50\N{NO-BREAK SPACE}%", "level", "")
    assert second["level_without"] is None
    assert second["mean"] == second["level_with"]
    assert (third["scope"], third["expected"]) == ("AUS over KOR", "change of AUS above KOR")


@pytest.mark.parametrize(
    ("parts", "outcome", "words"),
    [
        ({"change": "lower"}, "side.end", "lower"),
        ({"change": "lower", "by": 0.02}, "side.end", "lower by 0.02"),
        ({"change": "higher", "by": 0.02}, "hub_side.end", "higher by 2\N{NO-BREAK SPACE}pt"),
        ({"change": "unchanged", "by": 0.5}, "side.end", "unchanged within 0.5"),
        ({"level": {"below": 0}}, "side.end", "below 0"),
        ({"level": {"above": 0.25}}, "hub_side.end", "above 25\N{NO-BREAK SPACE}%"),
        ({"order": ["AUS", "JPN", "KOR"]}, "side.end", "AUS above JPN above KOR"),
        ({"exceeds": ["trust.end", "trust.mean"]}, "side.end", "above trust and trust.mean"),
    ],
)
def test_expectations_in_words(parts: dict[str, object], outcome: str, words: str) -> None:
    one = Expectation.model_validate({"outcome": outcome, **parts}, context={"outcomes": tuple(TABLE)})
    assert expected(one, TABLE[outcome]) == words


@pytest.mark.parametrize(
    ("found", "outcome", "level", "words"),
    [
        ((0.0123, 0.010, 0.0146), "side.end", False, "+0.012 [+0.010, +0.015]"),
        ((-0.5, -0.9, -0.1), "side.end", False, "\N{MINUS SIGN}0.5 [\N{MINUS SIGN}0.9, \N{MINUS SIGN}0.1]"),
        ((0.651, 0.63, 0.67), "hub_side.end", True, "65\N{NO-BREAK SPACE}% [63, 67]"),
        (
            (-0.023, -0.033, -0.013),
            "hub_side.end",
            False,
            "\N{MINUS SIGN}2.3\N{NO-BREAK SPACE}pt [\N{MINUS SIGN}3.3, \N{MINUS SIGN}1.3]",
        ),
        ((0.0, 0.0, 0.0), "side.end", False, "0 [0, 0]"),
        ((0.25, float("nan"), float("nan")), "side.end", False, "+0.25"),
    ],
)
def test_results_show_as_many_digits_as_they_are_sure_of(
    found: tuple[float, float, float], outcome: str, level: bool, words: str
) -> None:
    assert result(Interval(*found), TABLE[outcome], level=level) == words


def test_authors_have_names(evidence: Evidence) -> None:
    names = [author(evidence, document) for document in evidence.documents]
    assert names == ["Rust", "Jimbo, Ratner", "Walt", "The Economist", "Unsigned essay"]


def test_the_folder_holds_everything_and_equal_runs_give_equal_tables(judged: Made, tmp_path: Path) -> None:
    studies = [
        open_study(judged(["C011", "C015"]).store(tmp_path / name, "mesa", ("pactsim", "claims"), 1.0)) for name in "ab"
    ]
    first, second = studies
    assert first.path.name == second.path.name
    assert {name: record.sha256 for name, record in first.manifest.tables.items()} == {
        name: record.sha256 for name, record in second.manifest.tables.items()
    }
    assert set(first.manifest.tables) == {"scoreboard", "untested"}
    manifest = first.manifest
    assert (manifest.kind, manifest.seed, manifest.replicates) == ("claims", 7, 6)
    assert manifest.options == {"claims": ["C011", "C015"]}
    assert set(manifest.scenarios) == {"asian_nato", "asian_nato_with_tariffs"}
    assert all(one["seed"] == 7 and one["replicates"] == 6 for one in manifest.scenarios.values())
    other = judged(["C011", "C015"], seed=8).store(tmp_path / "a", "mesa", (), 1.0)
    assert other.name != first.path.name


def test_nothing_is_left_when_the_folder_cannot_be_finished(few: Board, tmp_path: Path) -> None:
    def fail(folder: Path) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        few.store(tmp_path, "mesa", (), 1.0, fail)
    assert list(tmp_path.iterdir()) == []


def test_the_page_tells_each_claim_and_the_sums(few: Board) -> None:
    text = page(few)
    for row in few.rows():
        assert f"| {row['claim']} |" in text
    assert "**" + few.answers[0].verdict.kind + "**" in text
    assert "(figure): C015" in text
    assert "| all claims |" in text


def test_theories_are_told_apart_from_claims_and_not_counted_with_them(judged: Made) -> None:
    board = judged(["C011", "C087", "T03"])
    assert list(board.tally()) == ["rust", "walt", "theory"]
    assert sum((board.sums() or {}).values()) == 2
    text = page(board)
    assert "2 claims tested over" in text
    assert text.index("| all claims |") < text.index("| Theory |")
    assert "## Theory" in text
    assert judged(["C011", "T03"]).sums() is None


def test_sheets_of_the_figure_are_about_as_long() -> None:
    from sim.figures.scoreboard import spread

    assert spread({"a": 20, "b": 30}) == [["a", "b"]]
    assert spread({"a": 15, "b": 12, "c": 16, "d": 19, "e": 8, "f": 7}) == [["a", "b", "c"], ["d", "e", "f"]]
    assert spread({"a": 100}) == [["a"]]


def test_a_study_of_claims_is_repeated_by_its_own_command(few: Board, evidence: Evidence, tmp_path: Path) -> None:
    from sim.engine.repeat import order_from_manifest

    folder = few.store(tmp_path, "mesa", (), 1.0)
    with pytest.raises(InputError, match="pactsim claims C011 C015 C087 C121 --replicates 6 --seed 7"):
        order_from_manifest(folder, evidence)


def test_the_figure_shows_every_claim_and_no_text_covers_another(judged: Made, tmp_path: Path) -> None:
    from sim.figures.catalogue import draw
    from sim.figures.style import look
    from sim.report.study import material

    board = judged(["C011", "C014", "C087", "C121", "C130", "C035"], worlds=4)
    made = material(board.store(tmp_path, "mesa", (), 1.0))
    with look():
        figures = draw("scoreboard", made)
        assert set(figures) == {"scoreboard"}
        seen = Seen(figures["scoreboard"])
        text = " ".join(words for words, _ in seen.boxes)
        assert seen.cut_off == []
        assert seen.covered == []
    assert all(answer.trial.claim.id in text for answer in board.answers)


def test_the_words_of_a_claim_are_wrapped_and_not_cut(judged: Made, tmp_path: Path) -> None:
    from dataclasses import replace

    from sim.figures.catalogue import draw
    from sim.figures.style import look
    from sim.report.study import material

    made = material(judged(["C130", "C035"], worlds=4).store(tmp_path, "mesa", (), 1.0))
    table = made.tables["scoreboard"].astype({"depends_on": object}).assign(depends_on="powers.USA.theatre_share")
    with look():
        (figure,) = draw("scoreboard", replace(made, tables={**made.tables, "scoreboard": table})).values()
    told = {" ".join(text.get_text().split()) for axes in figure.axes for text in axes.texts}
    places = "Taiwan Strait, South China Sea, East China Sea"
    assert f"Deterrence at flashpoints, end ({places}): below 0.25" in told
    assert "on USA: theatre share" in told
    assert not any("\N{HORIZONTAL ELLIPSIS}" in words for words in told)


def test_other_studies_have_no_scoreboard() -> None:
    from typing import get_args

    from sim.figures.catalogue import FIGURES, figures_of
    from sim.results.manifest import StudyKind

    assert figures_of("claims") == ("scoreboard",)
    assert "scoreboard" not in figures_of("compare")
    assert {name for kind in get_args(StudyKind) for name in figures_of(kind)} == set(FIGURES)
