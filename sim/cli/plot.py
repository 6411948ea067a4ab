"""`pactsim plot`: the figures of a study drawn again."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sim.cli.options import Workers
from sim.errors import OK

EXAMPLES = {"plot": ("pactsim plot results/compare-status_quo-asian_nato-1a2b3c4d",)}


def plot(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder of a study.", show_default=False)],
    workers: Workers = None,
) -> int:
    """Draw the figures of a study again.

    Reads the tables of the folder and replaces its figures, PNG and SVG; useful
    after --no-figures, or for a study made by somebody else.
    """
    from sim.cli.inputs import usable
    from sim.cli.progress import Meter
    from sim.evidence.reader import shorten
    from sim.report.study import FIGURE_FOLDER
    from sim.report.study import plot as draw
    from sim.results.store import open_study

    home = open_study(folder).path
    usable(home / FIGURE_FOLDER, "figures")
    with Meter(1, "reading the study") as meter:
        written = draw(home, meter.stage, workers=workers)
    for path in written:
        print(shorten(path))
    return OK
