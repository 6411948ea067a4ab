"""Everything that can be said of a study, as tables."""

from __future__ import annotations

import pandas as pd

from sim.analysis.baselines import baselines
from sim.analysis.choices import choice_gaps, choice_postures, choice_terms, choices
from sim.analysis.compare import compare, contributions
from sim.analysis.conditional import conditional, groups
from sim.analysis.levels import levels
from sim.analysis.paths import links, paths, postures
from sim.analysis.samples import Worlds, sample
from sim.analysis.sensitivity import sensitivity
from sim.results.store import Study


def analyse(study: Study) -> dict[str, pd.DataFrame]:
    """Compute the analysis tables of a study.

    Args:
        study: of any kind; with two scenarios or more each is compared with the first.

    Returns:
        Frames by name of the table; only those the study has the data for, and of an explanation only the choices.

    Raises:
        InputError: when its tables are broken.
    """
    worlds = Worlds(study)
    tables: dict[str, pd.DataFrame] = {}
    if study.has("terms"):
        made = choices(study, worlds.ladder)
        tables |= {
            "choice_postures": choice_postures(study, made),
            "choice_terms": choice_terms(made),
            "choice_gaps": choice_gaps(made),
        }
    if study.has("countries") and study.manifest.kind != "explain":
        tables |= over_worlds(worlds)
        tables["postures"] = postures(worlds)
        tables["paths"] = paths(worlds)
        tables["links"] = links(worlds)
        naive = baselines(worlds)
        if naive is not None:
            tables["baselines"] = naive
    return {name: frame for name, frame in tables.items() if len(frame)}


def over_worlds(worlds: Worlds) -> dict[str, pd.DataFrame]:
    """Tables on the outcomes of worlds, made outcome by outcome so that very many worlds need little memory.

    Args:
        worlds: of the study.
    """
    others = range(1, len(worlds.study.scenarios))
    split = {b: groups(worlds, 0, b) for b in others}
    frames: dict[tuple[str, int], list[pd.DataFrame]] = {}
    for samples in sample(worlds):
        frames.setdefault(("levels", 0), []).append(levels(samples))
        for b in others:
            frames.setdefault(("comparison", b), []).append(compare(samples, 0, b))
            frames.setdefault(("contributions", b), []).append(contributions(samples, 0, b))
            frames.setdefault(("conditional", b), []).append(conditional(samples, 0, b, split[b]))
            if not worlds.more:
                frames.setdefault(("sensitivity", b), []).append(sensitivity(worlds, samples, 0, b))
    for samples in sample(worlds, held=True) if worlds.more else ():
        for b in others:
            frames.setdefault(("sensitivity", b), []).append(sensitivity(worlds, samples, 0, b))
    tables: dict[str, list[pd.DataFrame]] = {}
    for (name, _), found in frames.items():
        tables.setdefault(name, []).extend(frame for frame in found if len(frame))
    return {name: pd.concat(found, ignore_index=True) for name, found in tables.items() if found}
