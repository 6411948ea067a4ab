"""Write a calibration as `calibration.yaml`, and check a stored one against the evidence."""

from __future__ import annotations

from pathlib import Path

from sim.calibration.fit import Fit, Spread

HEADER = """\
# What the evidence cannot say, fitted by `pactsim calibrate` with {replicates} worlds per measurement: not by hand.
# Ranges are 5 to 95 % over drawn parameters. Constants are what the model does NOT explain, % of GDP a year, relative
# to the observed posture; postures never open to a country stand at 0 and are extrapolated by pact_curve.
"""


def _line(spread: Spread, unit: str) -> str:
    return f"{{value: {spread.value:.6f}, low: {spread.low:.4f}, high: {spread.high:.4f}, unit: {unit}}}"


def text(fit: Fit) -> str:
    """The file's content; the same fit gives the same bytes."""
    lines = [HEADER.format(replicates=fit.replicates)]
    lines.append("# probability of leaving the observed posture at a base-year window, per unit of posture_change_rate")
    lines.append(f"exit_ratio: {{value: {fit.exit_ratio:.6f}, unit: ratio, rate_reached: {fit.rate:.5f}}}")
    lines.append("# the same from each edition of a past year, over its first ten years without any event")
    lines.append("editions:")
    lines += [
        f"  {year}: {{value: {ratio:.6f}, unit: ratio, rate_reached: {rate:.5f}}}"
        for year, (ratio, rate) in fit.editions.items()
    ]
    lines.append(
        "# unexplained worth of the step to a pact at which a pact forms within ten years with that probability"
    )
    lines.append("pact_curve:")
    lines += [f"  - {{prior: {prior:g}, step: {step:.6f}, unit: percent_of_gdp_signed}}" for prior, step in fit.curve]
    lines.append("# what the curve was inverted from")
    lines.append("pact_formation:")
    lines += [f"  - {{step: {step:g}, probability: {share:.4f}}}" for step, share in fit.formation]
    lines.append("# countries of the worlds inverted: what is stored of a country belongs to the first that holds it")
    lines.append("base_years:")
    lines += [f"  - [{', '.join(names)}]" for names in fit.base_years]
    lines.append("# expected loss to coercion without any defence, from observed effort (revealed preference)")
    lines.append("stakes:")
    lines += [f"  {code}: {_line(s, 'percent_of_gdp')}" for code, s in fit.stakes.items()]
    lines.append("# marginal worth of defence effort that the stake does not explain, per % of GDP of effort")
    lines.append("other_motives:")
    lines += [f"  {code}: {_line(s, 'ratio')}" for code, s in fit.other_motives.items()]
    lines.append("constants:")
    for code, line in fit.constants.items():
        lines.append(f"  {code}:")
        lines += [f"    {posture}: {_line(s, 'percent_of_gdp_signed')}" for posture, s in line.items()]
    return "\n".join(lines) + "\n"


def write(fit: Fit, seeds: Path) -> Path:
    """Write the file into the seeds, aside first and then renamed."""
    path = seeds / "calibration.yaml"
    aside = path.with_suffix(".partial")
    aside.write_text(text(fit), encoding="utf-8")
    aside.replace(path)
    return path
