"""What an entry of a file of claims may hold: an experiment with its expectations, or why the claim is not tested."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, create_model, model_validator

from sim.policy.base import CountryName, FlashpointName, known

Reason = Literal["figure", "institution", "history", "outside"]
REASONS: Mapping[str, str] = {
    "figure": "a number, which the evidence checks",
    "institution": "what exists or was agreed",
    "history": "what has happened or was said",
    "outside": "the model has no such part",
}
"""Why a claim is not tested, in words."""

Direction = Literal["higher", "lower", "unchanged"]
OutcomeName = Annotated[str, known("outcomes")]
Text = Annotated[str, Field(min_length=1)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class Bound(_Part):
    """A threshold: exactly one of `above` and `below`."""

    above: float | None = None
    below: float | None = None

    @model_validator(mode="after")
    def _one(self) -> Bound:
        if (self.above is None) == (self.below is None):
            raise ValueError("must hold either 'above' or 'below'")
        return self


class Expectation(_Part):
    """What the author should see if right, stated before the run: one of `change`, `level`, `order` and `exceeds`.

    Attributes:
        outcome: name of an outcome.
        countries: the mean over these countries counts; by default the outcome of the region as a whole.
        flashpoints: the same of flashpoints.
        change: direction of the paired difference, with less without; `unchanged` needs a margin.
        by: margin that the difference must exceed, or stay within for `unchanged`; in units of the outcome.
        level: threshold on the level in `with`.
        order: countries or flashpoints, highest first.
        exceeds: other outcomes whose level in `with`, in the same places, is lower.
        of: whether `order` is one of levels in `with` or of changes.
    """

    outcome: OutcomeName
    countries: tuple[CountryName, ...] | None = Field(None, min_length=1)
    flashpoints: tuple[FlashpointName, ...] | None = Field(None, min_length=1)
    change: Direction | None = None
    by: float = Field(0.0, ge=0)
    level: Bound | None = None
    order: tuple[str, ...] | None = Field(None, min_length=2)
    exceeds: tuple[OutcomeName, ...] | None = Field(None, min_length=1)
    of: Literal["level", "change"] = "level"

    @model_validator(mode="after")
    def _one_kind(self) -> Expectation:
        if sum(kind is not None for kind in (self.change, self.level, self.order, self.exceeds)) != 1:
            raise ValueError("must hold exactly one of 'change', 'level', 'order' and 'exceeds'")
        if self.by and self.change is None:
            raise ValueError("'by' goes with 'change'")
        if self.change == "unchanged" and not self.by:
            raise ValueError("'change: unchanged' needs 'by': how much difference still counts as none")
        if self.of == "change" and self.order is None:
            raise ValueError("'of' goes with 'order'")
        if self.countries is not None and self.flashpoints is not None:
            raise ValueError("names countries and flashpoints; an outcome is about one of them")
        if self.order is not None and (self.countries is not None or self.flashpoints is not None):
            raise ValueError("'order' names its countries or flashpoints itself")
        return self

    @property
    def paired(self) -> bool:
        """Whether it compares two scenarios, so that `without` is needed."""
        return self.change is not None or self.of == "change"

    @property
    def scopes(self) -> tuple[str, ...]:
        """Countries or flashpoints over which the mean is taken; empty for the region."""
        return self.countries or self.flashpoints or ()


class Untested(_Part):
    """Why a claim has no experiment: a kind of reason, and a sentence."""

    untested: Reason
    why: Text


class Experiment(_Part):
    """The words of an experiment; its scenarios and expectations are checked each for itself."""

    question: Text
    because: Text
    expect: tuple[Any, ...] = Field(min_length=1)


class Theory(_Part):
    """What a theory holds, and the works or essays that hold it."""

    holds: Text
    source: tuple[Annotated[str, known("sources")], ...] = Field(min_length=1)


_ARMS: dict[str, Any] = {"with": (Any, ...), "without": (Any, None)}  # keys that are words of Python
EXPERIMENT: type[BaseModel] = create_model("EXPERIMENT", __base__=Experiment, **_ARMS)
"""An experiment on a claim, with the two scenarios."""
CHECK: type[BaseModel] = create_model("CHECK", __base__=(Experiment, Theory), **_ARMS)
"""An experiment on a theory."""
