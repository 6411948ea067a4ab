"""The observed record: posture of each country and year, coded from dated facts by rules that are data."""

from sim.history.coder import Coded, observed
from sim.history.load import load_history
from sim.history.measures import Fact
from sim.history.records import History, Rule
from sim.history.runs import Run, change_rate, partners, runs

__all__ = ["Coded", "Fact", "History", "Rule", "Run", "change_rate", "load_history", "observed", "partners", "runs"]
