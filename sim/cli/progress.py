"""Progress on stderr; silent where nobody watches."""

from __future__ import annotations

from sim.cli.voice import margin
from sim.report.progress import Bar


class Meter(Bar):
    """A bar on stderr, where that is a terminal."""

    def __init__(self, total: int, what: str, *, silent: bool = False) -> None:
        """Prepare a bar.

        Args:
            total: worlds to do.
            what: what is being done.
            silent: whether it stays hidden.
        """
        page = margin()
        super().__init__(total, what, page, silent=silent or not page.is_terminal)
