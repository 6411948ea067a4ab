"""The figure of tipping points: limit, thresholds and the present value where they are, whatever the worlds say."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sim.evidence import Evidence
from sim.figures.catalogue import draw, draw_to, figures_of
from sim.figures.style import look
from sim.report.study import material
from sim.scenario import Scenario
from sim.structure.study import Source, store
from sim.tipping.response import Response
from sim.tipping.study import ask, find
from sim.tipping.tables import options, threshold_rows, tipping_tables

Read = Callable[..., Scenario]
TRUST = "countries.JPN.hub_trust=0.05:0.95"


@pytest.fixture
def studied(read_scenario: Read, evidence: Evidence, tmp_path: Path) -> Callable[..., tuple[Path, list[float]]]:
    """The maker of small studies, with their thresholds."""

    def made(until: str, *vary: str) -> tuple[Path, list[float]]:
        scenario = read_scenario("asian_nato", "horizon.end=2029").model_copy(update={"replicates": 8})
        found = find(Response(ask(scenario, evidence, until, vary, None, 4, 3), "ensemble", 1))
        source = Source((), {}, scenario, evidence, None, options(found))
        folder = store("tipping", source, tipping_tables(found), tmp_path, 0.0, worlds=8, failures=0, engine="ensemble")
        return folder, [row["threshold"] for row in threshold_rows(found)]

    return made


@pytest.mark.parametrize(
    ("until", "title"),
    [
        ("MEAN(trust.end.JPN) >= 0.4", "at least 0.4: once JPN.hub trust reaches 0."),
        ("MEAN(trust.end.JPN) < 0.4", "below 0.4: up to JPN.hub trust of 0."),
        ("MEAN(trust.end.JPN) > 2", "above 2: nowhere for JPN.hub trust 0.05 to 0.95"),
        ("P(trust.end.JPN > -1) > 0.5", "more than 50\N{NO-BREAK SPACE}% of the worlds: everywhere for JPN.hub trust"),
    ],
)
def test_a_response_is_drawn(until: str, title: str, studied: Callable[..., tuple[Path, list[float]]]) -> None:
    folder, thresholds = studied(until, TRUST)
    assert figures_of("tipping") == ("tipping",)
    with look():
        (figure,) = draw("tipping", material(folder)).values()
    (axes,) = figure.axes
    assert title in figure.texts[0].get_text().replace("\n", " ")
    dots = [line.get_xdata()[0] for line in axes.lines if line.get_marker() == "o"]
    assert dots == pytest.approx(thresholds)
    assert axes.get_xlim() == (0.05, 0.95)
    assert len(figure.legends[0].get_texts()) == 4 + len(thresholds)  # the present value among them
    files = draw_to(folder, "tipping", material(folder))
    assert [file.suffix for file in files] == [".png", ".svg"]


@pytest.mark.parametrize("until", ["MEAN(trust.end.JPN) < 0.4", "MEAN(trust.end.JPN) > 2"])
def test_a_frontier_is_drawn(until: str, studied: Callable[..., tuple[Path, list[float]]]) -> None:
    folder, thresholds = studied(until, TRUST, "policies.pact.preparedness=0.2:0.9")
    with look():
        (figure,) = draw("tipping", material(folder)).values()
    (axes,) = figure.axes
    assert (axes.get_xlim(), axes.get_ylim()) == ((0.2, 0.9), (0.05, 0.95))
    dots = [y for line in axes.lines if line.get_marker() == "o" for y in line.get_ydata()]
    assert dots == pytest.approx(thresholds)
    assert len(thresholds) == (3 if "<" in until else 0)
    assert [text.get_text() for text in figure.legends[0].get_texts()][-1] == "now, drawn numbers at central values"


def test_a_figure_of_another_kind_is_not_drawn(studied: Callable[..., tuple[Path, list[float]]]) -> None:
    folder, _ = studied("MEAN(trust.end.JPN) < 0.4", TRUST)
    assert draw("landscape", material(folder)) == {}
