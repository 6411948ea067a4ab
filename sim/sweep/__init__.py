"""Experiments at scale: a scenario run over a design of points, in units that a store keeps and any process can run."""
