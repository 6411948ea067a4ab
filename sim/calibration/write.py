"""Write a calibration as `calibration.yaml`, and what was learnt about the coefficients as `posterior.yaml`."""

from __future__ import annotations

import textwrap
from pathlib import Path

from sim.calibration.fit import CLOSER, Fit, Spread
from sim.calibration.learnt import Learnt
from sim.engine.posterior import ENDS, FILE

HEADER = """\
# What the evidence cannot say, fitted by `pactsim calibrate` with {replicates} worlds per measurement, and {many} where
# a rate of changes is measured: not by hand.
# Ranges are 5 to 95 % over drawn parameters. Constants are what the model does NOT explain, % of GDP a year, relative
# to the observed posture; postures never open to a country stand at 0 and are extrapolated by pact_curve.
"""


def _line(spread: Spread, unit: str) -> str:
    return f"{{value: {spread.value:.6f}, low: {spread.low:.4f}, high: {spread.high:.4f}, unit: {unit}}}"


def text(fit: Fit) -> str:
    """The file's content; the same fit gives the same bytes."""
    lines = [HEADER.format(replicates=fit.replicates, many=CLOSER * fit.replicates)]
    lines.append("# probability of leaving the observed posture at a base-year window, per unit of posture_change_rate")
    lines.append(f"exit_ratio: {{value: {fit.exit_ratio:.6f}, unit: ratio, rate_reached: {fit.rate:.5f}}}")
    lines.append("# the same from each edition, over its first ten years without any event, by what was seen before it")
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


LEARNT = """\
# What the past and the surveys say of the coefficients, found by `pactsim calibrate`: not by hand. Of {drawn} draws
# of all of them from their ranges (worlds 0 to {last} of the seed below), those stand in `samples` that agree with the
# targets, each as often as it does. A world of a study has the coefficients of one of them; scenarios say
# `draws: prior` to have them from their ranges. `samples.all` knows every target, the others what was seen by a year.
"""


def posterior_text(learnt: Learnt) -> str:
    """Content of `posterior.yaml`; the same calibration gives the same bytes."""
    lines = [LEARNT.format(drawn=learnt.tried.draws, last=learnt.tried.draws - 1).rstrip()]
    lines.append(f"seed: {learnt.seed}")
    lines.append(f"worlds: {learnt.worlds}  # of each past year for each draw")
    lines.append(f"targets: [{', '.join(learnt.targets)}]")
    lines.append(
        "# range (low, value, high) and form it was drawn from, the middle nine tenths of its posterior with the median"
    )
    lines.append("coefficients:")
    for name, lesson in learnt.lessons.items():
        figure = learnt.figures[name]
        prior = ", ".join(repr(float(getattr(figure, end))) for end in ENDS)
        found = ", ".join(
            f"{value:.4g}" for value in (lesson.posterior.low, lesson.posterior.median, lesson.posterior.high)
        )
        lines.append(f"  {name}: {{prior: [{prior}], draw: {figure.draw}, posterior: [{found}], unit: {figure.unit}}}")
    lines.append("samples:")
    for name, ids in learnt.samples.items():
        weights = learnt.weights[name]
        lines.append(
            f"  # as good as {weights.effective:.0f} draws of equal weight; tail of the weights {weights.tail:.2f}"
        )
        lines.append(f'  "{name}": >-')
        lines += textwrap.wrap(" ".join(map(str, ids.tolist())), 124, initial_indent="    ", subsequent_indent="    ")
    return "\n".join(lines) + "\n"


def write(fit: Fit, learnt: Learnt, seeds: Path) -> tuple[Path, Path]:
    """Write both files into the seeds, aside first and then renamed."""
    paths = seeds / "calibration.yaml", seeds / FILE
    asides = [path.with_suffix(".partial") for path in paths]
    for aside, content in zip(asides, (text(fit), posterior_text(learnt)), strict=True):
        aside.write_text(content, encoding="utf-8")
    for aside, path in zip(asides, paths, strict=True):
        aside.replace(path)
    return paths
