"""Licence and citation say the same wherever they are said."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
LICENCE = "Apache-2.0"
KEYS = {
    "cff-version", "message", "title", "abstract", "type", "version", "date-released", "license", "authors", "keywords",
}  # fmt: skip


def project() -> dict[str, object]:
    found: dict[str, object] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return found


def test_the_licence_is_told_alike_everywhere() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "Apache License" in text.splitlines()[1]
    assert "Version 2.0, January 2004" in text
    assert "END OF TERMS AND CONDITIONS" in text
    assert "Copyright 2026 The Pactsim developers" in text
    assert "[yyyy]" not in text
    assert project()["license"] == LICENCE
    assert f"{LICENCE} licence" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_citation_is_whole_and_of_this_version() -> None:
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert set(cited) == KEYS
    assert (cited["cff-version"], cited["type"], cited["license"]) == ("1.2.0", "software", LICENCE)
    assert str(cited["version"]) == project()["version"]
    assert isinstance(cited["date-released"], date)
    assert all(author["name"] for author in cited["authors"])
    assert len(cited["abstract"]) > 100
    assert len(set(cited["keywords"])) == len(cited["keywords"]) >= 3


def test_the_version_has_an_entry_in_the_changelog() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(rf"^## {re.escape(str(project()['version']))} \(", text, re.MULTILINE)
