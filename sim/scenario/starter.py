"""The commented scenario that `pactsim new` writes."""

from __future__ import annotations

import json

from sim.evidence import Evidence, load_evidence
from sim.policy import registry

_HEAD = """\
## A scenario of Pactsim. Check it with `pactsim check {name}.yaml`, run it with `pactsim run {name}.yaml`.
## Lines that begin with ## explain. Take the # away from the others to use them.
title: {title}
description: what this scenario asks, and on whose argument it rests

## Build on another scenario (a name or a relative path); what is written here is laid over it.
extends: status_quo

## Time: first and last year simulated, and the length of a step as a fraction of a year.
#horizon: {{start: 2026, end: 2045}}
#step: 1

## Chance: how many worlds, the seed of all draws, and what uncertain numbers are drawn from: prior (their ranges),
## posterior (of the coefficients only what agrees with the past and with surveys) or central (nothing).
#replicates: 200
#seed: 2026
#draws: posterior

## Who takes part: the countries of the scenario extended, some added or dropped (or `include`, with all of them named).
## `pactsim evidence` lists those that can be added.
#add: [BRN]
#drop: [IND]

## Departures from the evidence. `pactsim evidence JPN` lists the parameters of a country with ranges and sources.
#countries:
#  JPN: {{hub_trust: 0.4}}
#flashpoints:
#  taiwan_strait: {{hazard: 0.1}}
#institutions:
#  quad: {{depth: 0.3}}
#parameters:
#  {coefficient}: {value:g}

## Policies, each with a type, a start and, where it ends, an end (a year or a day). An id lets --set and other
## scenarios refer to it: an entry with the id of an inherited policy replaces it, {{id: x, remove: true}} drops it.
## One example of every type:
#policies:
"""


def starter_text(name: str, evidence: Evidence | None = None) -> str:
    """Text of a new scenario file that passes `pactsim check` as it stands.

    Args:
        name: its name, used as title and in the comments.
        evidence: supplies the examples; by default the evidence found by `load_evidence`.
    """
    first = next(iter((evidence or load_evidence()).law.values()))
    examples = "".join(f"#  - {kind.example}\n" for kind in registry().values())
    return (
        _HEAD.format(name=name, title=json.dumps(name, ensure_ascii=False), coefficient=first.name, value=first.value)
        + examples
    )
