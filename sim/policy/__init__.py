"""The levers a scenario can pull, as validated objects, and the registry of their types."""

from __future__ import annotations

from sim.policy.base import Policy
from sim.policy.kinds import register, registry

__all__ = ["Policy", "register", "registry"]
