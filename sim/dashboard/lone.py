"""One world, step by step: who stands where, who works with whom, and why a country leans as it does."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sim.draws.streams import Luck
from sim.engine.facts import facts
from sim.engine.lever_rows import LeverRow
from sim.engine.mesa_model import PactModel
from sim.engine.worlds import Factory
from sim.evidence import Evidence
from sim.figures.palette import INK, posture_colour, readable_on
from sim.results.wording import listed, percent, plain, signed
from sim.world.records import World

LEAST = 0.15
"""Depth of cooperation below which no line is drawn."""

_NEGLIGIBLE = 0.005  # % of GDP
_TERMS = 5


class Watched(PactModel):
    """A world that stops at its end, and in which every country weighs its postures each step."""

    running: bool

    def __init__(self, world: World, luck: Luck, levers: list[LeverRow]) -> None:
        super().__init__(world, luck, levers, keep_terms=True)

    def step(self) -> None:
        """One step, unless the world has ended."""
        if self.running:
            super().step()
            self.running = self.t < self.world.steps

    @property
    def year(self) -> float:
        """Calendar year that the last step has ended, or in which the world begins."""
        return float(self.world.start) + max(0, self.t - 1) * self.dt


@dataclass(frozen=True)
class Open:
    """A posture open to a country: what it is worth and how likely it is taken."""

    posture: str
    worth: float
    chance: float
    held: bool


def parameters(factory: Factory, which: int, replicate: int) -> dict[str, Any]:
    """What a world of a scenario is made from, as its model takes it.

    Args:
        factory: of both scenarios.
        which: position of the scenario.
        replicate: number of the world.
    """
    model = factory.models(replicate)[which]
    return {"world": model.world, "luck": model.luck, "levers": model.levers}


def picture(model: PactModel, evidence: Evidence) -> dict[str, Any]:
    """The network as the browser draws it: nodes on the map, and lines among them.

    Args:
        model: of the world.
        evidence: places and postures.
    """
    known = facts(evidence, model.world.countries)
    ladder = tuple(evidence.postures.values())
    largest = max(country.capability for country in model.countries)
    nodes = []
    for country in model.countries:
        code = model.world.countries[country.index]
        place, posture = known.countries[code], ladder[country.posture]
        colour = posture_colour(posture.name, float(posture.attributes["side"].value))
        nodes.append(
            {"code": code, "name": place.name, "longitude": place.longitude, "latitude": place.latitude,
             "size": math.sqrt(country.capability / largest), "colour": colour, "ink": readable_on(colour),
             "posture": posture.name, "member": country.member, "signed": country.signed,
             "trust": plain(country.trust), "pole": False}
        )  # fmt: skip
    nodes += [
        {"code": power.code, "name": power.name, "longitude": power.longitude, "latitude": power.latitude,
         "size": 0.8, "colour": INK, "ink": "#ffffff", "posture": "", "member": False, "signed": False,
         "trust": "", "pole": True}
        for power in (known.hub, known.challenger) if power is not None
    ]  # fmt: skip
    lines = []
    for i, one in enumerate(model.countries):
        lines += [
            {"a": model.world.countries[j], "b": model.world.countries[i], "kind": "tie",
             "depth": round(model.ties[i][j], 3)}
            for j in range(i) if model.ties[i][j] >= LEAST
        ]  # fmt: skip
        if known.hub is not None and ladder[one.posture].needs in ("treaty", "pact"):
            kind = "pact" if one.member else "hub"
            lines.append({"a": known.hub.code, "b": model.world.countries[i], "kind": kind, "depth": 1.0})
    return {"nodes": nodes, "lines": lines}


def state(model: PactModel) -> str:
    """The world in a sentence."""
    if model.t == 0:
        return f"Before the first step, {model.year:g}."
    members = [model.world.countries[c.index] for c in model.countries if c.member]
    signed_ = [model.world.countries[c.index] for c in model.countries if c.signed and not c.member]
    end = model.world.start + model.t * model.dt
    told = [f"The end of {model.year:g}" if model.dt == 1 else f"At {end:.6g}"]
    told.append(f"a pact of {listed(members)} is in force" if model.in_force else "no pact is in force")
    if signed_:
        told.append(f"{listed(signed_)} {'has' if len(signed_) == 1 else 'have'} signed")
    return ": ".join((told[0], "; ".join(told[1:]))) + "."


def weighed(model: PactModel, index: int) -> list[Open]:
    """The postures open to a country when it last weighed them, the likeliest first; none before the first step."""
    country = model.countries[index]
    found = [
        Open(model.world.postures[o], country.utilities[o], country.probabilities[o], o == country.declared)
        for o in country.utilities
    ]
    return sorted(found, key=lambda one: -one.chance)


def reasons(model: PactModel, index: int) -> Sequence[str]:
    """Why the likeliest posture is better than each other one, in sentences, nearest first."""
    country = model.countries[index]
    terms, worth = country.terms, country.utilities
    if len(worth) < 2:
        return []
    best = max(worth, key=lambda o: worth[o])
    told = []
    for other in sorted(worth, key=lambda o: -worth[o]):
        if other == best:
            continue
        gaps = {name: getattr(terms[best], name) - getattr(terms[other], name) for name in terms[best]._fields}
        named = sorted((n for n in gaps if abs(gaps[n]) >= _NEGLIGIBLE), key=lambda n: -abs(gaps[n]))[:_TERMS]
        parts = ", ".join(f"{name.replace('_', ' ')} {signed(gaps[name])}" for name in named)
        lead = plain(worth[best] - worth[other])
        told.append(
            f"{model.world.postures[best]} over {model.world.postures[other]} by {lead} % of GDP a year: {parts}"
        )
    return told


def summary(model: PactModel, index: int, name: str) -> str:
    """What a country does, in a sentence.

    Args:
        model: of the world.
        index: of the country.
        name: of the country.
    """
    found = weighed(model, index)
    if not found:
        return f"{name} has not weighed anything yet: take a step."
    held = model.world.postures[model.countries[index].posture]
    most = f"{found[0].posture} ({percent(found[0].chance)})"
    return f"{name} holds {held}. Were it to decide now, it would most likely choose {most}."
