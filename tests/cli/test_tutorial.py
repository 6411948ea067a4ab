"""The tutorial works as it stands: its commands are run in order, and say what it shows."""

from __future__ import annotations

from pathlib import Path

import pytest
import tutorial

ROOT = Path(__file__).parents[2]
PLACE = ROOT / "tests" / "house" / "tutorial.py"
HOW = "the tutorial shows another output; renew it with `python tests/house/tutorial.py` and read what it says beside"
STEPS = ("1. Run", "2. Tweak", "3. Compare", "4. Sweep", "5. Explain")


@pytest.fixture(scope="module")
def page() -> str:
    found: str = tutorial.PAGE.read_text(encoding="utf-8")
    return found


def test_every_command_runs_and_says_what_is_shown(page: str, tmp_path: Path) -> None:
    for block, text in tutorial.played(page, tmp_path):
        if block.kind == "text":
            assert block.text == text, HOW
    assert (tmp_path / "for_stata" / "comparison.dta").is_file()
    assert (tmp_path / "for_stata" / "codebook.md").is_file()


def test_each_step_has_a_command_and_shows_what_it_says(page: str) -> None:
    parts = page.split("\n## ")[1:]
    assert tuple(part.splitlines()[0] for part in parts[: len(STEPS)]) == STEPS
    for part in parts[: len(STEPS)]:
        kinds = [block.kind for block in tutorial.blocks(part)]
        assert {"sh", "text"} <= set(kinds), part.splitlines()[0]


def test_a_command_that_fails_is_told(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="did you mean 'status_quo'"):
        list(tutorial.played("```sh\npactsim check status_qo\n```\n", tmp_path))


def test_an_output_is_shown_without_what_changes_by_itself() -> None:
    assert tutorial.shown("a  \n3 points, 12 s\nrest", 2) == "a\n3 points, 1 s\n"
