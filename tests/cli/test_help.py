"""What the program says of itself, and how it answers what it does not understand."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from sim.cli.catalogue import COMMANDS, overview

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("words", [(), ("-h",), ("--help",)])
def test_no_command_and_help_are_the_same_help(pactsim: Callable[..., Any], words: tuple[str, ...]) -> None:
    said = pactsim(*words)
    assert (said.code, said.err) == (0, "")
    assert said.out == overview()


def test_help_lists_every_command_within_80_columns() -> None:
    text = overview()
    assert max(map(len, text.splitlines())) <= 80
    for name, entry in COMMANDS.items():
        assert re.search(rf"^  {name} +{re.escape(entry.does)}$", text, re.MULTILINE)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_explains_itself_with_examples(inside: Callable[..., Any], name: str) -> None:
    said = inside(name, "-h")
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith(f"Usage: pactsim {name}")
    assert "Examples:" in said.out
    assert re.search(rf"^    pactsim {name}", said.out, re.MULTILINE)
    assert max(map(len, said.out.splitlines())) <= 80


@pytest.mark.parametrize("name", COMMANDS)
def test_the_table_of_commands_says_what_the_command_says(name: str) -> None:
    entry = COMMANDS[name]
    function = getattr(import_module(f"sim.cli.{entry.module}"), entry.function)
    first = (inspect.getdoc(function) or "").splitlines()[0]
    assert first == f"{entry.does}."


def test_version(pactsim: Callable[..., Any]) -> None:
    said = pactsim("--version")
    assert (said.code, said.err) == (0, "")
    assert re.fullmatch(r"pactsim \S+\n", said.out)


@pytest.mark.parametrize(
    ("words", "err"),
    [
        (("cmpare",), "pactsim: there is no command 'cmpare'; did you mean 'compare'?\n"),
        (("qqq",), "pactsim: there is no command 'qqq'\n"),
        (("run",), "run: needs a scenario, or --from and a manifest\n"),
        (("compare", "status_quo"), "compare: needs at least two scenarios; for one alone: pactsim run status_quo\n"),
    ],
)
def test_a_misunderstanding_is_one_line(inside: Callable[..., Any], words: tuple[str, ...], err: str) -> None:
    said = inside(*words)
    assert (said.code, said.out, said.err) == (2, "", err)


@pytest.mark.parametrize(
    ("words", "where", "named"),
    [
        (("run", "x", "--replicats", "3"), "pactsim run", "--replicates"),
        (("run", "x", "--replicates", "0"), "pactsim run", "--replicates"),
        (("run", "x", "--replicates", "some"), "pactsim run", "--replicates"),
        (("run", "x", "--seed", "-1"), "pactsim run", "--seed"),
        (("run", "x", "--format", "xls"), "pactsim run", "csv"),
        (("explain", "x"), "pactsim explain", "COUNTRY"),
        (("check", "x", "y"), "pactsim check", "y"),
        (("--sed", "x"), "pactsim", "--seeds"),
    ],
)
def test_a_wrong_option_names_the_command_and_the_option(
    inside: Callable[..., Any], words: tuple[str, ...], where: str, named: str
) -> None:
    said = inside(*words)
    first, second = said.err.splitlines()
    assert (said.code, said.out) == (2, "")
    assert first.startswith(f"{where}: ")
    assert named in first
    assert second == f"Try '{where} --help'."


def imported(*words: str, cwd: Path) -> set[str]:
    """Packages that a call of the program has imported by its end."""
    script = "import sys; from sim.cli import main; main(sys.argv[1:]); print(*sys.modules, sep='\\n', file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", script, *words], cwd=cwd, env={"PYTHONPATH": str(ROOT)}, capture_output=True, check=True
    )
    return {name.partition(".")[0] for name in done.stderr.decode().split()}


def test_help_imports_nothing_heavy(tmp_path: Path) -> None:
    assert not imported("--help", cwd=tmp_path) & {"typer", "rich", "yaml", "pydantic", "numpy", "pandas", "mesa"}


def test_checking_a_scenario_needs_neither_tables_nor_models_nor_figures(tmp_path: Path) -> None:
    heavy = {"pandas", "pyarrow", "mesa", "matplotlib", "networkx", "scipy", "rich"}
    assert not imported("check", "status_quo", cwd=tmp_path) & heavy


def test_the_reader_may_leave_early(tmp_path: Path) -> None:
    command = f"'{sys.executable}' -m sim.cli evidence JPN --json | head -n 1"
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
        capture_output=True,
    )
    assert (done.stdout, done.stderr) == (b"[\n", b"")


def test_a_terminal_without_the_letters_is_no_reason_to_fail(pactsim: Callable[..., Any]) -> None:
    said = pactsim("evidence", "JPN", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert said.code == 0
    assert said.out.startswith("JPN, Japan")
