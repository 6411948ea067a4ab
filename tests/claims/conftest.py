"""The shipped experiments, and worlds of a few of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from sim.claims.board import Board
from sim.claims.book import Book, read_book
from sim.claims.judge import answers
from sim.claims.run import run_trials
from sim.evidence import Evidence

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "scenarios" / "claims"
SEED = 7

Made = Callable[..., Board]


@pytest.fixture(scope="session")
def book(evidence: Evidence) -> Book:
    return read_book(evidence, FOLDER)


@pytest.fixture(scope="session")
def judged(evidence: Evidence, book: Book) -> Made:
    """Verdicts on some claims over a few worlds of the readable engine."""

    def make(ids: Sequence[str], worlds: int = 6, seed: int = SEED) -> Board:
        trials = [book.trials[name] for name in ids if name in book.trials]
        passed = [book.passed[name] for name in ids if name in book.passed]
        ran = run_trials(trials, evidence, worlds, seed, "mesa", workers=1)
        return Board(answers(trials, ran), passed, ran, evidence, seed)

    return make


@pytest.fixture(scope="session")
def few(judged: Made) -> Board:
    """A change, levels, an order and a claim that is not tested."""
    return judged(["C011", "C087", "C121", "C015"])
