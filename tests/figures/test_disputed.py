"""The figure of disputed numbers: its title names the one on which effects hang, and only beyond chance."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from sim.figures import disputed
from sim.figures.material import Material
from sim.figures.splits import PACT_SPLIT
from sim.figures.style import look
from sim.results.manifest import Manifest

DETERRENCE, PROVOCATION = "law.deterrence_effect", "law.provocation_effect"


def study(slope: float, *, pact: bool = False) -> Material:
    """Two scenarios: the effect on the rate of crises rises from third to third of one number, all else is flat."""
    groups: list[dict[str, Any]] = []
    for outcome in ("pact_in_force.end", "hazard.mean"):
        splits = {DETERRENCE: slope if outcome == "hazard.mean" else 0.0, PROVOCATION: 0.0}
        cells = [
            (split, f"{third + 1} {name}", 0.1 + third * rise, float(third))
            for split, rise in splits.items()
            for third, name in enumerate(("low", "middle", "high"))
        ]
        cells += [(PACT_SPLIT, name, 0.1, float("nan")) for name in ("1 no", "2 yes")] if pact else []
        groups += [
            {
                "a": "s", "b": "t", "outcome": outcome, "kind": "all", "scope": "all", "split": split, "group": name,
                "group_low": low, "group_high": low + 1, "level_a": 0.0, "level_b": 0.0, "level_b_low": 0.0,
                "level_b_high": 0.0, "difference": mean, "ci_low": mean - 0.02, "ci_high": mean + 0.02, "worlds": 100,
            }
            for split, name, mean, low in cells
        ]  # fmt: skip
    if not pact:  # a single group, as where no pact came into force
        groups += [{**groups[0], "split": PACT_SPLIT, "group": "1 no", "outcome": "hazard.mean"}]
    groups += [{**groups[0], "split": PACT_SPLIT, "group": "1 no"}]
    manifest = Manifest(
        study="compare-s-t-12345678", kind="compare", version="1", python="3", created="2026", wall_seconds=0,
        scenarios={"s": {"title": "Calm"}, "t": {"title": "Retreat"}}, seed=1, replicates=300, seeds_fingerprint="",
        inputs_fingerprint="0" * 64,
    )  # fmt: skip
    return Material(manifest, {"conditional": pd.DataFrame(groups)})


def texts(made: Material) -> tuple[str, str]:
    with look():
        (figure,) = disputed.draw(made).values()
    title, reading = (text.get_text().replace("\n", " ") for text in figure.texts[:2])
    return title, reading


def test_the_number_on_which_effects_hang_is_named() -> None:
    title, _ = texts(study(0.05))
    assert title == (
        "Retreat: its effects hang most on how much deterrence prevents crises; that on rate of crises is +0.100 in "
        "the low and +0.200 in the high third"
    )


@pytest.mark.parametrize("slope", [0.0, 0.012])
def test_what_chance_may_have_made_is_not(slope: float) -> None:
    """A gap of 0.024 has an interval of 0.028 by itself, and a wider one as the largest of two."""
    title, _ = texts(study(slope))
    assert title == "Retreat: beyond chance no effect hangs on a number that authors dispute"


def test_a_column_that_is_not_there_is_not_explained() -> None:
    assert "whether a pact ever came into force" not in texts(study(0.05))[1]
    assert "by whether a pact ever came into force under Retreat. Dots: mean" in texts(study(0.05, pact=True))[1]
