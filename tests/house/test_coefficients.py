"""Every number of the law stands in the seeds, with a range, and is used; nothing stands there for show."""

from __future__ import annotations

import ast
from pathlib import Path

from sim.evidence import Evidence
from sim.evidence.tables import POSTURE_ATTRIBUTES
from sim.law.types import PostureRow, Weights
from sim.world.records import SpokeRow

ROOT = Path(__file__).parents[2]


def _read_names(folders: tuple[str, ...]) -> set[str]:
    """Attributes read and words written in the code that works with the numbers."""
    found = set()
    for folder in folders:
        for path in (ROOT / "sim" / folder).glob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Attribute):
                    found.add(node.attr)
                elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                    found.add(node.value)
    return found


def test_the_weights_are_the_coefficients_of_the_seeds(evidence: Evidence) -> None:
    assert set(Weights._fields) == set(evidence.law)


def test_every_coefficient_has_a_range_around_its_value(evidence: Evidence) -> None:
    for name, figure in evidence.law.items():
        assert figure.low <= figure.value <= figure.high, name
        assert figure.source or figure.assumption, name
        assert figure.meaning, name


def test_a_number_without_a_range_is_exact_by_definition(evidence: Evidence) -> None:
    exact = {name for name, figure in evidence.law.items() if figure.low == figure.high}
    assert exact == {"projection_span", "base_administration", "inauguration_year", "inauguration_cycle", "pact_notice"}


def test_every_coefficient_is_read_by_the_law_or_the_engine(evidence: Evidence) -> None:
    read = _read_names(("law", "world", "engine", "calibration"))
    assert sorted(set(evidence.law) - read) == []


def test_every_parameter_of_a_country_is_read(evidence: Evidence) -> None:
    read = _read_names(("world",))
    assert sorted(set(evidence.definitions) - read) == []


def test_every_field_of_a_spoke_is_read() -> None:
    read = _read_names(("world", "engine"))
    assert sorted(set(SpokeRow._fields) - read) == []


def test_every_attribute_of_a_posture_is_read() -> None:
    assert set(PostureRow._fields) == {*POSTURE_ATTRIBUTES, "rung", "is_pact"}
    assert sorted(set(PostureRow._fields) - _read_names(("law", "engine"))) == []


def test_the_two_disputed_coefficients_are_drawn_evenly(evidence: Evidence) -> None:
    for name in ("deterrence_effect", "provocation_effect", "pact_formation_prior"):
        assert evidence.law[name].disputed, name
        assert evidence.law[name].draw == "uniform", name
