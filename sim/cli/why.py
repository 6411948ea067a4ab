"""The explanation of a choice in the terminal: terms by posture, chances, what would flip it, and the difference."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sim.figures.material import Material, whole
from sim.results.wording import MINUS, NOTHING, counted, percent, plain, signed

if TYPE_CHECKING:
    import pandas as pd

TOTAL = "total"
NEGLIGIBLE = 0.005  # % of GDP a year that rounds to nothing
_NINE_IN_TEN = (0.05, 0.95)
