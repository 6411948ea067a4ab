"""The nuclear option: abandonment fear x threat x latent capacity x public support (C124, C125)."""

from __future__ import annotations


def nuclear_rate(
    rate: float, latency: float, support: float, promised: float, trust: float, deterrence: float
) -> float:
    """Yearly rate at which a state decides for a national deterrent (after Singh & Way 2004; Jo & Gartzke 2007).

    Args:
        rate: rate with full latency, support, fear and threat, seeds `nuclear_rate`.
        latency: technical readiness, share.
        support: public support, share.
        promised: promise of hub support, share.
        trust: belief that it is kept; 1 - promised x trust is the fear of abandonment.
        deterrence: D; 1 - D is the threat that is left.
    """
    return rate * latency * support * (1.0 - promised * trust) * (1.0 - deterrence)
