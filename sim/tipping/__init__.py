"""Tipping points: the value of a lever or number at which a condition on the worlds begins or ceases to hold."""
