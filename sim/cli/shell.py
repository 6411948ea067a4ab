"""The program as a typer application whose commands are imported only when they are called."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any, cast

import typer
from typer.core import TyperGroup

from sim.cli.catalogue import COMMANDS, overview
from sim.cli.complete import VARIABLE, asked
from sim.cli.voice import complain, guarded
from sim.errors import BAD_INPUT, OK, Address, InputError, PactsimError, Problem, nearest

PROGRAM = "pactsim"
_LOOK: dict[str, Any] = {"help_option_names": ["-h", "--help"], "max_content_width": 80}
# typer has no public name for the class of all usage errors
_UsageError = cast(type[Exception], typer.BadParameter.__base__)


class Shell(TyperGroup):
    """The group of all commands."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Names of the commands."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """A command, imported now."""
        return load(cmd_name) if cmd_name in COMMANDS else None

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command meant by what was typed; InputError with the nearest name when there is none."""
        if args[0] not in COMMANDS:
            close = nearest(args[0], COMMANDS)
            raise InputError([Problem(Address(PROGRAM), "", f"there is no command '{args[0]}'", close)])
        return super().resolve_command(ctx, args)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help of the program, without importing any command."""
        formatter.write(overview())


def load(name: str) -> Any:
    """Import a command and make it one that typer can run."""
    entry = COMMANDS[name]
    module = import_module(f"sim.cli.{entry.module}")
    example = "\n\n\b\nExamples:\n" + "\n".join(f"  {line}" for line in module.EXAMPLES[name])
    app = typer.Typer(add_completion=False, rich_markup_mode=None, context_settings=_LOOK)
    app.command(name, epilog=example)(getattr(module, entry.function))
    return typer.main.get_command(app)


def run(words: Sequence[str]) -> int:
    """Run the program on the words typed after its name and return its exit code."""
    return guarded(lambda: _run(list(words)))


def _run(words: list[str]) -> int:
    group = typer.main.get_command(_application())
    if asked():
        return _complete(group)
    try:
        with group.make_context(PROGRAM, words) as context:
            return int(group.invoke(context) or OK)
    except typer.Exit as end:
        return end.exit_code
    except SystemExit as end:  # what shows or installs completion ends so
        return int(end.code or OK)
    except _UsageError as error:
        where = getattr(getattr(error, "ctx", None), "command_path", PROGRAM)
        said = " ".join(str(getattr(error, "format_message", error.__str__)()).rstrip(".").split())
        said = said.replace("Value error, ", "")  # some releases of the parser say what kind of error it was
        complain([f"{where}: {said[:1].lower()}{said[1:]}", f"Try '{where} --help'."])
        return BAD_INPUT


def _complete(group: Any) -> int:
    """Tell the shell what could stand next; where nothing is known, nothing."""
    try:
        group.main(args=[], prog_name=PROGRAM, complete_var=VARIABLE)
    except PactsimError:  # what stands there so far is no command
        return OK
    except SystemExit as end:
        return int(end.code or OK)
    return OK


def _application() -> typer.Typer:
    app = typer.Typer(cls=Shell, add_completion=True, rich_markup_mode=None, context_settings=_LOOK)
    app.callback(invoke_without_command=True)(_root)
    return app


def _version(asked: bool) -> None:
    if asked:
        import sim

        print(f"{PROGRAM} {sim.__version__}")
        raise typer.Exit(OK)


def _root(
    ctx: typer.Context,
    seeds: Annotated[Path | None, typer.Option("--seeds", metavar="DIR")] = None,
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True)] = False,
) -> None:
    """Hand the options of the program down to its commands."""
    if seeds is not None:
        ctx.default_map = {name: {"seeds": str(seeds)} for name in COMMANDS}
    if ctx.invoked_subcommand is None:
        print(overview(), end="")
