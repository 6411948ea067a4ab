"""`pactsim evidence`: what the model rests on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.options import Json, Seeds
from sim.errors import OK, Address, InputError, Problem

if TYPE_CHECKING:
    from sim.evidence import Evidence
    from sim.reference.dossier import Dossier

EXAMPLES = {
    "evidence": (
        "pactsim evidence                   what can be asked",
        "pactsim evidence JPN               a country",
        "pactsim evidence hub_trust         a parameter in all countries",
        "pactsim evidence JPN.hub_trust     one figure",
        "pactsim evidence JPN-KOR           what lies between two countries",
        "pactsim evidence C045              a claim",
        "pactsim evidence trust             a mechanism of the law",
        "pactsim evidence institutions      all of a kind, as `countries`, `claims`",
        "pactsim evidence JPN --edition 1990   as of a past year",
        "pactsim evidence --check           look for mistakes",
        "pactsim evidence --copy my_seeds   a copy to change: figures, postures",
    )
}
_LISTED = 14  # names shown of a kind that has more


def evidence(
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="What is asked for.", show_default=False)] = None,
    check: Annotated[bool, typer.Option("--check", help="Walk all of it and report every mistake.")] = False,
    copy: Annotated[
        Path | None, typer.Option("--copy", metavar="DIR", help="Copy all of it to a new folder of your own.")
    ] = None,
    edition: Annotated[
        int | None, typer.Option("--edition", metavar="YEAR", help="A past year instead of today.", show_default=False)
    ] = None,
    json: Json = False,
    seeds: Seeds = None,
) -> int:
    """Show what the model rests on: value, range, sources.

    NAME is a country, power, parameter, coefficient, mechanism, posture,
    flashpoint, institution, document, claim, source, unit, or `calibration`;
    or a kind of these in the plural, which lists all of it. Without it: how
    much there is, and what can be asked. Editions hold what was different in
    past years, for scenarios that name one (`edition: 1990`).

    A figure or a posture of your own needs no change of the program: copy the
    evidence, edit the copy (a posture is one more block of postures.yaml), fit
    the base year with `pactsim --seeds DIR calibrate`, and name the copy with
    --seeds in whatever you run.
    """
    if edition is not None and (check or copy is not None):
        raise InputError([Problem(Address("--edition"), "", "--check and --copy take all of the evidence")])
    if copy is not None:
        if check or name is not None:
            raise InputError([Problem(Address("--copy"), "", "copies all of the evidence, and does nothing else")])
        return _copy(seeds, copy, json=json)
    if check and name is not None:
        raise InputError([Problem(Address("--check"), "", f"walks all of the evidence; leave out '{name}'")])
    if check:
        return _check(seeds, json=json)
    from sim.cli.voice import answer, paper
    from sim.evidence import load_evidence
    from sim.reference.dossier import Dossier

    found = load_evidence(seeds, edition)
    dossier = Dossier(found)
    if name is None:
        return _overview(dossier, found, json=json)
    if name in dossier.groups():
        return _listing(dossier, name, json=json)
    records = dossier.find(name)
    if json:
        answer(records)
        return OK
    from sim.cli.cards import show

    page = paper()
    for index, record in enumerate(records):
        if index:
            page.print()
        show(page, record)
    return OK


def _listing(dossier: Dossier, kind: str, *, json: bool) -> int:
    from sim.cli.listing import listed, show_list
    from sim.cli.voice import answer, paper

    entries = listed(dossier.evidence, kind, dossier.groups()[kind])
    if json:
        answer({"kind": kind, "entries": entries})
    else:
        show_list(paper(), kind, entries)
    return OK


def _copy(seeds: Seeds, target: Path, *, json: bool) -> int:
    import shutil

    from sim.cli.voice import answer
    from sim.evidence import find_seeds
    from sim.evidence.reader import shorten

    where = Address(str(target))
    if target.exists():
        raise InputError([Problem(where, "", "exists already; name a folder that does not")])
    if not target.absolute().parent.is_dir():
        raise InputError([Problem(where, "", f"there is no folder '{target.parent}'")])
    try:
        shutil.copytree(find_seeds(seeds), target)
    except OSError as error:
        raise InputError([Problem(where, "", f"cannot be written: {error.strerror or error}")]) from None
    if json:
        answer({"ok": True, "folder": str(target)})
    else:
        home = shorten(target)
        print(f"{home} is written; edit it, then: pactsim --seeds {home} calibrate")
    return OK


def _check(seeds: Seeds, *, json: bool) -> int:
    from sim.cli.voice import answer
    from sim.evidence import find_seeds, load_evidence
    from sim.evidence.check import check_evidence, figures
    from sim.evidence.reader import shorten
    from sim.history.load import check_history

    root = find_seeds(seeds)
    problems = [*check_evidence(root), *check_history(root)]
    if problems:
        raise InputError(problems)
    loaded = load_evidence(root)
    every = [loaded, *(loaded.at(year) for year in loaded.editions)]
    counts = {
        "figures": len({id(item) for one in every for item in figures(one)}),  # what an edition shares counts once
        "claims": len(loaded.claims),
        "sources": len(loaded.sources),
    }
    if json:
        answer({"ok": True, "folder": str(root), **counts, "editions": list(loaded.editions)})
    else:
        said = ", ".join(f"{count} {what}" for what, count in counts.items())
        said += f", editions {', '.join(map(str, loaded.editions))}" if loaded.editions else ""
        print(f"{shorten(root)} is in order: {said}")
    return OK


def _overview(dossier: Dossier, found: Evidence, *, json: bool) -> int:
    from sim.cli.voice import answer, paper
    from sim.evidence.check import figures
    from sim.evidence.reader import shorten

    groups = dossier.groups()
    every = list(figures(found))
    graded = {grade: sum(item.grade == grade for item in every) for grade in "ABCD"}
    counts = {
        "figures": len(every), "graded": graded, "assumed": sum(item.assumption for item in every),
        "disputed": [item.name for item in every if item.disputed],
        "with_alternatives": sum(bool(item.alternatives) for item in every),
    }  # fmt: skip
    if json:
        told = {"folder": str(found.root), "edition": found.year, "fingerprint": found.fingerprint}
        answer({**told, **counts, "editions": list(found.editions), "names": groups})
        return OK
    from rich.table import Table
    from rich.text import Text

    page = paper()
    year = f" as of {found.year}" if found.edition else ""
    page.print(Text(f"Evidence in {shorten(found.root)}{year}, fingerprint {found.fingerprint[:8]}", style="bold"))
    if found.edition:
        page.print(f"{found.edition.title}. {found.edition.note}")
        for code, why in found.edition.absent.items():
            page.print(f"  without {code}: {why}")
    grades = ", ".join(f"{count} {grade}" for grade, count in graded.items())
    page.print(
        f"{counts['figures']} figures; graded {grades} (coefficients carry no grade); {counts['assumed']} assumed in "
        f"whole or part; {counts['with_alternatives']} with other values kept beside them."
    )
    page.print(f"Disputed between the documents: {', '.join(item.name for item in every if item.disputed)}.\n")
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, show_header=False)
    table.add_column(no_wrap=True, justify="right")
    table.add_column(no_wrap=True, style="bold")
    table.add_column()
    for kind, names in groups.items():
        if not names:
            continue
        listed = len(names) if kind == "countries" else _LISTED  # a scenario can add any of them
        more = f" and {len(names) - listed} more" if len(names) > listed else ""
        table.add_row(str(len(names)), kind, f"{', '.join(names[:listed])}{more}")
    page.print(table)
    if found.editions and not found.edition:
        page.print(f"\nEditions of past years: {', '.join(map(str, found.editions))} (--edition YEAR).")
    page.print("\nAsk for any of them: pactsim evidence JPN; for all of a kind: pactsim evidence institutions")
    return OK
