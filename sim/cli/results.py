"""`pactsim results`: the studies of a folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.cli.options import RESULTS, Json, Results

if TYPE_CHECKING:
    from sim.results.shelf import Entry

EXAMPLES = {"results": ("pactsim results", "pactsim results --results elsewhere --json")}
_STYLES = {"finished": "", "unfinished": "yellow", "broken": "red"}


def results(results: Results = None, json: Json = False) -> int:
    """List the studies of a folder, finished or not.

    The newest comes first, with its worlds, its state, its size on the disk,
    what it was made with, and what --set changed in its scenarios. An unfinished sweep is gone on with by
    `pactsim sweep --resume STUDY`.
    """
    from dataclasses import asdict

    from sim.errors import OK
    from sim.results.shelf import studies

    home = results or RESULTS
    found = studies(home)
    if json:
        from sim.cli.voice import answer

        answer([asdict(entry) for entry in found])
        return OK
    from sim.cli.voice import paper
    from sim.results.wording import counted, cut

    page = paper()
    if not found:
        page.print(f"There is no study in {home}/.")
        return OK
    for entry in found:
        page.print(entry.study, style="bold", soft_wrap=True)
        about = f" ({entry.about})" if entry.about else ""
        words = [f"{entry.state}{about}", entry.date[:16].replace("T", " "), _bytes(entry.size)]
        page.print(f"  {', '.join(words)}", style=_STYLES[entry.state])
        if entry.kind:
            page.print(f"  {_settings(entry)}")
        if entry.changed:
            page.print(f"  {cut('; '.join(entry.changed), page.width - 2)}")
    total = sum(entry.size for entry in found)
    page.print(f"\n{counted(len(found), 'study', 'studies')} in {home}/, {_bytes(total)}")
    return OK


def _settings(entry: Entry) -> str:
    """What a study was made with, in a line."""
    from sim.results.wording import counted

    told = entry.settings
    options = told.get("options", told)
    parts = [entry.kind]
    parts += [f"of {', '.join(entry.scenarios)}"] if entry.scenarios and len(entry.scenarios) < 5 else []
    if "design" in options:
        kind = str(options["design"]["type"]).replace("_", " ")
        parts.append(f"over {counted(options['points'], 'point')} ({kind})")
    parts.append(f"with {counted(entry.worlds, 'world')}, seed {told['seed']}")
    return " ".join(parts)


def _bytes(size: int) -> str:
    """A size as a reader would say it."""
    for unit, whole in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if size >= whole:
            return f"{size / whole:.1f} {unit}"
    return f"{size} B"
