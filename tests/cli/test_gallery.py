"""The results that the project shows come out again as they stand there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sim.cli.gallery import PIECES

RESULTS = Path(__file__).parents[2] / "results"


def test_the_comparison_still_comes_out_the_same(pactsim: Callable[..., Any]) -> None:
    """If it should not: `pactsim gallery` makes all of it again, and the README's table is to be looked at."""
    said = pactsim("gallery", "comparison", "--check", "--results", str(RESULTS))
    assert (said.code, said.out, said.err) == (0, "1 part comes out the same\n", "")


@pytest.mark.slow
def test_all_of_it_still_comes_out_the_same(pactsim: Callable[..., Any]) -> None:
    said = pactsim("gallery", "--check", "--results", str(RESULTS))
    assert (said.code, said.err) == (0, ""), said.out


def test_what_is_made_is_found_the_same_until_it_is_touched(tmp_path: Path, pactsim: Callable[..., Any]) -> None:
    home = tmp_path / "mine"
    said = pactsim("gallery", "comparison", "--results", str(home))
    assert (said.code, said.out) == (0, f"1 part is written into {home}\n")
    pictures = {path.name for path in (home / "example").glob("*.png")}
    assert {"postures.png", "network.png", "pact.png"} <= pictures
    page = home / "example" / "summary.md"
    page.write_text(page.read_text(encoding="utf-8").replace("200 worlds", "2,000 worlds", 1), encoding="utf-8")
    (home / "example" / "postures.png").unlink()  # a figure is not compared
    said = pactsim("gallery", "comparison", "--check", "--results", str(home))
    assert said.code == 1
    assert "-2,000 worlds of Status quo" in said.out
    assert "+200 worlds of Status quo" in said.out
    page.unlink()
    said = pactsim("gallery", "comparison", "--check", "--results", str(home))
    assert (said.code, said.out, said.err) == (2, "", f"{page}: is not there\n")


def test_a_wrong_name_is_told(inside: Callable[..., Any]) -> None:
    said = inside("gallery", "comparisn")
    assert said.code == 2
    assert said.err == "gallery: there is no part called 'comparisn'; did you mean 'comparison'?\n"


def test_every_part_is_there() -> None:
    for name, piece in PIECES.items():
        for pattern, target in piece.files.items():
            last = target if target and not target.endswith("/") else f"{target}{pattern.rsplit('/', 1)[-1]}"
            assert [*RESULTS.glob(last)], (name, last)
