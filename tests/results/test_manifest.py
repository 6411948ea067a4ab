from __future__ import annotations

import json

import pytest
from pydantic import ValidationError

from sim.results.manifest import Facts, Manifest


def test_a_manifest_survives_being_written(small) -> None:
    made = small.manifest(failures=2, options={"country": "JPN", "year": 2030})
    assert Manifest.model_validate(json.loads(made.to_json())) == made


def test_scenarios_keep_their_order(small) -> None:
    made = small.manifest(("zulu", "alpha", "mike"))
    assert Manifest.model_validate(json.loads(made.to_json())).names == ("zulu", "alpha", "mike")


def test_names_for_readers(small) -> None:
    titles = {"scenarios": {"status_quo": {}, "nato": {"title": "Asian NATO"}}}
    made = small.manifest().model_copy(update=titles)
    assert made.title("status_quo") == "Status quo"
    assert made.title("nato") == "Asian NATO"
    assert made.country("AAA") == "Aaa"
    assert made.country("XYZ") == "XYZ"
    assert made.flashpoint("south_sea") == "South sea"


def test_numbers_that_are_none_are_refused(small) -> None:
    with pytest.raises(ValidationError, match="finite"):
        small.facts("AAA", countries={"AAA": small.country_facts("A", distance_hub=float("nan"))})


def test_facts_name_only_what_is_known(small) -> None:
    with pytest.raises(ValidationError, match="observed postures are not on the ladder: AAA: hop"):
        small.facts(countries={"AAA": small.country_facts("A", posture="hop")})
    with pytest.raises(ValidationError, match="ties name countries without facts: CCC"):
        small.facts("AAA", "BBB", ties=[{"pair": ["AAA", "CCC"], "value": 0.5}])


def test_facts_may_be_absent() -> None:
    assert Facts().countries == {}
