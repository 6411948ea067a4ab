"""A draw is keyed by what it decides: seed, world, step, who, what for; nothing else moves it."""

from __future__ import annotations

import math
from dataclasses import fields

import numpy as np
import pytest

from sim.draws.philox import uniforms
from sim.draws.streams import LUCK, RANGES, Luck, Purpose, identity, luck
from sim.evidence import Evidence
from sim.law.arithmetic import normal
from sim.world.table import Table

COUNTRIES = ("AUS", "JPN", "KOR", "PHL")
PLACES = ("korea", "taiwan_strait")
STEPS = 6
BY_COUNTRY = ("review", "government", "drift", "pact_drift", "perception", "nuclear")


def _draw(seed: int = 1, replicate: int = 2, steps: int = STEPS, countries: tuple[str, ...] = COUNTRIES) -> Luck:
    return luck(seed, replicate, steps, countries, PLACES)


def _flat(drawn: Luck) -> np.ndarray:
    return np.concatenate([np.ravel(getattr(drawn, part.name)) for part in fields(Luck)])


def test_shapes() -> None:
    drawn = _draw()
    assert np.shape(drawn.review) == (STEPS, 4, 4)
    for part in BY_COUNTRY[1:]:
        assert np.shape(getattr(drawn, part)) == (STEPS, 4), part
    assert np.shape(drawn.crisis) == (STEPS, 2, 4)
    assert np.shape(drawn.election) == (STEPS,)


def test_every_draw_is_the_block_of_its_key() -> None:
    drawn = _draw()

    def block(step: int, who: str, purpose: Purpose) -> list[float]:
        return uniforms((1, LUCK), (2, step, identity(who), int(purpose))).tolist()

    for t in range(STEPS):
        for i, country in enumerate(COUNTRIES):
            assert drawn.review[t][i] == block(t, country, Purpose.REVIEW)
            assert drawn.government[t][i] == normal(*block(t, country, Purpose.GOVERNMENT))
            assert drawn.drift[t][i] == normal(*block(t, country, Purpose.DRIFT))
            assert drawn.pact_drift[t][i] == normal(*block(t, country, Purpose.PACT_DRIFT))
            assert drawn.perception[t][i] == normal(*block(t, country, Purpose.PERCEPTION))
            assert drawn.nuclear[t][i] == block(t, country, Purpose.NUCLEAR)[0]
        for f, place in enumerate(PLACES):
            assert drawn.crisis[t][f] == block(t, place, Purpose.CRISIS)
        assert drawn.election[t] == block(t, "hub", Purpose.ELECTION)[0]


def test_the_draw_of_a_minilateral_belongs_to_it_and_the_country_for_good() -> None:
    def accord(countries: tuple[str, ...], steps: int, *institutions: str) -> list[list[float]]:
        return luck(1, 2, steps, countries, PLACES, institutions).accord

    (quad,) = accord(COUNTRIES, STEPS, "quad")
    for country, u in zip(COUNTRIES, quad, strict=True):
        assert u == uniforms((1, LUCK), (2, 0, identity(f"quad:{country}"), int(Purpose.ACCORD))).tolist()[0]
    # neither another minilateral, nor a longer run, nor who else takes part moves it
    other, same = accord(COUNTRIES[:0:-1], 2 * STEPS, "camp_david", "quad")
    assert same == quad[:0:-1]
    assert set(other).isdisjoint(same)
    assert luck(1, 3, STEPS, COUNTRIES, PLACES, ("quad",)).accord != [quad]
    assert accord(COUNTRIES, STEPS) == []


def test_purposes_keep_their_numbers() -> None:
    """Renumbering one would change every result: purposes are added at the end."""
    assert [(p.name, int(p)) for p in Purpose] == [
        ("REVIEW", 0),
        ("GOVERNMENT", 1),
        ("DRIFT", 2),
        ("PACT_DRIFT", 3),
        ("PERCEPTION", 4),
        ("NUCLEAR", 5),
        ("CRISIS", 6),
        ("ELECTION", 7),
        ("ACCORD", 8),
    ]
    assert (LUCK, RANGES) == (0, 1)


@pytest.mark.parametrize("gone", COUNTRIES)
def test_a_country_that_stays_away_leaves_the_luck_of_the_others(gone: str) -> None:
    everyone, without = _draw(), _draw(countries=tuple(c for c in COUNTRIES if c != gone))
    stay = [i for i, c in enumerate(COUNTRIES) if c != gone]
    for part in BY_COUNTRY:
        assert np.array_equal(np.array(getattr(everyone, part))[:, stay], np.array(getattr(without, part))), part
    assert (everyone.crisis, everyone.election) == (without.crisis, without.election)


def test_a_country_that_joins_or_another_order_leaves_the_luck_of_the_others() -> None:
    everyone, more = _draw(), _draw(countries=("ZZZ", *reversed(COUNTRIES), "AAA"))
    for part in BY_COUNTRY:
        old, new = np.array(getattr(everyone, part)), np.array(getattr(more, part))
        assert np.array_equal(old, new[:, 1:-1][:, ::-1]), part


def test_a_longer_run_begins_like_a_shorter_one() -> None:
    short, long = _draw(), _draw(steps=2 * STEPS)
    for part in fields(Luck):
        assert getattr(long, part.name)[:STEPS] == getattr(short, part.name), part.name


@pytest.mark.parametrize("change", [{"seed": 2}, {"replicate": 3}], ids=["seed", "world"])
def test_another_seed_or_world_shares_no_draw(change: dict[str, int]) -> None:
    assert set(_flat(_draw())).isdisjoint(_flat(_draw(**change)))


def test_steps_countries_and_purposes_share_no_draw() -> None:
    drawn = _draw()
    raw = np.concatenate([np.ravel(drawn.review), np.ravel(drawn.crisis), drawn.election, np.ravel(drawn.nuclear)])
    assert np.unique(raw).size == raw.size


def test_normal_deviates_have_mean_zero_and_variance_one() -> None:
    drawn = np.concatenate(
        [np.ravel(getattr(_draw(replicate=r, steps=20), part)) for r in range(60) for part in BY_COUNTRY[1:5]]
    )
    error = 1 / math.sqrt(drawn.size)  # 19,200 deviates
    assert drawn.mean() == pytest.approx(0.0, abs=4 * error)
    assert drawn.var() == pytest.approx(1.0, abs=6 * error)
    assert np.abs(drawn).max() < 2 * math.sqrt(3)
    # sum of four uniforms: excess kurtosis -6/5 / 4
    assert (drawn**4).mean() / drawn.var() ** 2 - 3 == pytest.approx(-0.3, abs=0.12)


def test_identity_is_crc32_of_the_name() -> None:
    assert identity("123456789") == 0xCBF43926  # the check value of CRC-32
    assert identity("JPN") == identity("JPN") != identity("JPn")


def test_no_two_names_of_the_evidence_share_an_id(evidence: Evidence) -> None:
    actors = [*evidence.countries, *evidence.powers, *evidence.flashpoints, "hub"]
    assert len({identity(name) for name in actors}) == len(actors)
    names = list(Table.of(evidence).figures)
    assert len({identity(name) for name in names}) == len(names)
