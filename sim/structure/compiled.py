"""The walk through all configurations, compiled; to be imported where the compiler is installed."""

from __future__ import annotations

from sim.engine.ensemble.cache import compiled
from sim.structure import gray

walk = compiled()(gray.walk)
