"""Scenario discovery: under which conditions a study ends in a way that somebody asks about."""
