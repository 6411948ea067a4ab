"""The command line: thin, lazy, and polite about mistakes."""

from __future__ import annotations

from collections.abc import Sequence


def main(words: Sequence[str] | None = None) -> int:
    """Run `pactsim`.

    Args:
        words: what was typed after the program's name; by default taken from the command line.

    Returns:
        The exit code: 0 fine, 1 a run failed, 2 bad input, 130 interrupted.
    """
    try:
        return _main(words)
    except KeyboardInterrupt:  # while the program itself is still being read
        return 130


def _main(words: Sequence[str] | None) -> int:
    import gc
    import os
    import sys

    from sim.cli.catalogue import overview
    from sim.cli.complete import asked
    from sim.cli.voice import piped

    given = list(sys.argv[1:] if words is None else words)

    def act() -> int:
        if (
            given in ([], ["-h"], ["--help"]) and not asked()
        ):  # the question asked most is answered before anything heavy is imported
            print(overview(), end="")
            return 0
        gc.set_threshold(100_000, 20, 20)  # evidence and schemas are many objects and hardly any garbage
        # else it searches every installed package for them
        os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
        from sim.cli.shell import run

        return run(given)

    return piped(act)
