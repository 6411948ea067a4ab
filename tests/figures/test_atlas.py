from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.evidence import Evidence
from sim.figures.atlas import Box, loosen, project, radii, spread_out


def overlaps(places, boxes) -> list[tuple[int, int]]:
    found = []
    for i in range(len(boxes)):
        for j in range(i):
            wide = min(places[i][0] + boxes[i].right, places[j][0] + boxes[j].right) - max(
                places[i][0] - boxes[i].left, places[j][0] - boxes[j].left
            )
            tall = min(places[i][1] + boxes[i].above, places[j][1] + boxes[j].above) - max(
                places[i][1] - boxes[i].below, places[j][1] - boxes[j].below
            )
            if wide > 1e-6 and tall > 1e-6:
                found.append((j, i))
    return found


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 6), st.floats(0, 5)), min_size=2, max_size=16))
def test_boxes_end_up_apart_and_on_the_sheet(spots) -> None:
    boxes = [Box(0.3, 0.3, 0.4, 0.2) for _ in spots]
    found = spread_out(np.array(spots), boxes, 6.0, 5.0)
    assert overlaps(found, boxes) == []
    assert (found >= [0.3 - 1e-9, 0.4 - 1e-9]).all()
    assert (found <= [5.7 + 1e-9, 4.8 + 1e-9]).all()


def test_places_that_are_apart_stay_where_they_are() -> None:
    places = np.array([[1.0, 1.0], [4.0, 1.0], [2.0, 4.0]])
    assert np.allclose(spread_out(places, [Box(0.2, 0.2, 0.2, 0.2)] * 3, 6.0, 5.0), places)


def test_the_same_places_always_move_the_same_way() -> None:
    places = np.array([[1.0, 1.0]] * 4)
    boxes = [Box(0.3, 0.3, 0.3, 0.3)] * 4
    first = spread_out(places, boxes, 6.0, 5.0)
    assert np.array_equal(first, spread_out(places, boxes, 6.0, 5.0))
    assert overlaps(first, boxes) == []


@given(st.lists(st.tuples(st.floats(0, 6), st.floats(0, 5)), min_size=1, max_size=20))
def test_a_looser_map_keeps_its_edges_and_its_order(spots) -> None:
    places = np.array(spots)
    found = loosen(places)
    assert found.min(axis=0) == pytest.approx(places.min(axis=0))
    assert (found <= places.max(axis=0) + 1e-9).all()
    for axis in (0, 1):
        order = places[:, axis].argsort(kind="stable")
        assert (np.diff(found[order, axis]) >= -1e-9).all()


def test_a_crowd_gets_room() -> None:
    places = np.array([[0.0, 0.0], [1.0, 1.0], [1.1, 1.1], [1.2, 1.2], [6.0, 6.0]])
    assert np.linalg.norm(np.diff(loosen(places)[1:4], axis=0), axis=1).min() > 0.5


def test_every_country_of_the_evidence_lies_on_its_side_of_its_neighbours(evidence: Evidence) -> None:
    """North stays north and east stays east where two capitals are far enough apart to tell."""
    everyone = [*evidence.countries.values(), evidence.challenger]
    spots = [(c.latitude.value, c.longitude.value) for c in everyone]
    home = project([a for a, _ in spots], [b for _, b in spots], 5.7, 4.9, 0.45)
    boxes = [Box(w, w, 0.36, 0.2) for w in (max(0.2, 0.034 * len(c.name)) for c in everyone)]
    found = spread_out(loosen(home), boxes, 5.7, 4.9)
    assert overlaps(found, boxes) == []
    for i in range(len(everyone)):
        for j in range(i):
            for axis in (0, 1):
                was, now = home[i][axis] - home[j][axis], found[i][axis] - found[j][axis]
                crossed = abs(was) > 0.15 and was * now < 0 and abs(now) > 0.1
                assert not crossed, (everyone[i].iso3, everyone[j].iso3)


def test_north_is_up_east_is_right_and_the_far_shore_lies_beyond_the_ocean() -> None:
    found = project([0, 10, 5], [100, 120, -120], 6.0, 5.0, 0.5)
    assert found[1][1] > found[2][1] > found[0][1]
    assert found[0][0] < found[1][0] < found[2][0]
    assert found.min() == 0.5
    assert found[:, 0].max() == 5.5


def test_area_grows_with_capability() -> None:
    found = radii({"small": 0.0, "middle": 50.0, "large": 100.0}, 0.2, 0.4)
    assert found["small"] == 0.2
    assert found["large"] == pytest.approx(0.4)
    assert found["middle"] == pytest.approx(math.sqrt((0.2**2 + 0.4**2) / 2))
    assert radii({}, 0.2, 0.4) == {}
