"""`pactsim warmup`: compile the engine now, so that no study has to wait for it."""

from __future__ import annotations

EXAMPLES = {"warmup": ("pactsim warmup",)}


def warmup() -> int:
    """Compile the engine before the first study needs it.

    It is compiled once per version and machine, and stored; a study that finds
    nothing compiled does it by itself.
    """
    from sim.cli.voice import warn
    from sim.engine.engines import ABOUT, pick
    from sim.errors import OK

    pick("ensemble", print)
    from sim.engine.ensemble import warm

    if warm.compiled():
        print("The engine is compiled already.")
        return OK
    warn([f"compiling the engine: about {ABOUT} s ..."])
    print(f"The engine was compiled in {warm.warmup():.0f} s.")
    warn(warm.unkept())
    return OK
