"""The search for groups that gain, compiled; to be called where the compiler is installed."""

from __future__ import annotations

from sim.coalitions import groups
from sim.engine.ensemble.native import Compiled

SEARCHES = {plain: Compiled(plain) for plain in (groups.leaving, groups.changing, groups.founding)}
