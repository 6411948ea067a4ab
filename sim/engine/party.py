"""What a spoke declares and what comes of it: postures, a pact signed, ratified, joined and left."""

from __future__ import annotations

from sim.engine.spoke import RATIFY, Spoke
from sim.law import economy, pact


class Party(Spoke):
    """A spoke as others have to reckon with it."""

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
