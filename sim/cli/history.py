"""`pactsim history`: the observed record."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli.complete import countries
from sim.cli.options import Json, Seeds
from sim.errors import OK, Address, InputError, Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.history import Coded, Fact, History, Run

EXAMPLES = {
    "history": (
        "pactsim history                    postures since 1951, country by country",
        "pactsim history THA                one country, with the facts behind it",
        "pactsim history --year 1980        all countries in a year",
        "pactsim history NZL --year 1987    why it is coded so, in full",
        "pactsim history --results results  also a figure and a table",
    )
}
RECENT = 1990  # changes since the end of the Cold War are counted apart
FILE = "history"


def history(
    country: Annotated[
        str | None,
        typer.Argument(
            metavar="COUNTRY", help="Code or name; all by default.", show_default=False, autocompletion=countries
        ),
    ] = None,
    year: Annotated[int | None, typer.Option("--year", metavar="Y", help="One year only.")] = None,
    results: Annotated[
        Path | None, typer.Option("--results", metavar="DIR", help="Folder of results: draw and store it there.")
    ] = None,
    json: Json = False,
    seeds: Seeds = None,
) -> int:
    """Show the observed postures since 1951, and why each is coded so.

    The posture of a country and year follows by stated rules from dated facts:
    treaties, the hub's troops, security work with either power, votes as a
    tie-break. Facts and rules are data, in seeds/history/.

    A year is doubtful when the judged depths' ranges hold another posture too.
    """
    from sim.cli.inputs import results_folder
    from sim.evidence import load_evidence
    from sim.history import load_history
    from sim.scenario.several import country_code

    evidence = load_evidence(seeds)
    code = None if country is None else country_code(country, evidence, ())
    if results is not None and year is not None:
        raise InputError([Problem(Address("--results"), "", "draws the record as a whole; leave out --year")])
    home = None if results is None else results_folder(results)
    record = load_history(evidence)
    codes = list(record.chronicles) if code is None else [code]
    told = _of_year(record, codes, year, json=json) if year is not None else _of_all(record, codes, json=json)
    if home is not None:
        told["files"] = [str(path) for path in _store(record, codes, home)]
    if json:
        from sim.cli.voice import answer

        answer(told)
    else:
        from sim.evidence.reader import shorten

        for path in told.get("files", ()):
            print(shorten(Path(path)))
    return OK


def _of_all(record: History, codes: Sequence[str], *, json: bool) -> dict[str, Any]:
    """Runs of years and the rates of change, printed unless they are asked for in JSON."""
    from sim.history import change_rate, runs

    found = [run for code in codes for run in runs(record, code)]
    rates = {str(since): change_rate(record, since) for since in (record.begin, RECENT)}
    if not json:
        from sim.cli.chronicle import country_page, runs_table
        from sim.cli.voice import paper

        page = paper()
        if len(codes) == 1:
            country_page(page, record, found)
        else:
            runs_table(page, record, found, rates)
    return {
        "begin": record.begin,
        "end": record.end,
        "rules": [{"id": rule.id, "posture": rule.posture, "meaning": rule.meaning} for rule in record.rules],
        "runs": [_run(run) for run in found],
        "change_rate": {
            since: {"changes": rate.changes, "country_years": rate.years, "per_year": rate.per_year}
            for since, rate in rates.items()
        },
    }


def _of_year(record: History, codes: Sequence[str], year: int, *, json: bool) -> dict[str, Any]:
    """All countries, or one, in a year."""
    from sim.history import observed, partners

    if not record.begin <= year <= record.end:
        said = f"{year} is outside the record, {record.begin} to {record.end}"
        raise InputError([Problem(Address("--year"), "", said)])
    there = [code for code in codes if year in record.years(code) or len(codes) == 1]
    found = [observed(record, code, year) for code in there]
    if not json:
        from sim.cli.chronicle import coded_page, year_table
        from sim.cli.voice import paper

        page = paper()
        if len(codes) == 1:
            coded_page(page, record, found[0])
        else:
            year_table(page, record, found, partners(record, year))
    return {"year": year, "partners": partners(record, year), "countries": [_coded(one) for one in found]}


def _store(record: History, codes: Sequence[str], home: Path) -> list[Path]:
    """Write the figure and the table of the record; returns their files."""
    import csv

    from sim.figures.record import Strip, draw
    from sim.figures.style import look, write
    from sim.history import change_rate
    from sim.history.runs import coded
    from sim.results.provenance import git_commit, program_version
    from sim.results.wording import counted

    evidence = record.evidence
    names, version = {code: evidence.countries[code].name for code in codes}, program_version()
    years = {code: coded(record)[code] for code in codes}
    rungs = {code: evidence.postures[years[code][-1].posture].rung for code in codes}
    strips = [
        Strip(names[c], years[c][0].year, tuple(o.posture for o in years[c]), tuple(o.firm for o in years[c]))
        for c in sorted(codes, key=lambda c: (-rungs[c], names[c]))
    ]
    moved = sum(a != b for strip in strips for a, b in zip(strip.postures, strip.postures[1:], strict=False))
    rate, recent = change_rate(record), change_rate(record, RECENT)
    whose = "" if len(codes) > 1 else f" of {names[codes[0]]}"
    title = f"{counted(moved, 'change')} of posture{whose} since {strips[0].begin if whose else record.begin}"
    if not whose:
        title += f": {rate.per_year:.3f} a country and year, {recent.per_year:.3f} since {RECENT}"
    sides = {name: posture.attributes["side"].value for name, posture in evidence.postures.items()}
    folder = home / f"{FILE}-{evidence.fingerprint[:8]}"
    folder.mkdir(parents=True, exist_ok=True)
    stamp = f"pactsim {version}; commit {git_commit() or 'none'}; evidence {evidence.fingerprint}"
    stem = FILE if len(codes) > 1 else f"{FILE}-{codes[0]}"
    with look():
        figure = draw(strips, sides, title, f"pactsim {version}, evidence {evidence.fingerprint[:8]}: seeds/history.")
        written = write(figure, folder, stem, version, stamp)
    table = folder / f"{stem}.csv"
    with table.open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream, lineterminator="\n")
        rows.writerow(("country", "year", "posture", "rule", "firm"))
        rows.writerows((o.country, o.year, o.posture, o.rule.id, o.firm) for c in codes for o in years[c])
    return [*written, table]


def _run(run: Run) -> dict[str, Any]:
    return {
        "country": run.country, "begin": run.begin, "end": run.end, "posture": run.posture, "rule": run.rule.id,
        "doubtful": list(run.doubtful), "facts": [_fact(fact) for fact in run.facts],
    }  # fmt: skip


def _coded(one: Coded) -> dict[str, Any]:
    measures = {
        name: {"value": m.value, "to_challenger": m.to_challenger, "to_hub": m.to_hub}
        for name, m in one.measures.items()
    }
    return {
        "country": one.country, "year": one.year, "posture": one.posture, "rule": one.rule.id, "firm": one.firm,
        "measures": measures, "facts": [_fact(fact) for fact in one.facts],
    }  # fmt: skip


def _fact(fact: Fact) -> dict[str, Any]:
    return {
        "begin": fact.begin, "end": fact.end, "text": fact.text, "source": list(fact.source),
        "address": str(fact.address),
    }  # fmt: skip
