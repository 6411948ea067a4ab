"""The observed record for the terminal: tables at 80 columns, and why a year is coded as it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from rich.console import Console

    from sim.history import Coded, Fact, History, Run
    from sim.history.runs import ChangeRate

_STYLES = {"accommodate": "red", "network": "cyan", "ally": "blue", "pact": "bold blue"}
_DOUBT = "Doubtful: years in which the judged depths' ranges hold another posture too."


def runs_table(page: Console, record: History, runs: Sequence[Run], rates: Mapping[str, ChangeRate]) -> None:
    """Print every country's runs of years, and how often postures change."""
    table = _table("country", "years", "posture", "by the rule", "doubtful")
    before = ""
    for run in runs:
        name = record.evidence.countries[run.country].name if run.country != before else ""
        table.add_row(name, _years(run.begin, run.end), _posture(run.posture), _rule(run.rule.id), _doubt(run))
        before = run.country
    page.print(table)
    for since, rate in rates.items():
        page.print(
            f"Since {since} {rate.changes} changes of posture in {rate.years:,} country-years: "
            f"{rate.per_year:.3f} a country and year."
        )
    page.print(Text(f"{_DOUBT} Facts: pactsim history THA", style="dim"))


def country_page(page: Console, record: History, runs: Sequence[Run]) -> None:
    """Print the record of a country with the facts behind each run of years."""
    chronicle = record.chronicles[runs[0].country]
    page.print(Text(f"{chronicle.iso3}, {record.evidence.countries[chronicle.iso3].name}", style="bold"))
    page.print(Text(chronicle.note))
    page.print(Text(str(chronicle.address), style="dim"))
    for run in runs:
        head = Text(f"\n{_years(run.begin, run.end)}  ", style="bold")
        head.append_text(_posture(run.posture))
        doubt = f"; doubtful in {_doubt(run)} years" if run.doubtful else ""
        head.append(f"  {_rule(run.rule.id)}{doubt}", style="not bold dim")
        page.print(head)
        _aside(page, f"{run.rule.meaning}.")
        _facts(page, run.facts)
    page.print(Text(f"\n{_DOUBT}", style="dim"))


def year_table(page: Console, record: History, coded: Sequence[Coded], partners: Sequence[str]) -> None:
    """Print all countries in a year."""
    table = _table("country", "posture", "by the rule", "hub", "challenger", "troops", "")
    for one in coded:
        depth = [f"{one.measures[name].value or 0:.2f}" for name in ("hub_work", "challenger_work")]
        troops = f"{(one.measures['troops'].value or 0) * 1000:,.0f}"
        name = record.evidence.countries[one.country].name
        rule = _rule(one.rule.id)
        table.add_row(name, _posture(one.posture), rule, *depth, troops, "" if one.firm else "doubtful")
    for column in table.columns[3:6]:
        column.justify = "right"
    page.print(table)
    page.print(f"Bound to the hub by a defence treaty: {', '.join(partners) or 'none'}.")
    page.print(Text(f"hub, challenger: depth of the security work with each, 0 to 1. {_DOUBT}", style="dim"))


def coded_page(page: Console, record: History, one: Coded) -> None:
    """Print why a country is coded as it is in a year."""
    from sim.history.measures import MEASURES

    name = record.evidence.countries[one.country].name
    head = Text(f"{name} {one.year}: ", style="bold")
    head.append_text(_posture(one.posture))
    head.append("" if one.firm else "  (doubtful)", style="not bold dim")
    page.print(head)
    page.print(f"{_rule(one.rule.id)}: {one.rule.meaning}.")
    page.print(Text(str(one.rule.address), style="dim"))
    table = _table("measure", "value", "range", "asked for")
    asked = {condition.measure: condition for condition in one.rule.conditions}
    for key, measured in one.measures.items():
        ends = sorted({round(end, 3) for end in (measured.to_challenger, measured.to_hub) if end is not None})
        spread = f"{ends[0]:g} to {ends[1]:g}" if len(ends) > 1 else ""
        bounds = [f"at least {b.value:g}" for b in [asked[key].at_least] if b] if key in asked else []
        bounds += [f"below {b.value:g}" for b in [asked[key].below] if b] if key in asked else []
        value = "none" if measured.value is None else f"{round(measured.value, 3):g}"
        table.add_row(MEASURES[key].says, value, spread, " and ".join(bounds))
    page.print(table)
    _facts(page, one.facts, addressed=True)


def _facts(page: Console, facts: Iterable[Fact], *, addressed: bool = False) -> None:
    for fact in facts:
        said = Text(f"{_years(fact.begin, fact.end)}: ", style="bold")
        where = f"; {fact.address}" if addressed else ""
        said.append(fact.text.rstrip("."), style="not bold")
        said.append(f" [{', '.join(fact.source)}{where}]", style="not bold dim")
        page.print(Padding(said, (0, 0, 0, 2), expand=False))


def _aside(page: Console, text: str) -> None:
    page.print(Padding(Text(text[:1].upper() + text[1:], style="dim"), (0, 0, 0, 2), expand=False))


def _table(*heads: str) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
    for head in heads:
        table.add_column(head, overflow="fold")
    return table


def _posture(posture: str) -> Text:
    return Text(posture, style=_STYLES.get(posture, ""))


def _rule(name: str) -> str:
    return name.replace("_", " ")


def _years(begin: int, end: int | None) -> str:
    if end is None:
        return f"since {begin}"
    return str(begin) if begin == end else f"{begin}-{end}"


def _doubt(run: Run) -> str:
    return f"{len(run.doubtful)} of {run.end - run.begin + 1}" if run.doubtful else ""
