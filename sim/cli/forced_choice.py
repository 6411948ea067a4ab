"""`pactsim forced-choice`: which side each country would take if it could no longer hedge."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli.complete import scenarios
from sim.cli.options import MOST_WORLDS, Json, Levers, Seed, Seeds, Sets
from sim.errors import OK, Address, InputError, Problem

if TYPE_CHECKING:
    from sim.evidence import Evidence
    from sim.scenario import Scenario
    from sim.validation.forced_choice import Leaning

EXAMPLES = {
    "forced-choice": (
        "pactsim forced-choice",
        "pactsim forced-choice us_retreat --year 2040",
        "pactsim forced-choice --set add=[BRN,KHM,LAO,MMR] --json",
    )
}
SURVEYS = ("forced_choice_2020", "forced_choice_2021", "forced_choice_2024")


def forced_choice(
    scenario: Annotated[
        str, typer.Argument(metavar="SCENARIO", help="Name or file of a scenario.", autocompletion=scenarios)
    ] = "whole_theatre",
    year: Annotated[float | None, typer.Option("--year", metavar="Y", help="Year looked at; else the first.")] = None,
    worlds: Annotated[
        int, typer.Option("--worlds", metavar="N", min=2, max=MOST_WORLDS, help="Worlds to look at.")
    ] = 100,
    sets: Sets = None,
    levers: Levers = None,
    seed: Seed = None,
    json: Json = False,
    seeds: Seeds = None,
) -> int:
    """Say which side each country would take if it had to.

    Postures that take no side are closed, and the model weighs the rest. `Law`
    is how likely the hub's side is by the law alone, without the constants that
    tie a country to the posture it is seen in and the price of leaving it;
    `Worth` is that side's worth over the other's, in per cent of GDP a year,
    mean and 5 to 95 % of the worlds; `All` is `Law` with every term. Beside
    them stand the answers of ASEAN's elites to the same question (ISEAS), which
    are of the years they name, whatever the scenario.
    """
    from sim.cli.inputs import read_scenarios
    from sim.evidence import load_evidence
    from sim.scenario import load_levers
    from sim.scenario.period import outside

    load_levers(levers or ())
    evidence = load_evidence(seeds)
    (found,) = read_scenarios([scenario], sets or (), evidence, None, seed)
    when = float(found.start) if year is None else year
    if said := outside(when, found.start, found.end):
        raise InputError([Problem(Address("--year"), "", said)])
    leaning = _measured(found, evidence, when, worlds, silent=json)
    rows = table(leaning, evidence)
    if json:
        from sim.cli.voice import answer

        answer({"scenario": found.name, "year": when, "worlds": worlds, "countries": rows})
        return OK
    _show(rows, found, when, worlds, evidence)
    return OK


def _measured(scenario: Scenario, evidence: Evidence, year: float, worlds: int, *, silent: bool) -> Leaning:
    from sim.cli.progress import Meter
    from sim.engine.calibrated import read_calibrated
    from sim.engine.worlds import Factory
    from sim.validation.forced_choice import leanings

    own = evidence.at(scenario.edition)
    factory = Factory(own, (scenario,), read_calibrated(own)).settled()
    with Meter(worlds, "worlds", silent=silent) as meter:
        return leanings(factory, year, worlds, meter.worlds)


def table(leaning: Leaning, evidence: Evidence) -> list[dict[str, Any]]:
    """A row for each country, those that lean most to the hub first; shares in per cent."""
    import numpy as np

    rows = []
    for i, code in enumerate(leaning.countries):
        low, high = np.quantile(leaning.worth[:, i], [0.05, 0.95])
        surveys = {
            name.rsplit("_", 1)[1]: evidence.targets[name].values.get(code)
            for name in SURVEYS
            if name in evidence.targets
        }
        rows.append(
            {
                "country": code,
                "law": 100 * float(leaning.law[:, i].mean()),
                "worth": float(leaning.worth[:, i].mean()),
                "worth_low": float(low),
                "worth_high": float(high),
                "calibrated": 100 * float(leaning.calibrated[:, i].mean()),
                "surveys": surveys,
            }
        )
    return sorted(rows, key=lambda row: -float(row["worth"]))


def _show(rows: list[dict[str, Any]], scenario: Scenario, year: float, worlds: int, evidence: Evidence) -> None:
    from rich.table import Table

    from sim.cli.voice import paper
    from sim.results.wording import signed

    page = paper()
    page.print(f"{scenario.title}, {year:g}: if hedging were closed", style="bold")
    shown = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False)
    shown.add_column("Country", no_wrap=True)
    years = [f"\N{RIGHT SINGLE QUOTATION MARK}{y[2:]}" for y in rows[0]["surveys"]]
    for title in ("Law", "Worth [5-95 %]", "All", *years):
        shown.add_column(title, justify="right", no_wrap=True)
    for row in rows:
        low, high = signed(row["worth_low"], 1), signed(row["worth_high"], 1)
        seen = ("" if v is None else f"{v:.0f}" for v in row["surveys"].values())
        name = evidence.countries[row["country"]].name
        worth = f"{signed(row['worth'], 1)} [{low}, {high}]"
        shown.add_row(name, f"{row['law']:.0f}", worth, f"{row['calibrated']:.0f}", *seen)
    page.print(shown)
    page.print(
        "\nLaw, All: chance of the hub's side in %, by the law alone and with every term. Worth: of that side over "
        f"the other, % of GDP a year; {worlds} worlds. {', '.join(years)}: elites of ASEAN who would choose the hub, % "
        "(ISEAS). Inputs of several states rest on these surveys, so that likeness proves little; a test that leaves "
        "such inputs out: pactsim validate",
        style="dim",
    )
