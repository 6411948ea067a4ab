"""What a user should know besides the answer: lines of the logger `pactsim`, on stderr unless told otherwise."""

from __future__ import annotations

import logging

LOGGER = "pactsim"


def tell(line: str) -> None:
    """Say something that is no error and no answer.

    Args:
        line: what to say, without a full stop.
    """
    logging.getLogger(LOGGER).warning(line)
