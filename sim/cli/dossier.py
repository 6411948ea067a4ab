"""Everything the evidence says under a name, as plain data: the same for people and for machines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from sim.errors import Address, InputError, Problem, nearest
from sim.evidence import Evidence, Flashpoint, Pair, Parameter, pair
from sim.evidence.check import figures
from sim.evidence.citation import Library, figure, observation
from sim.evidence.fitted import posterior_of, read_fitted
from sim.evidence.reader import shorten
from sim.evidence.writings import Claim

Record = dict[str, Any]
LARGEST = 10  # constants shown of all countries


class Dossier:
    """Looks names up in a body of evidence.

    Attributes:
        evidence: the seeds.
        library: titles of sources and documents, read when needed.
    """

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self.library = Library(evidence)

    def find(self, name: str) -> list[Record]:
        """Every entry of that name.

        Args:
            name: code or name of a country or power, a parameter, a coefficient or mechanism of the law, a claim,
                document, institution, flashpoint, posture, source or unit; `JPN.hub_trust` for one figure,
                `JPN-KOR` for a pair.

        Returns:
            Records, each with its `kind` and `id`; several when the name has several meanings.

        Raises:
            InputError: nothing has the name.
        """
        found = [record for kind in self._kinds() if (record := kind(name.strip())) is not None]
        if not found:
            close = nearest(name, self.names())
            raise InputError([Problem(Address("evidence"), "", f"nothing is called '{name}'", close)])
        return found

    def names(self) -> Iterator[str]:
        """Every name that can be asked for, without pairs and single figures of a country."""
        yield from self.groups()
        for names in self.groups().values():
            yield from names
        yield from (actor.name for actor in self.evidence.actors)

    def groups(self) -> dict[str, tuple[str, ...]]:
        """What can be asked for, by kind."""
        e = self.evidence
        return {
            "countries": tuple(e.countries),
            "powers": tuple(e.powers),
            "parameters": tuple(e.definitions),
            "coefficients": tuple(e.law),
            "mechanisms": self._mechanisms(),
            "postures": tuple(e.postures),
            "flashpoints": tuple(e.flashpoints),
            "institutions": tuple(e.institutions),
            "documents": tuple(e.documents),
            "claims": tuple(e.claims),
            "sources": tuple(e.sources),
            "units": tuple(e.units),
            "fitted": ("calibration",) if e.calibration is not None and e.edition is None else (),
        }

    def _kinds(self) -> tuple[Callable[[str], Record | None], ...]:
        return (
            self._actor, self._single, self._pair, self._parameter, self._coefficient, self._mechanism, self._posture,
            self._flashpoint, self._institution, self._document, self._claim, self._source, self._unit,
            self._calibration,
        )  # fmt: skip

    def _mechanisms(self) -> tuple[str, ...]:
        fed = (definition.mechanism for definition in self.evidence.definitions.values())
        return tuple(dict.fromkeys([*(item.mechanism for item in self.evidence.law.values()), *fed]))

    # --- actors ---------------------------------------------------------------------------------------------------
    def _code(self, name: str) -> str | None:
        known = {actor.iso3.casefold(): actor.iso3 for actor in self.evidence.actors}
        known |= {actor.name.casefold(): actor.iso3 for actor in self.evidence.actors}
        return known.get(name.casefold())

    def _actor(self, name: str) -> Record | None:
        code = self._code(name)
        if code is None:
            return None
        actor = next(actor for actor in self.evidence.actors if actor.iso3 == code)
        record: Record = {
            "kind": "country" if code in self.evidence.countries else "power",
            "id": code,
            "name": actor.name,
        }
        record |= {"role": actor.role, "address": str(actor.address)}
        if code in self.evidence.countries:
            country = self.evidence.countries[code]
            record["posture"] = observation(country.posture, self.library)
            record["treaty"] = observation(country.treaty, self.library)
            if self.evidence.edition is None:  # of an edition nothing is stored
                fitted = read_fitted(self.evidence)
                record["calibrated"] = fitted and fitted.of(code)
        record["parameters"] = self._figures(actor.parameters.values())
        record["institutions"] = [i.id for i in self.evidence.institutions.values() if code in i.members]
        record["claims"] = [claim.id for claim in self.evidence.claims.values() if code in claim.actor]
        return record

    def _single(self, name: str) -> Record | None:
        owner, dot, rest = name.removeprefix("countries.").removeprefix("powers.").partition(".")
        if not dot:
            return None
        code = self._code(owner)
        holders: Mapping[str, Mapping[str, Parameter]] = {
            **{actor.iso3: actor.parameters for actor in self.evidence.actors},
            **{item.name: item.attributes for item in self.evidence.postures.values()},
            **{item.id: item.parameters for item in self.evidence.flashpoints.values()},
            "law": self.evidence.law, "parameters": self.evidence.law,
        }  # fmt: skip
        held = holders.get(code or owner)
        if held is None:
            return None
        if rest not in held:
            close = nearest(rest, held)
            whole = f"{code or owner}.{close}" if close else None
            raise InputError([Problem(Address("evidence"), "", f"{code or owner} has no '{rest}'", whole)])
        return {"kind": "figure", "id": f"{code or owner}.{rest}", **self._figure(held[rest])}

    def _pair(self, name: str) -> Record | None:
        first, dash, second = name.partition("-")
        codes = (self._code(first), self._code(second)) if dash else (None, None)
        if codes[0] is None or codes[1] is None or codes[0] == codes[1]:
            return None
        key: Pair = pair(codes[0], codes[1])
        dyads = self.evidence.dyads
        tables = {"distance_km": dyads.distance_km, "mistrust": dyads.mistrust, "tie": dyads.tie}
        found = [self._figure(table[key]) | {"name": title} for title, table in tables.items() if key in table]
        joint = [i.id for i in self.evidence.institutions.values() if set(key) <= set(i.members)]
        return {"kind": "pair", "id": "-".join(key), "parameters": found, "institutions": joint} if found else None

    # --- tables of names ------------------------------------------------------------------------------------------
    def _parameter(self, name: str) -> Record | None:
        definition = self.evidence.definitions.get(name)
        if definition is None:
            return None
        held = [actor for actor in self.evidence.actors if name in actor.parameters]
        values = [{**self._figure(actor.parameters[name]), "name": actor.iso3} for actor in held]
        return {
            "kind": "parameter", "id": name, "unit": definition.unit, "meaning": definition.meaning,
            "mechanism": definition.mechanism, "values": values, "claims": self._claims_on(name),
        }  # fmt: skip

    def _coefficient(self, name: str) -> Record | None:
        found = self.evidence.law.get(name)
        if found is None:
            return None
        return {
            "kind": "coefficient",
            "id": name,
            **self._figure(found),
            "posterior": posterior_of(self.evidence, f"law.{name}"),
            "claims": self._claims_on(name, found.mechanism),
        }

    def _mechanism(self, name: str) -> Record | None:
        if name not in self._mechanisms():
            return None
        return {
            "kind": "mechanism", "id": name,
            "coefficients": self._figures(item for item in self.evidence.law.values() if item.mechanism == name),
            "country_parameters": [item.name for item in self.evidence.definitions.values() if item.mechanism == name],
            "claims": self._claims_on(name),
        }  # fmt: skip

    def _posture(self, name: str) -> Record | None:
        found = self.evidence.postures.get(name)
        if found is None:
            return None
        observed = [c.iso3 for c in self.evidence.countries.values() if c.posture.value == name]
        return {
            "kind": "posture", "id": name, "meaning": found.meaning, "rung": found.rung, "needs": found.needs,
            "address": str(found.address), "observed": observed, "parameters": self._figures(found.attributes.values()),
        }  # fmt: skip

    def _flashpoint(self, name: str) -> Record | None:
        found: Flashpoint | None = self.evidence.flashpoints.get(name)
        if found is None:
            return None
        tables = {"weights": found.claims, "exposure": found.exposure, "distance": found.distance}
        return {
            "kind": "flashpoint", "id": name, "name": found.name, "adversary": found.adversary,
            "address": str(found.address), "parameters": self._figures(found.parameters.values()),
            **{title: [{**self._figure(v), "name": code} for code, v in of.items()] for title, of in tables.items()},
            "claims": self._claims_on(name),
        }  # fmt: skip

    def _institution(self, name: str) -> Record | None:
        found = self.evidence.institutions.get(name)
        if found is None:
            return None
        return {
            "kind": "institution", "id": name, "name": found.name, "type": found.kind, "members": list(found.members),
            "year": found.year, "ended": found.ended, "duty": found.duty, "note": found.note,
            "address": str(found.address),
            "parameters": self._figures([found.depth] if found.depth else []),
            "source": self.library.cited(found.source), "claims": list(found.claims),
        }  # fmt: skip

    def _document(self, name: str) -> Record | None:
        found = self.evidence.documents.get(name)
        if found is None:
            return None
        said = [
            {"id": c.id, "type": c.kind, "text": c.text} for c in self.evidence.claims.values() if c.document == name
        ]
        keys = ("author", "title", "outlet", "date", "file", "note")
        return {
            "kind": "document",
            "id": name,
            **{key: getattr(found, key) for key in keys},
            "address": str(found.address),
            "said": said,
        }

    def _claim(self, name: str) -> Record | None:
        found = self.evidence.claims.get(name.upper())
        if found is None:
            return None
        return {
            "kind": "claim", "id": found.id, "type": found.kind, "text": found.text, "actor": list(found.actor),
            "bears_on": list(found.bears_on), "note": found.note, "source": self.library.cited([found.document]),
            "address": str(found.address), "tested": self._tested(found),
        }  # fmt: skip

    def _tested(self, claim: Claim) -> Record:
        """The question that an experiment on a claim asks of the model, or why there is none."""
        from sim.claims.book import plain_entry

        return {key: value for key, value in plain_entry(claim).items() if key in ("question", "untested", "why")}

    def _source(self, name: str) -> Record | None:
        found = self.evidence.sources.get(name)
        if found is None:
            return None
        resting = [
            {"name": item.name, "address": str(item.address)} for item in figures(self.evidence) if name in item.source
        ]
        keys = ("title", "publisher", "year", "note")
        return {
            "kind": "source",
            "id": name,
            **{key: getattr(found, key) for key in keys},
            "figures": resting,
            "address": str(found.address),
        }

    def _unit(self, name: str) -> Record | None:
        found = self.evidence.units.get(name)
        if found is None:
            return None
        return {
            "kind": "unit",
            "id": name,
            "meaning": found.meaning,
            "minimum": found.minimum,
            "maximum": found.maximum,
        }

    def _calibration(self, name: str) -> Record | None:
        fitted = read_fitted(self.evidence) if name == "calibration" else None
        if fitted is None:
            return None
        address = shorten(self.evidence.root / "calibration.yaml")
        return {
            "kind": "calibration",
            "id": name,
            "address": address,
            **fitted.model_dump(),
            "largest": fitted.largest(LARGEST),
        }

    # --- bits and pieces ---------------------------------------------------------------------------------------------
    def _figure(self, item: Parameter) -> Record:
        return figure(item, self.library)

    def _figures(self, items: Iterable[Parameter]) -> list[Record]:
        return [self._figure(item) for item in items]

    def _claims_on(self, *names: str) -> list[str]:
        return [claim.id for claim in self.evidence.claims.values() if set(names) & set(claim.bears_on)]
