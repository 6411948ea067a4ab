"""One question put to cases: the boxes, the tree, and both as rows of tables."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from sim.discovery.boxes import Found, cover
from sim.discovery.prim import Box, Count
from sim.discovery.space import Space
from sim.discovery.tree import Tree, grow
from sim.discovery.words import box_words, sentence
from sim.results.discoveries import BETWEEN

Row = dict[str, Any]


@dataclass(frozen=True)
class Answer:
    """What the cases say to one question.

    Attributes:
        question: the condition as written, or the id of a claim.
        condition: the same as part of a sentence.
        space: the cases.
        boxes: that tell; tree: the second opinion.
    """

    question: str
    condition: str
    space: Space
    boxes: Sequence[Found]
    tree: Tree

    @property
    def total(self) -> int:
        """Cases of interest."""
        return int(self.space.cases.interest.sum())

    @property
    def sentences(self) -> list[str]:
        """One for each box."""
        told = self.space
        return [
            sentence(self.condition, told.dimensions, found, told.noun, first=k == 0)
            for k, found in enumerate(self.boxes)
        ]

    def rows(self) -> dict[str, list[Row]]:
        """Rows of the tables, by their names."""
        return {
            "boxes": [self._box(k, text) for k, text in enumerate(self.sentences)],
            "limits": [row for k in range(len(self.boxes)) for row in self._limits(k)],
            "peeling": [row for k in range(len(self.boxes)) for row in self._peeling(k)],
            "tree": [self._leaf(k, box, count) for k, (box, count) in enumerate(self.tree.leaves)],
        }

    def _held(self, count: Count) -> Row:
        return {
            "cases": count.cases, "found": count.found, "density": count.density, "coverage": count.found / self.total
        }  # fmt: skip

    def _at(self, k: int) -> Row:
        return {"question": self.question, "box": k + 1}

    def _box(self, k: int, text: str) -> Row:
        one = self.boxes[k]
        return {
            **self._at(k), **self._held(one.count), "noun": self.space.noun, "sentence": text,
            "restricted": len(one.box.limits), "offered": one.offered.cases, "share": one.offered.density,
            "chosen": one.chosen, "chance": one.chance,
        }  # fmt: skip

    def _limits(self, k: int) -> list[Row]:
        one = self.boxes[k]
        found = []
        for d, limit in one.box.limits.items():
            of, column = self.space.dimensions[d], self.space.cases.columns[d]
            ends = {"from": float(column.min()), "to": float(column.max())} if not of.words else {}
            held = [word for position, word in enumerate(of.words) if position not in limit.without]
            found.append(
                {
                    **self._at(k), "path": of.path, "name": of.name, "unit": of.unit, "meaning": of.meaning,
                    "low": limit.low if math.isfinite(limit.low) else None,
                    "high": limit.high if math.isfinite(limit.high) else None,
                    "words": BETWEEN.join(held), "from": ends.get("from"), "to": ends.get("to"),
                    "p": one.p[d], "again": float(one.again[d]),
                }
            )  # fmt: skip
        return found

    def _peeling(self, k: int) -> list[Row]:
        return [
            {**self._at(k), "step": step, **self._held(count), "restricted": len(box.limits)}
            for step, (box, count) in enumerate(self.boxes[k].path)
        ]

    def _leaf(self, k: int, box: Box, count: Count) -> Row:
        rule = box_words(self.space.dimensions, box)
        return {"question": self.question, "leaf": k + 1, "rule": rule, **self._held(count)}

    def cases(self, paths: Sequence[str]) -> pa.Table:
        """The table `cases`, with the values in some dimensions."""
        told, number = self.space, len(self.space.cases)
        held = np.zeros(number, dtype=np.int32)
        for k, found in reversed(list(enumerate(self.boxes, start=1))):
            held[found.box.holds(told.cases.columns)] = k
        keys = {name: told.keys[name] if name in told.keys else np.zeros(number) for name in ("point", "replicate")}
        table = {
            "question": pa.array([self.question] * number),
            "case": pa.array(np.arange(number, dtype=np.int32)),
            **{name: pa.array(np.asarray(column, dtype=np.int32)) for name, column in keys.items()},
            "interest": pa.array(told.cases.interest),
            "held": pa.array(held),
        }
        for one, column in zip(told.dimensions, told.cases.columns, strict=True):
            if one.path in paths:
                words = np.array(one.words, dtype=object)[column.astype(np.int64)] if one.words else column
                table[one.path] = pa.array(words)
        return pa.table(table)


def ask(question: str, condition: str, space: Space, seed: int, mass: float, most: int) -> Answer:
    """Put a question to cases.

    Args:
        question: as written.
        condition: the same as part of a sentence.
        space: the cases.
        seed: of shuffles and draws.
        mass: share of the cases that a box, or a leaf, holds at least.
        most: boxes.

    Raises:
        InputError: too few cases are of interest, or too few are not.
    """
    space.refuse()
    return Answer(question, condition, space, cover(space.cases, seed, mass, most), grow(space.cases, mass, seed))


def tables(answers: Sequence[Answer]) -> dict[str, pa.Table]:
    """The tables of some answers together."""
    found: dict[str, list[Row]] = {}
    for answer in answers:
        for name, rows in answer.rows().items():
            found.setdefault(name, []).extend(rows)
    paths = list(dict.fromkeys(row["path"] for row in found["limits"]))
    made = {name: pa.Table.from_pylist(rows) for name, rows in found.items() if rows}
    return {**made, "cases": pa.concat_tables([answer.cases(paths) for answer in answers], promote_options="default")}
