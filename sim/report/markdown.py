"""Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def table(head: Sequence[str], body: Iterable[Sequence[str]]) -> list[str]:
    """A table; the first column is text, the others numbers.

    Args:
        head: names of the columns.
        body: rows, as long as the head.

    Returns:
        Lines.
    """
    rule = ["---", *("---:" for _ in head[1:])]
    return ["| " + " | ".join(row) + " |" for row in (head, rule, *body)]
