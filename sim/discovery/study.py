"""A discovery in a finished study: what was asked, and its folder with tables and page added to it."""

from __future__ import annotations

from pathlib import Path

from sim.discovery.boxes import BOXES, MASS, SHUFFLED
from sim.discovery.search import Answer, ask, tables
from sim.discovery.space import space
from sim.discovery.where import parse
from sim.discovery.words import NOTHING, READING, tree_words
from sim.errors import Address, InputError, Problem
from sim.evidence.reader import shorten
from sim.report.markdown import table
from sim.results.discoveries import BETWEEN, DISCOVERY_TABLES
from sim.results.outcomes import outcomes
from sim.results.store import Study, add_tables, open_study
from sim.results.wording import counted, percent, plain

PAGE = "discovery.md"


def discover(
    folder: Path, text: str, *, worlds: bool = False, mass: float = MASS, most: int = BOXES, seed: int | None = None
) -> Answer:
    """Find where a sweep ends in the way that somebody asks about.

    Args:
        folder: of the sweep.
        text: the condition.
        worlds: let each world be a case, instead of each point.
        mass: share of the cases that a box holds at least.
        most: boxes.
        seed: of shuffles and draws; by default that of the sweep.

    Raises:
        InputError: the folder holds no finished sweep, the condition cannot be read, or it tells too little apart.
    """
    study = open_study(folder)
    if study.manifest.kind != "sweep":
        said = f"holds a study of kind '{study.manifest.kind}'; boxes are found in sweeps"
        raise InputError([Problem(Address(shorten(folder)), "", said)])
    told = study.manifest.options
    table = outcomes(posture.name for posture in study.manifest.facts.postures)
    known = {name: table[name] for name in told["outcomes"]}
    terms = parse(text, known, told["countries"])
    first = study.manifest.title(study.scenarios[0])
    condition = " and ".join(term.words(known[term.outcome], first) for term in terms)
    return ask(
        text, condition, space(study, terms, worlds=worlds), study.manifest.seed if seed is None else seed, mass, most
    )


def store(folder: Path, answer: Answer) -> None:
    """Add the tables and the page of a discovery to a study, in place of those of one before.

    Args:
        folder: of the study.
        answer: that was found in it.

    Raises:
        RunFailed: the disk refuses.
    """
    texts = {PAGE: page(open_study(folder), answer)}
    add_tables(folder, tables([answer]), instead_of=DISCOVERY_TABLES, texts=texts)


def page(study: Study, answer: Answer) -> str:
    """The text of discovery.md."""
    told, number = answer.space, len(answer.space.cases)
    lines = [
        f"# Where: {answer.condition}",
        "",
        f"Asked of *{study.manifest.options['title']}* with `{answer.question}`: so it is at {answer.total:,} of "
        f"{counted(number, told.noun)} ({percent(answer.total / number)}).",
        "",
        *([f"{counted(told.left_out, told.noun)} without a value left out.", ""] if told.left_out else []),
        *parts(answer),
        READING,
        "",
    ]
    return "\n".join(lines)


def parts(answer: Answer) -> list[str]:
    """Boxes with their limits, and what the tree says, as lines of a page."""
    lines: list[str] = []
    for k, (text, found) in enumerate(zip(answer.sentences, answer.boxes, strict=True), start=1):
        body = [
            (
                f"`{row['path']}`", _end(row["low"]), _end(row["high"]), row["words"].replace(BETWEEN, " or "),
                f"{row['p']:.2g}", percent(row["again"]), row["meaning"],
            )
            for row in answer.rows()["limits"] if row["box"] == k
        ]  # fmt: skip
        lines += [f"## Box {k}", "", text, ""]
        lines += [*table(("limited", "at least", "at most", "words", "quasi-p", "again", "meaning"), body), ""]
        as_good = round(found.chance * (SHUFFLED + 1)) - 1
        lines += [f"Of {SHUFFLED} times that the cases were shuffled, {as_good} gave a box as good.", ""]
    lines += [NOTHING, ""] if not answer.boxes else []
    told = answer.tree
    lines += ["## A second opinion", ""]
    lines += [tree_words(told.leaves, told.right, told.plain, answer.space.noun, answer.total), ""]
    leaves = [
        (row["rule"], f"{row['cases']:,}", percent(row["density"]), percent(row["coverage"]))
        for row in answer.rows()["tree"]
    ]
    return [*lines, *table(("leaf", f"{answer.space.noun}s", "density", "coverage"), leaves), ""]


def _end(value: float | None) -> str:
    return "" if value is None else plain(value, 4).rstrip("0").rstrip(".")
