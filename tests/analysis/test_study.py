from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from sim.analysis.study import analyse
from sim.results.arrow import conform
from sim.results.derived import ANALYSIS_TABLES


def test_a_comparison_has_every_table_in_its_agreed_form(small, tmp_path) -> None:
    rng = np.random.default_rng(0)
    content = small.frames(scenarios=("calm", "storm", "flood"), replicates=8)
    content["countries"]["trust"] = rng.uniform(size=len(content["countries"]))
    content["draws"] = small.draws({"law.deterrence_effect": rng.uniform(size=8).tolist()})
    study = small.study(tmp_path, content, scenarios=("calm", "storm", "flood"), facts=small.facts("AAA", "BBB"))
    small.set_where(content["countries"], "member", True, scenario="flood")
    found = analyse(study)
    expected = set(ANALYSIS_TABLES) - {"links", "choice_postures", "choice_terms", "choice_gaps"}
    assert set(found) - {"links"} == expected
    for name, frame in found.items():
        assert conform(name, pa.Table.from_pandas(frame, preserve_index=False)).num_rows == len(frame)
    assert set(found["comparison"]["b"]) == {"storm", "flood"}
    assert set(found["comparison"]["a"]) == {"calm"}


def test_one_scenario_has_levels_and_no_comparison(small, tmp_path) -> None:
    found = analyse(small.study(tmp_path, small.frames(scenarios=("calm",)), scenarios=("calm",)))
    assert "comparison" not in found
    assert {"levels", "postures", "paths", "baselines"} <= set(found)


def test_an_explanation_has_only_its_choices(small, tmp_path) -> None:
    content = small.frames(scenarios=("calm",))
    rows = content["countries"][["scenario", "replicate", "year", "country", "posture"]]
    content["terms"] = rows.assign(available=True, term="security", value=-1.0)
    found = analyse(small.study(tmp_path, content, scenarios=("calm",), kind="explain"))
    assert set(found) == {"choice_postures", "choice_terms"}  # one posture: there is nothing to set it against


@pytest.mark.parametrize("file_format", ["parquet", "csv"])
def test_the_format_makes_no_difference(small, tmp_path, file_format) -> None:
    rng = np.random.default_rng(4)
    content = small.frames()
    content["countries"]["side"] = rng.uniform(-1, 1, len(content["countries"]))
    first = analyse(small.study(tmp_path / "parquet", content))
    other = analyse(small.study(tmp_path / file_format, content, format=file_format))
    for name, frame in first.items():
        assert frame.equals(other[name])


def test_the_order_of_rows_makes_no_difference(small, tmp_path) -> None:
    content = small.frames()
    content["countries"]["side"] = np.random.default_rng(4).uniform(-1, 1, len(content["countries"]))
    shuffled = {name: frame.sample(frac=1, random_state=9) for name, frame in content.items()}
    first, other = (analyse(small.study(tmp_path / name, c)) for name, c in (("a", content), ("b", shuffled)))
    assert all(first[name].equals(other[name]) for name in first)
