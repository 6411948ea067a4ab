"""A debate: what a world meets, the map, and the folder, on few worlds; and on made ones whose answer is known."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sim.claims.book import read_book
from sim.claims.run import Worlds
from sim.cli.debate import hold
from sim.discovery.debate import CELLS, Debate
from sim.errors import InputError
from sim.evidence import Evidence, load_evidence

NAMES = ("law.deterrence_effect", "law.hedging_value", "law.provocation_effect")


@pytest.fixture(scope="module")
def evidence() -> Evidence:
    return load_evidence(None)


@pytest.fixture(scope="module")
def made(evidence: Evidence) -> Debate:
    """Worlds in which one claim is right where the first number is high, the other where the third is low."""
    book = read_book(evidence)
    draws = np.random.default_rng(4).random((900, 3))
    meets = np.stack([draws[:, 0] > 0.6, draws[:, 2] < 0.3])
    return Debate(
        (book.trials["C043"], book.trials["C047"]),
        Worlds(900, NAMES, draws),
        evidence,
        1,
        meets,
        ~meets,
        np.arange(900),
    )


def test_the_numbers_that_decide_are_found(made: Debate) -> None:
    assert sorted(made.kept) == [0, 2]
    assert made.axes == [0, 2]
    first, second = made.answers()
    assert [one.question for one in (first, second)] == ["C043", "C047"]
    (box,), (other,) = (one.sentences for one in (first, second))
    assert box.startswith("C043 is right wherever deterrence effect is at least 0.5992 (")
    assert other.startswith("C047 is right wherever provocation effect is at most ")
    assert first.boxes[0].box.limits[made.kept.index(0)].low == pytest.approx(0.6, abs=0.01)
    assert second.boxes[0].box.limits[made.kept.index(2)].high == pytest.approx(0.3, abs=0.01)


def test_boxes_are_as_large_and_as_many_as_asked(made: Debate) -> None:
    wide, _ = replace(made, mass=0.5).answers()
    (own,) = made.answers()[0].boxes
    assert own.count.cases < 450 <= wide.boxes[0].count.cases
    meets = np.stack([made.meets[0] | made.meets[1], made.meets[1]])
    both = replace(made, meets=meets)
    assert [len(replace(both, most=most).answers()[0].boxes) for most in (1, 3)] == [1, 2]


def test_the_map_counts_every_world_once(made: Debate) -> None:
    cells = pd.DataFrame(made.cells())
    parts = ["first", "second", "both", "neither"]
    assert len(cells) == CELLS**2
    assert cells[parts].to_numpy().sum() == 900
    first, second = made.meets
    assert cells[parts].sum().tolist() == [
        (first & ~second).sum(), (second & ~first).sum(), (first & second).sum(), (~first & ~second).sum()
    ]  # fmt: skip
    right = cells[(cells["column"] == CELLS) & (cells["row"] == 1)].iloc[0]
    assert right["both"] == right[parts].sum()


def test_chance_decides_nothing(made: Debate) -> None:
    meets = np.random.default_rng(9).random((2, 900)) < 0.4
    idle = replace(made, meets=meets)
    assert (idle.kept, idle.axes, idle.answers(), idle.cells()) == ([], [], [], [])


def test_claims_that_are_always_right_have_no_boxes(made: Debate) -> None:
    always = replace(made, meets=np.stack([np.ones(900, dtype=bool), made.meets[1]]))
    assert [one.question for one in always.answers()] == ["C047"]


def test_the_map_says_how_often_each_is_right_and_what_it_says(made: Debate, tmp_path: Path) -> None:
    from sim.discovery.record import write
    from sim.figures.catalogue import draw
    from sim.figures.style import look
    from sim.report.study import material

    first, second = made.meets
    scenarios = dict.fromkeys(("one",), made.trials[0].with_.scenario)
    held = replace(made, worlds=replace(made.worlds, scenarios=scenarios))
    study = material(write(tmp_path, held, held.answers(), "ensemble", (), 0.0))
    with look():
        figure = draw("debate", study)["debate"]
    title, reading = (
        text.get_text().replace("\n", " ").replace("\N{NO-BREAK SPACE}", " ") for text in figure.texts[:2]
    )
    shares = [f"{100 * share.mean():.0f} %" for share in (first, second, first & second, ~first & ~second)]
    assert title == (
        f"C043 is right in {shares[0]} of worlds, C047 in {shares[1]}; both in {shares[2]}, neither in {shares[3]}"
    )
    texts = [trial.claim.text.removeprefix("Ratner: ") for trial in made.trials]
    assert reading.startswith(f"C043 (Jimbo, Ratner): {texts[0]} C047 (Ratner): {texts[1]} Each cell ")
    assert figure.axes[0].get_xlabel() == "how much deterrence prevents crises"


def test_a_debate_is_held(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert hold(("c043", "C044"), tmp_path, 60, 5, mass=0.05, boxes=3, figures=False, machine=True) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["claims"] == ["C043", "C044"]
    assert told["worlds"] == 60
    assert sum(told[name] for name in ("first", "second", "both", "neither")) == 60
    folder = Path(told["path"])
    assert "# Where C043 is right, and where C044" in (folder / "discovery.md").read_text(encoding="utf-8")
    assert json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["kind"] == "debate"


@pytest.mark.parametrize(
    ("ids", "said"),
    [
        (("C043", "X999"), "--debate: there is no claim 'X999'"),
        (("C043", "C043"), "--debate: needs two different claims"),
        (("C015", "C043"), "--debate: C015 is not tested: "),
    ],
)
def test_what_cannot_be_debated_is_said(tmp_path: Path, ids: tuple[str, str], said: str) -> None:
    with pytest.raises(InputError) as caught:
        hold(ids, tmp_path, 60, None, mass=0.05, boxes=3, figures=False, machine=True)
    assert str(caught.value).startswith(said)
