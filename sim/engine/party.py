"""What a spoke declares and what comes of it: postures, a pact signed, ratified, joined and left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.engine.spoke import RATIFY, Spoke
from sim.law import economy, pact

if TYPE_CHECKING:
    from sim.engine.mesa_model import PactModel


class Party(Spoke):
    """A spoke as others have to reckon with it.

    Attributes:
        open: indices of the postures available without and with a pact to join.
        treaty: whether a treaty with the hub is in force or on offer; treaty_moved: if that is new in this step.
    """

    def __init__(self, model: PactModel, index: int) -> None:
        super().__init__(model, index)
        self.treaty, self.treaty_moved = model.world.treaty[index], False
        self.open = self.postures_open()

    def grow(self) -> None:
        """Live another step, and hear what the scenario says of the treaty with the hub."""
        super().grow()
        base = float(self.model.world.treaty[self.index])
        bound = pact.treaty(self.model.lever.treaty[self.index], base) > 0.0
        self.treaty_moved = bound != self.treaty
        if self.treaty_moved:
            self.treaty = bound
            self.open = self.postures_open()

    def postures_open(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Indices of the postures available without and with a pact to join, as treaties stand."""
        needed, bound = self.model.world.needs, self.treaty
        outside = tuple(o for o, needs in enumerate(needed) if needs == "none" or (needs == "treaty" and bound))
        return outside, tuple(o for o, needs in enumerate(needed) if needs == "pact" or o in outside)

    def open_now(self) -> tuple[int, ...]:
        """Indices of the postures available: a treaty in force for `ally`, an offer or membership for `pact`."""
        return self.open[self.member or self.model.may_join(self.index)]

    def commit(self) -> None:
        """Declare the posture chosen; it takes effect at once unless a pact must first come about or be left."""
        m = self.model
        new, old = self.next, self.declared
        self.changed_from = self.posture
        if new != old:
            sides = m.ladder[new].side, m.ladder[old].side
            self.shock = economy.wave(self.shock, m.w.retaliation_shock, m.lever.coercion, *sides)
        self.declared = new
        if m.ladder[new].is_pact:
            self.signed = True
            self.leaving = False
        elif self.member:
            if not self.leaving:
                self.leaving, self.notice = True, m.notice_steps
        else:
            self.signed = self.ratified = False
            self.posture = self.former = new
        if self.treaty_moved and not self.treaty:  # a treaty that has ended keeps nobody an ally meanwhile
            self.posture, self.former = self.left_with(self.posture), self.left_with(self.former)

    def left_with(self, held: int) -> int:
        """A posture held, or the highest one open without a pact if it needs the treaty that has ended."""
        return self.open[0][-1] if self.model.world.needs[held] == "treaty" else held

    def ratify(self) -> None:
        """A signature gets through the legislature at the country's own rate."""
        m = self.model
        if self.signed and not self.ratified:
            self.ratified = m.luck.review[m.t][self.index][RATIFY] < self.traits.ratification

    def release(self) -> None:
        """Leave the pact, or its signature, for the posture declared; for the former one when the pact is gone."""
        self.member = self.signed = self.ratified = self.leaving = False
        if self.model.ladder[self.declared].is_pact:
            self.declared = self.former
        self.posture = self.declared

    def join(self, bound: int) -> None:
        """Become a member: the posture of the pact is now the one in force."""
        self.member, self.posture = True, bound

    def expected(self) -> float:
        """Weight with which others count this country as a fellow member of the pact."""
        m = self.model
        invited = 1.0 if not m.in_force and m.may_join(self.index) else 0.0
        if not (self.signed or self.member or invited):
            return 0.0
        return pact.expected_member(float(self.member), float(self.signed), invited, m.w.pact_expectation)
