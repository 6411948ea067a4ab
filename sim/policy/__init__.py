"""The levers a scenario can pull, as validated objects, and the registry of their types."""

from __future__ import annotations

from sim.policy.base import Policy
from sim.policy.diplomacy import Coercion, Dialogue, Inducement, Minilateral, Reassurance
from sim.policy.hub import (
    Administration,
    BurdenDemand,
    Commitment,
    CredibilityShock,
    SecurityGuarantee,
    Tariff,
    TroopChange,
)
from sim.policy.pact import FormalPact

__all__ = ["Policy", "registry"]

_TYPES: tuple[type[Policy], ...] = (
    FormalPact,
    Tariff,
    TroopChange,
    Commitment,
    SecurityGuarantee,
    BurdenDemand,
    Minilateral,
    Reassurance,
    Dialogue,
    Administration,
    CredibilityShock,
    Coercion,
    Inducement,
)


def registry() -> dict[str, type[Policy]]:
    """Policy types by the name used in a scenario's `type`."""
    return {kind.model_fields["type"].annotation.__args__[0]: kind for kind in _TYPES}  # type: ignore[union-attr]
