"""The figure of coalitions: every candidate named, members as discs, whatever the worlds say."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from matplotlib.patches import Ellipse

from sim.coalitions.accession import Accession
from sim.coalitions.findings import Question, find
from sim.coalitions.stage import set_up
from sim.coalitions.tables import coalition_tables
from sim.evidence import Evidence
from sim.figures.catalogue import draw, draw_to, figures_of
from sim.figures.style import look
from sim.report.study import material
from sim.scenario import Scenario
from sim.structure.study import Source, store

Read = Callable[..., Scenario]


@pytest.fixture
def studied(read_scenario: Read, evidence: Evidence, tmp_path: Path) -> Callable[..., Path]:
    """The maker of studies of some candidates in some worlds."""

    def made(among: tuple[str, ...], worlds: int, stood: float) -> Path:
        scenario = read_scenario("asian_nato", "policies.pact.quorum=2")
        stage = set_up(evidence, scenario, among=among, drawn=worlds > 1, stood=stood)
        close = stage.number(stage.candidates)
        found = find(stage, Question(tuple(range(worlds)), worlds > 1, False, Accession.open, close), "mesa")
        options = {
            "year": stage.year,
            "membership": list(stage.candidates),
            "in_force": stood if stood >= 0.0 else None,
            "law_alone": False,
            "commitment_now": stage.commitment,
            "world": 0,
        }
        source = Source(tuple(among), {}, scenario, evidence, None, options)
        lost = len(found.failed)
        return store(
            "coalitions", source, coalition_tables(found), tmp_path, 0.0, worlds=worlds, failures=lost, engine="mesa"
        )

    return made


@pytest.mark.parametrize(
    ("among", "worlds", "stood", "title"),
    [
        (("AUS", "JPN"), 1, -1.0, "The one possible pact does not hold together"),
        (("KOR", "PHL", "TWN", "AUS"), 1, 3.0, "of 11 possible pacts hold"),
        (("KOR", "PHL", "TWN"), 3, -1.0, "together"),
    ],
)
def test_memberships_are_drawn(
    among: tuple[str, ...], worlds: int, stood: float, title: str, studied: Callable[..., Path], evidence: Evidence
) -> None:
    folder = studied(among, worlds, stood)
    made = material(folder)
    assert figures_of("coalitions") == ("coalitions",)
    with look():
        (figure,) = draw("coalitions", made).values()
    matrix, totals, values, strip = figure.axes
    assert title in figure.texts[0].get_text()
    assert {label.get_text() for label in matrix.get_xticklabels()} == {evidence.countries[c].name for c in among}
    shown = len(matrix.get_yticks())
    assert len(totals.patches) == shown
    assert len(values.patches) == len(among)
    discs = [patch for patch in matrix.patches if isinstance(patch, Ellipse)]
    assert len(discs) >= 2 * shown
    assert "hold together" in strip.get_title(loc="left")
    files = draw_to(folder, "coalitions", made)
    assert [file.suffix for file in files] == [".png", ".svg"]


def test_a_figure_of_another_kind_is_not_drawn(studied: Callable[..., Path]) -> None:
    assert draw("landscape", material(studied(("AUS", "JPN"), 1, -1.0))) == {}
