"""What the page says: differences by hand, links to the evidence, commands without the places of a machine."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from sim.evidence import load_evidence
from sim.handout.again import words
from sim.handout.differences import differences
from sim.handout.grounds import Grounds
from sim.handout.parts import Grid
from sim.handout.prose import prose, without


@pytest.fixture(scope="module")
def grounds() -> Grounds:
    return Grounds(load_evidence(), ("AUS", "JPN", "PHL"))


def _told(reported: SimpleNamespace, first: dict[str, Any], other: dict[str, Any], grounds: Grounds) -> list[str]:
    made = reported.material
    scenarios = {"status_quo": {"title": "Now", **first}, "asian_nato": {"title": "Then", **other}}
    changed = type(made)(made.manifest.model_copy(update={"scenarios": scenarios}), made.tables)
    return differences(changed, "asian_nato", grounds)


def test_an_added_policy_is_told_with_its_fields(reported: SimpleNamespace, grounds: Grounds) -> None:
    pact = {"type": "formal_pact", "id": "pact", "start": 2027, "invited": ["AUS", "JPN"], "quorum": 2, "notice": 1.0}
    (line,) = _told(reported, {"policies": []}, {"policies": [pact]}, grounds)
    assert line == (
        "- Adds: **A collective-defence pact offered to founders and, once in force, open to others** (`pact`, type "
        "`formal_pact`), from 2027 to the end. Spokes that may found the pact: Australia and Japan; spokes that must "
        "ratify before entry into force: 2; years a withdrawing member stays bound: 1."
    )


def test_a_changed_policy_tells_what_changed_only(reported: SimpleNamespace, grounds: Grounds) -> None:
    before = {"type": "tariff", "id": "duties", "start": 2028, "change": 10.0}
    after = {**before, "change": 25.0}
    (line,) = _told(reported, {"policies": [before]}, {"policies": [after]}, grounds)
    assert line.startswith("- Changes ")
    assert line.endswith(": 25 instead of 10.")
    assert "2028" not in line


def test_what_the_other_does_without_is_told(reported: SimpleNamespace, grounds: Grounds) -> None:
    gone = {"type": "no_such_type", "start": 2028, "end": 2031}
    (line,) = _told(reported, {"policies": [gone]}, {"policies": []}, grounds)
    assert line == "- Does without what Now has: **No such type** (type `no_such_type`), from 2028 to 2031."


def test_a_number_is_told_with_its_meaning_and_what_it_replaces(reported: SimpleNamespace, grounds: Grounds) -> None:
    (line,) = _told(reported, {}, {"countries": {"JPN": {"hub_trust": 0.3}}}, grounds)
    item = load_evidence().countries["JPN"].parameters["hub_trust"]
    assert line == (
        f"- Sets `countries.JPN.hub_trust`, Japan: {item.meaning} (probability): 0.3 instead of {item.value:g}, as in "
        "the evidence."
    )


def test_countries_and_years_are_told(reported: SimpleNamespace, grounds: Grounds) -> None:
    first = {"include": ["AUS", "JPN"], "horizon": {"start": 2026, "end": 2045}}
    lines = _told(reported, first, {"include": ["JPN", "PHL"], "horizon": {"start": 2026, "end": 2035}}, grounds)
    assert lines == [
        "- Takes in Philippines.",
        "- Leaves out Australia.",
        "- years simulated: start 2026, end 2035 instead of start 2026, end 2045.",
    ]


def test_equal_scenarios_differ_in_nothing(reported: SimpleNamespace, grounds: Grounds) -> None:
    assert _told(reported, {"policies": []}, {"policies": []}, grounds) == ["Nothing: it is Now under another name."]


def test_numbers_named_in_the_text_lead_to_their_evidence(grounds: Grounds) -> None:
    html = prose(["It hangs on `law.deterrence_effect` and `parameters.deterrence_effect`, not `law.nothing`."],
                 grounds.link).html  # fmt: skip
    assert html.count(f'<a href="#{grounds.anchor("law.deterrence_effect")}">') == 2
    assert "<code>law.nothing</code>" in html
    assert html.count("<a ") == 2


def test_every_number_of_a_country_has_value_range_grade_and_source(grounds: Grounds) -> None:
    grid = grounds.country("JPN", "here")
    assert isinstance(grid, Grid)
    known = load_evidence().countries["JPN"].parameters
    assert len(grid.rows) == len(grid.anchors) == len(known)
    row = grid.rows[grid.anchors.index(grounds.anchor("countries.JPN.hub_trust"))]
    item = known["hub_trust"]
    assert str(item.value) in row[1]
    assert row[2] == f"{item.low} to {item.high}"
    assert row[5].startswith(item.grade)
    assert all(f'href="#source-{name}"' in row[6] for name in item.source)


def test_a_command_is_told_without_the_places_of_a_machine() -> None:
    command = ("pactsim", "compare", "status_quo", "/home/me/mine.yaml", "--results", "/data/all", "--seed", "3",
               "--levers=/home/me/own.py", "--set", "countries.JPN.hub_trust=0.4", "--results=/x")  # fmt: skip
    assert words(command) == [
        "pactsim", "compare", "status_quo", "mine.yaml", "--seed", "3", "--levers=own.py", "--set",
        "countries.JPN.hub_trust=0.4",
    ]  # fmt: skip


def test_pages_lose_their_title_and_their_lists_of_files() -> None:
    lines = ["# Title", "", "Text.", "## Figures", "- `a.png`: a", "## More", "- item"]
    assert without(lines) == ["", "Text.", "## More", "- item"]


def test_headings_begin_where_they_are_told_and_skip_nothing() -> None:
    html = prose(["## First", "#### Deep", "text"], lambda _: None, 4).html
    assert "<h4>First</h4>" in html
    assert "<h5>Deep</h5>" in html


def test_html_in_prose_is_text() -> None:
    assert "<script>" not in prose(["a <script>alert(1)</script> b"], lambda _: None).html


def test_columns_of_numbers_are_known() -> None:
    first = ("Japan", "+0.16", "+0.12 to +0.19", "16\N{NO-BREAK SPACE}%", "ally")
    grid = Grid("x", tuple("abcde"), (first, ("Taiwan", "\N{EM DASH}", "0", "<1\N{NO-BREAK SPACE}%", "")))
    assert grid.numeric == (False, True, True, True, False)
