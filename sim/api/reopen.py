"""A study read from its folder."""

from __future__ import annotations

from pathlib import Path

from sim.api.comparison import Comparison
from sim.api.explanation import Explanation
from sim.api.study import Study
from sim.api.sweep import Sweep
from sim.results import store

_KINDS: dict[str, type[Study]] = {"compare": Comparison, "explain": Explanation, "sweep": Sweep}


def open_study(path: str | Path) -> Study:
    """Open a study that a command or `Study.to_folder` wrote.

    Args:
        path: its folder, or the manifest.json in it.

    Returns:
        A `Comparison`, `Explanation` or `Sweep` where it is one, else a `Study`; tables are read when asked for.

    Raises:
        InputError: there is no such folder, or it holds no study.

    Example:
        >>> import sim
        >>> folder = sim.run("us_retreat", replicates=5).to_folder("mine", figures=False)
        >>> sim.open_study(folder).levels("trust.mean")["worlds"].to_list()
        [5]
    """
    found = store.open_study(Path(path))
    return _KINDS.get(found.manifest.kind, Study)(found)
