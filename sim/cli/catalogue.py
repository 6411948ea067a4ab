"""The commands as a table: where each is written, what it does in a line, and the help made from that."""

from __future__ import annotations

from typing import NamedTuple


class Entry(NamedTuple):
    """A command: its module below `sim.cli`, its function there, and what it does."""

    module: str
    function: str
    does: str


GROUPS: dict[str, dict[str, Entry]] = {
    "Studies": {
        "compare": Entry("compare", "compare", "Compare scenarios over paired worlds"),
        "run": Entry("simulate", "run", "Simulate one scenario, or repeat a study from its manifest"),
        "sweep": Entry("sweep", "sweep", "Run scenarios over a design of points, and find what moves them"),
        "sensitivity": Entry("sensitivity", "sensitivity", "Find what the outcomes of a sweep hang on, and what not"),
        "discover": Entry("discover", "discover", "Find where, among what a sweep varies, something happens"),
        "explain": Entry("explain", "explain", "Say why a country chooses as it does, and what would change it"),
        "forced-choice": Entry("forced_choice", "forced_choice", "Say which side each country would take if it had to"),
        "claims": Entry("claims", "claims", "Test the essays' claims: each as an experiment, with a verdict"),
        "report": Entry("report", "report", "Make one page of studies, to hand over or to print"),
        "results": Entry("results", "results", "List the studies of a folder, finished or not"),
        "plot": Entry("plot", "plot", "Draw the figures of a study again"),
        "export": Entry("export", "export", "Write a study's tables for other programs, with a codebook"),
        "coalitions": Entry("coalitions", "coalitions", "Find which memberships of a pact hold together, and why"),
        "tipping": Entry("tipping", "tipping", "Find the value of a lever or number at which a condition tips"),
        "advise": Entry("advise", "advise", "Search an actor's levers for what serves a goal at little cost"),
        "gallery": Entry("gallery", "gallery", "Make the results again that the project shows"),
        "dashboard": Entry("dashboard", "dashboard", "Play with two scenarios in the browser"),
        "warmup": Entry("warmup", "warmup", "Compile the engine before the first study needs it"),
    },
    "Networks": {
        "landscape": Entry("landscape", "landscape", "Find the two camps that strengths and propensities drive at"),
        "balance": Entry("balance", "balance", "Find how balanced a network of friends and rivals is"),
        "stability": Entry("stability", "stability", "Find whether a network of alliances is stable against war"),
    },
    "Scenarios": {
        "scenarios": Entry("scenarios", "scenarios", "List the scenarios that can be named"),
        "check": Entry("check", "check", "Check a scenario, sweep or levers file: every mistake at once"),
        "new": Entry("author", "new", "Write a commented starter scenario"),
        "levers": Entry("levers", "levers", "List the policies a scenario can pull, with fields and examples"),
        "schema": Entry("author", "schema", "Write the JSON Schema of scenario or sweep files, for editors"),
    },
    "Evidence": {
        "evidence": Entry("evidence", "evidence", "Show what the model rests on: value, range, sources"),
        "history": Entry("history", "history", "Show the observed postures since 1951, and why each is coded so"),
        "validate": Entry("validate", "validate", "Hold the model against what is known outside it"),
        "calibrate": Entry("calibrate", "calibrate", "Fit base year and coefficients again and store them"),
    },
}
COMMANDS: dict[str, Entry] = {name: entry for group in GROUPS.values() for name, entry in group.items()}

_HEAD = """\
Usage: pactsim [OPTIONS] COMMAND [ARGS]...

  What would Asian states do about a formal collective-defence pact? Pactsim
  simulates worlds under policies that you choose, and compares them.
"""
_FOOT = """
Options:
  --seeds DIR  Folder of the evidence (also after a command).
  --version    Show the version and exit.
  --install-completion, --show-completion
               Complete names and options in bash, zsh or fish; show how.
  -h, --help   Show this message, or that of a command, and exit.

Start with: pactsim compare status_quo asian_nato
"""


def overview() -> str:
    """Help of the program as a whole, at most 80 columns wide."""
    width = max(map(len, COMMANDS))
    lines = [_HEAD]
    for title, group in GROUPS.items():
        lines += [f"{title}:", *(f"  {name:<{width}}  {entry.does}" for name, entry in group.items()), ""]
    return "\n".join(lines).rstrip("\n") + "\n" + _FOOT
