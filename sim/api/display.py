"""Studies as a notebook shows them: HTML tables in the colours of the figures, and the terminal's view as text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING

from sim.figures.palette import GAIN, LOSS, SOFT
from sim.report.findings import Verdict, findings
from sim.results.wording import MINUS, counted, level, plain

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from rich.console import Console, RenderableType

    from sim.figures.material import Material

WIDTH = 80
"""Columns of a view as text."""

_DPI = 100
"""Dots per inch of a picture in a notebook."""

_LEFT = "text-align: left"

_STYLES: dict[Verdict, str] = {
    "better": f"color: {GAIN}",
    "worse": f"color: {LOSS}",
    "higher": "font-weight: bold",
    "lower": "font-weight: bold",
    "unclear": f"color: {SOFT}",
}
"""Words that are neither better nor worse keep the colour of the page, which may be dark."""


def sentence(text: str, verdict: Verdict) -> str:
    """A line in the look of its verdict."""
    return f'<span style="{_STYLES[verdict]}">{escape(text)}</span>'


def comparison(material: Material, b: str) -> str:
    """The headline outcomes of a comparison.

    Args:
        material: of the study.
        b: the scenario compared with the first.
    """
    a = material.title(material.scenarios[0])
    rows: list[Sequence[str]] = []
    for group, found in findings(material, b).items():
        rows += [(f'<th colspan="6" style="{_LEFT}">{escape(group)}</th>',)] if found else []
        for one in found:
            before, after = (level(one.outcome, one.row[name]) for name in ("level_a", "level_b"))
            difference = _cell(f"{one.size} ({one.interval})", _STYLES[one.verdict])
            better = _cell(plain(one.row["p_better"]))
            rows.append(
                (_cell(one.outcome.label, _LEFT), *map(_cell, (before, after)), difference, better,
                 _cell(one.outcome.unit, _LEFT))
            )  # fmt: skip
    caption = f"{material.title(b)} against {a}, {counted(material.worlds, 'paired world')}"
    head = ("outcome", a, material.title(b), f"B {MINUS} A (90 % interval)", "better", "unit")
    note = (
        "better: probability that B is better, ties counted half; that it is higher, where neither direction is called "
        "better. Shares differ in points."
    )
    return _table(caption, head, rows, note)


def levels(material: Material, scenario: str) -> str:
    """The headline outcomes of one scenario.

    Args:
        material: of the study.
        scenario: its name.
    """
    rows = []
    for name, outcome in material.outcomes.items():
        found = material.level(scenario, name)
        if outcome.headline and found:
            row = found["all"]
            between = f"{level(outcome, row['low'])} to {level(outcome, row['high'])}"
            numbers = map(_cell, (level(outcome, row["mean"]), between))
            rows.append((_cell(outcome.label, _LEFT), *numbers, _cell(outcome.unit, _LEFT)))
    caption = f"{material.title(scenario)}, {counted(material.worlds, 'world')}"
    return _table(caption, ("outcome", "mean", "nine worlds in ten", "unit"), rows)


def as_text(view: RenderableType) -> str:
    """A view of the terminal as plain text, 80 columns wide."""
    return "\n".join(line.rstrip() for line in _recorded(view).export_text().rstrip().splitlines())


def as_html(view: RenderableType) -> str:
    """A view of the terminal as HTML, letter for letter."""
    frame = '<pre style="line-height: normal; font-family: monospace">{code}</pre>'
    return _recorded(view).export_html(inline_styles=True, code_format=frame)


def as_picture(figure: Figure) -> Figure:
    """A figure that a notebook shows as a picture, whether or not it has ever seen matplotlib."""

    def png() -> bytes:
        from io import BytesIO

        stream = BytesIO()
        figure.savefig(stream, format="png", dpi=_DPI)
        return stream.getvalue()

    figure._repr_png_ = png  # type: ignore[attr-defined]
    return figure


def _recorded(view: RenderableType) -> Console:
    from io import StringIO

    from rich.console import Console

    page = Console(record=True, file=StringIO(), width=WIDTH, markup=False, highlight=False, emoji=False)
    page.print(view)
    return page


def _cell(text: str, style: str = "") -> str:
    return f'<td style="padding: 0 8px; text-align: right; {style}">{escape(text)}</td>'


def _table(caption: str, head: Sequence[str], rows: Iterable[Sequence[str]], note: str = "") -> str:
    """An HTML table; rows hold cells with their marks."""
    names = "".join(f"<th>{escape(name)}</th>" for name in head)
    body = "".join(f"<tr>{''.join(cells)}</tr>" for cells in rows)
    title = f'<caption style="{_LEFT}; font-weight: bold">{escape(caption)}</caption>'
    below = f'<p style="color: {SOFT}">{escape(note)}</p>' if note else ""
    return f"<table>{title}<thead><tr>{names}</tr></thead><tbody>{body}</tbody></table>{below}"
