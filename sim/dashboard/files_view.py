"""Scenario files out of the dashboard and into it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import solara

from sim.dashboard.settings import current
from sim.dashboard.situation import LARGEST, Side, load, problems_of, save
from sim.dashboard.turn import SIDES, State
from sim.errors import InputError


@solara.component_vue("upload.vue", vuetify=False)
def Upload(label: str, largest: int, event_take: Callable[[Mapping[str, str]], None]) -> None:
    """A field for a file of the user's machine; what is beyond the largest size is not sent."""


@solara.component
def Files(situation: State) -> None:
    """Scenarios written to files, and read from them."""
    which = solara.use_reactive(1)
    name = solara.use_reactive("my_scenario")
    said = solara.use_reactive("")
    wrong = solara.use_reactive(())
    settings = current()

    def keep() -> None:
        value = situation.value
        _try(
            lambda: save(value.sides[which.value], value.numbers, name.value, settings.folder, settings.evidence),
            "Saved",
        )

    def take(file: Mapping[str, str]) -> None:
        def taken() -> Any:
            path = load(file["name"], file["text"].encode(), settings.folder, settings.evidence)
            situation.set(situation.value.with_side(which.value, Side(str(path))))
            return path

        _try(taken, "Loaded")

    def _try(act: Callable[[], Any], word: str) -> None:
        try:
            path = act()
        except InputError as error:
            said.set("")
            wrong.set(tuple(problems_of(error)))
        else:
            said.set(f"{word}: {path}")
            wrong.set(())

    with solara.Column(gap="6px"):
        solara.ToggleButtonsSingle(
            SIDES[which.value], on_value=lambda label: which.set(SIDES.index(label)), values=list(SIDES), dense=True
        )
        with solara.Row(gap="8px"):
            solara.InputText("Name", value=name)
            solara.Button("Save as YAML", on_click=keep, color="primary")
        Upload(label="A scenario file (YAML) to show here", largest=LARGEST, event_take=take)
        if said.value:
            solara.Success(said.value)
        if wrong.value:
            solara.Error("\n".join(("This file is not taken in:", *wrong.value)), classes=["problems"])
