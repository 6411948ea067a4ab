"""One world of one of the scenarios: step it, watch the network, ask a country why."""

from __future__ import annotations

import html
from collections.abc import Callable
from typing import Any

import solara
from mesa.visualization.solara_viz import ModelController
from mesa.visualization.utils import update_counter

from sim.dashboard import charts, lone
from sim.dashboard.paired import Paired
from sim.dashboard.settings import calibrated
from sim.dashboard.turn import SIDES
from sim.engine.worlds import Factory
from sim.results.wording import percent, plain

_PACE = 700
"""Milliseconds from step to step."""


@solara.component_vue("network.vue", vuetify=False)
def Network(
    nodes: list[dict[str, Any]],
    lines: list[dict[str, Any]],
    selected: str,
    label: str,
    event_pick: Callable[[str], None],
) -> None:
    """The countries on the map; each is a button."""


@solara.component
def OneWorld(found: Paired, country: solara.Reactive[str]) -> None:
    """A world by its number."""
    which = solara.use_reactive(1)
    number = solara.use_reactive(0)
    told = f"{which.value}-{number.value}-{id(found)}"
    with solara.Column(gap="8px"):
        with solara.Row(gap="12px"):
            solara.ToggleButtonsSingle(
                SIDES[which.value], on_value=lambda label: which.set(SIDES.index(label)), values=list(SIDES), dense=True
            )
            solara.InputInt("World", value=number, continuous_update=False)
        Stepping(found, which.value, max(0, number.value), country).key(told)


@solara.component
def Stepping(found: Paired, which: int, replicate: int, country: solara.Reactive[str]) -> None:
    """The world itself."""

    def make() -> dict[str, Any]:
        own = calibrated(found.evidence.root, found.evidence.year)
        return lone.parameters(Factory(found.evidence, found.scenarios, own), which, replicate)

    made = solara.use_memo(make, [])
    model = solara.use_reactive(solara.use_memo(lambda: lone.Watched(**made), []))
    update_counter.get()
    world = model.value
    names = world.world.countries
    code = country.value if country.value in names else names[0]
    pace, every, threads = solara.use_reactive(_PACE), solara.use_reactive(1), solara.use_reactive(False)
    ModelController(model, model_parameters=made, play_interval=pace, render_interval=every, use_threads=threads)
    solara.HTML(
        tag="p", unsafe_innerHTML=html.escape(lone.state(world)), attributes={"role": "status", "aria-live": "polite"}
    )
    picture = lone.picture(world, found.evidence)
    with solara.ColumnsResponsive(default=[12], large=[7, 5]):
        with solara.Column(gap="4px"):
            label = "Network of the countries; choose one to see why it leans as it does"
            Network(**picture, selected=code, label=label, event_pick=country.set)
            keys = "".join(
                f'<span><i style="background:{c}"></i>{html.escape(n)}</span>' for n, c in charts.legend(found)
            )
            rim = '<span><i style="border:3px solid #102a4c"></i>member of the pact</span>'
            solara.HTML(tag="div", classes=["key"], unsafe_innerHTML=keys + rim)
            said = "Grey lines: cooperation, as wide as it is deep. Blue lines: a treaty with the United States."
            solara.HTML(tag="p", classes=["note"], unsafe_innerHTML=said)
        Why(world, names.index(code), found)


def Why(world: lone.Watched, index: int, found: Paired) -> None:
    """What a country weighs, and why one posture is better for it than the others."""
    code = world.world.countries[index]
    with solara.Column(gap="4px"):
        name = found.evidence.countries[code].name
        solara.HTML(tag="h2", unsafe_innerHTML=html.escape(f"Why {name}?"))
        solara.HTML(tag="p", unsafe_innerHTML=html.escape(lone.summary(world, index, name)))
        several = lone.weighed(world, index)
        if several:
            rows = "".join(
                f"<tr><td>{html.escape(one.posture)}{' (held)' if one.held else ''}</td><td>{plain(one.worth)}</td>"
                f"<td>{percent(one.chance)}</td></tr>"
                for one in several
            )
            head = (
                '<tr><th scope="col">posture</th><th scope="col">worth, % of GDP</th><th scope="col">chance</th></tr>'
            )
            solara.HTML(tag="div", classes=["scroll"], unsafe_innerHTML=f'<table class="lines">{head}{rows}</table>')
        for sentence in lone.reasons(world, index):
            solara.HTML(tag="p", classes=["note"], unsafe_innerHTML=html.escape(sentence))
