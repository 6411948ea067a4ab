"""How long it takes to look at every membership of a pact."""

from __future__ import annotations

from rows import Figure, wall
from study import study

from sim.coalitions.accession import Accession
from sim.coalitions.findings import Question, find
from sim.coalitions.stage import set_up

CANDIDATES = ["AUS", "BRN", "IDN", "IND", "JPN", "KOR", "MNG", "MYS", "NZL", "PHL", "PNG", "SGP", "THA", "TWN", "VNM"]
SCENARIO = "whole_theatre"


class Coalitions:
    """Times of the memberships of fifteen candidates, s on the clock, one for each round."""

    def __init__(self) -> None:
        self.times: list[float] = []

    def warm(self) -> None:
        """Compile, and set the stage up."""
        made = study(SCENARIO)
        self.stage = set_up(made.evidence, made.scenarios[0], among=CANDIDATES)
        self.question = Question((0,), False, False, Accession.open, (1 << len(CANDIDATES)) - 1)
        self.look()

    def look(self) -> None:
        """Weigh and judge every membership of one world."""
        find(self.stage, self.question, "ensemble")

    def round(self, number: int) -> None:
        """Time it once."""
        self.times.append(wall(self.look))

    def figures(self) -> list[Figure]:
        """The line of the table."""
        what = f"all {1 << len(CANDIDATES):,} memberships of {len(CANDIDATES)} candidates, on the clock"
        return [Figure(what, "s", self.times, "lower", 5.0)]

    def footnote(self) -> str:
        """What is timed."""
        return (
            f"Memberships: `{SCENARIO}`, one world, a thread per core: weighed, judged by every notion, shared out "
            "(Shapley), and the hub's commitments searched."
        )


if __name__ == "__main__":
    from rows import table

    part = Coalitions()
    part.warm()
    for turn in range(5):
        part.round(turn)
    print(table(part.figures()))
