"""Levers of diplomacy: bodies of security work among spokes, reassurance, dialogue."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from sim.policy.base import BodyName, CountryName, FlashpointName, Policy, unit

if TYPE_CHECKING:
    from sim.policy.levers import Levers, TimeGrid


class Minilateral(Policy):
    """New security work among some spokes (Jimbo's flexible network); with a duty, an alliance without the hub.

    A positive depth is an offer: each member named accepts or refuses it by what it is worth, and may come to think
    otherwise. A negative depth loosens ties, whatever the members think.
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
        description="depth added to the tie of every two that accept; negative: ties lose as much",
    )
    duty: bool = Field(False, description="whether those that accept are bound to act for each other's defence")

    def apply(self, levers: Levers, grid: TimeGrid) -> None:
        """Offer the depth to every member, or take it from the tie of every two of them."""
        import numpy as np

        rows, cover = grid.rows(self.members), grid.cover(self.span)
        if self.depth > 0:
            from sim.policy.levers import Body

            offer = np.zeros((len(cover), len(grid.countries)))
            offer[:, rows] = self.depth * cover[:, None]
            name = self.id or "-".join(("minilateral", *self.members))
            levers.form(Body(f"offer.{name}", (False,) * len(grid.countries), self.duty), offer)
            return
        for i in rows:
            for j in rows:
                if i != j:
                    levers.tie_gain[:, i, j] += self.depth * cover


class Institution(Policy):
    """What becomes of a body of security work that is there: enlarged, deepened, hollowed out or dissolved.

    Its members stay or leave, and those asked in accept or refuse, by what it is worth to them.
    """

    example: ClassVar[str] = "{type: institution, start: 2028, institution: aukus, invite: [JPN]}"
    claims: ClassVar[tuple[str, ...]] = ("C055", "C090", "C091", "C093", "C107", "C116", "C150")
    group: ClassVar[str] = "Pacts and diplomacy"

    type: Literal["institution"]
    institution: BodyName = Field(description="its id, as `pactsim evidence institutions` lists them")
    depth: float = Field(
        1.0,
        ge=0,
        le=3,
        json_schema_extra=unit("ratio"),
        description="its depth relative to the base year; 0 dissolves it",
    )
    invite: tuple[CountryName, ...] = Field((), description="spokes that are asked to join")

    def apply(self, levers: Levers, grid: TimeGrid) -> None:
        """Set its depth for all that it asks in, and ask others; a body that is not there stays as it is."""
        import numpy as np

        for k, body in enumerate(levers.bodies):
            if body.known and body.name == self.institution:
                cover, made = grid.cover(self.span), levers.offers[:, k]
                made *= 1.0 + (self.depth - 1.0) * cover[:, None]
                for i in grid.rows(self.invite):
                    if not body.members[i]:
                        made[:, i] = np.where(made[:, i] > 0.0, made[:, i], self.depth * cover)


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
