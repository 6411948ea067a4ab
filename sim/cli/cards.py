"""Records of the evidence as pages for the terminal."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from rich.console import Console

Record = dict[str, Any]

GRADES = (
    "Grades: A official statistic or survey of the thing itself, B derived from such by a formula, C judged from "
    "cited sources, D assumption."
)
_STAKE = (
    "Fitted, not observed. The stake is what coercion would cost without any defence, % of GDP a year, as the "
    "country's own effort reveals it; other motives are what a further per cent of GDP of effort is worth to it "
    "beyond that."
)
_CONSTANT = (
    "A constant is what the model does NOT explain: what a posture must be worth beyond the terms of the law, % of "
    "GDP a year and compared with the posture observed, for the model to start where reality is and to change at the "
    "observed rate. Above zero the country is drawn to it more than the law can say. Zero: the posture observed, one "
    "that needs no constant, or one never open so far, for which the prior of a pact decides. Ranges hold nine in "
    "ten worlds with drawn parameters."
)


def show(page: Console, record: Record) -> None:
    """Print the page of a record."""
    _PAGES[record["kind"]](page, record)


def _head(page: Console, record: Record, *lines: str) -> None:
    name = f", {record['name']}" if record.get("name") not in (None, record["id"]) else ""
    page.print(Text(f"{record['id']}{name}  ({record['kind']})", style="bold"))
    for line in filter(None, lines):
        page.print(Text(line))
    if record.get("address"):
        page.print(Text(record["address"], style="dim"))


def _country(page: Console, record: Record) -> None:
    _head(page, record, f"role: {record['role']}")
    for title in ("posture", "treaty"):
        if title in record:
            _observation(page, title, record[title])
    if "calibrated" in record:
        _calibrated(page, record["calibrated"])
    _figures(page, "Parameters", record["parameters"])
    _words(page, "Institutions", record["institutions"])
    _words(page, "Claims about it", record["claims"])
    _close(page, record["parameters"])


def _observation(page: Console, title: str, seen: Record) -> None:
    since = f" ({seen['year']})" if seen["year"] else ""
    said = f"observed {title}: {seen['value'].replace('_', ' ')}{since}"
    page.print(Text(said, style="bold"))
    _aside(page, seen["note"], *(f"{s['id']}: {s['title']}" for s in seen["source"]))


def _calibrated(page: Console, fitted: Record | None) -> None:
    page.print(Text("\nCalibrated", style="bold"))
    if fitted is None:
        _aside(page, "The base year is not calibrated for it; `pactsim calibrate` does that.")
        return
    rows = {"stake": fitted["stake"], "other motives": fitted["other_motives"]}
    _spreads(page, {**rows, **{f"constant, {posture}": entry for posture, entry in fitted["constants"].items()}})
    _aside(page, _STAKE, _CONSTANT)


def _calibration(page: Console, record: Record) -> None:
    _head(page, record)
    ratio = record["exit_ratio"]
    page.print(
        f"Exit ratio {ratio['value']:.3f}: with it a country changes posture {ratio['rate_reached']:.4f} times a year "
        "when no policy changes."
    )
    page.print(
        Text("\nUnexplained step to a pact, % of GDP a year, by the prior of a pact within ten years", style="bold")
    )
    table = _table("", *(f"{point['prior']:.0%}" for point in record["pact_curve"]))
    table.add_row("  step", *(f"{point['step']:+.2f}" for point in record["pact_curve"]))
    page.print(table)
    page.print(Text(f"\nThe {len(record['largest'])} largest constants", style="bold"))
    _spreads(page, {f"{entry['country']} {entry['posture']}": entry for entry in record["largest"]})
    _aside(page, _CONSTANT)
    page.print(Text("\nStakes", style="bold"))
    _spreads(page, record["stakes"])
    page.print(Text("\nOther motives", style="bold"))
    _spreads(page, record["other_motives"])
    _aside(page, _STAKE)


def _spreads(page: Console, rows: Mapping[str, Record]) -> None:
    table = _table("", "value", "low", "high")
    for name, entry in rows.items():
        table.add_row(f"  {name}", *(f"{entry[key]:.2f}" for key in ("value", "low", "high")))
    page.print(table)


def _figures(page: Console, title: str, figures: Sequence[Record], *, explained: bool = True) -> None:
    """A list of figures with what is said of each; `_close` gives the titles of their sources."""
    if figures:
        page.print(Text(f"\n{title}", style="bold"))
    for entry in figures:
        _figure(page, entry, explained=explained)


def _close(page: Console, *groups: Sequence[Record]) -> None:
    """What grades mean and what the sources cited on the page are."""
    figures = [entry for group in groups for entry in group]
    if any(entry["grade"] for entry in figures):
        page.print(Text(f"\n{GRADES}", style="dim"))
    cited: dict[str, str] = {}
    for entry in figures:
        for source in [*entry["source"], *(source for other in entry["alternatives"] for source in other["source"])]:
            cited[source["id"]] = source["title"]
    if cited:
        page.print(Text("\nSources", style="bold"))
        table = Table.grid(padding=(0, 2))
        for name, title in sorted(cited.items()):
            table.add_row(f"  {name}", title)
        page.print(table)


def _figure(page: Console, entry: Record, *, explained: bool) -> None:
    said = Text(f"{entry['name']}  ", style="bold")
    said.append(
        f"{_number(entry['value'])} ({_number(entry['low'])} to {_number(entry['high'])}) {entry['unit']}",
        style="not bold",
    )
    tags = [
        entry["year"], f"grade {entry['grade']}" if entry["grade"] else "", "assumed" if entry["assumption"] else "",
        "disputed" if entry["disputed"] else "", ", ".join(source["id"] for source in entry["source"]),
    ]  # fmt: skip
    said.append(f"  {'; '.join(filter(None, tags))}", style="not bold dim")
    page.print(Padding(said, (0, 0, 0, 2), expand=False))
    _aside(page, entry["meaning"] if explained else "", entry["note"])
    for other in entry["alternatives"]:
        where = ", ".join(filter(None, [*(source["id"] for source in other["source"]), other["year"]]))
        note = f": {other['note']}" if other["note"] else ""
        _aside(page, f"or {_number(other['value'])} ({where}){note}")
    if entry["choice"]:
        _aside(page, f"chosen because: {entry['choice']}")


def _parameter(page: Console, record: Record) -> None:
    _head(page, record, f"{record['meaning']}; unit {record['unit']}; feeds {record['mechanism']}")
    _figures(page, "Values", record["values"], explained=False)
    _words(page, "Claims that bear on it", record["claims"])
    _close(page, record["values"])


def _coefficient(page: Console, record: Record) -> None:
    _head(
        page, {**record, "name": None}, f"coefficient of {record['mechanism']}; drawn {record['draw']} from its range"
    )
    _figures(page, "Value", [record])
    if record["posterior"]:
        _aside(
            page,
            "Nine in ten draws that agree with what was seen: {low:.3g} to {high:.3g}.".format(**record["posterior"]),
        )
    _words(page, "Claims that bear on its mechanism", record["claims"])
    _close(page, [record])


def _single(page: Console, record: Record) -> None:
    _head(page, {**record, "name": None})
    _figures(page, "Value", [record])
    _close(page, [record])


def _mechanism(page: Console, record: Record) -> None:
    _head(page, record)
    _figures(page, "Coefficients of the law", record["coefficients"])
    _words(page, "Country parameters that feed it", record["country_parameters"])
    _words(page, "Claims that bear on it", record["claims"])
    _close(page, record["coefficients"])


def _pair(page: Console, record: Record) -> None:
    _head(page, record)
    _figures(page, "Between the two", record["parameters"])
    _words(page, "Institutions of both", record["institutions"])
    _close(page, record["parameters"])


def _posture(page: Console, record: Record) -> None:
    needs = {"none": "open to all", "treaty": "needs a treaty with the hub", "pact": "needs a pact on offer"}
    _head(page, record, f"rung {record['rung']}: {record['meaning']}; {needs[record['needs']]}")
    _words(page, "Observed in", record["observed"])
    _figures(page, "What it means in numbers", record["parameters"])
    _close(page, record["parameters"])


def _flashpoint(page: Console, record: Record) -> None:
    _head(page, record, f"adversary {record['adversary']}")
    _figures(page, "Crises", record["parameters"])
    _figures(page, "Weight of each defender or claimant", record["weights"])
    _figures(page, "Exposure: harm a crisis does, 1 is fought on its own soil", record["exposure"])
    _figures(page, "Distance from each country's main forces", record["distance"])
    _words(page, "Claims that bear on it", record["claims"])
    _close(page, *(record[part] for part in ("parameters", "weights", "exposure", "distance")))


def _institution(page: Console, record: Record) -> None:
    span = f"{record['year']} to {record['ended']}" if record["ended"] else f"since {record['year']}"
    duty = "a duty to defend" if record["duty"] else "no duty to defend"
    _head(page, record, f"{record['type']}, {span}, {duty}", f"members: {', '.join(record['members'])}", record["note"])
    _figures(page, "Depth of cooperation", record["parameters"])
    _words(page, "Claims", record["claims"])
    _close(page, record["parameters"])


def _document(page: Console, record: Record) -> None:
    _head(
        page, record, f"{record['author']}: {record['title']}", f"{record['outlet']}, {record['date']}", record["note"]
    )
    page.print(Text(f"\nWhat it says, in {len(record['said'])} claims", style="bold"))
    table = Table.grid(padding=(0, 2))
    for claim in record["said"]:
        table.add_row(f"  {claim['id']}", claim["text"])
    page.print(table)


def _claim(page: Console, record: Record) -> None:
    _head(page, record)
    page.print(Text(record["text"]))
    _aside(page, f"{record['type']} about {', '.join(record['actor'])}", f"bears on: {', '.join(record['bears_on'])}")
    _aside(page, *(f"{source['id']}: {source['title']}" for source in record["source"]), record["note"])
    tested = record["tested"]
    if "question" in tested:
        page.print(Text(f"\nTested: {tested['question']}  (pactsim claims {record['id']} --why)"))
    elif tested:
        page.print(Text(f"\nNot tested ({tested['untested']}): {tested['why']}"))


def _source(page: Console, record: Record) -> None:
    _head(page, record, f"{record['publisher']}: {record['title']}, {record['year']}", record["note"])
    page.print(Text(f"\nFigures that rest on it: {len(record['figures'])}", style="bold"))
    table = Table.grid(padding=(0, 2))
    for entry in record["figures"]:
        table.add_row(f"  {entry['name']}", Text(entry["address"], style="dim"))
    page.print(table)


def _unit(page: Console, record: Record) -> None:
    _head(page, record, f"{record['meaning']}; from {_number(record['minimum'])} to {_number(record['maximum'])}")


def _aside(page: Console, *lines: str) -> None:
    for line in filter(None, lines):
        page.print(Padding(Text(line, style="dim"), (0, 0, 0, 6), expand=False))


def _words(page: Console, title: str, words: Sequence[str]) -> None:
    if words:
        page.print(Text(f"\n{title}", style="bold"))
        page.print(Padding(Text(", ".join(words)), (0, 0, 0, 2), expand=False))


def _table(*titles: str) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False)
    for title in titles:
        table.add_column(title, justify="right" if title else "left")
    return table


def _number(value: float) -> str:
    """A number as somebody would write it: thousands apart, no trailing zeros."""
    return f"{value:,.0f}" if abs(value) >= 1000 and value == round(value) else f"{value:,.6g}"


_PAGES: dict[str, Callable[[Console, Record], None]] = {
    "country": _country,
    "power": _country,
    "figure": _single,
    "pair": _pair,
    "parameter": _parameter,
    "coefficient": _coefficient,
    "mechanism": _mechanism,
    "posture": _posture,
    "flashpoint": _flashpoint,
    "institution": _institution,
    "document": _document,
    "claim": _claim,
    "source": _source,
    "unit": _unit,
    "calibration": _calibration,
}
