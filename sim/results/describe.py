"""The manifest of a study, from what decides its tables: in one place for every kind of study."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from sim.results.manifest import Manifest, StudyKind
from sim.results.provenance import program_version, stamp
from sim.results.store import study_name


def fingerprint(content: Mapping[str, Any]) -> str:
    """SHA-256 of plain data, whatever the order of its keys."""
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def inputs(kind: StudyKind, content: Mapping[str, Any]) -> str:
    """SHA-256 of everything that decides the tables of a study.

    Args:
        kind: of the study.
        content: what decides them besides kind and version of the program.
    """
    return fingerprint({**content, "kind": kind, "version": program_version()})


def described(
    kind: StudyKind, content: Mapping[str, Any], seconds: float, *, words: Sequence[str] = (), **entries: Any
) -> Manifest:
    """The manifest of a study that was made here and now.

    Args:
        kind: of the study.
        content: what decides its tables, as for `inputs`.
        seconds: wall time so far.
        words: that name its folder.
        entries: the other entries of a `Manifest`.
    """
    made = inputs(kind, content)
    return Manifest(
        study=study_name(kind, words, made),
        kind=kind,
        **stamp(),
        wall_seconds=round(seconds, 3),
        inputs_fingerprint=made,
        **entries,
    )
