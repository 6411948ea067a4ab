"""The model description names every number and every rule of the model, and nothing that does not exist."""

from __future__ import annotations

import ast
import re
from collections import Counter
from dataclasses import fields, replace
from pathlib import Path

import odd
import pytest

from sim.engine.lever_rows import LeverRow
from sim.errors import nearest
from sim.evidence import Evidence
from sim.law.types import Terms, Weights
from sim.policy.levers import PactTerms
from sim.world.raw import OWN, RawBody, RawPair, RawPlace, RawPower, RawReach, RawSpoke

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
HOW = "describe it in a section of sim/law/ODD.md, then `python tests/house/odd.py`"
ELEMENTS = (
    "Purpose and patterns",
    "Entities, state variables, and scales",
    "Process overview and scheduling",
    "Design concepts",
    "Initialization",
    "Input data",
    "Submodels",
)
CONCEPTS = (
    "Basic principles",
    "Emergence",
    "Adaptation",
    "Objectives",
    "Learning",
    "Prediction",
    "Sensing",
    "Interaction",
    "Stochasticity",
    "Collectives",
    "Observation",
)
DEFINED = re.compile(r"\*\*`(\w+\.\w+)`\*\*")
NAMED = re.compile(
    r"(?<![\w./])(law|country|posture|flashpoint|power|pair|institution|lever|offer|fitted|term)\.([a-z_]+)"
)


@pytest.fixture(scope="module")
def text() -> str:
    return str(odd.DOCUMENT.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def prose(text: str) -> str:
    return str(odd.prose(text))


def _elements(prose: str) -> dict[str, str]:
    """Text of each numbered element by its title."""
    parts = re.split(r"^## \d+\. (.+)$", prose, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def _submodels(prose: str) -> dict[str, str]:
    """Text of each submodel by its title."""
    parts = re.split(r"^### (.+)$", _elements(prose)["Submodels"], flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def _rules() -> list[str]:
    """Public functions of the law as `module.function`."""
    return [
        f"{path.stem}.{node.name}"
        for path in sorted((ROOT / "sim" / "law").glob("*.py"))
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    ]


def _numbers(evidence: Evidence) -> set[str]:
    """Every number, lever and term by the id it has in the document."""
    known = {
        "law": Weights._fields,
        "country": RawSpoke._fields,
        "posture": OWN,
        "flashpoint": (*RawPlace._fields[:-1], *RawReach._fields),
        "power": (*RawPower._fields, "capability"),
        "pair": RawPair._fields,
        "institution": RawBody._fields,
        "lever": LeverRow._fields,
        "offer": tuple(field.name for field in fields(PactTerms)),
        "fitted": tuple(evidence.calibration or ()),
        "term": Terms._fields,
    }
    return {f"{group}.{name}" for group, names in known.items() for name in names}


def test_the_tables_are_those_of_the_seeds(text: str, evidence: Evidence) -> None:
    fresh = odd.renewed(text, evidence).splitlines()
    old = text.splitlines()
    changed = [(a, b) for a, b in zip(old, fresh, strict=False) if a != b]
    assert changed[:3] == [], "renew the tables: `python tests/house/odd.py`"
    assert len(old) == len(fresh), "renew the tables: `python tests/house/odd.py`"


def test_another_number_gives_another_table(text: str, evidence: Evidence) -> None:
    moved = replace(evidence.law["wedge"], value=0.07)
    other = replace(evidence, law={**evidence.law, "wedge": moved})
    before, after = text.splitlines(), odd.renewed(text, other).splitlines()
    changed = [line for line, old in zip(after, before, strict=True) if line != old]
    assert [line.split(" | ")[4] for line in changed] == ["0.07 (0 to 0.1)"]


def test_a_section_that_nothing_generates_is_refused(text: str, evidence: Evidence) -> None:
    with pytest.raises(ValueError, match="weather"):
        odd.renewed(text + "<!-- generated: weather -->\n<!-- end of weather -->\n", evidence)


def test_a_claim_that_nobody_made_is_refused(text: str, evidence: Evidence) -> None:
    with pytest.raises(ValueError, match="a claim that does not exist: C999"):
        odd.renewed(text + "As C999 says.\n", evidence)


def test_a_source_that_does_not_exist_is_refused(text: str, evidence: Evidence) -> None:
    with pytest.raises(ValueError, match="a source that does not exist: nobody-1900"):
        odd.renewed(text + "See [nobody-1900].\n", evidence)


def test_the_seven_elements_stand_in_their_order(prose: str) -> None:
    assert tuple(_elements(prose))[: len(ELEMENTS)] == ELEMENTS


def test_all_eleven_design_concepts_are_told(prose: str) -> None:
    assert tuple(re.findall(r"^\*\*(.+?)\.\*\*", _elements(prose)["Design concepts"], re.MULTILINE)) == CONCEPTS


def test_whatever_is_named_exists(prose: str, evidence: Evidence) -> None:
    known = _numbers(evidence)
    named = {f"{group}.{name}" for group, name in NAMED.findall(prose)}
    assert {name: nearest(name, known) for name in sorted(named - known)} == {}


def test_every_number_and_lever_stands_in_the_prose_of_a_submodel(prose: str, evidence: Evidence) -> None:
    told = {f"{group}.{name}" for group, name in NAMED.findall(_elements(prose)["Submodels"])}
    assert sorted(_numbers(evidence) - told) == [], HOW


def test_the_seeds_hold_no_number_beside_those_named(evidence: Evidence) -> None:
    known = _numbers(evidence)
    held = {f"country.{name}" for name in evidence.definitions}
    held |= {f"power.{name}" for power in evidence.powers.values() for name in power.parameters}
    held |= {f"posture.{name}" for posture in evidence.postures.values() for name in posture.attributes}
    held |= {f"flashpoint.{name}" for place in evidence.flashpoints.values() for name in place.parameters}
    assert sorted(held - known) == []


def test_every_rule_is_defined_once(prose: str) -> None:
    counts = Counter(DEFINED.findall(prose))
    assert sorted(set(_rules()) - set(counts)) == [], HOW
    assert sorted(set(counts) - set(_rules())) == []
    assert [name for name, times in counts.items() if times > 1] == []


def test_a_rule_that_is_mentioned_exists(prose: str) -> None:
    modules = {name.split(".")[0] for name in _rules()}
    mentioned = {name for name in re.findall(r"`(\w+\.\w+)`", prose) if name.split(".")[0] in modules}
    assert sorted(mentioned - set(_rules())) == []


def test_a_submodel_names_the_modules_of_its_rules(prose: str) -> None:
    for title, body in _submodels(prose).items():
        named = set(re.findall(r"`sim/law/(\w+)\.py`", body))
        assert {rule.split(".")[0] for rule in DEFINED.findall(body)} <= named, title


def test_a_submodel_says_where_it_comes_from_and_why(prose: str) -> None:
    for title, body in _submodels(prose).items():
        for label in ("Module", "Source:", "Claims:", "Why this form:"):
            assert label in body, f"{title}: {label}"


def test_files_that_are_named_exist(prose: str) -> None:
    named = set(re.findall(r"`((?:sim|seeds|tests)/[\w/.]+)`", prose))
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []


def test_links_lead_to_a_heading(prose: str) -> None:
    headings = {
        re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")
        for title in re.findall(r"^#+ (.+)$", prose, re.MULTILINE)
    }
    assert sorted(set(re.findall(r"\]\(#([^)]+)\)", prose)) - headings) == []


def test_the_readme_links_to_it() -> None:
    assert "(sim/law/ODD.md)" in (ROOT / "README.md").read_text(encoding="utf-8")
