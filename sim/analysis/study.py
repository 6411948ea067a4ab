"""Everything that can be said of a study, as tables."""

from __future__ import annotations

import pandas as pd

from sim.analysis.baselines import baselines
from sim.analysis.choices import choice_gaps, choice_postures, choice_terms, choices
from sim.analysis.compare import compare, contributions
from sim.analysis.conditional import conditional
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
        samples = sample(worlds)
        tables["levels"] = levels(samples)
        tables["postures"] = postures(worlds)
        tables["paths"] = paths(worlds)
        tables["links"] = links(worlds)
        others = range(1, len(study.scenarios))
        if others:
            tables["comparison"] = pd.concat([compare(samples, 0, b) for b in others], ignore_index=True)
            tables["contributions"] = pd.concat([contributions(samples, 0, b) for b in others], ignore_index=True)
            tables["conditional"] = pd.concat([conditional(worlds, samples, 0, b) for b in others], ignore_index=True)
            tables["sensitivity"] = pd.concat([sensitivity(worlds, samples, 0, b) for b in others], ignore_index=True)
        naive = baselines(worlds)
        if naive is not None:
            tables["baselines"] = naive
    return {name: frame for name, frame in tables.items() if len(frame)}
