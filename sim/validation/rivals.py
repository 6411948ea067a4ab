"""Naive forecasts of postures: what anybody could say without a model, and a logit on the model's inputs.

Each sees, at an origin, what had happened by then and nothing later: the accuracies of rules and the logit's
coefficients come from earlier origins alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Indices = NDArray[np.int64]


@dataclass(frozen=True)
class Cases:
    """Forecasts asked for: a country, some years after an origin.

    Attributes:
        country: code; origin: year; ahead: years; each of shape (cases,).
        held, seen: index of the posture at the origin, and of the one seen.
        nearest, customer: side of the nearest power and of the bigger customer at the origin, -1, 0 or 1.
        inputs: numbers of the country at the origin, shape (cases, inputs).
    """

    country: NDArray[np.str_]
    origin: Indices
    ahead: Indices
    held: Indices
    seen: Indices
    nearest: Floats
    customer: Floats
    inputs: Floats

    def __len__(self) -> int:
        return len(self.held)

    def where(self, chosen: NDArray[np.bool_]) -> Cases:
        """Some of them."""
        return Cases(*(getattr(self, name)[chosen] for name in self.__dataclass_fields__))

    def known(self, origin: int) -> Cases:
        """Those whose outcome was known at an origin."""
        return self.where(self.origin + self.ahead <= origin)


def unchanged(ahead: Indices, postures: int, rate: float) -> tuple[Floats, Floats]:
    """Probability that the posture held is seen so many years ahead, and that each other one is.

    Args:
        ahead: years, shape (cases,).
        postures: how many there are.
        rate: changes a year.
    """
    stay: Floats = np.power(1.0 - rate, ahead, dtype=np.float64)
    return stay, (1.0 - stay) / (postures - 1)


def persistence(cases: Cases, postures: int, rate: float) -> Floats:
    """Nothing changes, but for the rate at which postures change; shape (cases, postures).

    Args:
        cases: to forecast.
        postures: how many there are.
        rate: changes a year, which is what the model is calibrated to as well.
    """
    stay, other = unchanged(cases.ahead, postures, rate)
    forecast = np.repeat(other[:, None], postures, axis=1)
    forecast[np.arange(len(cases)), cases.held] = stay
    return forecast


def camp(cases: Cases, said: Floats, before: Cases, said_before: Floats, sides: Sequence[float]) -> Floats:
    """A rule that names a camp, trusted as far as it was right before; shape (cases, postures).

    Args:
        cases: to forecast.
        said: camp that the rule names for each, -1, 0 or 1.
        before: cases whose outcome is known.
        said_before: what the rule named for those.
        sides: of each posture.
    """
    signs = np.sign(np.asarray(sides, dtype=float))
    right = int((signs[before.seen] == said_before).sum())
    trusted = (1 + right) / (2 + len(before))  # the rule of succession
    forecast = np.empty((len(cases), len(signs)))
    for row, named in enumerate(said):
        own = signs == named
        forecast[row] = np.where(own, trusted / max(own.sum(), 1), (1.0 - trusted) / max((~own).sum(), 1))
    return np.asarray(forecast / forecast.sum(axis=1, keepdims=True))


def logit(cases: Cases, before: Cases, postures: int) -> Floats | None:
    """A multinomial logit on the model's inputs, the posture held and the time ahead; shape (cases, postures).

    Args:
        cases: to forecast.
        before: cases whose outcome is known.
        postures: how many there are.

    Returns:
        None when what is known shows fewer than two postures.
    """
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    if len(set(before.seen.tolist())) < 2:
        return None
    fitted = make_pipeline(StandardScaler(), LogisticRegression(max_iter=2000)).fit(
        _columns(before, postures), before.seen
    )
    forecast = np.zeros((len(cases), postures))
    forecast[:, fitted.classes_] = fitted.predict_proba(_columns(cases, postures))
    floor = 0.5 / (len(before) + 0.5 * postures)  # a posture never seen is not impossible
    return (forecast + floor) / (1.0 + floor * postures)


def _columns(cases: Cases, postures: int) -> Floats:
    held = np.eye(postures)[cases.held]
    return np.concatenate([held, cases.ahead[:, None] * held, cases.inputs], axis=1)
