"""A study as one page to hand over: text, figures and tables in a single file of HTML that needs nothing else."""
