"""Who has to agree to a new member of a pact."""

from __future__ import annotations

from enum import StrEnum


class Accession(StrEnum):
    """Who has to agree; a member agrees unless it would lose by it."""

    open = "open"
    majority = "majority"
    unanimous = "unanimous"
