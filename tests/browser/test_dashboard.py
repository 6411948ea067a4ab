"""The dashboard in a real browser: pick, move a lever, see the figures change, step a world, save, load."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[2]
PATIENCE = 60_000  # milliseconds; machines that test are slow


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which the dashboard is started."""
    return tmp_path_factory.mktemp("dashboard")


@pytest.fixture(scope="module")
def server(home: Path) -> Iterator[str]:
    """Address of a dashboard that runs."""
    command = [sys.executable, "-u", "-m", "sim.cli", "dashboard", "--no-browser", "--port", "8931"]
    env = {**os.environ, "PYTHONPATH": str(ROOT), "SOLARA_TELEMETRY_MIXPANEL_ENABLE": "True"}
    with subprocess.Popen(command, cwd=home, env=env, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = ""
        while "http" not in said:
            line = process.stdout.readline()
            assert line, f"it ended with {process.wait()}: {said}"
            said = line
        yield said.split()[0]
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=30) == 0
    assert {path.name for path in home.iterdir()} <= {"results"}


@pytest.fixture
def shown(server: str, page: Callable[..., Any]) -> Callable[..., Any]:
    """The page with its first results."""

    def open_(width: int = 1600) -> Any:
        one = page(width)
        one.goto(server)
        one.wait_for_selector("table.lines", timeout=PATIENCE)
        return one

    return open_


def headline(page: Any) -> str:
    return str(page.locator("table.lines").first.inner_text())


def changed(page: Any, before: str) -> str:
    """The headline table once it is another one."""
    end = time.monotonic() + PATIENCE / 1000
    while (now := headline(page)) == before:
        assert time.monotonic() < end, "nothing changed"
        time.sleep(0.05)
    return now


@pytest.mark.parametrize("width", [390, 1024, 1600])
def test_it_opens_at_every_width(shown: Callable[..., Any], width: int) -> None:
    page = shown(width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert "Pact in force within ten years" in headline(page)
    page.wait_for_selector(".solara-echarts canvas", timeout=PATIENCE)
    told = page.locator(".solara-echarts").first.get_attribute("aria-label")
    assert "Pact in force, by year." in told
    assert page.get_by_text(re.compile(r"200 paired worlds in \d+\.\d\d s")).count() == 1


def test_a_lever_moved_by_keyboard_changes_the_results_and_goes_into_a_file_and_back(
    shown: Callable[..., Any], home: Path
) -> None:
    page = shown()
    first = headline(page)
    page.get_by_text("pact: formal pact").click()
    slider = page.get_by_role("slider", name="quorum, spokes")
    slider.focus()
    page.keyboard.press("ArrowLeft")
    second = changed(page, first)
    assert "Asian NATO (changed)" in second
    page.get_by_role("tab", name="Files").click()
    page.get_by_label("Name").fill("two_are_enough")
    page.get_by_role("button", name="Save as YAML").click()
    page.get_by_text("Saved:").wait_for(timeout=PATIENCE)
    path = home / "results" / "dashboard" / "two_are_enough.yaml"
    (pact,) = yaml.safe_load(path.read_text())["policies"]
    assert (pact["id"], pact["quorum"]) == ("pact", 2)
    again = shown()
    assert headline(again) == first
    again.get_by_role("tab", name="Files").click()
    again.locator("input[type=file]").set_input_files(path)
    third = changed(again, first)
    assert third.splitlines()[2:] == second.splitlines()[2:]


def test_a_number_of_a_country_with_its_source_holds_in_both(shown: Callable[..., Any]) -> None:
    page = shown()
    first = headline(page)
    page.get_by_role("tab", name="Countries").click()
    slider = page.get_by_role("slider", name=re.compile("hub trust"))
    slider.focus()
    assert headline(page) == first  # looking moves nothing
    page.keyboard.press("Home")
    second = changed(page, first)
    assert second.splitlines()[2] != ""
    page.get_by_role("button", name=re.compile("Back to")).click()
    assert changed(page, second) == first


def test_what_goes_against_itself_is_told_and_the_last_results_stay(shown: Callable[..., Any]) -> None:
    page = shown()
    first = headline(page)
    page.get_by_text("pact: formal pact").click()
    page.get_by_role("slider", name="quorum, spokes").focus()
    page.keyboard.press("End")
    page.get_by_text("is above the 3 countries invited").wait_for(timeout=PATIENCE)
    assert headline(page) == first


def test_a_wrong_file_is_told_with_its_lines(shown: Callable[..., Any], home: Path) -> None:
    page = shown()
    page.get_by_role("tab", name="Files").click()
    bad = {"name": "bad.yaml", "mimeType": "text/yaml", "buffer": b"extends: status_quo\npolicys: []\n"}
    page.locator("input[type=file]").set_input_files(files=[bad])
    page.get_by_text("bad.yaml:2:1: policys: unknown key; did you mean 'policies'?").wait_for(timeout=PATIENCE)
    assert not (home / "results" / "dashboard" / "bad.yaml").exists()


def test_one_world_is_stepped_and_a_country_says_why(shown: Callable[..., Any]) -> None:
    page = shown()
    page.get_by_role("tab", name="One world").click()
    page.get_by_text("Before the first step, 2026.").wait_for(timeout=PATIENCE)
    for year in (2026, 2027, 2028):
        page.get_by_role("button", name="Step").click()
        page.get_by_text(f"The end of {year}:").wait_for(timeout=PATIENCE)
    korea = page.get_by_role("button", name=re.compile("^South Korea: "))
    korea.focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Why South Korea?").wait_for(timeout=PATIENCE)
    assert page.get_by_text(re.compile("South Korea holds")).count() == 1
    assert page.get_by_text(re.compile(r" over .* % of GDP a year: ")).count() >= 2
    page.get_by_role("button", name="Reset").click()
    page.get_by_text("Before the first step, 2026.").wait_for(timeout=PATIENCE)


def test_scenarios_are_chosen_by_keyboard(shown: Callable[..., Any]) -> None:
    page = shown()
    first = headline(page)
    page.get_by_label("Scenario", exact=True).focus()
    for key in ("Enter", "ArrowDown", "ArrowDown", "Enter"):
        page.keyboard.press(key)
        page.wait_for_timeout(300)
    changed(page, first)
