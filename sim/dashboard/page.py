"""The page that the dashboard serves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import solara
import solara.lab

from sim.dashboard.compare_view import Comparison
from sim.dashboard.controls import Controls
from sim.dashboard.look import CSS
from sim.dashboard.paired import Paired, compared
from sim.dashboard.settings import calibrated, current
from sim.dashboard.situation import Side, Situation, problems_of, scenarios
from sim.dashboard.world_view import OneWorld
from sim.errors import InputError, RunFailed

_PATIENCE = 0.25
"""Seconds without a further move of a slider before worlds are run."""


@solara.component
def Page() -> None:
    """Everything: what can be moved on the left, what comes of it on the right."""
    settings = current()
    start = Situation((Side(settings.scenarios[0]), Side(settings.scenarios[1])))
    situation = solara.use_reactive(start)
    country = solara.use_reactive("JPN")
    found = solara.use_reactive(None)
    tab = solara.use_reactive(0)

    def run() -> Paired:
        both = scenarios(situation.value, settings.evidence)
        own = settings.evidence.at(both[0].edition)
        return compared(both, own, calibrated(own.root, own.year), situation.value.replicates, settings.engine)

    task = solara.lab.use_task(_patiently(run), dependencies=[situation.value], raise_error=False, prefer_threaded=True)
    if task.finished and task.value is not found.value:
        found.set(task.value)
    solara.Title("Pactsim")
    solara.Style(CSS)
    with solara.Column(classes=["pactsim"], gap="12px"):
        _head(found.value, busy=task.pending)
        with solara.ColumnsResponsive(default=[12], medium=[4, 8]):
            Controls(situation, country)
            with solara.Column(gap="8px", classes=["results"]):
                if task.error:
                    Problems(task.exception)
                if found.value is None:
                    solara.Info("The first worlds are run; the engine is made ready once, which takes a minute.")
                else:
                    with solara.lab.Tabs(value=tab, lazy=True):
                        with solara.lab.Tab("Compare"):
                            Comparison(found.value, country)
                        with solara.lab.Tab("One world"):
                            OneWorld(found.value, country)


def _patiently(run: Callable[[], Paired]) -> Callable[[], Any]:
    """Run only when nothing has moved for a moment; moving again cancels what waits."""
    import asyncio

    async def patient() -> Paired:
        await asyncio.sleep(_PATIENCE)
        return await asyncio.to_thread(run)

    return patient


@solara.component
def Problems(error: Exception | None) -> None:
    """What is wrong with what was set up, in the words of `pactsim check`."""
    lines = problems_of(error) if isinstance(error, InputError) else [str(error)]
    known = isinstance(error, (InputError, RunFailed))
    head = "This cannot be run as it stands; below is what came before." if known else "Something failed."
    solara.Error("\n".join([head, *lines]), classes=["problems"])


def _head(found: Paired | None, *, busy: bool) -> None:
    with solara.Row(classes=["head"], gap="12px"):
        solara.HTML(tag="h1", unsafe_innerHTML="Pactsim")
        told = "running ..." if busy else ""
        if found is not None and not busy:
            lost = f", {found.failed} failed" if found.failed else ""
            told = f"{found.worlds:,} paired worlds in {found.seconds:.2f} s{lost}"
        solara.HTML(tag="p", unsafe_innerHTML=told, attributes={"role": "status", "aria-live": "polite"})
