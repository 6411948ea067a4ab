"""What the tables of a result folder hold: each column with its type, unit and meaning.

The same description is used to write and check the tables, to read them back and to label the figures.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Kind = Literal["text", "flag", "integer", "number", "year", "cell"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    Attributes:
        name: as written in the file.
        kind: text, flag (true or false), integer (32 bits), number (64 bits), year (an integer when every year of
            the table is whole, else a number), or cell (a number, or text where the column holds words).
        unit: name of the unit, empty for text and flags.
        meaning: what a value says, in a phrase.
        low: smallest value allowed, or None.
        high: largest value allowed, or None.
        missing: whether a value may be absent (not a number); nowhere in what an engine writes.
    """

    name: str
    kind: Kind
    unit: str
    meaning: str
    low: float | None = None
    high: float | None = None
    missing: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a result folder.

    Attributes:
        name: of the file, without its ending.
        meaning: what a row is.
        key: the columns that tell rows apart; rows are written in their order.
        columns: in the order of the file.
        rest: what columns are that follow these, each under a name of its own; None when there are none.
    """

    name: str
    meaning: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    rest: Column | None = None

    def column(self, name: str) -> Column:
        """The column of that name; KeyError when there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"table {self.name} has no column {name}")


def text(name: str, meaning: str) -> Column:
    """A column of words."""
    return Column(name, "text", "", meaning)


def flag(name: str, meaning: str) -> Column:
    """A column that says whether something is so."""
    return Column(name, "flag", "", meaning)


def share(name: str, meaning: str, *, missing: bool = False) -> Column:
    """A column of shares."""
    return Column(name, "number", "share", meaning, 0, 1, missing=missing)


def count(name: str, meaning: str, low: float = 0, high: float | None = None) -> Column:
    """A column of whole numbers."""
    return Column(name, "integer", "count", meaning, low, high)


def number(
    name: str,
    meaning: str,
    unit: str = "own",
    low: float | None = None,
    high: float | None = None,
    missing: bool = True,
) -> Column:
    """A column of numbers, by default in a unit that the row tells and with absent values."""
    return Column(name, "number", unit, meaning, low, high, missing=missing)


def of_outcome(name: str, meaning: str) -> Column:
    """A column of numbers in the unit of the row's outcome."""
    return number(name, meaning, "outcome")


def _amount(name: str, unit: str, meaning: str) -> Column:
    return Column(name, "number", unit, meaning, 0)


def _percent(name: str, meaning: str) -> Column:
    return Column(name, "number", "percent_of_gdp_signed", meaning)


SCENARIO = text("scenario", "name of the scenario")
REPLICATE = count("replicate", "number of the world; the same number means the same draws")
YEAR = Column("year", "year", "year", "calendar year at the end of the step")
COUNTRY = text("country", "ISO code of the country")
FLASHPOINT = text("flashpoint", "name of the flashpoint")
POSTURE = text("posture", "posture on the ladder")

_COUNTRIES = Table(
    "countries",
    "one country in one year of one world",
    ("scenario", "replicate", "year", "country"),
    (
        SCENARIO,
        REPLICATE,
        YEAR,
        COUNTRY,
        POSTURE,
        flag("signed", "has signed the pact on offer or in force"),
        flag("member", "is a member of the pact"),
        Column("side", "number", "signed_share", "side taken: -1 with the challenger, +1 with the hub", -1, 1),
        Column("trust", "number", "probability", "belief that the hub would honour its promise", 0, 1),
        _amount("effort", "percent_of_gdp", "defence effort"),
        _amount("capability", "billion_mixed_usd", "yearly military effort at prices between market rates and parity"),
        _amount("gdp", "billion_usd", "gross domestic product"),
        Column("deterrence", "number", "probability", "chance to prevail in its own contest with the challenger", 0, 1),
        _percent("coercion_loss", "loss through the challenger's coercion, without its inducements"),
        _percent("tariff_loss", "loss through the hub's tariffs"),
        _percent("trade_loss", "all trade lost to coercion and tariffs"),
        Column("government", "number", "signed_share", "leaning of the government: -1 challenger, +1 hub", -1, 1),
        share("nuclear", "national nuclear deterrent: 0 none, 1 armed"),
        flag("changed", "took another posture than the year before"),
        count("minilaterals", "bodies of security work among spokes that it belongs to"),
    ),
)

_THEATRE = Table(
    "theatre",
    "the region in one year of one world",
    ("scenario", "replicate", "year"),
    (
        SCENARIO,
        REPLICATE,
        YEAR,
        text("administration", "administration of the hub"),
        flag("pact_offered", "a pact is on offer"),
        flag("pact_in_force", "a pact is in force"),
        count("signatories", "countries that have signed"),
        count("members", "countries that are members"),
        share("hub_side_share", "share of the region's capability on the hub's side (side above 0)"),
        share("challenger_side_share", "share of the region's capability on the challenger's side (side below 0)"),
        share("unaligned_share", "share of the region's capability on neither side"),
        share("polarisation", "how far the region is split into two camps"),
        Column("mean_trust", "number", "probability", "mean trust in the hub over countries", 0, 1),
        _amount("hub_capability", "billion_mixed_usd", "capability the hub commits to the theatre"),
        _amount("challenger_capability", "billion_mixed_usd", "capability of the challenger"),
        _amount("assertiveness", "ratio", "assertiveness of the challenger"),
        share("mean_tie", "mean depth of security cooperation between pairs of countries"),
    ),
)

_FLASHPOINTS = Table(
    "flashpoints",
    "one flashpoint in one year of one world",
    ("scenario", "replicate", "year", "flashpoint"),
    (
        SCENARIO,
        REPLICATE,
        YEAR,
        FLASHPOINT,
        Column("deterrence", "number", "probability", "chance that the defenders prevail", 0, 1),
        _amount("provocation", "ratio", "how provoking the defenders' alignment is to the adversary"),
        _amount("hazard", "per_year", "rate of crises"),
        Column("severity", "integer", "count", "worst crisis of the step: 0 none, 1 minor, 2 serious, 3 war", 0, 3),
        flag("helped", "the hub helped in that crisis"),
    ),
)

_DRAWS = Table(
    "draws",
    "the value of one uncertain parameter in one world, the same in every scenario (of worlds not kept, the disputed)",
    ("replicate", "parameter"),
    (
        REPLICATE,
        text("parameter", "dotted name, such as law.deterrence_effect"),
        Column("value", "number", "own", "value drawn"),
    ),
)

_OUTCOMES = Table(
    "outcomes",
    "what one world came to: as a whole, in one country or at one flashpoint",
    ("replicate", "scenario", "kind", "scope"),
    (
        REPLICATE,
        SCENARIO,
        text("kind", "all, country or flashpoint"),
        text("scope", "all, or the country or flashpoint meant"),
    ),
    Column("", "number", "outcome", "the outcome of that name, or after `part.` the scope's part of it", missing=True),
)

_FAILURES = Table(
    "failures",
    "one world that could not be finished",
    ("scenario", "replicate"),
    (SCENARIO, REPLICATE, text("error", "what went wrong"), text("traceback", "where it went wrong")),
)

_TERMS = Table(
    "terms",
    "one term in the value of one posture to one country in one year of one world",
    ("scenario", "replicate", "year", "country", "posture", "term"),
    (
        SCENARIO,
        REPLICATE,
        YEAR,
        COUNTRY,
        POSTURE,
        flag("available", "the posture was open to the country"),
        text("term", "term of the decision"),
        _percent("value", "value of the term"),
    ),
)

_CHOICES = Table(
    "choices",
    "one posture weighed by one country in one year of one world",
    ("scenario", "replicate", "year", "country", "posture"),
    (
        SCENARIO,
        REPLICATE,
        YEAR,
        COUNTRY,
        POSTURE,
        _percent("utility", "sum of the terms"),
        Column("probability", "number", "probability", "chance of being chosen at a decision window", 0, 1),
        flag("held", "the posture that the country had declared when it weighed"),
    ),
)

_FLIPS = Table(
    "flips",
    "what would have to change for a country to prefer another posture",
    ("scenario", "country", "year", "knob"),
    (
        SCENARIO,
        text("knob", "what is turned"),
        text("meaning", "what that is, in words"),
        text("unit", "unit of its setting"),
        Column("now", "number", "own", "present setting, mean over worlds"),
        text("posture", "posture with the highest mean utility now"),
        Column("needed", "number", "own", "nearest setting at which another posture overtakes it", missing=True),
        text("rival", "the posture that overtakes; empty when none does"),
        COUNTRY,
        YEAR,
    ),
)

RUN_TABLES: Mapping[str, Table] = MappingProxyType(
    {
        table.name: table
        for table in (_COUNTRIES, _THEATRE, _FLASHPOINTS, _DRAWS, _OUTCOMES, _FAILURES, _TERMS, _CHOICES, _FLIPS)
    }
)


def table_groups() -> tuple[Mapping[str, Table], ...]:
    """The tables of each kind of study, by name."""
    from sim.results.advice import ADVICE_TABLES
    from sim.results.coalitions import COALITION_TABLES
    from sim.results.derived import ANALYSIS_TABLES
    from sim.results.discoveries import DISCOVERY_TABLES
    from sim.results.indices import INDEX_TABLES
    from sim.results.lessons import LESSON_TABLES
    from sim.results.networks import NETWORK_TABLES
    from sim.results.sweeps import SWEEP_TABLES
    from sim.results.tipping import TIPPING_TABLES
    from sim.results.trials import TRIAL_TABLES
    from sim.results.verdicts import VERDICT_TABLES

    return (
        RUN_TABLES, ANALYSIS_TABLES, VERDICT_TABLES, NETWORK_TABLES, COALITION_TABLES, SWEEP_TABLES, TIPPING_TABLES,
        ADVICE_TABLES, INDEX_TABLES, DISCOVERY_TABLES, TRIAL_TABLES, LESSON_TABLES,
    )  # fmt: skip


def known_tables() -> Mapping[str, Table]:
    """Every table a result folder may hold, whatever kind of study it is of."""
    return MappingProxyType({name: table for group in table_groups() for name, table in group.items()})
