"""A real browser without a network: whatever a page asks of anybody but this machine makes the test fail."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
WIDTHS = (390, 1024, 1600)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """The browser."""
    if CHROMIUM is None:
        pytest.skip("there is no chromium; on Debian: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as own:
        browser = own.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Any) -> Iterator[Callable[..., Any]]:
    """Open a page of some width; what it says on its console as an error, and asks of others, ends the test."""
    opened: list[Any] = []
    wrong: list[str] = []

    def make(width: int = 1600, height: int = 1000, **options: Any) -> Any:
        one = chromium.new_page(viewport={"width": width, "height": height}, **options)
        one.on("pageerror", lambda error: wrong.append(str(error)))
        one.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
        one.on("request", lambda asked: None if _own(asked.url) else wrong.append(f"asked for {asked.url}"))
        one.on("response", lambda got: wrong.append(f"{got.status} {got.url}") if got.status >= 400 else None)
        opened.append(one)
        return one

    yield make
    for one in opened:
        one.close()
    assert wrong == []


def _own(url: str) -> bool:
    return url.startswith(("file:", "data:", "blob:", "about:", "http://127.0.0.1:", "ws://127.0.0.1:"))


@pytest.fixture
def shots(tmp_path: Path) -> Path:
    """Where a test may leave pictures for somebody to look at."""
    return tmp_path
