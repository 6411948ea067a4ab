"""A whole body of evidence small enough to spoil line by line: two spokes, one flashpoint, one law file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

_UNITS = Path(__file__).parents[2] / "seeds" / "units.yaml"

_POSTURES = """\
hedge:
  meaning: insures with both sides
  needs: none
{attributes}
ally:
  meaning: treaty with the hub
  needs: treaty
{attributes}
"""
_ATTRIBUTES = """\
  side: {value: 0.5, low: 0, high: 1, unit: signed_share, assumption: true}
  promise: {value: 0.1, low: 0, high: 0.2, unit: share, source: [walt]}
  duty: {value: 0.1, low: 0, high: 0.2, unit: share, assumption: true}
  hazard_multiplier: {value: 1, low: 1, high: 1, unit: ratio, assumption: true, note: definition}
  cooperation: {value: 0.1, low: 0, high: 0.2, unit: share, assumption: true}
  insurance: {value: 0.1, low: 0, high: 0.2, unit: share, assumption: true}
  effort_ask: {value: 2, low: 1, high: 3, unit: percent_of_gdp, assumption: true}
  control: {value: 0.1, low: 0, high: 0.2, unit: share, assumption: true}"""

_COUNTRY = """\
name: {name}
role: spoke
posture: {{value: {posture}, source: [walt]}}
treaty: {{value: {treaty}, year: 1951, note: why}}
latitude: {{value: 35, unit: degrees}}
longitude: {{value: 139, unit: degrees}}
parameters:
  gdp: {{value: 4000, low: 3900, high: 4100, unit: billion_usd, year: 2024, source: [imf], grade: A}}
  hub_trust: {{value: 0.5, low: 0.4, high: 0.7, unit: probability, year: 2025, source: [imf], grade: B,
              alternatives: [{{value: 0.6, year: 2024, source: [walt], note: as worded}}], choice: newer}}
"""
_POWER = """\
name: {name}
role: {role}
latitude: {{value: 38, unit: degrees}}
longitude: {{value: -77, unit: degrees}}
parameters:
  gdp: {{value: 20000, low: 19000, high: 21000, unit: billion_usd, year: 2024, source: [imf], grade: A}}
  {extra}: {{value: 0.5, low: 0.4, high: 0.7, unit: {unit}, year: 2024, source: [imf], grade: C}}
"""
_FLASHPOINT = """\
strait:
  name: The Strait
  adversary: CHN
  latitude: {value: 24, unit: degrees}
  longitude: {value: 119, unit: degrees}
  hazard: {value: 0.08, low: 0.05, high: 0.13, unit: per_year, source: [imf]}
  serious_share: {value: 0.3, low: 0.2, high: 0.5, unit: share, source: [imf]}
  war_share: {value: 0.05, low: 0.01, high: 0.1, unit: share, assumption: true}
  distance_adversary: {value: 200, unit: km, source: [imf]}
  claims:
    JPN: {value: 0.25, unit: share, source: [imf]}
    KOR: {value: 0.75, unit: share, source: [imf]}
  exposure:
    JPN: {value: 0.5, low: 0.4, high: 0.6, unit: share, assumption: true}
    KOR: {value: 0.5, low: 0.4, high: 0.6, unit: share, assumption: true}
  distance:
    JPN: {value: 900, unit: km, source: [imf]}
    KOR: {value: 800, unit: km, source: [imf]}
"""


def _claims() -> str:
    entry = "C{:03d}: {{document: walt, actor: [JPN], kind: claim, text: words, bears_on: [trust, tariff, strait]}}\n"
    return "".join(entry.format(number) for number in range(1, 156))


def write_small_evidence(root: Path) -> Path:
    """Write the small evidence into a folder that does not exist yet."""
    files = {
        "units.yaml": _UNITS.read_text(encoding="utf-8"),
        "parameters.yaml": (
            "gdp: {unit: billion_usd, meaning: output, mechanism: capability}\n"
            "hub_trust: {unit: probability, meaning: belief in the hub, mechanism: trust}\n"
        ),
        "postures.yaml": _POSTURES.format(attributes=_ATTRIBUTES),
        "law/trust.yaml": "recovery: {value: 0.1, low: 0, high: 0.2, unit: per_year, source: [walt], meaning: speed}\n",
        "countries/JPN.yaml": _COUNTRY.format(name="Japan", posture="ally", treaty="in_force"),
        "countries/KOR.yaml": _COUNTRY.format(name="Korea", posture="hedge", treaty="none"),
        "powers/USA.yaml": _POWER.format(name="United States", role="hub", extra="theatre_share", unit="share"),
        "powers/CHN.yaml": _POWER.format(name="China", role="challenger", extra="hub_trust", unit="probability"),
        "dyads.yaml": (
            "distance_km:\n  - {pair: [KOR, JPN], value: 1160, unit: km, source: [imf]}\n"
            "mistrust:\n"
            "  - {pair: [JPN, KOR], value: 0.6, low: 0.4, high: 0.8, unit: share, source: [walt], grade: C}\n"
            "tie: []\n"
        ),
        "flashpoints.yaml": _FLASHPOINT,
        "documents.yaml": "walt: {author: Walt, title: A title, outlet: FP, date: 2025-03, file: 002.txt}\n",
        "sources/statistics.yaml": "imf: {title: Outlook, publisher: IMF, year: 2025}\n",
        "claims.yaml": _claims(),
        "institutions.yaml": (
            "usa_jpn:\n  name: Treaty\n  kind: treaty\n  members: [USA, JPN]\n  year: 1951\n  duty: true\n"
            "  depth: {value: 0.8, low: 0.6, high: 0.9, unit: share, source: [walt]}\n  claims: [C001]\n"
        ),
        "targets.yaml": (
            "exports:\n  title: Exports\n  use: test\n  unit: points\n  year: 2024\n  source: [walt]\n"
            "  values: {JPN: 1.5, all: 1}\n  low: 0\n  high: 2\n  note: about\n"
            "choice: {title: Choice, use: fit, unit: percent, year: 2021, source: [imf], values: {KOR: 61.5}}\n"
        ),
        "timeline.yaml": (
            "events:\n"
            "  - {date: 2025-04-02, actor: USA, event: a duty, value: 24, unit: tariff_percent, source: [walt]}\n"
        ),
    }
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small evidence in `seeds` below the current folder."""
    monkeypatch.chdir(tmp_path)
    return write_small_evidence(tmp_path / "seeds")


@pytest.fixture
def spoil(small: Path) -> Callable[[str, str, str], None]:
    """Replace a text that stands exactly once in a file of the small evidence."""

    def replace(file: str, old: str, new: str) -> None:
        path = small / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        path.write_text(text.replace(old, new), encoding="utf-8")

    return replace
