"""The types of policy by name: those of the package, and those users add."""

from __future__ import annotations

from typing import get_args

from sim.policy.arms import ArmsAndTechnology
from sim.policy.bargain import GrandBargain
from sim.policy.base import Policy
from sim.policy.challenger import Assertiveness, Coercion, Inducement
from sim.policy.diplomacy import Dialogue, Institution, Minilateral, Reassurance
from sim.policy.growth import Growth
from sim.policy.hub import BurdenDemand, Commitment, CredibilityShock, SecurityGuarantee, TroopChange
from sim.policy.hub_exit import HubExit
from sim.policy.pact import FormalPact
from sim.policy.politics import Administration, Government, RegimeChange
from sim.policy.setting import SetParameter
from sim.policy.trade import Tariff, TradeAccess
from sim.policy.treaty import TreatyOffer

_TYPES: tuple[type[Policy], ...] = (
    FormalPact,
    Minilateral,
    Institution,
    Reassurance,
    Dialogue,
    Tariff,
    TradeAccess,
    TroopChange,
    Commitment,
    SecurityGuarantee,
    TreatyOffer,
    BurdenDemand,
    ArmsAndTechnology,
    CredibilityShock,
    GrandBargain,
    HubExit,
    Coercion,
    Inducement,
    Assertiveness,
    Growth,
    Administration,
    RegimeChange,
    Government,
    SetParameter,
)


def name_of(kind: type[Policy]) -> str | None:
    """The name used in a scenario's `type`, or None for a class that gives none."""
    said = get_args(kind.model_fields["type"].annotation)
    return said[0] if len(said) == 1 and isinstance(said[0], str) else None


_KNOWN: dict[str, type[Policy]] = {str(name_of(kind)): kind for kind in _TYPES}


def registry() -> dict[str, type[Policy]]:
    """Policy types by the name used in a scenario's `type`."""
    return dict(_KNOWN)


def register(kinds: dict[str, type[Policy]]) -> None:
    """Add types of users' own by name; a name known already gets the new type."""
    _KNOWN.update(kinds)
