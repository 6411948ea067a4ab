"""What the numbers of a study rest on: each with value, range, grade and source, at a place that others link to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from markupsafe import Markup

from sim.evidence import Evidence, Observation, Parameter
from sim.handout.parts import Cell, Grid, Part, Prose, Section
from sim.handout.prose import paragraph
from sim.reference.citation import Library
from sim.reference.fitted import Calibration, posterior_of, read_fitted
from sim.results.wording import NOTHING, grouped

GRADES = "A: official statistic or survey; B: derived; C: judged; D: assumption; none: coefficient of the law"
_HEAD = ("Number", "Value", "Range", "Unit", "Year", "Grade", "Source", "Note")


class Grounds:
    """The evidence behind chapters of a report that are about the same year.

    Attributes:
        evidence: the seeds, as of that year; None where they are not those of the studies.
        codes: countries that take part.
    """

    def __init__(self, evidence: Evidence | None, countries: Sequence[str], *, alone: bool = True) -> None:
        """Take the evidence.

        Args:
            evidence: the seeds; None where they have changed since.
            countries: codes of those that take part.
            alone: whether the page rests on no other evidence; its ids and titles are told apart where it does.
        """
        self.evidence = evidence
        self.codes = tuple(countries)
        self._when = "" if alone else _when(evidence)
        self._cited: set[str] = set()
        self._places: dict[str, str] = {}

    @cached_property
    def numbers(self) -> Mapping[str, Parameter]:
        """Every number of the evidence that a study of these countries uses, by path."""
        e = self.evidence
        if e is None:
            return {}
        found = {f"law.{name}": item for name, item in e.law.items()}
        found |= {f"postures.{p.name}.{n}": item for p in e.postures.values() for n, item in p.attributes.items()}
        found |= {f"powers.{p.iso3}.{n}": item for p in e.powers.values() for n, item in p.parameters.items()}
        for place in e.flashpoints.values():
            found |= {f"flashpoints.{place.id}.{name}": item for name, item in place.parameters.items()}
            tables = {"claims": place.claims, "exposure": place.exposure, "distance": place.distance}
            for kind, table in tables.items():
                own = {code: item for code, item in table.items() if code in self.codes}
                found |= {f"flashpoints.{place.id}.{kind}.{code}": item for code, item in own.items()}
        for kind, pairs in (("tie", e.dyads.tie), ("mistrust", e.dyads.mistrust)):
            own_pairs = {pair: item for pair, item in pairs.items() if set(pair) <= set(self.codes)}
            found |= {f"dyads.{kind}.{'-'.join(pair)}": item for pair, item in own_pairs.items()}
        for body in e.institutions.values():
            found |= {f"institutions.{body.id}.depth": body.depth} if body.depth else {}
        for code in self.codes:
            if code in e.countries:
                found |= {f"countries.{code}.{n}": item for n, item in e.countries[code].parameters.items()}
        return found

    @cached_property
    def fitted(self) -> Calibration | None:
        """What was fitted to the base year."""
        return None if self.evidence is None else read_fitted(self.evidence)

    def link(self, path: str) -> str | None:
        """Where a number stands on the page; None where it does not."""
        path = re.sub(r"^parameters\.", "law.", path)
        return self.anchor(path) if path in self.numbers else None

    def anchor(self, path: str) -> str:
        """Id on the page of a number of this evidence."""
        return self._id("number", re.sub(r"[^A-Za-z0-9_-]", "-", path))

    def _id(self, kind: str, name: str = "") -> str:
        return "-".join(filter(None, (kind, self._when, name)))

    def about(self, path: str) -> Parameter | None:
        """The number of a path."""
        return self.numbers.get(re.sub(r"^parameters\.", "law.", path))

    def linked(self, path: str, text: str) -> Cell:
        """Text that leads to a number of the evidence, where there is one."""
        address = self.link(path)
        return text if address is None else Markup('<a href="#{}">{}</a>').format(address, text)

    def sources(self, names: Iterable[str]) -> Markup:
        """Sources as links to the list at the end of the evidence."""
        known = sorted(names)
        self._cited.update(known)
        return Markup(", ").join(
            Markup('<a href="#{}">{}</a>').format(self._id("source", name), name) for name in known
        )

    def observed(self, item: Observation) -> Markup:
        """An observed state with its year and its sources."""
        when = f"{item.year}; " if item.year else ""
        return Markup("{} ({}{})").format(item.value, when, self.sources(item.source))

    def grid(self, caption: str, prefix: str, *, folded: bool = True) -> Grid:
        """The numbers below a path, one a row.

        Args:
            caption: what they are.
            prefix: that their paths begin with.
            folded: shown only when it is asked for.
        """
        chosen = {path: item for path, item in self.numbers.items() if path.startswith(prefix)}
        body = tuple(self._row(path, item, prefix) for path, item in chosen.items())
        return Grid(caption, _HEAD, body, tuple(map(self.anchor, chosen)), folded)

    def _row(self, path: str, item: Parameter, prefix: str) -> tuple[Cell, ...]:
        name = path.removeprefix(prefix).replace(".", ": ").replace("_", " ")
        told: Cell = Markup("<strong>{}</strong><br>{}").format(name, item.meaning) if item.meaning else name
        span = f"{grouped(item.low)} to {grouped(item.high)}" if item.low != item.high else "fixed"
        if path.startswith("law.") and self.evidence is not None:
            learnt = posterior_of(self.evidence, path)
            span += f"; learnt {learnt['low']:.3g} to {learnt['high']:.3g}" if learnt else ""
        marks = [item.grade, *(["assumption"] if item.assumption else []), *(["disputed"] if item.disputed else [])]
        others = "; ".join(f"{grouped(other.value)} ({other.note})" for other in item.alternatives)
        note = f"{item.note}{' Also: ' if others else ''}{others}".strip()
        grade = ", ".join(filter(None, marks)) or NOTHING
        unit = item.unit.replace("_", " ")
        return (told, grouped(item.value), span, unit, item.year, grade, self.sources(item.source), note)

    def country(self, code: str, place: str) -> Grid | Prose:
        """The numbers of a country, or a link to where they stand already.

        Args:
            code: of the country.
            place: id of the section that wants them.
        """
        assert self.evidence is not None
        caption = f"What is assumed about {self.evidence.countries[code].name}"
        first = self._places.setdefault(code, place)
        if first != place:
            return paragraph(Markup('{}: <a href="#{}">as above</a>.').format(caption, first))
        return self.grid(caption, f"countries.{code}.")

    def section(self) -> Section:
        """The section on the evidence, with what no section asked for before; it comes after all others."""
        e = self.evidence
        own = self._id("evidence")
        title = f"What it rests on{f', {self._when}' if self._when else ''}"
        if e is None:
            text = "The evidence at hand is not the one these studies were made with, so it is not shown."
            return Section(own, title, (paragraph(text),))
        intro = (
            f"{len(self.numbers)} numbers, each with a plausible range from which worlds draw, its source and a grade. "
            f"{GRADES}. Those of a country stand with the country."
        )
        parts: list[Part] = [paragraph(intro)]
        parts += [self.country(code, own) for code in self.codes if code in e.countries and code not in self._places]
        parts.append(self.grid("Coefficients of the law, by mechanism", "law."))
        parts.append(self.grid("Postures", "postures."))
        parts += [self.grid(f"{place.name}", f"flashpoints.{place.id}.") for place in e.flashpoints.values()]
        parts.append(self.grid("Powers", "powers."))
        parts.append(self.grid("Ties and mistrust between pairs of countries", "dyads."))
        parts.append(self.grid("Institutions: depth of the security cooperation they stand for", "institutions."))
        parts.append(self._publications())
        return Section(own, title, tuple(parts))

    def _publications(self) -> Grid:
        """What is cited above."""
        assert self.evidence is not None
        library = Library(self.evidence)
        cited = sorted(self._cited)
        body = tuple((name, library.title(name)) for name in cited)
        return Grid("Sources", ("Source", "Publication"), body, tuple(self._id("source", name) for name in cited))


def _when(evidence: Evidence | None) -> str:
    """The year that evidence is of, in a word."""
    if evidence is None:
        return "unknown"
    return "today" if evidence.year is None else str(evidence.year)
