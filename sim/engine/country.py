"""How a spoke decides: it sees, weighs every posture open to it by the law, and chooses at a decision window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.engine.party import Party
from sim.engine.spoke import CHOICE, WINDOW
from sim.law import choice, crisis, decision
from sim.law.types import Market, PostureRow, Situation, Terms, Worth

if TYPE_CHECKING:
    from sim.engine.mesa_model import PactModel


# a flashpoint as a country sees it: hazard, harm aside and drawn in, pressing, weight, easing, claim, forces standing
# by under the posture in force, forces at call under the posture weighed
Scene = tuple[float, float, float, float, float, float, float, float, float]


class Country(Party):
    """One spoke. Subclass and override `see`, `weigh` or `choose` to try another behaviour.

    Attributes:
        window: whether a decision window is open in this step.
        view: what it saw when it last weighed; None before.
        grounds: what it is to each flashpoint: claim, reach, pressing, weight, harm aside and drawn in.
        worth, utilities, probabilities: of each posture weighed then, by posture index.
    """

    def __init__(self, model: PactModel, index: int) -> None:
        super().__init__(model, index)
        self.window = False
        self.view: Situation | None = None
        self.worth: dict[int, Worth] = {}
        self.utilities: dict[int, float] = {}
        self.probabilities: dict[int, float] = {}

    def regard(self) -> None:
        """Read the numbers that hold from now on."""
        super().regard()
        self.grounds = [(g.claim, g.reach, g.pressing, g.weight, g.aside, g.drawn) for g in self.traits.grounds]

    def scenes(self, now: PostureRow, *, pact: bool) -> tuple[list[Scene], list[Scene]]:
        """The flashpoints as they look outside and inside a pact.

        Args:
            now: the posture in force.
            pact: whether the pact is to be weighed.
        """
        m, i, own, duty = self.model, self.index, self.capability, now.duty
        outside: list[Scene] = []
        inside = outside
        for ground, rate, easing, joint in zip(self.grounds, m.hazard, m.easing, m.joint, strict=True):
            claim, reach, pressing, weight, aside, drawn = ground
            called = crisis.at_call(own, reach, joint[i])
            standing = crisis.standing_by(duty, called)
            outside.append((rate, aside, drawn, pressing, weight, easing, claim, standing, called))
        if pact and m.planned:
            grounds = self.traits.grounds
            calls = [crisis.at_call(own, g.reach, m.interoperability_in_pact(f, i)) for f, g in enumerate(grounds)]
            if now.is_pact:
                outside = [(*s[:7], crisis.standing_by(duty, c), s[8]) for s, c in zip(outside, calls, strict=True)]
            inside = [(*s[:8], c) for s, c in zip(outside, calls, strict=True)]
        return outside, inside

    def worths(self, view: Situation) -> dict[int, Worth]:
        """Worth of every posture open, term by term, if the country saw this; by posture index."""
        m, w, support, held, open_ = self.model, self.model.w, view.support, self.posture, self.open_now()
        ladder, ready, bases, basing = m.ladder, m.ready, self.bases, w.basing_entrapment
        lasting, moves, constants = self.traits.lasting, m.steady.moves[self.declared], m.anchor.constants[self.index]
        calm, stances, exempt, now = m.calm, m.steady.stances, m.lever.exemption, ladder[held]
        outside, inside = self.scenes(now, pact=now.is_pact > 0.0 or ladder[open_[-1]].is_pact > 0.0)
        alike, stood = decision.outlook(view, w), decision.stand(support, now, ready[held])
        sold: dict[float, Market] = {}
        found = {}
        for o in open_:
            row, waived, loss = ladder[o], exempt[o], 0.0
            duty = row.duty
            given, backing, strength = stood if o == held else decision.stand(support, row, ready[o])
            drawn_in = crisis.drawn_in(duty, basing, given, bases)
            if o == held:
                for rate, aside, drawn, *_ in outside:
                    loss += crisis.kept_loss(rate, aside, drawn, drawn_in)
            else:
                stirring = crisis.stirring(stances[o], stances[held], calm)
                rallying = crisis.rallying(backing, stood[1])
                tempting = crisis.tempting(m.trial, row.is_pact, now.is_pact)
                scenes = inside if row.is_pact else outside
                for rate, aside, drawn, pressing, weight, easing, claim, standing, called in scenes:
                    loss += crisis.exposed_loss(
                        rate,
                        aside,
                        drawn,
                        drawn_in,
                        pressing,
                        stirring,
                        easing,
                        duty,
                        called,
                        standing,
                        claim,
                        rallying,
                        weight,
                        tempting,
                    )
            if waived not in sold:
                sold[waived] = decision.market(view.exports_hub, view.tariff, view.tariff_added, waived, w)
            found[o] = decision.terms(
                alike, support, row, lasting[o], moves[o], sold[waived], given, strength, loss, constants[o], w
            )
        return found

    def valued(self, view: Situation) -> dict[int, Terms]:
        """The same with the terms by name."""
        return {o: Terms(*worth) for o, worth in self.worths(view).items()}

    @property
    def terms(self) -> dict[int, Terms]:
        """Terms of each posture when the country last weighed, by posture index."""
        return {o: Terms(*worth) for o, worth in self.worth.items()}

    def weigh(self, view: Situation) -> None:
        """Score every posture that is open: terms, utilities and choice probabilities."""
        sharpness = self.model.w.choice_sharpness
        self.view = view
        self.worth = found = self.worths(view)
        utilities = [decision.utility(worth) for worth in found.values()]
        best, total = max(utilities), 0.0
        weights = [1.0 if u == best else choice.weight(sharpness, u, best) for u in utilities]
        for weight in weights:
            total += weight
        if best - best != 0.0 or not total > 0.0:  # of what is finite nothing is left
            raise ArithmeticError(f"{self.model.world.countries[self.index]}: a posture's worth is not a number")
        self.utilities = dict(zip(found, utilities, strict=True))
        shares = [choice.probability(weight, total) for weight in weights]
        self.probabilities = dict(zip(found, shares, strict=True))

    def choose(self) -> int:
        """The posture drawn from the choice probabilities, in the order of the ladder."""
        u = self.model.luck.review[self.model.t][self.index][CHOICE]
        reached = 0.0
        for o, p in self.probabilities.items():
            reached += p
            if u < reached:
                return o
        return o

    def decide(self) -> None:
        """Weigh the postures if a decision window opens, and choose one."""
        m = self.model
        u = m.luck.review[m.t][self.index][WINDOW]
        forced = 1.0 if self.new_government or m.must_decide(self) else 0.0
        self.window = choice.window_opens(u, m.window, forced) > 0.0
        self.next = self.declared
        if self.window or m.keep_terms:
            self.weigh(self.see())
            for listen in m.listeners:
                listen(self)
        if self.window:
            self.next = self.choose()
