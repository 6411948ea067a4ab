"""The figure of the observed record: what the strips show, and that nothing collides."""

from __future__ import annotations

from pathlib import Path

import pytest
from legible import Seen
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from sim.figures.palette import PALE, POSTURES
from sim.figures.record import Strip, draw
from sim.figures.style import look, write

SIDES = {"accommodate": -1.0, "hedge": 0.0, "network": 0.45, "ally": 0.8, "pact": 1.0}
STRIPS = (
    Strip("Oldland", 1951, ("ally",) * 3 + ("network",) * 7, (True,) * 5 + (False,) * 5),
    Strip("Papua New Guinea", 1955, ("hedge",) * 6, (True,) * 6),
)


def drawn() -> Figure:
    with look():
        return draw(STRIPS, SIDES, "A finding", "a source")


def bars(figure: Figure) -> list[tuple[float, float, float, str]]:
    """Left edge, width, height and colour of the strips, background left out."""
    (axes,) = figure.axes
    found = [patch for patch in axes.patches if isinstance(patch, Rectangle)]
    told = [(p.get_x(), p.get_width(), p.get_height(), to_hex(p.get_facecolor())) for p in found]
    return [bar for bar in told if bar[3] != PALE]


def test_a_strip_has_a_stretch_for_each_look_and_none_before_independence() -> None:
    found = bars(drawn())
    assert [(x, width, colour) for x, width, _, colour in found] == [
        (1951, 3, POSTURES["ally"]),
        (1954, 2, POSTURES["network"]),
        (1956, 5, POSTURES["network"]),
        (1955, 6, POSTURES["hedge"]),
    ]
    firm, doubtful = found[1][2], found[2][2]
    assert doubtful < firm / 2
    assert found[0][2] == found[3][2] == firm


def test_the_legend_names_the_postures_there_are_in_their_order() -> None:
    (legend,) = drawn().legends
    assert [text.get_text() for text in legend.get_texts()] == ["hedge", "network", "ally"]


def test_years_are_labelled_and_no_label_touches_another() -> None:
    figure = drawn()
    (axes,) = figure.axes
    figure.canvas.draw()
    assert [text.get_text() for text in axes.get_xticklabels()] == ["1951", "1960"]
    seen = Seen(figure)
    assert seen.cut_off == []
    assert seen.covered == []


def test_the_same_record_gives_the_same_bytes(tmp_path: Path) -> None:
    def saved(name: str) -> list[bytes]:
        folder = tmp_path / name
        folder.mkdir()
        with look():
            figure = draw(STRIPS, SIDES, "A finding", "a source")
            return [path.read_bytes() for path in write(figure, folder, "history", "1.2.3", "stamp")]

    assert saved("one") == saved("two")


@pytest.mark.parametrize("years", [1, 2, 12])
def test_a_short_record_can_be_drawn(years: int) -> None:
    with look():
        figure = draw((Strip("A", 2014, ("ally",) * years, (True,) * years),), SIDES, "x", "y")
    figure.canvas.draw()
    assert len(bars(figure)) == 1
