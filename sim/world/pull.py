"""Every policy of a scenario writes into the levers, and what users' own types wrote there is looked over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields

import numpy as np

from sim.errors import InputError, Problem
from sim.policy import Policy
from sim.policy.levers import Levers, TimeGrid
from sim.scenario.own import broke, place_of


def pull(policies: Iterable[Policy], grid: TimeGrid) -> Levers:
    """The levers of a run under some policies.

    Args:
        policies: applied in order.
        grid: steps and names.

    Raises:
        InputError: a user's own type fails, or leaves something that is no lever.
    """
    levers = Levers.neutral(grid)
    for policy in policies:
        kind = type(policy)
        try:
            policy.apply(levers, grid)
        except Exception as error:
            told = broke(kind, error)
            if told is None:
                raise
            raise told from error
        place = place_of(kind)
        wrong = place and _spoilt(levers, grid)
        if place and wrong:
            raise InputError([Problem(place, f"{kind.__name__}.apply", wrong)])
    levers.settle()
    return levers


def _spoilt(levers: Levers, grid: TimeGrid) -> str:
    """What is wrong with the arrays; an empty text when nothing is."""
    rest = Levers.neutral(grid)
    for part in fields(Levers):
        found, due = getattr(levers, part.name), getattr(rest, part.name)
        if not isinstance(due, np.ndarray):
            if type(found) is not type(due):
                return f"leaves no {type(due).__name__} in levers.{part.name}"
        elif not isinstance(found, np.ndarray) or (found.shape, found.dtype) != (due.shape, due.dtype):
            return f"must write into levers.{part.name} in place; it holds {due.dtype} of shape {due.shape}"
        elif not np.isfinite(found).all():
            return f"leaves a value in levers.{part.name} that is not a finite number"
    return ""
