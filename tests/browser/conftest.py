"""A real Chromium without a network, and a report in a file for it to open."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import reported_study

ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """The browser."""
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if path is None:
        pytest.skip("no Chromium is installed: apt-get install chromium")
    api = pytest.importorskip("playwright.sync_api", reason="needs pip install 'pactsim[browser]'")
    with api.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Any) -> Iterator[Callable[..., Any]]:
    """Opens pages; in the end nothing may have gone wrong, been said as an error, or asked of another machine."""
    wrong: list[str] = []
    opened: list[Any] = []

    def make(width: int = 1600, height: int = 1000, **options: Any) -> Any:
        one = chromium.new_page(viewport={"width": width, "height": height}, **options)
        one.on("pageerror", lambda error: wrong.append(str(error)))
        one.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
        one.on("request", lambda asked: None if _own(asked.url) else wrong.append(f"asked for {asked.url[:80]}"))
        one.on("response", lambda got: wrong.append(f"{got.status} {got.url[:80]}") if got.status >= 400 else None)
        opened.append(one)
        return one

    yield make
    for one in opened:
        one.close()
    assert wrong == []


def _own(url: str) -> bool:
    return url.startswith(("file:", "data:", "blob:", "about:", "http://127.0.0.1:", "ws://127.0.0.1:"))


@pytest.fixture(scope="session")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report of a comparison with an explanation."""
    folder = tmp_path_factory.mktemp("browser")
    path = folder / "report.html"
    path.write_text(reported_study.make(folder).html, encoding="utf-8")
    return path
