"""A comparison in a paragraph: what a reader who stops there should know."""

from __future__ import annotations

from sim.figures.disputed import PACT
from sim.figures.material import Material, whole
from sim.report.findings import Finding, findings
from sim.results.wording import MINUS, NOTHING, change, interval, listed, percent, plain

_PRIOR = "law.pact_formation_prior"


def in_short(material: Material, b: str) -> list[str]:
    """The main findings as sentences.

    Args:
        material: of a comparison.
        b: the scenario compared with the first.

    Returns:
        Sentences on the pact, on sides, on crises, on cost, and on worlds with a pact.
    """
    found = {finding.outcome.name: finding for group in findings(material, b).values() for finding in group}
    return [
        *_pact(material, b),
        *_sides(material, b),
        _group(found, "Peace", ("flashpoint_deterrence.mean", "hazard.mean", "wars.sum")),
        _group(found, "Trust and cost", ("trust.mean", "trade_loss.mean", "effort.mean")),
        *_with_pact(material, b),
    ]


def _pact(material: Material, b: str) -> list[str]:
    levels = material.level(b, "pact_in_force.ten_years")
    ever = float(levels["mean"].iloc[0])
    members = material.level(b, "members.ever", "country")["mean"].sort_values(ascending=False)
    if not members.max() > 0:
        return ["No pact comes into force in any world."]
    likely = [
        f"{material.manifest.country(code)} ({percent(members[code])})"
        for code in members.index[:3]
        if members[code] > 0
    ]
    text = f"A pact is in force within ten years in {percent(ever)} of worlds; most often ever a member are {listed(likely)}."
    frame = material.tables.get("conditional")
    if frame is None:
        return [text]
    rows = frame[
        (frame["b"] == b) & (frame["outcome"] == "pact_in_force.ten_years") & (frame["split"] == _PRIOR)
    ].sort_values("group")
    if rows.empty:
        return [text]
    low, high = percent(float(rows["level_b"].iloc[0])), percent(float(rows["level_b"].iloc[-1]))
    return [
        text,
        f"That is an input as much as a finding: it runs from {low} to {high} between the low and high third of its prior.",
    ]


def _sides(material: Material, b: str) -> list[str]:
    rows = material.compared("side.end", b, "country")
    clear = rows[(rows["ci_low"] > 0) | (rows["ci_high"] < 0)]
    if clear.empty:
        return ["No country takes another side by more than chance."]
    order = clear["difference"].abs().sort_values(ascending=False).index[:3]
    outcome = material.outcomes["side.end"]
    named = [
        f"{material.manifest.country(code)} ({change(outcome, float(clear.loc[code, 'difference']))})" for code in order
    ]
    last = whole(material.years[-1])
    return [
        f"On the scale from {MINUS}1 (with the challenger) to +1 (in the pact), {len(clear)} of {len(rows)} countries end {last} on "
        f"another mean side, beyond chance; furthest {listed(named)}."
    ]


def _group(found: dict[str, Finding], where: str, names: tuple[str, ...]) -> str:
    """Some outcomes in one sentence, those within chance by name only."""
    said = []
    for name in names:
        if name not in found:
            continue
        finding = found[name]
        label = finding.outcome.label[0].lower() + finding.outcome.label[1:]
        if finding.verdict == "unclear":
            said.append(f"{label} {NOTHING} no difference beyond chance")
        else:
            said.append(f"{label} {finding.size} ({finding.interval}; {finding.outcome.unit})")
    return f"{where}: {'; '.join(said)}."


def _with_pact(material: Material, b: str) -> list[str]:
    """What holds in the worlds in which the pact came into force."""
    frame = material.tables.get("conditional")
    if frame is None:
        return []
    rows = frame[
        (frame["b"] == b) & (frame["kind"] == "all") & (frame["split"] == PACT) & (frame["group"] == "yes")
    ].set_index("outcome")
    if "hazard.mean" not in rows.index:
        return []
    parts = []
    for name in ("flashpoint_deterrence.mean", "hazard.mean", "trade_loss.mean"):
        outcome, row = material.outcomes[name], rows.loc[name]
        between = interval(outcome, float(row["ci_low"]), float(row["ci_high"]))
        parts.append(f"{outcome.label.lower()} {change(outcome, float(row['difference']))} ({between})")
    share = plain(100 * float(rows["worlds"].iloc[0]) / material.worlds, 0)
    return [f"In the {share} % of worlds where a pact comes into force: {'; '.join(parts)}."]
