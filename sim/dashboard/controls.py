"""The controls: which scenarios, which levers, which numbers; and files in and out."""

from __future__ import annotations

import html
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import solara
import solara.lab
import yaml

from sim.dashboard import knobs
from sim.dashboard.files_view import Files
from sim.dashboard.knobs import Knob
from sim.dashboard.settings import current
from sim.dashboard.situation import (
    WORLDS,
    Entry,
    Side,
    Situation,
    base_of,
    policies_of,
    scenarios,
)
from sim.dashboard.turn import SIDES, State, Turn
from sim.errors import InputError
from sim.policy import registry
from sim.reference.citation import Library
from sim.scenario import Scenario
from sim.scenario.find import list_scenarios

_LEVERS, _COUNTRIES, _NUMBERS, _FILES = "Levers", "Countries", "Law", "Files"
_ALWAYS = 8
"""Coefficients shown before one asks for more."""


@solara.component
def Controls(situation: State, country: solara.Reactive[str]) -> None:
    """Everything that can be moved."""
    names = {entry.name: entry.title for entry in list_scenarios()}
    with solara.Column(gap="4px", classes=["controls"]):
        for which, label in enumerate(SIDES):
            Choice(situation, which, label, names)
        solara.Select(
            "Paired worlds", [*WORLDS], situation.value.replicates,
            on_value=lambda value: situation.set(replace(situation.value, replicates=value)), dense=True,
        )  # fmt: skip
        try:
            both = scenarios(situation.value, current().evidence)
        except InputError:
            both = None
        with solara.lab.Tabs(lazy=True):
            with solara.lab.Tab(_LEVERS):
                Levers(situation)
            with solara.lab.Tab(_COUNTRIES):
                Countries(situation, country, both)
            with solara.lab.Tab(_NUMBERS):
                Numbers(situation, both)
            with solara.lab.Tab(_FILES):
                Files(situation)


@solara.component
def Choice(situation: State, which: int, label: str, names: dict[str, str]) -> None:
    """Which scenario stands on a side."""
    side = situation.value.sides[which]
    known = {**names, side.base: names.get(side.base, side.base.rsplit("/", 1)[-1])}
    titles = {
        title if list(known.values()).count(title) == 1 else f"{title} ({name})": name for name, title in known.items()
    }
    shown = next(title for title, name in titles.items() if name == side.base)

    def choose(title: str) -> None:
        situation.set(situation.value.with_side(which, Side(titles[title])))

    solara.Select(label, list(titles), shown, on_value=choose, dense=True)


@solara.component
def Levers(situation: State) -> None:
    """The policies of one of the scenarios, and their fields."""
    which = solara.use_reactive(1)
    adding = solara.use_reactive(None)
    settings, value = current(), situation.value
    side = value.sides[which.value]
    own = policies_of(side, settings.evidence)

    def change(policies: tuple[Entry, ...]) -> None:
        situation.set(value.with_side(which.value, replace(side, policies=policies)))

    def add(kind: str | None) -> None:
        if kind is None:
            return
        entry = yaml.safe_load(registry()[kind].example)
        taken = {str(one["id"]) for one in own}
        name = next(name for k in range(1, len(taken) + 2) if (name := kind if k == 1 else f"{kind}_{k}") not in taken)
        adding.set(None)
        change(
            (
                *own,
                {"type": kind, "id": name, **{key: part for key, part in entry.items() if key not in ("type", "id")}},
            )
        )

    with solara.Column(gap="4px"):
        solara.ToggleButtonsSingle(
            SIDES[which.value], on_value=lambda label: which.set(SIDES.index(label)), values=list(SIDES), dense=True
        )
        base = _scenario(side, value)
        for k, entry in enumerate(own):

            def put(changed: Entry | None, k: int = k) -> None:
                change(tuple(one for one in (*own[:k], changed, *own[k + 1 :]) if one is not None))

            Policy(entry, base, put).key(f"{which.value}-{entry['id']}")
        if not own:
            solara.HTML(tag="p", classes=["note"], unsafe_innerHTML="No policy: the scenario lets things go on.")
        with solara.Row(gap="8px"):
            solara.Select("Add a lever", sorted(registry()), adding.value, on_value=add, dense=True)
            if side.policies is not None:
                solara.Button(
                    "As before",
                    on_click=lambda: situation.set(value.with_side(which.value, Side(side.base))),
                    text=True,
                )


@solara.component
def Policy(entry: Entry, base: Scenario, put: Callable[[Entry | None], None]) -> None:
    """One policy: its fields, and a way to be rid of it."""
    title = f"{entry['id']}: {str(entry['type']).replace('_', ' ')}"
    with solara.Details(title, expand=False):
        solara.HTML(tag="p", classes=["note"], unsafe_innerHTML=html.escape(_first_line(str(entry["type"]))))
        for knob in knobs.of_policy(entry, base, current().evidence):

            def move(moved: Any, name: str = knob.path) -> None:
                kept = {key: part for key, part in entry.items() if key != name}
                put(kept if moved is None else {**kept, name: moved})

            Turn(knob, knob.path.replace("_", " "), None, move).key(knob.path)
        solara.Button("Remove this lever", on_click=lambda: put(None), text=True, color="#a3360a")


@solara.component
def Countries(situation: State, country: solara.Reactive[str], both: tuple[Scenario, Scenario] | None) -> None:
    """The numbers of one country, in both scenarios."""
    if both is None:
        return
    evidence = current().evidence.at(both[1].edition)
    names = {evidence.countries[code].name: code for code in both[1].include}
    if country.value not in names.values():
        country.set(both[1].include[0])
        return
    shown = evidence.countries[country.value].name
    with solara.Column(gap="4px"):
        solara.Select("Country", list(names), shown, on_value=lambda name: country.set(names[name]), dense=True)
        _some(situation, knobs.of_country(country.value, both[1], evidence, Library(current().evidence)))


@solara.component
def Numbers(situation: State, both: tuple[Scenario, Scenario] | None) -> None:
    """Coefficients of the law, in both scenarios: those on which authors disagree, and on demand the others."""
    every = solara.use_reactive(False)
    if both is None:
        return
    found = knobs.of_law(both[1], current().evidence.at(both[1].edition), Library(current().evidence))
    with solara.Column(gap="4px"):
        said = "While nothing is set, each world draws its own value."
        solara.HTML(tag="p", classes=["note"], unsafe_innerHTML=said)
        _some(situation, found if every.value else found[:_ALWAYS])
        if len(found) > _ALWAYS:
            solara.Checkbox(label=f"All {len(found)} coefficients", value=every)


def _some(situation: State, several: list[Knob]) -> None:
    value = situation.value
    for knob in several:
        title = knob.path.rsplit(".", 1)[-1].replace("_", " ")

        def move(moved: Any, path: str = knob.path) -> None:
            situation.set(situation.value.with_number(path, moved))

        Turn(knob, title, value.numbers.get(knob.path), move).key(knob.path)


def _scenario(side: Side, value: Situation) -> Scenario:
    """The scenario of a side, or its base where what was set up cannot be run."""
    evidence = current().evidence
    try:
        return scenarios(replace(value, sides=(side, side)), evidence)[0]
    except InputError:
        return base_of(side, evidence)


def _first_line(kind: str) -> str:
    return (registry()[kind].__doc__ or "").strip().split("\n", 1)[0]
