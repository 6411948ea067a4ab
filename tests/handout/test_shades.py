"""Colours on dark paper: text can be read and marks can be seen, on both papers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.figures.palette import (
    FAINT,
    GAIN,
    INK,
    LOSS,
    PALE,
    POSTURES,
    SCENARIOS,
    SEVERITY,
    SOFT,
    readable_on,
    side_colour,
)
from sim.handout.shades import DARK_PAPER, PAPER, READABLE, contrast, legible, twin, written

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def test_contrast_by_hand() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)  # the grey that just fails on white


@pytest.mark.parametrize("colour", [INK, SOFT, *SCENARIOS, *POSTURES.values(), GAIN, LOSS])
def test_text_can_be_read_on_both_papers(colour: str) -> None:
    light, dark = written(colour)
    assert contrast(light, PAPER) >= READABLE
    assert contrast(light, PALE) >= READABLE
    assert contrast(dark, DARK_PAPER) >= READABLE
    assert contrast(dark, twin(PALE)) >= READABLE


@pytest.mark.parametrize("colour", [*SCENARIOS, GAIN, LOSS, "#102a4c", "#1c7ab8"])
def test_lines_and_dots_can_be_seen_on_dark_paper(colour: str) -> None:
    assert contrast(twin(colour), DARK_PAPER) >= 3.0


@pytest.mark.parametrize("side", [-1.0, -0.5, 0.0, 0.2, 0.45, 0.8, 1.0])
def test_text_on_a_coloured_ground_stays_readable(side: float) -> None:
    ground = side_colour(side)
    assert contrast(twin(readable_on(ground)), twin(ground)) >= 3.0


@given(COLOURS)
def test_a_twin_is_a_colour_and_what_is_darker_becomes_lighter(colour: str) -> None:
    assert len(twin(colour)) == 7
    if contrast(colour, PAPER) > 12:
        assert contrast(twin(colour), DARK_PAPER) > 5


@given(COLOURS)
def test_legible_text_is_legible(colour: str) -> None:
    assert contrast(legible(colour, PALE), PALE) >= READABLE
    assert contrast(legible(colour, DARK_PAPER), DARK_PAPER) >= READABLE


def test_paper_and_ink_change_places() -> None:
    assert twin(PAPER) == DARK_PAPER
    assert contrast(twin(INK), DARK_PAPER) > 12
    assert len({twin(colour) for colour in (INK, SOFT, FAINT, PALE, *SEVERITY.values())}) == 7
