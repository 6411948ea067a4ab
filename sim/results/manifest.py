"""The manifest of a study: what was computed from what, by which program, when, and the checksums of its tables."""

from __future__ import annotations

import json
from string import ascii_uppercase
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

StudyKind = Literal[
    "run", "compare", "explain", "claims", "landscape", "balance", "stability", "coalitions", "sweep", "tipping",
    "advise", "validate", "calibrate", "debate",
]  # fmt: skip
TableFormat = Literal["parquet", "csv"]
Engine = Literal["ensemble", "mesa"]
Latitude = Annotated[float, Field(ge=-90, le=90)]
Longitude = Annotated[float, Field(ge=-180, le=180)]


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Place(_Record):
    """A named place on the map, in degrees."""

    name: str
    latitude: Latitude
    longitude: Longitude


class Power(Place):
    """A pole: hub or challenger."""

    code: str


class CountryFacts(Place):
    """What is known of a country before the first year.

    Attributes:
        distance_challenger: km from the challenger.
        distance_hub: km from the nearest presence of the hub.
        export_share_challenger: per cent of goods exports.
        export_share_hub: per cent of goods exports.
        posture: observed at the start.
    """

    distance_challenger: Annotated[float, Field(ge=0)]
    distance_hub: Annotated[float, Field(ge=0)]
    export_share_challenger: Annotated[float, Field(ge=0, le=100)]
    export_share_hub: Annotated[float, Field(ge=0, le=100)]
    posture: str


class PostureFacts(_Record):
    """A rung of the ladder: its name, the side it takes (-1..1), whether it is a treaty with the hub, its meaning."""

    name: str
    side: Annotated[float, Field(ge=-1, le=1)]
    treaty: bool = False
    meaning: str = ""


class TieFacts(_Record):
    """Depth (0..1) of security cooperation between two countries in the base year."""

    pair: tuple[str, str]
    value: Annotated[float, Field(ge=0, le=1)]


class Facts(_Record):
    """The static facts that figures and baselines need; what is absent is left out of them, and said so."""

    hub: Power | None = None
    challenger: Power | None = None
    postures: tuple[PostureFacts, ...] = ()
    countries: dict[str, CountryFacts] = Field(default_factory=dict)
    flashpoints: dict[str, Place] = Field(default_factory=dict)
    ties: tuple[TieFacts, ...] = ()

    @model_validator(mode="after")
    def _names_are_known(self) -> Self:
        ladder = {posture.name for posture in self.postures}
        wrong = [f"{code}: {facts.posture}" for code, facts in self.countries.items() if facts.posture not in ladder]
        if ladder and wrong:
            raise ValueError(f"observed postures are not on the ladder: {', '.join(wrong)}")
        strange = sorted({code for tie in self.ties for code in tie.pair} - set(self.countries))
        if strange:
            raise ValueError(f"ties name countries without facts: {', '.join(strange)}")
        return self


class TableRecord(_Record):
    """A table as written: its file, rows and SHA-256 of the file's bytes."""

    file: str
    rows: Annotated[int, Field(ge=0)]
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class LeverRecord(_Record):
    """A Python file of users' own policy types: its name as given, SHA-256 of its bytes, the types it defines."""

    file: str
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    types: tuple[str, ...]


class OverrideRecord(_Record):
    """An entry of a scenario that the command line changed: path, what stood there, None for nothing, and the new."""

    path: str
    before: Any = None
    after: Any


class Manifest(_Record):
    """Everything needed to know, and to repeat, a study.

    Attributes:
        study: name of the folder.
        kind: what command made it.
        version: of pactsim.
        commit: git commit of the program, with `-dirty` when it was changed since, or None outside a checkout.
        python: version.
        packages: versions of the packages that computed.
        created: UTC, ISO 8601.
        wall_seconds: from the start of the command to the writing of the tables.
        command: words of the command line.
        scenarios: resolved mappings by name; the first is the one others are compared with; none where a network is
            read from files.
        overrides: what was changed in the files of scenarios, by the scenario's name; it stands in `scenarios` as well,
            where nothing tells it from the rest.
        seed: of the random numbers.
        replicates: worlds asked for in each scenario.
        workers: processes or threads used.
        engine: which one ran the worlds; the tables do not depend on it.
        seeds_fingerprint: SHA-256 over the evidence; empty where none was used.
        inputs_fingerprint: SHA-256 over everything that decides the tables.
        failures: worlds that could not be finished.
        levers: files of users' own policy types that the scenarios use.
        options: what else decided the tables: country and year of an explanation, how many worlds were kept in full,
            the experiments on claims, the files of a network with their SHA-256, or the design of a sweep.
        facts: static facts for figures and baselines.
        format: of the tables.
        tables: what was written, by name of the table.
    """

    study: str
    kind: StudyKind
    version: str
    commit: str | None = None
    python: str
    packages: dict[str, str] = Field(default_factory=dict)
    created: str
    wall_seconds: Annotated[float, Field(ge=0)]
    command: tuple[str, ...] = ()
    scenarios: dict[str, dict[str, Any]]
    overrides: dict[str, tuple[OverrideRecord, ...]] = Field(default_factory=dict)
    seed: int
    replicates: Annotated[int, Field(ge=1)]
    workers: Annotated[int, Field(ge=1)] = 1
    engine: Engine = "mesa"
    seeds_fingerprint: str
    inputs_fingerprint: str
    failures: Annotated[int, Field(ge=0)] = 0
    levers: tuple[LeverRecord, ...] = ()
    options: dict[str, Any] = Field(default_factory=dict)
    facts: Facts = Field(default_factory=Facts)
    format: TableFormat = "parquet"
    tables: dict[str, TableRecord] = Field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the scenarios, the one others are compared with first."""
        return tuple(self.scenarios)

    def title(self, scenario: str) -> str:
        """What a reader calls a scenario: its own title, else its name without underscores."""
        given = self.scenarios.get(scenario, {}).get("title")
        plain = scenario.replace("_", " ")
        return given if isinstance(given, str) and given else plain[:1].upper() + plain[1:]

    def letter(self, scenario: str) -> str:
        """What `--set` and tables call a scenario by its place: A, B, C ...; after Z its number."""
        place = self.names.index(scenario)
        return ascii_uppercase[place : place + 1] or str(place + 1)

    def country(self, code: str) -> str:
        """Name of a country, its code when the facts do not give one."""
        known = self.facts.countries.get(code)
        return known.name if known else code

    def flashpoint(self, name: str) -> str:
        """Name of a flashpoint as a reader would write it."""
        known = self.facts.flashpoints.get(name)
        return known.name if known else name.replace("_", " ").capitalize()

    def to_json(self) -> str:
        """The manifest as the text of manifest.json."""
        return json.dumps(self.model_dump(mode="json"), indent=2, ensure_ascii=False, allow_nan=False) + "\n"
