"""Write the generated tables of the model description anew: `python tests/house/odd.py`.

`sim/law/ODD.md` holds prose, written by hand, and sections between `<!-- generated: NAME -->` and its closing mark,
which come from the seeds, the policies and the result tables alone. Renew them whenever one of these changes.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim.evidence import Evidence, Parameter

ROOT = Path(__file__).parents[2]
DOCUMENT = ROOT / "sim" / "law" / "ODD.md"
BLOCK = re.compile(r"<!-- generated: (?P<name>[a-z-]+) -->\n(?P<body>.*?)<!-- end of (?P=name) -->", re.DOTALL)
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
CLAIM = re.compile(r"\bC\d{3}\b")
CITED = re.compile(r"\[([a-z][a-z0-9-]+)\](?!\()")
GRADES = "ABCD"
BY_COUNTRY = ("claims", "exposure", "distance")
PAIRS = ("distance_km", "mistrust", "tie")


def prose(text: str) -> str:
    """The document without what is generated and without comments."""
    return COMMENT.sub("", BLOCK.sub("", text))


def renewed(text: str, evidence: Evidence) -> str:
    """The document with every generated section as the sources of the numbers have it now.

    Raises:
        ValueError: a section is marked that nothing generates, or one is missing or there twice.
    """
    marked = [match["name"] for match in BLOCK.finditer(text)]
    if sorted(marked) != sorted(TABLES):
        raise ValueError(f"sections marked as generated: {sorted(marked)}; expected {sorted(TABLES)}")
    own = prose(text)
    return BLOCK.sub(lambda match: _block(match["name"], TABLES[match["name"]](evidence, own)), text)


def _block(name: str, lines: Iterable[str]) -> str:
    return "\n".join((f"<!-- generated: {name} -->", "", *lines, "", f"<!-- end of {name} -->"))


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Lines of a Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return ["| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines]


def number(value: float) -> str:
    """A number as somebody would write it."""
    return f"{value:.6g}"


def ranged(figure: Parameter | None) -> str:
    """A value with its range; alone where the range has no width."""
    if figure is None:
        return ""
    span = f" ({number(figure.low)} to {number(figure.high)})" if figure.low < figure.high else ""
    return number(figure.value) + span


def origin(*figures: Parameter) -> str:
    """Sources of figures, and whether some are assumed or disputed."""
    ids = dict.fromkeys(chain.from_iterable(figure.source for figure in figures))
    marks = [word for word in ("assumption", "disputed") if any(getattr(figure, word) for figure in figures)]
    return ", ".join((*(f"[{name}]" for name in ids), *marks))


def _law(evidence: Evidence, _: str) -> list[str]:
    rows = (
        (f"`law.{name}`", f.mechanism, f.meaning, f.unit, ranged(f), f.draw if f.low < f.high else "", origin(f))
        for name, f in evidence.law.items()
    )
    return table(("id", "file", "meaning", "unit", "value and range", "drawn", "source"), rows)


def _countries(evidence: Evidence, _: str) -> list[str]:
    rows = []
    for name, definition in evidence.definitions.items():
        figures = [country.parameters[name] for country in evidence.countries.values()]
        values = [figure.value for figure in figures]
        spread = f"{number(min(values))} to {number(max(values))}"
        rows.append((f"`country.{name}`", definition.meaning, definition.unit, spread, origin(*figures)))
    return table(("id", "meaning", "unit", "values over countries", "source"), rows)


def _country_values(evidence: Evidence, _: str) -> list[str]:
    members = evidence.countries
    rows = [
        ("base-year posture", *(country.posture.value for country in members.values())),
        ("treaty with the hub", *(country.treaty.value for country in members.values())),
        *(
            (f"`country.{name}`", *(ranged(country.parameters[name]) for country in members.values()))
            for name in evidence.definitions
        ),
    ]
    return table(("id", *members), rows)


def _powers(evidence: Evidence, _: str) -> list[str]:
    powers = evidence.powers.values()
    names = dict.fromkeys(chain.from_iterable(power.parameters for power in powers))
    rows = []
    for name in names:
        known = [power.parameters[name] for power in powers if name in power.parameters]
        cells = (ranged(power.parameters.get(name)) for power in powers)
        rows.append((f"`power.{name}`", known[0].unit, *cells, origin(*known)))
    heads = (f"{power.iso3} ({power.role})" for power in powers)
    return table(("id", "unit", *heads, "source"), rows)


def _postures(evidence: Evidence, _: str) -> list[str]:
    ladder = evidence.postures.values()
    rows = [
        ("meaning", "", *(posture.meaning for posture in ladder), ""),
        ("needs", "", *(posture.needs for posture in ladder), ""),
    ]
    for name in next(iter(ladder)).attributes:
        figures = [posture.attributes[name] for posture in ladder]
        rows.append((f"`posture.{name}`", figures[0].unit, *map(ranged, figures), origin(*figures)))
    return table(("id", "unit", *(posture.name for posture in ladder), "source"), rows)


def _flashpoints(evidence: Evidence, _: str) -> list[str]:
    places = evidence.flashpoints.values()
    rows: list[Sequence[str]] = [("adversary", "", *(place.adversary for place in places), "")]
    for name in next(iter(places)).parameters:
        figures = [place.parameters[name] for place in places]
        rows.append((f"`flashpoint.{name}`", figures[0].unit, *map(ranged, figures), origin(*figures)))
    for part in BY_COUNTRY:
        for code in evidence.countries:
            given = [getattr(place, part).get(code) for place in places]
            known = [figure for figure in given if figure is not None]
            if known:
                cells = (ranged(figure) for figure in given)
                rows.append((f"`flashpoint.{part}`, {code}", known[0].unit, *cells, origin(*known)))
    return table(("id", "unit", *(place.name for place in places), "source"), rows)


def _bodies(evidence: Evidence, _: str) -> list[str]:
    rows = []
    for name, body in evidence.bodies.items():
        members = ", ".join(code for code in body.members if code in evidence.countries)
        since = f"{body.year} to {body.ended}" if body.ended else str(body.year)
        cited = origin(body.depth) if body.depth else ""
        rows.append((name, body.kind, members, since, "yes" if body.duty else "no", ranged(body.depth), cited))
    return table(("id", "kind", "spokes", "since", "duty", "`institution.depth`", "source of the depth"), rows)


def _pairs(evidence: Evidence, _: str) -> list[str]:
    dyads = evidence.dyads
    rows = (
        (f"{a}-{b}", *(ranged(getattr(dyads, part).get((a, b))) for part in PAIRS), _pair_origin(evidence, (a, b)))
        for a, b in sorted(dyads.distance_km)
    )
    return table(("pair", "`pair.distance_km`", "`pair.mistrust`, share", "`pair.tie`, share", "source"), rows)


def _pair_origin(evidence: Evidence, key: tuple[str, str]) -> str:
    return origin(*(getattr(evidence.dyads, part)[key] for part in PAIRS if key in getattr(evidence.dyads, part)))


def _fitted(evidence: Evidence, _: str) -> list[str]:
    stored: Mapping[str, Any] = evidence.calibration or {}
    curve = ", ".join(f"{number(point['step'])} at {number(point['prior'])}" for point in stored["pact_curve"])
    measured = ", ".join(f"{number(p['probability'])} at {number(p['step'])}" for p in stored["pact_formation"])
    rows = (
        (code, _drawn(stored["stakes"][code]), _drawn(stored["other_motives"][code]), *map(_drawn, line.values()))
        for code, line in stored["constants"].items()
    )
    ladder = (f"constant: {name}" for name in evidence.postures)
    ratio = stored["exit_ratio"]
    past = ", ".join(f"{number(entry['value'])} of {year}" for year, entry in stored["editions"].items())
    return [
        f"- `fitted.exit_ratio`: {number(ratio['value'])}, at which postures change at a rate of "
        f"{number(ratio['rate_reached'])} a country and year.",
        f"- `fitted.editions`, the same of the editions: {past}.",
        f"- `fitted.pact_curve`, unexplained step in % of GDP a year at a prior: {curve}.",
        f"- `fitted.pact_formation`, share of worlds with a pact within ten years at a step: {measured}.",
        "",
        *table(("country", "`fitted.stakes`", "`fitted.other_motives`", *ladder), rows),
    ]


def _drawn(entry: Mapping[str, float]) -> str:
    value, low, high = (number(round(entry[name], 2) + 0.0) for name in ("value", "low", "high"))
    return value if low == high == value else f"{value} ({low} to {high})"


def _standing(evidence: Evidence, _: str) -> list[str]:
    dyads, places = evidence.dyads, evidence.flashpoints.values()
    groups: dict[str, list[Parameter]] = {
        "coefficients of the law": list(evidence.law.values()),
        "attributes of postures": [f for posture in evidence.postures.values() for f in posture.attributes.values()],
        "countries": [f for country in evidence.countries.values() for f in country.parameters.values()],
        "powers": [f for power in evidence.powers.values() for f in power.parameters.values()],
        "flashpoints": [
            f for place in places for name in ("parameters", *BY_COUNTRY) for f in getattr(place, name).values()
        ],
        "bodies of security work": [body.depth for body in evidence.bodies.values() if body.depth],
        "pairs": [f for part in PAIRS for f in getattr(dyads, part).values()],
    }
    rows = []
    for name, figures in groups.items():
        tests: tuple[Callable[[Parameter], bool], ...] = (
            lambda f: True,
            lambda f: f.low < f.high,
            lambda f: f.assumption and not f.source,
            lambda f: f.assumption and bool(f.source),
            lambda f: f.disputed,
        )
        grades = [sum(f.grade == grade for f in figures) for grade in GRADES]
        counts = map(str, grades) if any(grades) else [""] * len(grades)
        rows.append((name, *(str(sum(map(test, figures))) for test in tests), *counts))
    heads = ("numbers", "drawn", "assumed, no source", "assumed, source leans that way", "disputed")
    return table(("group", *heads, *(f"grade {grade}" for grade in GRADES)), rows)


def _levers(_: Evidence, __: str) -> list[str]:
    lines = (ROOT / "sim" / "policy" / "levers.py").read_text(encoding="utf-8").splitlines()
    from sim.engine.lever_rows import LeverRow

    told = {}
    for line in lines:
        found = re.match(r" {4}(\w+): .*# (\([A-Z, ]+\)) (.*)", line)
        if found and found[1] in LeverRow._fields:
            told[found[1]] = found[2], found[3]
    return table(("id", "shape", "meaning"), ((f"`lever.{name}`", *told[name]) for name in LeverRow._fields))


def _policies(_: Evidence, __: str) -> list[str]:
    from sim.policy import registry

    rows = (
        (f"`{name}`", kind.group, (kind.__doc__ or "").splitlines()[0], ", ".join(kind.claims))
        for name, kind in registry().items()
        if kind.__module__.startswith("sim.")  # users may add types of their own
    )
    return table(("type", "group", "what it is", "claims"), rows)


def _recorded(_: Evidence, __: str) -> list[str]:
    from sim.results.schema import RUN_TABLES

    described = (RUN_TABLES[name] for name in ("countries", "theatre", "flashpoints"))
    rows = ((t.name, c.name, c.unit, c.meaning) for t in described for c in t.columns if c.name not in t.key)
    return table(("table", "column", "unit", "meaning"), rows)


def _claims(evidence: Evidence, own: str) -> list[str]:
    named = CLAIM.findall(own + "\n".join(_policies(evidence, own)))
    cited = (evidence.claims[name] for name in _known(named, evidence.claims, "claim"))
    return table(("claim", "document", "what it says"), ((c.id, f"[{c.document}]", c.text) for c in cited))


def _sources(evidence: Evidence, own: str) -> list[str]:
    parts = (build(evidence, own) for name, build in TABLES.items() if name != "sources")
    cited = CITED.findall(own + "\n".join(chain.from_iterable(parts)))
    told = {name: f"{s.title}. {s.publisher}, {s.year}" for name, s in evidence.sources.items()}
    told |= {name: f"{d.author}: {d.title}. {d.outlet}, {d.date}" for name, d in evidence.documents.items()}
    return table(("id", "what it is"), ((f"[{name}]", told[name]) for name in _known(cited, told, "source")))


def _known(names: Iterable[str], among: Mapping[str, object], kind: str) -> list[str]:
    wrong = sorted(set(names) - set(among))
    if wrong:
        raise ValueError(f"{DOCUMENT.name} names a {kind} that does not exist: {', '.join(wrong)}")
    return sorted(set(names))


TABLES: Mapping[str, Callable[[Any, str], list[str]]] = {
    "law": _law,
    "countries": _countries,
    "country-values": _country_values,
    "powers": _powers,
    "postures": _postures,
    "flashpoints": _flashpoints,
    "bodies": _bodies,
    "pairs": _pairs,
    "fitted": _fitted,
    "standing": _standing,
    "levers": _levers,
    "policies": _policies,
    "recorded": _recorded,
    "claims": _claims,
    "sources": _sources,
}


def main() -> None:
    """Write the tables of this checkout."""
    sys.path.insert(0, str(ROOT))  # this checkout, not an installed copy
    from sim.evidence import load_evidence

    text = DOCUMENT.read_text(encoding="utf-8")
    DOCUMENT.write_text(renewed(text, load_evidence(ROOT / "seeds")), encoding="utf-8")
    sys.stdout.write(f"{DOCUMENT.relative_to(ROOT)} renewed\n")


if __name__ == "__main__":
    main()
