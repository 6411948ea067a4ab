"""scoreboard.md: the verdicts as a page of text."""

from __future__ import annotations

from collections.abc import Sequence

from sim.claims.board import UNTESTED, Board, author
from sim.claims.entries import THEORY
from sim.claims.form import REASONS
from sim.claims.judge import Answer
from sim.claims.rule import KINDS, LEVEL
from sim.claims.words import is_level, result, turned
from sim.report.markdown import table
from sim.results.wording import PERCENT, counted, percent

PAGE = "scoreboard.md"
_THEORY = "What works of theory lead one to expect of such a model; no claims of the essays, and not counted with them."


def page(board: Board) -> str:
    """The text of scoreboard.md."""
    interval = f"{LEVEL:.0%}".replace("%", PERCENT)
    lines = [
        "# What the model says of the essays' claims",
        "",
        f"{counted(len(board.of_claims), 'claim')} tested over {counted(board.worlds.replicates, 'paired world')} "
        f"each, {counted(len(board.passed), 'claim')} not tested. Worlds share chance and all uncertain numbers; means "
        f"have {interval} intervals. What is expected was stated from the claim's text before the run.",
        "",
        "A claim is *supported* when every interval lies wholly where it is expected, *contradicted* when one lies "
        "wholly elsewhere; it *depends* on a drawn number when the third of the worlds where that is low and the third "
        "where it is high give opposite answers; else it is *undecided*. A verdict is the model's, whose numbers are "
        "assumptions in many places: it says what follows from them, not what is so.",
        "",
    ]
    head = ("author", *KINDS, UNTESTED)
    tally, sums = board.tally(), board.sums()
    body = [(author(board.evidence, name), *map(str, counts.values())) for name, counts in tally.items()]
    if sums is not None:
        body.insert(len(body) - (THEORY in tally), ("all claims", *map(str, sums.values())))
    lines += table(head, body)
    for name in tally:
        mine = [answer for answer in board.answers if answer.trial.claim.document == name]
        if mine:
            lines += ["", f"## {author(board.evidence, name)}", "", *([_THEORY, ""] if name == THEORY else [])]
            lines += _answers(board, mine)
    reasons: dict[str, list[str]] = {}
    for one in board.passed:
        reasons.setdefault(one.reason, []).append(one.claim.id)
    if reasons:
        lines += ["", "## Not tested", ""]
        lines += [f"- {REASONS[kind]} ({kind}): {', '.join(ids)}" for kind, ids in reasons.items()]
        lines += ["", "`pactsim claims C001 --why` gives the reason for each."]
    return "\n".join(lines) + "\n"


def _answers(board: Board, answers: Sequence[Answer]) -> list[str]:
    lines = ["| claim | question | expected | result | worlds so | verdict |", "|---|---|---|---:|---:|---|"]
    for answer in answers:
        for position, finding in enumerate(answer.findings):
            outcome = board.outcome(finding)
            first = position == 0
            kind: str = answer.verdict.kind
            told = turned(answer, board.outcome(answer.deciding))
            verdict = f"**{kind}**" + (f" ({told})" if told else "") if first else ""
            cells = (
                answer.trial.claim.id if first else "",
                answer.trial.question if first else "",
                board.stated(finding),
                result(finding.interval, outcome, level=is_level(finding)),
                percent(finding.share),
                verdict,
            )
            lines.append(f"| {' | '.join(cells)} |")
    return lines
