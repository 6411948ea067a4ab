"""Pactsim from Python: studies in memory, made by the same code as those of the command line.

What is public is named in `sim.__all__`; its names are looked up in the modules of this package when they are used.
"""
