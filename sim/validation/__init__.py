"""The model against what is known outside it: each test beside naive baselines, failures included."""
