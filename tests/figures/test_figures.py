from __future__ import annotations

import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import matplotlib as mpl
import pytest
from legible import Seen
from PIL import Image

from sim.figures import sides
from sim.figures.catalogue import FIGURES, caption, draw, draw_to, figures_of
from sim.figures.style import look, save, wrap
from sim.report.study import material

STUDIES = {
    "two": {},
    "three": {"scenarios": ("status_quo", "asian_nato", "us_retreat")},
    "long names": {"scenarios": ("status_quo", "asian_nato_with_tariffs", "deepen_the_network", "dialogue_first")},
    "endless names": {"scenarios": tuple(f"{letter}{'_what_if_every_one_of_them_joined' * 3}" for letter in "abcd")},
    "words without end": {"scenarios": ("A" * 70, "B" * 70)},
    "one": {"scenarios": ("asian_nato",)},
    "no pact": {"pact": False},
    "no facts": {"facts": {}},
    "one world": {"worlds": 1},
    "one year": {"years": range(2026, 2027)},
    "half years": {"years": [2026.5, 2027.0, 2027.5, 2028.0]},
}
EXPECTED = {
    "two": {"postures", "sides", "pact", "network", "flashpoints", "disputed"},
    "three": {"postures", "sides", "pact", "network", "flashpoints", "disputed-asian_nato", "disputed-us_retreat"},
    "one": {"postures", "sides", "network", "flashpoints", "timeline-asian_nato"},
    "no pact": {"postures", "sides", "network", "flashpoints", "disputed"},
    "no facts": {"postures", "sides", "pact", "flashpoints", "disputed"},
    "one world": {"postures", "sides", "pact", "network", "flashpoints"},
}


def drawn(made):
    with look():
        return {stem: figure for name in FIGURES for stem, figure in draw(name, made).items()}


@pytest.mark.parametrize("name", STUDIES)
def test_no_text_is_cut_off_or_covers_another(worlds, tmp_path, name) -> None:
    figures = drawn(material(worlds.study(tmp_path, **STUDIES[name]).path))
    assert set(figures) >= EXPECTED.get(name, set())
    with look():
        for stem, figure in figures.items():
            seen = Seen(figure)
            assert seen.cut_off == [], stem
            assert seen.covered == [], stem


@pytest.mark.parametrize("name", EXPECTED)
def test_the_figures_a_study_allows(worlds, tmp_path, name) -> None:
    found = set(drawn(material(worlds.study(tmp_path, **STUDIES[name]).path)))
    if name == "one":
        assert found == EXPECTED[name]
    else:
        assert EXPECTED[name] <= found
    assert all(caption(stem) for stem in found)
    assert {stem.split("-")[0] for stem in found} <= set(figures_of("compare"))


@pytest.mark.parametrize("scenarios", [("status_quo",), ("status_quo", "asian_nato")])
def test_a_choice_is_drawn_against_its_nearest_rival_and_the_pact(worlds, tmp_path, scenarios) -> None:
    figures = drawn(material(worlds.explanation(tmp_path, scenarios).path))
    last = "choice-JPN-2030-ally-pact"
    assert set(figures) >= {last}
    with look():
        for figure in figures.values():
            assert Seen(figure).cut_off == []


def test_equal_studies_give_equal_bytes(worlds, tmp_path) -> None:
    files = []
    for name in ("a", "b"):
        path = worlds.study(tmp_path / name).path
        made = material(path)
        written = [file for figure in figures_of("compare") for file in draw_to(path, figure, made)]
        files.append({file.name: file.read_bytes() for file in written})
    assert len(files[0]) == 16
    assert files[0] == files[1]


def test_the_bytes_do_not_hang_on_the_user_s_own_settings(worlds, tmp_path) -> None:
    made = material(worlds.study(tmp_path).path)

    def bytes_of_sides(folder: Path) -> list[bytes]:
        folder.mkdir()
        with look():
            (figure,) = sides.draw(made).values()
            return [file.read_bytes() for file in save(figure, folder, "sides", made.manifest)]

    first = bytes_of_sides(tmp_path / "first")
    with mpl.rc_context({"font.size": 20, "axes.facecolor": "red", "svg.hashsalt": "mine"}):
        assert bytes_of_sides(tmp_path / "other") == first
        assert mpl.rcParams["font.size"] == 20


def test_figures_are_stamped_and_carry_no_date(worlds, tmp_path) -> None:
    made = material(worlds.study(tmp_path).path)
    with look():
        (figure,) = draw("postures", made).values()
        png, svg = save(figure, tmp_path, "x", made.manifest)
    with Image.open(png) as picture:
        assert picture.info["Description"] == (
            f"pactsim 1.2.3; commit {made.manifest.commit}; inputs {made.manifest.inputs_fingerprint}; seed 7"
        )
        assert picture.info["dpi"] == pytest.approx((150, 150), abs=0.1)
    content = svg.read_text(encoding="utf-8")
    assert made.manifest.inputs_fingerprint in content
    assert "<dc:date>" not in content
    ET.fromstring(content)


def test_the_source_line_names_worlds_seed_and_inputs(worlds, tmp_path) -> None:
    (figure, *_) = drawn(material(worlds.study(tmp_path).path)).values()
    said = [text.get_text().replace("\n", " ") for text in figure.texts]
    made_by = "pactsim 1.2.3, commit 0123456789, inputs cdcdcdcd"
    assert f"12 worlds of each scenario with the same draws, seed 7. {made_by}" in said


def test_bands_of_postures_fill_every_panel(worlds, tmp_path) -> None:
    (figure,) = draw("postures", material(worlds.study(tmp_path).path)).values()
    (axes,) = figure.axes
    areas: dict[int, float] = {}
    for collection in axes.collections[:5]:
        for panel, path in enumerate(collection.get_paths()):
            x, y = path.vertices[:-1, 0], path.vertices[:-1, 1]
            area = abs(float((x * [*y[1:], y[0]] - y * [*x[1:], x[0]]).sum())) / 2
            areas[panel] = areas.get(panel, 0.0) + area
    assert len(areas) == 24
    assert list(areas.values()) == pytest.approx([0.86] * 24)


def test_wrapping_never_parts_a_number_from_its_sign() -> None:
    assert all(not line.startswith("%") for line in wrap("it is 90 % or 80 % or 70 % of worlds", 0.8).split("\n"))


def test_drawing_needs_neither_engine_nor_pyplot(worlds, tmp_path) -> None:
    path = worlds.study(tmp_path).path
    code = (
        "import sys, pathlib; from sim.report.study import finish; finish(pathlib.Path(sys.argv[1])); "
        "away = 'mesa scipy matplotlib.pyplot sim.engine sim.law sim.world sim.scenario'.split(); "
        "print([name for name in away if name in sys.modules])"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, cwd=root, check=False
    )
    assert done.stdout.strip() == "[]", done.stderr
