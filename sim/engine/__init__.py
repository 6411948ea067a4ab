"""Engines that drive the law: the readable Mesa model, and what runs many worlds."""
