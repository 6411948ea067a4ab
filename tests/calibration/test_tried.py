"""Draws tried in real worlds: the same whatever the parts, kept when interrupted, and worth what the law says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from sim.calibration import tried as module
from sim.calibration.past import UNKNOWN, Origin
from sim.calibration.sides import Sides, crew, surveyed
from sim.calibration.tried import attempt, forget, key
from sim.draws.ranges import Keys
from sim.engine.calibrated import Calibrated, read_calibrated
from sim.engine.runner import run_worlds
from sim.engine.worlds import Factory
from sim.errors import RunFailed
from sim.evidence import Evidence
from sim.history import History, load_history, observed
from sim.scenario.past import AHEAD, past
from sim.validation.forced_choice import at_rest, lean
from sim.world.build import base_frame, build

SEED = 5


@pytest.fixture(scope="module")
def record(evidence: Evidence) -> History:
    return load_history(evidence)


@pytest.fixture(scope="module")
def origin(evidence: Evidence, record: History) -> Origin:
    own = evidence.at(1970)
    ratio = read_calibrated(own).exit_ratio
    return Origin.of(evidence, record, 1970, Calibrated(ratio, ((0.0, 0.0),), (tuple(own.countries),)), SEED)


def test_an_origin_knows_what_was_seen(origin: Origin, evidence: Evidence, record: History) -> None:
    assert origin.seen.shape == (AHEAD, len(origin.countries))
    postures = tuple(evidence.postures)
    for i, code in enumerate(origin.countries):
        assert postures[origin.held[i]] == observed(record, code, 1970).posture
        for ahead in (1, AHEAD):
            if 1970 + ahead in record.years(code):
                assert postures[origin.seen[ahead - 1, i]] == observed(record, code, 1970 + ahead).posture
            else:
                assert origin.seen[ahead - 1, i] == UNKNOWN


def test_chances_are_shares_of_worlds_of_the_readable_engine(origin: Origin, evidence: Evidence) -> None:
    """Worlds of a draw have that draw's coefficients, their own luck and their own figures of countries."""

    class Lent(Factory):
        def fitted(self, replicates: np.ndarray) -> Keys:
            return Keys(SEED, np.full(len(replicates), 7))

    told = past(evidence, 1970, told=True).model_copy(update={"seed": SEED, "draws": "prior"})
    own = evidence.at(1970)
    ratio = read_calibrated(own).exit_ratio
    factory = Lent(own, (told,), Calibrated(ratio, ((0.0, 0.0),), (tuple(own.countries),)))
    held = run_worlds(factory, range(6), 1, engine="mesa").whole().countries[0][:, 1:, :, 0]
    right = (held == origin.seen).sum(axis=0)
    assert origin.chances([3, 7], 6, 1)[1] == pytest.approx((right + 0.5) / (6 + 2.5))


def test_sides_are_weighed_as_the_model_weighs_them(evidence: Evidence) -> None:
    sides = Sides(evidence, SEED)
    found = sides.worths([0, 4])
    assert found.shape == (2, len(surveyed(evidence)))
    assert (found[0] != found[1]).all()
    assert sides.worths([4])[0].tolist() == found[1].tolist()
    with crew(evidence, SEED, 2) as hands:
        assert hands.worths([0, 4]).tolist() == found.tolist()


def test_worths_at_rest_are_those_of_the_first_step_but_for_what_has_moved(factory: Callable[..., Factory]) -> None:
    made = factory("whole_theatre")
    fixed, row = made.frames[0], made.table.central
    base = build(made.evidence, base_frame(made.evidence, fixed), row)
    rest = at_rest(base, build(made.evidence, fixed, row))
    first = [law for law, _ in lean(made.models(0)[0], 0)]
    assert np.corrcoef(rest, first)[0, 1] > 0.9


def test_parts_are_kept_and_give_the_same(
    origin: Origin, evidence: Evidence, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PART", 2)
    done: list[int] = []
    whole = attempt(evidence, [origin], tmp_path / "a", 3, 4, SEED, 1, done.append)
    assert done == [2, 1]
    assert whole.draws == 3

    class Stop(KeyboardInterrupt):
        pass

    def stop(count: int) -> None:
        raise Stop

    with pytest.raises(Stop):
        attempt(evidence, [origin], tmp_path / "b", 3, 4, SEED, 1, stop)
    kept = list((tmp_path / "b").glob("part-*.npz"))
    assert len(kept) == 1
    before = kept[0].read_bytes()
    again = attempt(evidence, [origin], tmp_path / "b", 3, 4, SEED, 1)
    assert kept[0].read_bytes() == before
    assert again.chances[1970].tobytes() == whole.chances[1970].tobytes()
    assert again.worths.tobytes() == whole.worths.tobytes()
    kept[0].write_bytes(before[:100])  # torn by a crash: done again
    torn = attempt(evidence, [origin], tmp_path / "b", 3, 4, SEED, 1)
    assert torn.chances[1970].tobytes() == whole.chances[1970].tobytes()
    forget(tmp_path / "b")
    assert not (tmp_path / "b").exists()


def test_a_disk_that_refuses_is_told(origin: Origin, evidence: Evidence, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(RunFailed, match="could not be kept"):
        attempt(evidence, [origin], tmp_path / "file" / "parts", 2, 2, SEED, 1)


def test_parts_of_other_worlds_are_not_taken(
    origin: Origin, evidence: Evidence, record: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tuple(evidence.at(1970).countries)

    def started(ratio: float = 1.0, step: float = 0.0, seed: int = SEED) -> Origin:
        return Origin.of(evidence, record, 1970, Calibrated(ratio, ((0.0, step),), (own,)), seed)

    first = key(evidence, [started()], 4, SEED)
    assert key(evidence, [started()], 4, SEED) == first
    others = {
        "ratio": key(evidence, [started(ratio=2.0)], 4, SEED),
        "curve": key(evidence, [started(step=0.1)], 4, SEED),
        "worlds": key(evidence, [started()], 5, SEED),
        "seed": key(evidence, [started(seed=6)], 4, 6),
        "years": key(evidence, [started(), origin], 4, SEED),
    }
    with monkeypatch.context() as patch:
        patch.setattr("sim.calibration.past.past", lambda *_, told: past(evidence, 1970, told=False))
        others["what happened"] = key(evidence, [started()], 4, SEED)
    with monkeypatch.context() as patch:
        patch.setattr("sim.calibration.sides.blind", lambda _: ())
        others["sides"] = key(evidence, [started()], 4, SEED)
    with monkeypatch.context() as patch:
        patch.setattr(module, "source_fingerprint", lambda: "other code")
        others["program"] = key(evidence, [started()], 4, SEED)
    assert len({first, *others.values()}) == 1 + len(others), others
