"""A second opinion: a classification tree (Breiman and others 1984) grown by scikit-learn on the same cases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.discovery.boxes import RESTRICTED
from sim.discovery.prim import Box, Cases, Count, Floats, Limit

FOLDS = 5


@dataclass(frozen=True)
class Tree:
    """A tree.

    Attributes:
        leaves: the box of each, with what it holds, the densest first.
        right: share of cases that a tree grown on other cases calls rightly.
        plain: the same of saying always what is more frequent.
    """

    leaves: Sequence[tuple[Box, Count]]
    right: float
    plain: float


def grow(cases: Cases, mass: float, seed: int) -> Tree:
    """Grow a tree, at most as deep as a box has limits.

    Args:
        cases: some of interest, some not.
        mass: share of the cases that a leaf holds at least.
        seed: of the parts in which it is tried.
    """
    from sklearn.model_selection import PredefinedSplit, cross_val_predict
    from sklearn.tree import DecisionTreeClassifier

    least = max(1, int(np.ceil(mass * len(cases))))
    model = DecisionTreeClassifier(max_depth=RESTRICTED, min_samples_leaf=least, random_state=0)
    table, meant = _table(cases)
    share = float(cases.interest.mean())
    right = plain = max(share, 1 - share)
    folds = PredefinedSplit(_folds(cases, seed))
    if folds.get_n_splits() > 1:
        right = float((cross_val_predict(model, table, cases.interest, cv=folds) == cases.interest).mean())
    grown = model.fit(table, cases.interest).tree_
    leaves = [(box, cases.count(box)) for box in _boxes(grown, 0, Box(), meant)]
    return Tree(sorted(leaves, key=lambda leaf: -leaf[1].density), right, plain)


def _folds(cases: Cases, seed: int) -> NDArray[np.int64]:
    """The part in which each case is tried; shape (N,).

    All cases of a place are in one part, else a tree that knows the place would seem to foresee them; and every part
    has places with few cases of interest and with many. The same as scikit-learn's StratifiedGroupKFold, the time of
    which, 0.3 ms a place, is minutes with many.
    """
    rng = np.random.default_rng(seed)
    _, place, times = np.unique(cases.groups, return_inverse=True, return_counts=True)
    number = len(times)
    order = np.lexsort((rng.random(number), np.bincount(place, cases.interest) / times))
    part = np.empty(number, dtype=np.int64)
    part[order] = rng.permuted(np.tile(np.arange(FOLDS), (-(-number // FOLDS), 1)), axis=1).ravel()[:number]
    return np.asarray(part[place])


def _table(cases: Cases) -> tuple[Floats, list[tuple[int, int | None]]]:
    """Cases as columns of numbers, one of nought and one for each word; and what each column means."""
    columns: list[Floats] = []
    meant: list[tuple[int, int | None]] = []
    for d, column in enumerate(cases.columns):
        for word in range(cases.words[d]):
            columns.append((column == word).astype(np.float64))
            meant.append((d, word))
        if not cases.words[d]:
            columns.append(column)
            meant.append((d, None))
    return np.column_stack(columns), meant


def _boxes(tree: Any, node: int, box: Box, meant: Sequence[tuple[int, int | None]]) -> list[Box]:
    """The boxes of the leaves below a node; sides of a split that are of one mind are one leaf."""
    left, right = int(tree.children_left[node]), int(tree.children_right[node])
    if left < 0:
        return [box]
    if len({_mind(tree, leaf) for leaf in _leaves(tree, node)}) == 1:
        return [box]
    d, word = meant[tree.feature[node]]
    limit, edge = box.limits.get(d, Limit()), float(tree.threshold[node])
    if word is None:
        above = max(limit.low, float(np.nextafter(edge, np.inf)))
        sides = limit._replace(high=min(limit.high, edge)), limit._replace(low=above)
    else:
        others = {other for column, other in meant if column == d and other is not None and other != word}
        sides = limit._replace(without=limit.without | {word}), limit._replace(without=frozenset(others))
    return [
        *_boxes(tree, left, box.having(d, sides[0]), meant),
        *_boxes(tree, right, box.having(d, sides[1]), meant),
    ]


def _leaves(tree: Any, node: int) -> list[int]:
    left = int(tree.children_left[node])
    return [node] if left < 0 else [*_leaves(tree, left), *_leaves(tree, int(tree.children_right[node]))]


def _mind(tree: Any, leaf: int) -> bool:
    """Whether most cases of a leaf are of interest."""
    no, yes = tree.value[leaf][0]
    return bool(yes > no)
