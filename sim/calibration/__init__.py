"""Fit the model to the observed base year and write `seeds/calibration.yaml`."""
