"""`pactsim dashboard` before anything is served; what it serves is looked at in a browser."""

from __future__ import annotations

import importlib.util
import socket
from collections.abc import Callable
from typing import Any

import pytest


def test_a_scenario_that_is_not_there_is_told_before_anything_starts(inside: Callable[..., Any]) -> None:
    said = inside("dashboard", "asian_nat")
    assert (said.code, said.out) == (2, "")
    assert said.err == "asian_nat: no scenario has this name; did you mean 'asian_nato'?\n"


def test_scenarios_of_other_years_cannot_be_paired(inside: Callable[..., Any]) -> None:
    said = inside("dashboard", "history_1970")
    assert said.code == 2
    assert "worlds share one year's evidence" in said.err


def test_a_port_that_is_taken_is_told(inside: Callable[..., Any]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = inside("dashboard", "--port", str(port))
    assert (said.code, said.out) == (2, "")
    assert said.err == "--port: 127.0.0.1: Address already in use\n"


def test_an_address_of_another_machine_is_told(inside: Callable[..., Any]) -> None:
    said = inside("dashboard", "--host", "192.0.2.1")
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("--host: 192.0.2.1: ")


def test_without_solara_it_says_what_to_install(inside: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    found = importlib.util.find_spec
    monkeypatch.setattr("sim.errors.find_spec", lambda name: None if name == "solara" else found(name))
    said = inside("dashboard")
    assert (said.code, said.out, said.err) == (2, "", "dashboard: needs Solara; pip install 'pactsim[dashboard]'\n")
