"""A comparison in a few sentences: what a reader who stops there should know."""

from __future__ import annotations

from sim.figures.material import Material, whole
from sim.figures.splits import PACT_SPLIT, PRIOR_SPLIT
from sim.report.findings import Finding, findings
from sim.results.wording import MINUS, NOTHING, change, interval, listed, percent, plain

_PEACE = ("flashpoint_deterrence.mean", "hazard.mean", "wars.sum")
_COST = ("trust.mean", "trade_loss.mean", "effort.mean")


def in_short(material: Material, b: str) -> list[str]:
    """The main findings as sentences.

    Args:
        material: of a comparison.
        b: the scenario compared with the first.

    Returns:
        Sentences on the pact, on sides, on peace, on cost, and on worlds with a pact.
    """
    found = {finding.outcome.name: finding for group in findings(material, b).values() for finding in group}
    told = [_pact(material, b), _sides(material, b)]
    told += [_group(found, "Peace", _PEACE), _group(found, "Trust and cost", _COST), _with_pact(material, b)]
    return [sentence for sentence in told if sentence]


def _pact(material: Material, b: str) -> str:
    ever = material.level(b, "pact_in_force.ten_years")
    members = material.level(b, "members.ever", "country")
    order = sorted(members, key=lambda code: (-members[code]["mean"], code))
    likely = [
        f"{material.manifest.country(code)} ({percent(members[code]['mean'])})"
        for code in order[:3]
        if members[code]["mean"] > 0
    ]
    if not likely or not ever:
        return "No pact comes into force in any world."
    text = (
        f"A pact is in force within ten years in {percent(ever['all']['mean'])} of worlds; most often a member at some "
        f"time: {listed(likely)}."
    )
    thirds = material.groups("pact_in_force.ten_years", b, PRIOR_SPLIT)
    if thirds:
        low, high = percent(thirds[0]["level_b"]), percent(thirds[-1]["level_b"])
        text += (
            f" That is an input as much as a finding: {low} in the low third of its prior, {high} in the high third."
        )
    return text


def _sides(material: Material, b: str) -> str:
    found = material.compared("side.end", b, "country")
    clear = list(material.moved("side.end", b))
    if not clear:
        return "No country takes another side by more than chance."
    outcome = material.outcomes["side.end"]
    order = sorted(clear, key=lambda code: (-abs(found[code]["difference"]), code))
    named = [f"{material.manifest.country(code)} ({change(outcome, found[code]['difference'])})" for code in order[:3]]
    return (
        f"On the scale from {MINUS}1 (with the challenger) to +1 (in the pact), {len(clear)} of {len(found)} countries "
        f"end {whole(material.years[-1])} on another mean side, beyond chance; furthest {listed(named)}."
    )


def _group(found: dict[str, Finding], where: str, names: tuple[str, ...]) -> str:
    """Some outcomes in one sentence, those within chance by name only."""
    said = []
    for finding in (found[name] for name in names if name in found):
        label = finding.outcome.label[0].lower() + finding.outcome.label[1:]
        if finding.verdict == "unclear":
            said.append(f"{label} {NOTHING} no difference beyond chance")
        else:
            said.append(f"{label} {finding.size} ({finding.interval}; {finding.outcome.unit})")
    return f"{where}: {'; '.join(said)}." if said else ""


def _with_pact(material: Material, b: str) -> str:
    """What holds in the worlds in which the pact came into force."""
    parts, worlds = [], 0
    for name in ("flashpoint_deterrence.mean", "hazard.mean", "trade_loss.mean"):
        for row in material.groups(name, b, PACT_SPLIT):
            if row["group"] == "yes":
                outcome, worlds = material.outcomes[name], row["worlds"]
                between = interval(outcome, row["ci_low"], row["ci_high"])
                parts.append(f"{outcome.label.lower()} {change(outcome, row['difference'])} ({between})")
    if not parts:
        return ""
    share = plain(100 * worlds / material.worlds, 0)
    return f"In the {share} % of worlds where a pact comes into force: {'; '.join(parts)}."
