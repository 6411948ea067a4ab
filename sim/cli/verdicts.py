"""Verdicts on claims for the terminal: the scoreboard at 80 columns, and one claim in full."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich import box
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sim.claims.board import UNTESTED, author
from sim.claims.entries import THEORY
from sim.claims.form import REASONS
from sim.claims.rule import KINDS
from sim.claims.words import is_level, result, turned, verdict_line
from sim.results.wording import PERCENT, counted, level, percent, signed

if TYPE_CHECKING:
    from rich.console import Console

    from sim.claims.board import Board
    from sim.claims.entries import Arm, Passed
    from sim.claims.judge import Answer
    from sim.evidence import Evidence
    from sim.evidence.writings import Claim

STYLES = {"supported": "green", "contradicted": "red", "depends": "magenta", "undecided": "dim"}
_EXPECTED, _RESULT, _VERDICT = 29, 26, 12  # columns of the scoreboard, of 80


def scoreboard(page: Console, board: Board, *, named: bool) -> None:
    """Print the scoreboard.

    Args:
        page: to print on.
        board: the verdicts.
        named: whether claims were asked for by id, so that those not tested are listed too.
    """
    for document in board.tally():
        mine = [answer for answer in board.answers if answer.trial.claim.document == document]
        skipped = [one for one in board.passed if one.claim.document == document] if named else []
        if not mine and not skipped:
            continue
        table = _table(author(board.evidence, document))
        table.add_column("claim", no_wrap=True)
        table.add_column("expected", width=_EXPECTED)
        table.add_column(f"result [95{PERCENT} interval]", width=_RESULT)
        table.add_column("verdict", no_wrap=True, width=_VERDICT)
        for answer in mine:
            _rows(table, board, answer)
        for one in skipped:
            table.add_row(one.claim.id, one.why, "", Text(UNTESTED, style="dim"))
        page.print(table)
    _tally(page, board)
    page.print(
        Text(
            f"{counted(board.worlds.replicates, 'paired world')} of each scenario. pt: percentage points; other "
            "units: `pactsim claims C011 --why`. A verdict says what follows from the model's numbers, "
            "many of them assumptions, not what is so.",
            style="dim",
        )
    )


def _rows(table: Table, board: Board, answer: Answer) -> None:
    kind = answer.verdict.kind
    for position, finding in enumerate(answer.findings):
        outcome = board.outcome(finding)
        first = position == 0
        table.add_row(
            answer.trial.claim.id if first else "",
            board.stated(finding),
            result(finding.interval, outcome, level=is_level(finding)),
            Text(kind if first else "", style=STYLES[kind]),
        )
    if answer.verdict.turn is not None:
        told = turned(answer, board.outcome(answer.deciding))
        table.add_row("", Text(told, style=STYLES["depends"]), "", "")


def _tally(page: Console, board: Board) -> None:
    tally, sums = board.tally(), board.sums()
    last = [document for document in tally if document != THEORY][-1:]
    heads = (*KINDS, UNTESTED)
    table = _table()
    table.add_column("Author", no_wrap=True)
    for head in heads:
        table.add_column(head, justify="right", no_wrap=True)
    for document, counts in tally.items():
        table.add_row(author(board.evidence, document), *(str(counts[head]) for head in heads))
        if [document] == last and sums is not None:
            table.add_row("all claims", *(str(sums[head]) for head in heads), style="bold")
    page.print(table)


def claim_page(page: Console, board: Board, answer: Answer) -> None:
    """Print one claim in full."""
    trial, evidence = answer.trial, board.evidence
    _head(page, trial.claim, evidence)
    page.print(Text(f"\n{trial.question}", style="bold"))
    page.print(Text(trial.because))
    for title, arm in (("without", trial.without), ("with", trial.with_)):
        if arm is not None:
            _arm(page, title, arm)
    table = _table()
    table.add_column("expected", ratio=1)
    for title in ("without", "with", f"result [95{PERCENT} interval]", "worlds so"):
        table.add_column(title, justify="right", no_wrap=True)
    for finding in answer.findings:
        outcome = board.outcome(finding)
        table.add_row(
            Text(f"{board.stated(finding)}\n{outcome.unit}"),
            level(outcome, finding.without),
            level(outcome, finding.with_),
            result(finding.interval, outcome, level=is_level(finding)),
            percent(finding.share),
        )
    page.print()
    page.print(table)
    decisive = board.outcome(answer.deciding)
    page.print(Text(verdict_line(answer, decisive), style=STYLES[answer.verdict.kind]))
    if answer.verdict.turn is not None:
        _number(page, evidence, answer.verdict.turn.number)
    _sensitivity(page, board, answer)
    said = "Worlds so: share that go the expected way, of those not exactly at the edge."
    page.print(Text(f"Over {counted(answer.worlds, 'paired world')}. {said}", style="dim"))
    page.print(Text(f"\nAgain: {again(board, answer)}"))
    page.print(Text(f"Stated in: {trial.address}", style="dim"))


def untested(page: Console, one: Passed, evidence: Evidence) -> None:
    """Print a claim that is not tested, and why."""
    _head(page, one.claim, evidence)
    page.print(Text(f"\nNot tested ({one.reason}: {REASONS[one.reason]})", style="bold"))
    page.print(Text(one.why))
    page.print(Text(f"Stated in: {one.address}", style="dim"))


def again(board: Board, answer: Answer) -> str:
    """The command that repeats an experiment by hand: a comparison when both scenarios ship, else this one."""
    trial = answer.trial
    options = f"--replicates {board.worlds.replicates} --seed {board.seed}"
    if trial.with_.shipped and trial.without is None:
        return f"pactsim run {trial.with_.shipped} {options}"
    if trial.with_.shipped and trial.without is not None and trial.without.shipped:
        return f"pactsim compare {trial.without.shipped} {trial.with_.shipped} {options}"
    return f"pactsim claims {trial.claim.id} --why {options}"


def _head(page: Console, claim: Claim, evidence: Evidence) -> None:
    kind = "" if claim.document == THEORY else f" ({claim.kind})"
    page.print(Text(f"{claim.id}, {author(evidence, claim.document)}{kind}", style="bold"))
    page.print(Text(claim.text))
    if claim.note:
        page.print(Padding(Text(claim.note, style="dim"), (0, 0, 0, 2), expand=False))


def _arm(page: Console, title: str, arm: Arm) -> None:
    """A scenario: its name, policies and departures from the evidence."""
    scenario = arm.scenario
    named = f"{arm.shipped} ({scenario.title})" if arm.shipped else "written in the experiment"
    page.print(Text(f"\n{title}: {named}", style="bold"))
    resolved: dict[str, Any] = scenario.resolved()
    lines = [_policy(policy) for policy in resolved["policies"]]
    for section in ("countries", "powers", "flashpoints", "institutions", "postures"):
        lines += [f"{section}.{who}: {_flow(values)}" for who, values in resolved[section].items()]
    if resolved["parameters"]:
        lines.append(f"parameters: {_flow(resolved['parameters'])}")
    for line in lines or ["no policy"]:
        page.print(Padding(Text(line), (0, 0, 0, 2), expand=False))


def _policy(policy: dict[str, Any]) -> str:
    rest = {key: value for key, value in policy.items() if key not in ("id", "type") and value not in ({}, [])}
    return f"{policy['type']}: {_flow(rest)}"


def _flow(values: dict[str, Any]) -> str:
    def said(value: Any) -> str:
        if isinstance(value, (list, tuple)):
            return f"[{', '.join(map(str, value))}]"
        return f"{value:g}" if isinstance(value, float) else str(value)

    return ", ".join(f"{key} {said(value)}" for key, value in values.items())


def _number(page: Console, evidence: Evidence, name: str) -> None:
    """What a number of the law means."""
    figure = evidence.law.get(name.removeprefix("law."))
    if figure is not None:
        page.print(Padding(Text(f"{name}: {figure.meaning}", style="dim"), (0, 0, 0, 2), expand=False))


def _sensitivity(page: Console, board: Board, answer: Answer) -> None:
    from sim.claims.judge import sensitivity

    found = sensitivity(answer, board.worlds)
    if found:
        said = ", ".join(f"{name.removeprefix('law.')} {signed(size)}" for name, size in found)
        page.print(Text(f"The result goes with (rank correlation over worlds): {said}"))
    else:
        page.print(Text("The result goes with no drawn number beyond chance."))


def _table(title: str | None = None) -> Table:
    look: dict[str, Any] = {"box": box.SIMPLE_HEAD, "title_justify": "left", "title_style": "bold", "pad_edge": False}
    return Table(title=title, padding=(0, 1, 0, 0), **look)
