"""What the model does not explain: the constants fitted to the base year, and rules that know nothing."""

from __future__ import annotations

from sim.figures.material import Material
from sim.handout.grounds import Grounds
from sim.handout.parts import Grid, Part, Section
from sim.handout.prose import paragraph, prose
from sim.report.sections import baseline_section
from sim.report.summary import caveats
from sim.results.wording import listed, signed

_MOST = 3


def unexplained(material: Material, grounds: Grounds, own: str) -> Section:
    """The section on what is not explained.

    Args:
        material: of a comparison or a run.
        grounds: the evidence.
        own: beginning of the ids of sections.
    """
    parts: list[Part] = [prose(caveats(material), grounds.link), *_constants(material, grounds)]
    parts.append(prose(baseline_section(material), grounds.link))
    return Section(f"{own}unexplained", "What the model does not explain", tuple(parts))


def _constants(material: Material, grounds: Grounds) -> list[Part]:
    fitted = grounds.fitted
    if fitted is None:
        return []
    codes = [code for code in material.countries if code in fitted.constants]
    body = []
    for code in codes:
        spreads = [fitted.constants[code].get(posture) for posture in material.ladder]
        cells = [f"{signed(s.value)} ({signed(s.low)} to {signed(s.high)})" if s else "" for s in spreads]
        body.append((material.manifest.country(code), *cells))
    largest = [one for one in fitted.largest(len(fitted.constants)) if one["country"] in codes][:_MOST]
    named = listed(
        [f"{material.manifest.country(one['country'])} as {one['posture']} ({signed(one['value'])})" for one in largest]
    )
    text = (
        "A constant for each country and posture, in % of GDP a year, makes the model start at the postures observed. "
        f"The larger it is, the less the terms of the law explain. Largest: {named}. The range is that of nine in ten "
        "worlds with drawn numbers."
    )
    head = ("Country", *material.ladder)
    return [paragraph(text), Grid("Constants fitted to the base year", head, tuple(body), folded=False)]
