"""The walk through all configurations, compiled; to be called where the compiler is installed."""

from __future__ import annotations

from sim.engine.ensemble.native import Compiled
from sim.structure import gray

walk = Compiled(gray.walk)
