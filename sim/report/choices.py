"""The explanation of a choice in plain language."""

from __future__ import annotations

from sim.figures.material import Material, whole
from sim.report.findings import NEGLIGIBLE, TOTAL, flip_sentence
from sim.results.wording import NOTHING, percent, plain, signed


def choice_sections(material: Material) -> list[str]:
    """Sections of the summary on each choice explained; none when the study explains none.

    Args:
        material: of the study.

    Returns:
        Lines of Markdown.
    """
    if "choice_postures" not in material.tables:
        return []
    frame = material.tables["choice_postures"]
    lines: list[str] = []
    for (scenario, country, year), rows in frame.groupby(["scenario", "country", "year"], sort=False):
        lines += [f"## {material.manifest.country(country)} in {whole(year)} under {material.title(scenario)}", ""]
        lines += ["What each posture is worth, in % of GDP a year.", ""]
        lines += [
            "| posture | open | best | taken | mean | nine worlds in ten |",
            "| --- | ---: | ---: | ---: | ---: | ---: |",
        ]
        for row in rows.itertuples():
            shares = " | ".join(percent(float(value)) for value in (row.available, row.best, row.chosen))
            between = NOTHING if row.low != row.low else f"{plain(row.low)} to {plain(row.high)}"
            lines.append(f"| {row.posture} | {shares} | {plain(float(row.mean))} | {between} |")
        lines += ["", *_rivals(material, scenario, country, year)]
    return lines


def _rivals(material: Material, scenario: str, country: str, year: float) -> list[str]:
    """The leading posture against each other one that is open, in a sentence and its largest terms."""
    gaps = material.tables.get("choice_gaps")
    if gaps is None:
        return []
    here = gaps[(gaps["scenario"] == scenario) & (gaps["country"] == country) & (gaps["year"] == year)]
    lines: list[str] = []
    for other in here[here["term"] == TOTAL].sort_values("mean")["other"]:
        rows = here[here["other"] == other]
        terms = rows[(rows["term"] != TOTAL) & (rows["mean"].abs() >= NEGLIGIBLE)].sort_values(
            "mean", key=abs, ascending=False
        )
        total = rows[rows["term"] == TOTAL].iloc[0]
        named = ", ".join(f"{str(row.term).replace('_', ' ')} {signed(row.mean)}" for row in terms.itertuples())
        lines.append(
            f"- **{total['leading']} over {other}: {signed(total['mean'])} % of GDP a year** "
            f"({signed(total['low'])} to {signed(total['high'])} in nine worlds of ten): {named}. {flip_sentence(rows)}"
        )
    return [*lines, ""] if lines else []
