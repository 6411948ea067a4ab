"""Something with a value, as the user of the dashboard turns it."""

from __future__ import annotations

import html
from collections.abc import Callable
from typing import Any, TypeAlias

import solara

from sim.dashboard.knobs import Knob
from sim.dashboard.situation import Situation
from sim.results.wording import grouped, with_unit

SIDES = ("Compared with", "Scenario")
"""What the two scenarios are called where one of them is meant."""

State: TypeAlias = "solara.Reactive[Situation]"
"""What is set up, as the page holds it."""


@solara.component
def Turn(knob: Knob, title: str, moved: float | None, move: Callable[[Any], None]) -> None:
    """Something with a value: a slider, a list or a switch, with what it is and where it comes from."""
    policy = "." not in knob.path
    value: Any = knob.value if moved is None else moved

    def slide(moved: float) -> None:
        if abs(moved - float(value)) > knob.step / 2:  # else the slider only rounds what it was given
            move(moved)

    label = with_unit(title, knob.unit)
    with solara.Column(gap="0px", classes=["knob", "moved"] if moved is not None else ["knob"]):
        if knob.kind == "flag":
            solara.Switch(label=label, value=bool(value), on_value=move)
        elif knob.kind == "choice":
            solara.Select(label, list(knob.options), None if value is None else str(value), on_value=move, dense=True)
        elif knob.kind == "several":
            held = list(knob.options) if value is None else list(value)
            solara.SelectMultiple(label, held, list(knob.options), on_value=move, dense=True)
        elif value is None:
            start = int(knob.high) if knob.path == "end" else knob.low
            solara.Button(f"Set {title}", on_click=lambda: move(start), text=True)
        elif knob.kind == "whole":
            solara.SliderInt(f"{label}: {int(value)}", int(value), int(knob.low), int(knob.high), on_value=move)
        else:
            told = f"{label}: {grouped(float(value))}"
            solara.SliderFloat(told, float(value), knob.low, knob.high, knob.step, on_value=slide, thumb_label=False)
        solara.HTML(tag="p", classes=["note"], unsafe_innerHTML=html.escape(_told(knob)))
        again = moved is not None or (policy and value is not None and not knob.needed)
        if again:
            said = "Leave it open" if policy else f"Back to {grouped(float(knob.value))}"
            solara.Button(said, on_click=lambda: move(None), text=True, small=True)


def _told(knob: Knob) -> str:
    """What a knob is, with its range, grade and source where it is a number of the evidence."""
    if "." not in knob.path:
        return knob.meaning
    ends = f"{grouped(knob.low)} to {grouped(knob.high)}"
    return "; ".join(filter(None, (knob.meaning, f"{grouped(knob.value)} ({ends})", knob.grade, knob.source)))
