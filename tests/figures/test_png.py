from __future__ import annotations

import io

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from sim.figures.png import encoded


@settings(deadline=None, max_examples=25)
@given(st.integers(1, 40), st.integers(1, 40), st.integers(0, 2**32 - 1))
def test_another_reader_finds_the_same_pixels(height, width, seed) -> None:
    pixels = np.random.default_rng(seed).integers(0, 256, (height, width, 3), dtype=np.uint8)
    with Image.open(io.BytesIO(encoded(pixels, 150, {}))) as picture:
        picture.verify()
    with Image.open(io.BytesIO(encoded(pixels, 150, {}))) as picture:
        assert picture.mode == "RGB"
        assert np.array_equal(np.asarray(picture), pixels)


def test_a_file_says_its_density_and_texts() -> None:
    pixels = np.zeros((2, 3, 3), dtype=np.uint8)
    with Image.open(io.BytesIO(encoded(pixels, 150, {"Software": "pactsim", "Description": "caf\xe9"}))) as picture:
        assert picture.info["dpi"] == pytest.approx((150, 150), abs=0.1)
        assert picture.info["Software"] == "pactsim"
        assert picture.info["Description"] == "caf\xe9"


def test_even_areas_take_hardly_any_room() -> None:
    assert len(encoded(np.full((1000, 1000, 3), 255, dtype=np.uint8), 150, {})) < 20_000
