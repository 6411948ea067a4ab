"""The pages that people read: their links lead somewhere, and the first of them is short."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = (
    *(ROOT / name for name in ("README.md", "CHANGELOG.md", "scenarios/TUTORIAL.md")),
    *sorted(path for folder in ("scenarios", "seeds", "results") for path in (ROOT / folder).rglob("README.md")),
    *sorted((ROOT / "sim").rglob("*.md")),
)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]*)(?:#([^)\s]*))?\)", page.read_text(encoding="utf-8"))
    wrong = []
    for file, heading in links:
        if "://" in file:
            continue
        target = (page.parent / file) if file else page
        if not target.exists() or (heading and heading not in headings(target)):
            wrong.append(f"{file}#{heading}")
    assert wrong == []


def headings(page: Path) -> set[str]:
    """Anchors of a page, as its headings give them."""
    lines = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", line.lower()).replace(" ", "-") for line in lines}


def test_the_first_page_is_short() -> None:
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) < 200
