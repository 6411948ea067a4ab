"""Levers of diplomacy: minilaterals between spokes, reassurance, dialogue."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from sim.policy.base import CountryName, FlashpointName, Policy, unit

if TYPE_CHECKING:
    from sim.policy.levers import Levers, TimeGrid


class Minilateral(Policy):
    """Security work among some spokes (Jimbo's flexible network).

    A positive depth is an offer: each member named accepts or refuses it by what it is worth, and may come to think
    otherwise. A negative depth loosens or dissolves what there is, whatever the members think.
    """

    example: ClassVar[str] = "{type: minilateral, start: 2027, members: [JPN, KOR], depth: 0.2}"
    claims: ClassVar[tuple[str, ...]] = ("C041", "C090", "C095", "C150")
    group: ClassVar[str] = "Pacts and diplomacy"

    type: Literal["minilateral"]
    members: tuple[CountryName, ...] = Field(min_length=2, description="spokes that are asked to work together")
    depth: float = Field(
        ge=-1,
        le=1,
        json_schema_extra=unit("share"),
        description="depth added to the tie of every two that accept; negative: what exists lapses by as much",
    )

    def apply(self, levers: Levers, grid: TimeGrid) -> None:
        """Offer the depth to every member, or take it from the tie of every two of them."""
        import numpy as np

        rows, cover = grid.rows(self.members), grid.cover(self.span)
        if self.depth > 0:
            offer = np.zeros((len(cover), 1, len(grid.countries)))
            offer[:, 0, rows] = self.depth * cover[:, None]
            levers.offers = np.concatenate([levers.offers, offer], axis=1)
            levers.institutions.append(self.id or "-".join(("minilateral", *self.members)))
            return
        for i in rows:
            for j in rows:
                if i != j:
                    levers.tie_gain[:, i, j] += self.depth * cover


class Reassurance(Policy):
    """Reassurance of the challenger, and steady attention to allies."""

    example: ClassVar[str] = "{type: reassurance, start: 2027, challenger: 0.3, allies: 0.1}"
    claims: ClassVar[tuple[str, ...]] = ("C008", "C122")
    group: ClassVar[str] = "Pacts and diplomacy"

    type: Literal["reassurance"]
    challenger: float = Field(
        0.0, ge=0, le=1, json_schema_extra=unit("share"), description="share of provocation taken away"
    )
    allies: float = Field(
        0.0, ge=-2, le=2, json_schema_extra=unit("logit a year"), description="push on allies' trust in the hub"
    )

    def apply(self, levers: Levers, grid: TimeGrid) -> None:
        """Lower provocation and push trust while the policy lasts."""
        import numpy as np

        cover = grid.cover(self.span)
        np.maximum(levers.reassurance, self.challenger * cover, out=levers.reassurance)
        levers.trust_push += self.allies * cover[:, None]


class Dialogue(Policy):
    """Dialogue that lowers the hazard at flashpoints (Rust)."""

    example: ClassVar[str] = "{type: dialogue, start: 2027, strength: 0.25, flashpoints: [south_china_sea]}"
    claims: ClassVar[tuple[str, ...]] = ("C031", "C028")
    group: ClassVar[str] = "Pacts and diplomacy"

    type: Literal["dialogue"]
    strength: float = Field(
        ge=0, le=1, json_schema_extra=unit("share"), description="share of the hazard of a crisis taken away"
    )
    flashpoints: tuple[FlashpointName, ...] | None = Field(None, description="where; everywhere when left out")

    def apply(self, levers: Levers, grid: TimeGrid) -> None:
        """Lower the hazard of each flashpoint concerned; several dialogues multiply."""
        names = grid.flashpoints if self.flashpoints is None else self.flashpoints
        cover = grid.cover(self.span)
        for name in names:
            column = levers.dialogue[:, grid.flashpoints.index(name)]
            column[:] = 1.0 - (1.0 - column) * (1.0 - self.strength * cover)
