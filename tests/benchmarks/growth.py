"""How the time of a world grows with countries and with years."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from rows import Figure, cpu
from study import study

from sim.engine.calibrated import Calibrated
from sim.engine.ensemble.drive import Ensemble
from sim.engine.ensemble.store import WIDTH
from sim.engine.worlds import Factory
from sim.evidence import Evidence, pair
from sim.evidence.records import Dyads, Flashpoint, Parameter

COUNTRIES = (6, 12, 24, 48, 96)
YEARS = (5, 10, 20, 40, 80, 160)
SCENARIO = "asian_nato"  # a pact on offer: the sums over pairs of its members are formed, too
FIRST = ("AUS", "JPN", "PHL")  # invited, so they take part in the smallest world


def invented(count: int) -> dict[str, str]:
    """Names of so many countries, and which country of the evidence each repeats."""
    known = study(SCENARIO).scenarios[0].include
    real = [*FIRST, *(code for code in known if code not in FIRST)]
    return {
        real[k % len(real)] + (f"_{k // len(real)}" if k >= len(real) else ""): real[k % len(real)]
        for k in range(count)
    }


def peopled(evidence: Evidence, names: dict[str, str]) -> Evidence:
    """The evidence with other countries, each a copy of one it holds; claims stay with the real ones."""

    def shared(figures: dict[str, Parameter]) -> dict[str, Parameter]:
        return {name: figures[code] for name, code in names.items() if code in figures}

    def placed(place: Flashpoint) -> Flashpoint:
        claims = {code: figure for code, figure in place.claims.items() if code in names}
        return replace(place, claims=claims, exposure=shared(place.exposure), distance=shared(place.distance))

    apart = next(iter(evidence.dyads.distance_km.values()))  # from a country to its copy: as far as some two are
    tables: dict[str, dict[tuple[str, str], Parameter]] = {"distance_km": {}, "mistrust": {}, "tie": {}}
    for a, first in names.items():
        for b, second in names.items():
            for part, figures in tables.items():
                found = getattr(evidence.dyads, part).get(pair(first, second))
                found = apart if found is None and part == "distance_km" else found
                if a < b and found is not None:
                    figures[pair(a, b)] = found
    return replace(
        evidence,
        countries={name: replace(evidence.countries[code], iso3=name) for name, code in names.items()},
        dyads=Dyads(**tables),
        flashpoints={key: placed(place) for key, place in evidence.flashpoints.items()},
    )


def calibrated(stored: Calibrated, names: dict[str, str]) -> Calibrated:
    """The stored calibration of the countries copied, compared with the world of all of them."""
    parts = ("stakes", "other_motives", "constants")
    copies = {part: {n: getattr(stored, part)[c] for n, c in names.items()} for part in parts}
    return replace(stored, base_years=(tuple(sorted(names)),), **copies)


def ensemble(countries: int, years: int) -> Ensemble:
    """Worlds of so many countries and years."""
    base, names = study(SCENARIO), invented(countries)
    (scenario,) = base.scenarios
    longer = scenario.model_copy(update={"end": scenario.start + years - 1, "include": ()})
    return Ensemble.of(Factory(peopled(base.evidence, names), (longer,), calibrated(base.calibrated, names)))


def slope(sizes: tuple[int, ...], times: list[float]) -> float:
    """Exponent of the power law through the times, by least squares in logarithms."""
    return float(np.polyfit(np.log(sizes), np.log(times), 1)[0])


class Growth:
    """Times of a world at every size, s, a list for each round."""

    def __init__(self, work: int) -> None:
        """`work` is the worlds of twelve countries and twenty years that a measurement should take as long as."""
        self.work = work
        self.by_countries: list[list[float]] = []
        self.by_years: list[list[float]] = []

    def warm(self) -> None:
        """Prepare every size."""
        self.sizes = {n: ensemble(n, 20) for n in COUNTRIES}
        self.spans = {y: ensemble(12, y) for y in YEARS}
        for one in (*self.sizes.values(), *self.spans.values()):
            self.time(one, WIDTH)

    def time(self, one: Ensemble, worlds: int) -> float:
        """Time of a world, s."""
        count = max(WIDTH, worlds // WIDTH * WIDTH)
        return cpu(lambda: list(one.run(np.arange(count), 0, threads=1))) / count

    def round(self, number: int) -> None:
        """Time every size once."""
        self.by_countries.append([self.time(one, self.work * 144 // n**2) for n, one in self.sizes.items()])
        self.by_years.append([self.time(one, self.work * 20 // y) for y, one in self.spans.items()])

    def figures(self) -> list[Figure]:
        """The lines of the table."""
        lines = []
        for what, sizes, rounds, bar in (
            ("countries", COUNTRIES, self.by_countries, 2.1),
            ("years", YEARS, self.by_years, 1.05),
        ):
            half = len(sizes) // 2
            span = f"{sizes[0]} .. {sizes[-1]} {what}"
            lines.append(Figure(f"exponent of growth, {span}", "", [slope(sizes, r) for r in rounds], "lower", bar))
            upper = [slope(sizes[half:], r[half:]) for r in rounds]
            lines.append(Figure(f"the same, {sizes[half]} .. {sizes[-1]}", "", upper, "lower", bar))
        return lines

    def footnote(self) -> str:
        """The times behind the exponents."""
        parts = []
        for sizes, rounds in ((COUNTRIES, self.by_countries), (YEARS, self.by_years)):
            times = np.median(np.array(rounds), axis=0)
            parts.append(", ".join(f"{s}: {1e3 * t:.3g}" for s, t in zip(sizes, times, strict=True)))
        return (
            f"Growth: `{SCENARIO}`, compiled engine, ms of CPU per world by countries (20 years) {parts[0]}; by years"
            f" (12 countries) {parts[1]}. Countries beyond twelve repeat real ones under invented names with draws of"
            " their own. The exponent is the slope of logarithms by least squares."
        )
