"""Cases by hand, and a scorecard of a few worlds from one past year."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager

import numpy as np
import pytest

from sim.engine.engines import pick
from sim.evidence import Evidence
from sim.history import History, load_history
from sim.results.manifest import Engine
from sim.validation.board import Scorecard
from sim.validation.rivals import Cases
from sim.validation.run import validate

Make = Callable[..., Cases]
WORLDS, SEED = 4, 7


@pytest.fixture(scope="session")
def record(evidence: Evidence) -> History:
    return load_history(evidence)


@pytest.fixture(scope="session")
def engine() -> Engine:
    return pick(None, lambda _: None)


@pytest.fixture(scope="session")
def make_cases() -> Make:
    """Cases from (origin, ahead, held, seen), one country each; sides and inputs may be given."""

    def make(
        rows: Sequence[tuple[int, int, int, int]],
        nearest: Sequence[float] | None = None,
        customer: Sequence[float] | None = None,
        inputs: Sequence[Sequence[float]] | None = None,
    ) -> Cases:
        origin, ahead, held, seen = (np.array(column, dtype=np.int64) for column in zip(*rows, strict=True))
        count = len(rows)
        return Cases(
            country=np.array([f"C{k:02d}" for k in range(count)]),
            origin=origin,
            ahead=ahead,
            held=held,
            seen=seen,
            nearest=np.array(nearest if nearest is not None else [-1.0] * count, dtype=float),
            customer=np.array(customer if customer is not None else [0.0] * count, dtype=float),
            inputs=np.array(inputs if inputs is not None else [[float(k % 3)] for k in range(count)], dtype=float),
        )

    return make


@contextmanager
def _one_edition() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Evidence, "editions", property(lambda _: (2015,)))
        yield


@pytest.fixture(scope="session")
def one_edition() -> Callable[[], AbstractContextManager[None]]:
    """The seeds as if 2015 were their only edition, as long as the context lasts."""
    return _one_edition


@pytest.fixture(scope="session")
def card(evidence: Evidence, engine: Engine) -> Scorecard:
    """Every test over a few worlds."""
    with _one_edition():
        return validate(evidence, WORLDS, SEED, engine, 1, lambda *_: None)
